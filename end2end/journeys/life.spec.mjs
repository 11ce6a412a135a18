// Disable, Enable, Delete: dialogs that name the consequences, and reasons where something cannot be done.

import { BackEnd, sign } from "../support/back_end.mjs";
import { MovableClock } from "../support/clock.mjs";
import { Console } from "../support/console.mjs";
import { Visitor } from "../support/visitor.mjs";
import { card, expect, test, toast } from "./fixtures.mjs";

const basic = (page) => card(page, "Basic Information");

async function confirm(page, action, name) {
  await basic(page).getByRole("link", { name: action }).click();
  const dialog = page.getByRole("dialog", { name: `${action} ${name}?` });
  await expect(dialog).toBeVisible();
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(dialog).toHaveCount(0);
}

test("disabled, enabled, disabled and deleted; its back end notices each time @mobile", async ({ page, owner, console }) => {
  const sdkappid = await owner.create("Short Life");
  const backEnd = new BackEnd(console, sdkappid, await owner.key(sdkappid));
  const judge = () => backEnd.judge("xiaojun", sign({ ...backEnd, user: "xiaojun" }));
  expect(await judge()).toBe(0);

  await page.goto(`/applications/${sdkappid}`);
  const remove = basic(page).getByRole("button", { name: "Delete" });
  await expect(remove).toBeDisabled();
  await expect(remove).toHaveAccessibleDescription("Disable the application before deleting it.");
  await expect(basic(page).getByText("Disable the application before deleting it.")).toBeVisible();

  await confirm(page, "Disable", "Short Life");
  await expect(toast(page)).toContainText("Application disabled");
  await expect(basic(page)).toContainText("Disabled");
  await expect(page.getByText("This application is disabled.")).toBeVisible();
  expect(await judge()).toBe(60016);

  await confirm(page, "Enable", "Short Life");
  await expect(toast(page)).toContainText("Application enabled");
  await expect(basic(page)).toContainText("Enabled");
  expect(await judge()).toBe(0);

  await confirm(page, "Disable", "Short Life");
  await expect(page.getByText("This application is disabled.")).toBeVisible();
  const recent = card(page, "Recent changes").getByRole("listitem");
  await expect(recent.nth(0)).toContainText("Application disabled");
  await expect(recent.nth(1)).toContainText("Application enabled");

  await confirm(page, "Delete", "Short Life");
  await expect(page.getByRole("heading", { name: "Application Management", level: 1 })).toBeVisible();
  await expect(toast(page)).toContainText("Application deleted");
  await expect(page.getByRole("link", { name: "Short Life", exact: true })).toHaveCount(0);
  expect(await judge()).toBe(70020);
  expect((await page.goto(`/applications/${sdkappid}`)).status()).toBe(404);
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
});

test("the dialogs say what will happen, and Cancel and Close do nothing", async ({ page, owner }) => {
  const sdkappid = await owner.create("Kept");
  await page.goto(`/applications/${sdkappid}`);
  await basic(page).getByRole("link", { name: "Disable" }).click();
  const disable = page.getByRole("dialog", { name: "Disable Kept?" });
  await expect(disable).toContainText("Disabling the application will stop ALL subservices.");
  await expect(disable).toContainText("60016");
  await expect(disable.getByRole("link", { name: "Cancel" })).toBeFocused();
  await disable.getByRole("link", { name: "Cancel" }).click();
  await expect(disable).toHaveCount(0);
  await expect(basic(page)).toContainText("Enabled");

  await owner.change(sdkappid, "disable");
  await page.goto(`/applications/${sdkappid}?dialog=delete`);
  const remove = page.getByRole("dialog", { name: "Delete Kept?" });
  await expect(remove).toContainText("The application goes out of service immediately. Proceed with caution.");
  await expect(remove).toContainText("It can be restored for 7 days");
  await expect(remove).toContainText("70020");
  await remove.getByRole("link", { name: "Close" }).click();
  await expect(remove).toHaveCount(0);
  await expect(basic(page)).toContainText("Disabled");
});

test("Escape closes a dialog and gives the focus back @scripts", async ({ page, owner }) => {
  const sdkappid = await owner.create("Escaped");
  await page.goto(`/applications/${sdkappid}`);
  await basic(page).getByRole("link", { name: "Disable" }).press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(basic(page).getByRole("link", { name: "Disable" })).toBeFocused();
  // Once more: a browser closes a dialog by itself at the second attempt to keep it open.
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page).toHaveURL(new RegExp(`/applications/${sdkappid}$`));
});

test("what somebody else has done meanwhile is refused with the reason", async ({ page, owner }) => {
  const sdkappid = await owner.create("Contended");
  await page.goto(`/applications/${sdkappid}?dialog=disable`);
  await expect(page.getByRole("dialog")).toBeVisible();
  await owner.change(sdkappid, "disable");
  await page.getByRole("dialog").getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("dialog")).toContainText("The application is already disabled.");
});

test("a trial that is over is suspended without anybody's doing", async ({ openBrowser }) => {
  const clock = await MovableClock.create();
  const console = await Console.start({ environment: clock.environment });
  try {
    const owner = await new Visitor(console).setUp();
    const sdkappid = await owner.create("Trial over");
    const key = await owner.key(sdkappid);
    const later = 40 * 86_400;
    await clock.ahead(later);
    const backEnd = new BackEnd(console, sdkappid, key);
    const expire = later + 86_400;
    const usersig = sign({ ...backEnd, user: "administrator", expire });
    const answer = await backEnd.judge("xiaojun", sign({ ...backEnd, user: "xiaojun", expire }), { usersig });
    expect(answer).toBe(60016);

    const page = await openBrowser(await owner.signIn(), { baseURL: console.origin });
    await page.goto(`/applications/${sdkappid}`);
    await expect(basic(page)).toContainText("Suspended");
    await expect(page.getByText("The trial is over and this application is suspended.")).toBeVisible();
    await expect(basic(page).getByRole("link", { name: /^(Disable|Enable|Delete)$/ })).toHaveCount(0);
    await expect(basic(page).getByRole("button", { name: /^(Disable|Enable|Delete)$/ })).toHaveCount(0);
    await expect(basic(page).getByText("it can be neither disabled nor deleted")).toBeVisible();
    await expect(basic(page).getByRole("link", { name: "Apply for Extension" })).toHaveCount(1);
    await page.goto("/applications?status=suspended");
    await expect(page.getByRole("row", { name: /Trial over/ })).toContainText("Suspended");
  } finally {
    await console.dispose();
    await clock.dispose();
  }
});
