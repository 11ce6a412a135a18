// A key is rotated while back ends go on, and the evidence says when the old one can go.

import { BackEnd, sign } from "../support/back_end.mjs";
import { PROMPT_FLUSH } from "../support/console.mjs";
import { card, expect, expectWrong, test, toast } from "./fixtures.mjs";

test.use({ environment: PROMPT_FLUSH });

const keyCard = (page) => card(page, "Key");
const dialog = (page) => page.getByRole("dialog");

async function rotate(page, { overlap, confirmation } = {}) {
  await keyCard(page).getByRole("link", { name: "Rotate key" }).click();
  await expect(dialog(page)).toBeVisible();
  if (overlap !== undefined) await dialog(page).getByLabel("Overlap in days").fill(overlap);
  if (confirmation !== undefined) await dialog(page).getByLabel(/^Type \d{10} to confirm/).fill(confirmation);
  await dialog(page).getByRole("button", { name: "Confirm" }).click();
  await page.settled();
}

test("rotates with an overlap, goes back, and retires what nobody uses @mobile", async ({ page, owner, console }) => {
  const sdkappid = await owner.create("Rotated");
  const old = new BackEnd(console, sdkappid, await owner.key(sdkappid));
  const byOld = sign({ sdkappid, key: old.key, user: "jo" });
  expect(await old.verify("jo", byOld)).toMatchObject({ ErrorCode: 0, KeyVersion: 1 });

  await page.goto(`/applications/${sdkappid}`);
  await rotate(page);
  await expect(toast(page)).toContainText("Key rotated");
  await expect(keyCard(page).getByRole("heading", { name: "Key 2" })).toBeVisible();
  await expect(keyCard(page)).toContainText(/Accepted until \d{4}-\d\d-\d\d/);
  const blocked = keyCard(page).getByRole("button", { name: "Rotate key" });
  await expect(blocked).toBeDisabled();
  await expect(blocked).toHaveAccessibleDescription(/Two keys are already in use/);

  // Both are taken, and the answer says which it was.
  const fresh = new BackEnd(console, sdkappid, await owner.key(sdkappid));
  const byNew = sign({ sdkappid, key: fresh.key, user: "jo" });
  expect(await old.verify("jo", byNew)).toMatchObject({ ErrorCode: 0, KeyVersion: 2 });
  expect(await fresh.verify("jo", byOld)).toMatchObject({ ErrorCode: 0, KeyVersion: 1 });

  // Uses are written down a moment later.
  await expect(async () => {
    await page.reload();
    await expect(keyCard(page).getByRole("img", { name: /Uses per hour in the last 24 hours/ })).toHaveCount(2, { timeout: 500 });
  }).toPass();
  const retire = keyCard(page).getByRole("button", { name: "Retire now" });
  await expect(retire).toBeDisabled();
  await expect(retire).toHaveAccessibleDescription(/Used \d+ times in the last 24 hours/);

  await keyCard(page).getByRole("link", { name: "Undo rotation" }).click();
  await expect(dialog(page)).toContainText("Key 2 is refused from the moment you confirm");
  await dialog(page).getByRole("button", { name: "Confirm" }).click();
  await page.settled();
  await expect(toast(page)).toContainText("Rotation undone");
  // The numbers of the current key come before the heading of the one that has ended.
  await expect(keyCard(page)).toContainText(/Key 1\s*Current.*uses in 24 hours.*Key 2\s*Ended/s);
  expect(await old.judge("jo", byNew)).toBe(70009);
  expect(await old.verify("jo", byOld)).toMatchObject({ ErrorCode: 0, KeyVersion: 1 });
});

test("ends a leaked key at once, when the SDKAppID is typed", async ({ page, owner, console }) => {
  const sdkappid = await owner.create("Leaked");
  const leaked = new BackEnd(console, sdkappid, await owner.key(sdkappid));
  const stolen = sign({ sdkappid, key: leaked.key, user: "jo" });
  await page.goto(`/applications/${sdkappid}`);
  await keyCard(page).getByRole("link", { name: "Rotate key" }).click();
  await expect(dialog(page).getByLabel(/^Type \d{10} to confirm/)).toBeHidden();
  await dialog(page).getByLabel(/^Ends immediately/).check();
  await expect(dialog(page).getByLabel("Overlap in days")).toBeHidden();
  await dialog(page).getByRole("button", { name: "Confirm" }).click();
  await page.settled();
  await expectWrong(page, /^Type \d{10} to confirm/, /Enter the SDKAppID/);
  await expect(dialog(page).getByLabel(/^Ends immediately/)).toBeChecked();
  expect(await leaked.judge("jo", stolen)).toBe(0);
  await dialog(page).getByLabel(/^Type \d{10} to confirm/).fill(sdkappid);
  await dialog(page).getByRole("button", { name: "Confirm" }).click();
  await page.settled();
  await expect(toast(page)).toContainText("Key rotated");
  const fresh = new BackEnd(console, sdkappid, await owner.key(sdkappid));
  expect(await fresh.judge("jo", stolen)).toBe(70009);
});

test("retires an old key that nobody uses, and one in use only on purpose", async ({ page, owner, console }) => {
  const unused = await owner.create("Unused");
  await owner.rotate(unused, 30);
  await page.goto(`/applications/${unused}`);
  await keyCard(page).getByRole("link", { name: "Retire now" }).click();
  await expect(dialog(page)).toContainText("Key 1 was not used in the last 24 hours");
  await dialog(page).getByRole("button", { name: "Confirm" }).click();
  await page.settled();
  await expect(toast(page)).toContainText("Key retired");
  await expect(keyCard(page)).toContainText(/Ended \d{4}/);

  const used = await owner.create("Used");
  const old = new BackEnd(console, used, await owner.key(used));
  expect(await old.judge("jo", sign({ sdkappid: used, key: old.key, user: "jo" }))).toBe(0);
  await owner.rotate(used, 30);
  await owner.pageWith(`/applications/${used}`, /2 uses in 24 hours/);
  await page.goto(`/applications/${used}`);
  await keyCard(page).getByRole("link", { name: "End immediately" }).click();
  await expect(dialog(page)).toContainText("Key 1 was used 2 times in the last 24 hours");
  await dialog(page).getByRole("button", { name: "Confirm" }).click();
  await page.settled();
  await expectWrong(page, /^Type \d{10} to confirm/, /Enter the SDKAppID/);
  await dialog(page).getByLabel(/^Type \d{10} to confirm/).fill(used);
  await dialog(page).getByRole("button", { name: "Confirm" }).click();
  await page.settled();
  await expect(toast(page)).toContainText("Key retired");
});

test("of two who rotate at a time, the second is told", async ({ page, owner, openBrowser }) => {
  const sdkappid = await owner.create("Twice");
  const other = await openBrowser(owner);
  for (const who of [page, other]) await who.goto(`/applications/${sdkappid}?dialog=rotate`);
  for (const who of [page, other]) {
    await dialog(who).getByRole("button", { name: "Confirm" }).click();
    await who.settled();
  }
  await expect(keyCard(page).getByRole("heading", { name: "Key 2" })).toBeVisible();
  await expect(keyCard(other).getByRole("alert")).toContainText("Somebody else saved first");
  await expect(keyCard(other).getByRole("heading", { name: "Key 3" })).toHaveCount(0);
});

test("says what is wrong with an overlap, and keeps what was typed", async ({ page, owner }) => {
  const sdkappid = await owner.create("Overlap");
  await page.goto(`/applications/${sdkappid}`);
  await rotate(page, { overlap: "31" });
  await expectWrong(page, "Overlap in days", /whole number from 0 to 30/);
  await expect(dialog(page).getByLabel("Overlap in days")).toHaveValue("31");
  await dialog(page).getByRole("link", { name: "Cancel" }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(keyCard(page).getByRole("heading", { name: "Key 1" })).toBeVisible();
});
