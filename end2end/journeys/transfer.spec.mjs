// Export and Import: all push certificates of an application as one file, from one application to another.

import { readFile } from "node:fs/promises";

import { BUNDLE } from "../support/vendors.mjs";
import { OWNER } from "../support/visitor.mjs";
import { expect, expectWrong, test, toast } from "./fixtures.mjs";

const PASSPHRASE = "open sesame, if you please";
const SECRET = "secret-that-nobody-sees";
const access = (sdkappid, dialog = "") => `/applications/${sdkappid}/push/access?platform=android${dialog}`;
const certificate = (page, name) => page.getByRole("article", { name, exact: true });
const field = (dialog, label) => dialog.getByLabel(label, { exact: true });

/** Meizu's, saved without a word with the vendor. */
async function add(page, sdkappid, name) {
  await page.goto(access(sdkappid, "&vendor=meizu&dialog=add"));
  const dialog = page.getByRole("dialog");
  const values = { "Certificate name": name, "Package name": BUNDLE, AppID: "meizu-app", AppSecret: SECRET };
  for (const [label, text] of Object.entries(values)) await field(dialog, label).fill(text);
  await dialog.getByLabel("Check with the vendor on save").uncheck();
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await page.settled();
  await expect(certificate(page, name)).toBeVisible();
}

/** The file, as it was downloaded. */
async function exported(page, sdkappid) {
  await page.goto(access(sdkappid));
  await page.getByRole("link", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: "Export certificates" });
  await field(dialog, "Your password").fill(OWNER.password);
  await field(dialog, "Passphrase").fill(PASSPHRASE);
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await page.settled();
  await expect(dialog.getByRole("status")).toContainText("The file is ready");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("link", { name: "Download" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`certificates-${sdkappid}.json`);
  return { name: "certificates.json", mimeType: "application/json", buffer: await readFile(await download.path()) };
}

/** As far as the changes; the dialog that shows them. */
async function open(page, sdkappid, file, passphrase = PASSPHRASE) {
  await page.goto(access(sdkappid));
  await page.getByRole("link", { name: "Import" }).click();
  const dialog = page.getByRole("dialog", { name: "Import certificates" });
  await field(dialog, "File").setInputFiles(file);
  await field(dialog, "Passphrase").fill(passphrase);
  await dialog.getByRole("button", { name: "Show changes" }).click();
  await page.settled();
  return dialog;
}

const changes = (dialog) => dialog.getByRole("list", { name: "Changes" }).getByRole("listitem");

test("certificates go to another application and back, and every change is shown before", async ({ page, owner }) => {
  const [home, away] = [await owner.create("Home"), await owner.create("Away")];
  await add(page, home, "Store build");
  const file = await exported(page, home);
  expect(file.buffer.includes(SECRET)).toBe(false);

  // Nothing of it is here yet; looking at it changes nothing.
  let dialog = await open(page, away, file);
  await expect(changes(dialog)).toHaveText([/Meizu · Store build\s*New/]);
  await expect(dialog).toContainText("1 new, 0 changed, 0 unchanged");
  await expect(changes(dialog).getByText(BUNDLE)).toBeHidden();
  await changes(dialog).getByText("Details").click();
  await expect(changes(dialog).getByText(BUNDLE)).toBeVisible();
  await expect(changes(dialog)).toContainText(`Package name${BUNDLE}`);
  await dialog.getByRole("link", { name: "Cancel" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(certificate(page, "Store build")).toHaveCount(0);
  dialog = await open(page, away, file);
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await page.settled();
  await expect(toast(page)).toContainText("Certificates imported: 1.");
  await expect(certificate(page, "Store build")).toContainText("ends in sees");

  // A second time there is nothing to do.
  dialog = await open(page, away, file);
  await expect(changes(dialog)).toHaveText([/Meizu · Store build\s*Unchanged/]);
  await expect(dialog.getByRole("button", { name: "Confirm" })).toHaveCount(0);

  // What was changed at home since then is changed back by the file, and shown line by line.
  await page.goto(access(home));
  await certificate(page, "Store build").getByRole("link", { name: "Edit Store build" }).click();
  const edit = page.getByRole("dialog", { name: "Edit certificate" });
  await field(edit, "AppID").fill("another-app");
  await field(edit, "AppSecret").fill("another-secret-0001");
  await edit.getByLabel("Check with the vendor on save").uncheck();
  await edit.getByRole("button", { name: "Confirm" }).click();
  await page.settled();
  await expect(certificate(page, "Store build")).toContainText("another-app");
  dialog = await open(page, home, file);
  await expect(changes(dialog)).toContainText("another-app → meizu-app");
  await expect(changes(dialog)).toContainText("Different secret");
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await page.settled();
  await expect(certificate(page, "Store build")).toContainText("meizu-app");
  await expect(certificate(page, "Store build")).toContainText("ends in sees");
});

test("a wrong passphrase, a wrong password and a file of another kind change nothing", async ({ page, owner }) => {
  const sdkappid = await owner.create("Careful");
  await add(page, sdkappid, "Store build");
  const file = await exported(page, sdkappid);
  for (const { what, wrong, passphrase = PASSPHRASE, why } of [
    { what: /^Passphrase$/, wrong: file, passphrase: "open barley, if you please", why: /passphrase/i },
    { what: /^(File|Choose another file)$/, wrong: { ...file, buffer: file.buffer.subarray(0, 200) }, why: /not .*file|cut off/i },
    { what: /^(File|Choose another file)$/, wrong: { ...file, buffer: Buffer.from("{}") }, why: /not .*file/i },
  ]) {
    const dialog = await open(page, sdkappid, wrong, passphrase);
    await expectWrong(dialog, what, why);
  }
  await page.goto(access(sdkappid, "&dialog=export"));
  const dialog = page.getByRole("dialog", { name: "Export certificates" });
  await field(dialog, "Your password").fill("not my password at all");
  await field(dialog, "Passphrase").fill(PASSPHRASE);
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await page.settled();
  await expectWrong(dialog, /^Your password$/, /That password is not correct/);
});
