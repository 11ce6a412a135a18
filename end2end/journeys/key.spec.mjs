// Show Key, Copy, and a password that has to be fresh.

import { BackEnd, sign } from "../support/back_end.mjs";
import { MovableClock } from "../support/clock.mjs";
import { Console } from "../support/console.mjs";
import { OWNER, Visitor } from "../support/visitor.mjs";
import { card, expect, expectWrong, test, toast } from "./fixtures.mjs";

const keyCard = (page) => card(page, "Key");
const shown = (page) => keyCard(page).getByText(/^[0-9a-f]{64}$/);

test("hidden until it is asked for, shown once, and hidden again @mobile", async ({ page, owner, console, javaScriptEnabled }) => {
  const sdkappid = await owner.create("Keyed");
  await page.goto(`/applications/${sdkappid}`);
  await expect(keyCard(page)).toContainText("hidden, 64 characters");
  const copy = keyCard(page).getByRole("button", { name: "Copy", exact: true });
  await expect(copy).toBeDisabled();
  await expect(copy).toHaveAccessibleDescription("Show the key before copying it.");

  await keyCard(page).getByRole("button", { name: "Show Key" }).click();
  await expect(shown(page)).toBeVisible();
  const key = await shown(page).innerText();
  expect(page.url()).not.toContain(key);
  await expect(copy).toBeVisible({ visible: javaScriptEnabled });
  const backEnd = new BackEnd(console, sdkappid, key);
  expect(await backEnd.judge("xiaojun", sign({ ...backEnd, user: "xiaojun" }))).toBe(0);
  await expect(card(page, "Recent changes").getByRole("listitem").first()).toContainText("Key shown");

  await page.reload();
  await expect(keyCard(page)).toContainText("hidden, 64 characters");
  expect(await page.content()).not.toContain(key);

  await keyCard(page).getByRole("button", { name: "Show Key" }).click();
  await expect(shown(page)).toHaveText(key);
  await keyCard(page).getByRole("link", { name: "Hide Key" }).click();
  await expect(keyCard(page)).toContainText("hidden, 64 characters");
  expect(await page.content()).not.toContain(key);
});

test("copies the key while it is shown, which is half a minute @scripts", async ({ page, owner, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const sdkappid = await owner.create("Copied key");
  await page.clock.install();
  await page.goto(`/applications/${sdkappid}`);
  await keyCard(page).getByRole("button", { name: "Show Key" }).click();
  await expect(shown(page)).toBeVisible();
  const key = await shown(page).innerText();
  await keyCard(page).getByRole("button", { name: "Copy", exact: true }).click();
  await expect(toast(page)).toContainText("Copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
  await page.clock.fastForward("00:20");
  await expect(shown(page)).toBeVisible();
  await page.clock.fastForward("00:15");
  await expect(keyCard(page)).toContainText("hidden, 64 characters");
  await expect(shown(page)).toHaveCount(0);
});

test("Back does not bring a hidden key to light", async ({ page, owner }) => {
  const sdkappid = await owner.create("Not by Back");
  await page.goto(`/applications/${sdkappid}`);
  await keyCard(page).getByRole("button", { name: "Show Key" }).click();
  await expect(shown(page)).toBeVisible();
  await page.goto("/applications");
  await page.goBack();
  await expect(keyCard(page)).toContainText("hidden, 64 characters");
});

test("asks for the password again when it was given more than ten minutes ago", async ({ openBrowser }) => {
  const clock = await MovableClock.create();
  const console = await Console.start({ environment: clock.environment });
  try {
    const owner = await new Visitor(console).setUp();
    const sdkappid = await owner.create("Guarded");
    const page = await openBrowser(owner, { baseURL: console.origin });
    await clock.ahead(9 * 60);
    await page.goto(`/applications/${sdkappid}`);
    await keyCard(page).getByRole("button", { name: "Show Key" }).click();
    await expect(shown(page)).toBeVisible();

    await clock.ahead(11 * 60);
    await page.goto(`/applications/${sdkappid}`);
    await keyCard(page).getByRole("button", { name: "Show Key" }).click();
    const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
    await expect(dialog).toBeVisible();
    await expect(dialog.getByLabel("Password")).toBeFocused();
    await dialog.getByLabel("Password").fill("not the password");
    await dialog.getByRole("button", { name: "Show Key" }).click();
    await expectWrong(page, "Password", /password is not correct/);
    await expect(shown(page)).toHaveCount(0);
    await dialog.getByLabel("Password").fill(OWNER.password);
    await dialog.getByRole("button", { name: "Show Key" }).click();
    await expect(shown(page)).toBeVisible();
    await expect(dialog).toHaveCount(0);

    // Given again just now, so it is fresh again.
    await page.goto(`/applications/${sdkappid}`);
    await keyCard(page).getByRole("button", { name: "Show Key" }).click();
    await expect(shown(page)).toBeVisible();
  } finally {
    await console.dispose();
    await clock.dispose();
  }
});
