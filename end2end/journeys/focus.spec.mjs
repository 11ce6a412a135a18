// Where the focus is: after a change of page on the new page, in a dialog on what does no harm, and after it
// on what opened it, or on what stands in its place.

import { CATALOGUE } from "../support/console.mjs";
import { card, expect, test } from "./fixtures.mjs";

test.use({ installation: "fresh", environment: CATALOGUE });

const focused = (page) => page.locator(":focus");

test("after a change of page the focus is on the new page @scripts", async ({ page, owner }) => {
  const sdkappid = await owner.create("Focused");
  await page.goto("/applications");
  const visit = async (link, heading) => {
    await link.click();
    await expect(page.getByRole("heading", { name: heading, level: 1 })).toBeVisible();
    await expect(page.getByRole("main")).toBeFocused();
  };
  await visit(page.getByRole("link", { name: "Focused", exact: true }), "Overview");
  const side = (name) => page.getByRole("link", { name, exact: true }).first();
  await visit(side("Access Setting"), "Access Setting");
  await visit(side("UserSig"), "UserSig");
  await visit(side("Account"), "Account");
  await visit(side("Billing"), "Billing");
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Account", level: 1 })).toBeVisible();
  await page.goto(`/applications/${sdkappid}/push/access?platform=android`);
  await page.getByRole("link", { name: /^iOS/ }).click();
  await expect(page).toHaveURL(/platform=ios/);
  await expect(page.getByRole("link", { name: /^iOS/ })).toBeFocused();
});

test("a page that is loaded begins at its beginning @scripts", async ({ page, owner }) => {
  const app = `/applications/${await owner.create("Loaded")}`;
  const paths = ["/usersig", "/upgrade", "/push/access", "/push/records"].map((path) => `${app}${path}`);
  for (const path of ["/applications", app, ...paths, "/billing", "/account", "/pricing", "/support"]) {
    await page.goto(path);
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => globalThis.document.activeElement.tagName), path).toBe("BODY");
  }
});

/** Opens a dialog with the keyboard, looks where the focus is, and leaves it with Escape. */
async function openAndEscape(page, opener, first) {
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await expect(first(dialog)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(opener).toBeFocused();
}

const cancel = (dialog) => dialog.getByRole("link", { name: "Cancel" });

test("every dialog gives the focus back to what opened it @scripts", async ({ page, owner }) => {
  test.setTimeout(120_000);
  const sdkappid = await owner.create("Dialogs");
  await page.goto("/applications");
  await openAndEscape(page, page.getByRole("link", { name: "Create Application" }), (dialog) => dialog.getByLabel("Application Name"));
  // From a menu: back to the button of the menu.
  const more = page.getByRole("button", { name: "More actions for Dialogs" });
  await more.click();
  await page.getByRole("link", { name: "Disable" }).click();
  await expect(cancel(page.getByRole("dialog"))).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(more).toBeFocused();

  await page.goto(`/applications/${sdkappid}`);
  const link = (name) => page.getByRole("link", { name, exact: true }).first();
  await openAndEscape(page, link("Disable"), cancel);
  await openAndEscape(page, link("Apply for Extension"), cancel);
  await openAndEscape(page, link("Compare packages"), (dialog) => dialog.getByRole("link", { name: "Close" }).last());
  await openAndEscape(page, link("Rotate key"), (dialog) => dialog.locator("#f-overlap"));
  await owner.rotate(sdkappid, 7);
  await page.reload();
  await openAndEscape(page, link("Undo rotation"), cancel);
  await openAndEscape(page, page.getByRole("link", { name: /Retire|End now/ }).first(), cancel);
  await owner.change(sdkappid, "disable");
  await page.reload();
  await openAndEscape(page, link("Enable"), cancel);
  await openAndEscape(page, link("Delete"), cancel);

  const paid = await owner.create("Paid");
  await owner.post(1_000, "Bank transfer");
  await owner.order(paid, "standard");
  await page.goto(`/applications/${paid}`);
  await openAndEscape(page, link("Refund"), cancel);
  await openAndEscape(page, link("Delete"), cancel);

  const access = `/applications/${paid}/push/access?platform=android`;
  await owner.succeed(`${access}&vendor=xiaomi&dialog=add`, "save_certificate", {
    certificate_name: "Xiaomi",
    package_name: "com.example.messenger",
    app_id: "1",
    app_secret: "2",
    click_action: "application",
    check: "",
  });
  await page.goto(access);
  const field = (dialog) => dialog.locator("input:not([type=hidden]), select").first();
  await openAndEscape(page, link("Add Certificate"), field);
  await openAndEscape(page, page.getByRole("link", { name: /^Edit/ }), field);
  await openAndEscape(page, page.getByRole("link", { name: /test push with/ }), field);
  await openAndEscape(page, page.getByRole("link", { name: /^Delete/ }), cancel);
  await openAndEscape(page, page.getByRole("link", { name: /^Export/ }), field);
  await openAndEscape(page, page.getByRole("link", { name: /^Import/ }), field);
});

test("Edit gives the focus to the first field, and Cancel back to Edit @scripts", async ({ page, owner }) => {
  const sdkappid = await owner.create("Edited");
  await page.goto(`/applications/${sdkappid}`);
  await page.getByRole("link", { name: "Edit", exact: true }).press("Enter");
  await expect(page.getByLabel("Application Name")).toBeFocused();
  await page.getByRole("link", { name: "Cancel" }).press("Enter");
  await expect(page.getByRole("link", { name: "Edit", exact: true })).toBeFocused();
});

test("Show Key and Hide Key take each other's place @scripts", async ({ page, owner }) => {
  const sdkappid = await owner.create("Shown");
  await page.goto(`/applications/${sdkappid}`);
  await page.getByRole("button", { name: "Show Key" }).press("Enter");
  await expect(page.getByRole("link", { name: "Hide Key" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Show Key" })).toBeFocused();

  // The dialog that asks for the password has no link of its own.
  await page.goto(`/applications/${sdkappid}?dialog=password`);
  await expect(page.getByRole("dialog").getByLabel("Password")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("main")).toBeFocused();
});

test("what confirms a change leaves the focus on the page @scripts", async ({ page, owner }) => {
  const sdkappid = await owner.create("Changed");
  await page.goto(`/applications/${sdkappid}`);
  await card(page, "Basic Information").getByRole("link", { name: "Disable" }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Confirm" }).press("Enter");
  await expect(page.getByText("This application is disabled.")).toBeVisible();
  await expect(focused(page)).toHaveCount(1);
});
