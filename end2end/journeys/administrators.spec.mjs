// Who may call /v4 for an application, and a trial that is extended.

import { BackEnd, sign } from "../support/back_end.mjs";
import { MovableClock } from "../support/clock.mjs";
import { Console } from "../support/console.mjs";
import { Visitor } from "../support/visitor.mjs";
import { card, expect, expectWrong, test, toast } from "./fixtures.mjs";

const administrators = (page) => card(page, "Administrators");

test("administrators are added and removed, and one always stays @mobile", async ({ page, owner, console }) => {
  const sdkappid = await owner.create("Administered");
  const key = await owner.key(sdkappid);
  const ops = new BackEnd(console, sdkappid, key);
  ops.usersig = sign({ sdkappid, key, user: "ops" });
  const jo = sign({ sdkappid, key, user: "jo" });
  const asOps = () => ops.judge("jo", jo, { identifier: "ops" });
  expect(await asOps()).toBe(60010);

  await page.goto(`/applications/${sdkappid}`);
  const remove = administrators(page).getByRole("button", { name: "Remove" });
  await expect(remove).toBeDisabled();
  await expect(remove).toHaveAccessibleDescription(/Keep at least one administrator/);
  await administrators(page).getByRole("button", { name: "Add" }).click();
  await page.settled();
  await expectWrong(page, "UserID of a new administrator", /Enter the UserID/);
  await administrators(page).getByLabel("UserID of a new administrator").fill("ops");
  await administrators(page).getByRole("button", { name: "Add" }).click();
  await page.settled();
  await expect(toast(page)).toContainText("Saved");
  expect(await asOps()).toBe(0);

  await administrators(page).getByLabel("UserID of a new administrator").fill("ops");
  await administrators(page).getByRole("button", { name: "Add" }).click();
  await page.settled();
  await expectWrong(page, "UserID of a new administrator", /Already an administrator/);
  await administrators(page).getByRole("button", { name: "Remove administrator" }).click();
  await page.settled();
  await expect(administrators(page).getByRole("listitem")).toHaveCount(1);
  await expect(administrators(page).getByRole("listitem")).toHaveText(/ops/);
  expect(await new BackEnd(console, sdkappid, key).judge("jo", jo)).toBe(60010);
  expect(await asOps()).toBe(0);
});

test("a trial is extended, and comes back when it was over", async ({ openBrowser }) => {
  const clock = await MovableClock.create();
  const console = await Console.start({ environment: clock.environment });
  try {
    const owner = await new Visitor(console).setUp();
    const sdkappid = await owner.create("Extended");
    const key = await owner.key(sdkappid);
    const page = await openBrowser(owner, { baseURL: console.origin });
    await page.goto(`/applications/${sdkappid}`);
    await page.getByRole("link", { name: "Apply for Extension" }).click();
    const dialog = page.getByRole("dialog", { name: "Extend the trial of Extended?" });
    await expect(dialog.getByText("New end date")).toBeVisible();
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await page.settled();
    await expect(toast(page)).toContainText("Trial extended by one month");
    await expect(card(page, "Basic Information")).toContainText(/in (58|59|60|61) days/);

    // Two months later it is over, without any job; a browser of then extends it.
    const later = 65 * 86_400;
    await clock.ahead(later);
    const backEnd = new BackEnd(console, sdkappid, key);
    backEnd.usersig = sign({ sdkappid, key, user: "administrator", at: Math.floor(Date.now() / 1000) + later });
    const jo = sign({ sdkappid, key, user: "jo", at: Math.floor(Date.now() / 1000) + later });
    expect(await backEnd.judge("jo", jo)).toBe(60016);
    const visitor = await new Visitor(console).signIn();
    const then = await openBrowser(visitor, { baseURL: console.origin });
    await then.goto(`/applications/${sdkappid}`);
    await expect(card(then, "Basic Information")).toContainText("Suspended");
    await then.getByRole("link", { name: "Apply for Extension" }).click();
    await expect(then.getByRole("dialog")).toContainText("back in service");
    await then.getByRole("button", { name: "Confirm" }).click();
    await then.settled();
    await expect(card(then, "Basic Information")).toContainText("Enabled");
    expect(await backEnd.judge("jo", jo)).toBe(0);
  } finally {
    await console.dispose();
    await clock.dispose();
  }
});
