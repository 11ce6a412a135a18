// Push > Access Setting: a certificate of every vendor from the day it is added to the day it is deleted, with
// vendors that answer as the real ones do.

import { createHash } from "node:crypto";

import { access, certificate, confirm, device, field, fill, identity, openForm, tab, test } from "./access_setting.mjs";
import { expect, toast } from "./fixtures.mjs";
import { VENDORS } from "./vendor_accounts.mjs";

for (const vendor of VENDORS) {
  test(`${vendor.title}: added, checked, edited, tried and deleted`, async ({
    page,
    owner,
    vendors,
    javaScriptEnabled,
  }) => {
    // A whole life has a dozen pages.
    test.slow();
    const sdkappid = await owner.create(`By ${vendor.title}`);
    const { secret } = vendor;
    const expectNoSecret = async () => {
      if (secret) expect(await page.content(), "a secret came back").not.toContain(secret[1]);
    };

    await page.goto(access(sdkappid, vendor.tab));
    const dialog = await openForm(page, vendor);
    await field(dialog, "Certificate name").fill("Store build");
    await fill(dialog, vendor);
    if (vendor.file) await field(dialog, "File").setInputFiles(await vendor.file(vendors));
    if (vendor.file && javaScriptEnabled) {
      const understood = dialog.getByRole("list", { name: "Read from the file" });
      for (const text of vendor.says) await expect(understood).toContainText(text);
    }
    await field(dialog, "Notes").fill("Kim renews it");
    await confirm(page);

    await expect(toast(page)).toContainText("Saved");
    const card = certificate(page, "Store build");
    await expect(card).toContainText("Proven");
    await expect(card).toContainText(/Accepted by \w+/);
    for (const text of vendor.says) await expect(card).toContainText(text);
    if (vendor.setting) await expect(card).toContainText(vendor.setting[1]);
    if (vendor.click?.page) await expect(card).toContainText(`${vendor.click.kind}: ${vendor.click.page}`);
    await expect(card).toContainText("Kim renews it");
    await expect(card.getByText("Default", { exact: true })).toBeVisible();
    const { id, fingerprint } = await identity(card);
    expect(Number(id)).toBeGreaterThan(0);
    const isTyped = secret && !vendor.file;
    if (isTyped) expect(fingerprint).toBe(createHash("sha256").update(secret[1]).digest("hex").slice(0, 8));
    await expectNoSecret();
    const build = JSON.parse(await owner.page(`/applications/${sdkappid}/push/timpush-configs.json`));
    expect(build[`${vendor.code}PushBussinessId`]).toBe(Number(id));

    await card.getByRole("button", { name: "Check Store build" }).click();
    await page.settled();
    await expect(toast(page)).toContainText(/^\s*\w+ accepts this credential/);
    await expect(card).toContainText("Proven");

    // Everything is as it was left, but for the secret, which nobody gets to see; it stays when none is given.
    await card.getByRole("link", { name: "Edit Store build" }).click();
    const edit = page.getByRole("dialog", { name: "Edit certificate" });
    await expect(field(edit, "Certificate name")).toHaveValue("Store build");
    for (const [label, text] of Object.entries(vendor.fields ?? {})) await expect(field(edit, label)).toHaveValue(text);
    for (const [label, option] of Object.entries(vendor.choices ?? {})) {
      await expect(field(edit, label).locator("option:checked")).toHaveText(option);
    }
    if (vendor.setting) await expect(field(edit, vendor.setting[0])).toHaveValue(vendor.setting[1]);
    if (vendor.switched) await expect(field(edit, vendor.switched)).toBeChecked();
    if (secret) await expect(field(edit, secret[0])).toHaveValue("");
    await expectNoSecret();
    await field(edit, "Certificate name").fill("Shop build");
    await field(edit, "Notes").fill("");
    await confirm(page);
    await expect(toast(page)).toContainText("Saved");
    await expect(certificate(page, "Store build")).toHaveCount(0);
    const edited = certificate(page, "Shop build");
    expect(await identity(edited)).toEqual({ id, fingerprint });
    await expect(edited).toContainText("Proven");
    await expect(edited).not.toContainText("Kim renews it");
    if (vendor.click?.page) await expect(edited).toContainText(vendor.click.page);

    const token = (vendor.device ?? device)();
    await edited.getByRole("link", { name: "Send a test push with Shop build" }).click();
    const trial = page.getByRole("dialog", { name: "Send a test push with Shop build" });
    await field(trial, "Title").fill("Ward 3");
    await field(trial, "Body").fill("Bed 12 asks for you");
    await field(trial, "Device token").fill(token);
    await trial.getByRole("button", { name: "Send" }).click();
    await page.settled();
    await expect(trial.getByRole("status")).toContainText(/Accepted by \w+/);
    await expect(field(trial, "Device token")).toHaveValue(token);
    const sent = (await vendors.received()).filter(({ tokens }) => tokens.includes(token));
    expect(sent.map(({ vendor, sender }) => ({ vendor, sender }))).toEqual([
      { vendor: vendor.code, sender: vendor.sender },
    ]);
    const content = JSON.stringify(sent[0].sent);
    for (const text of ["Ward 3", "Bed 12 asks for you", vendor.click?.page, vendor.setting?.[1]]) {
      expect(content).toContain(text ?? "");
    }
    if (vendor.switched) expect(content).toContain('"mutable-content":1');
    await trial.getByRole("link", { name: "Close" }).last().click();
    await expect(trial).toHaveCount(0);

    await edited.getByRole("link", { name: "Delete Shop build" }).click();
    const question = page.getByRole("dialog", { name: "Delete Shop build?" });
    await expect(question).toContainText("push messages are no longer delivered");
    await expect(question).toContainText("A deleted certificate cannot be restored.");
    await expect(question).toContainText(`Clients built with certificate ID ${id} need a new build`);
    await confirm(page);
    await expect(toast(page)).toContainText("Certificate deleted");
    await expect(edited).toHaveCount(0);
    await expect(page.getByRole("heading", { name: /devices get no offline push/ })).toBeVisible();
    await expect(tab(page, /^(Android|iOS|HarmonyOS) 0$/)).toHaveCount(3);
    await page.goto(`${access(sdkappid, vendor.tab)}&dialog=edit-${id}`);
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });
}

test("two people edit a certificate: the second one is told, and has lost nothing", async ({ page, owner }) => {
  const sdkappid = await owner.create("Contended");
  await page.goto(`${access(sdkappid, "android&vendor=huawei")}&dialog=add`);
  await field(page.getByRole("dialog"), "Certificate name").fill("Store build");
  await fill(page.getByRole("dialog"), VENDORS[1]);
  await confirm(page);
  const { id } = await identity(certificate(page, "Store build"));
  const address = `${access(sdkappid, "android")}&dialog=edit-${id}`;
  await page.goto(address);
  await owner.succeed(address, "save_certificate", { certificate_name: "Theirs" });
  const dialog = page.getByRole("dialog", { name: "Edit certificate" });
  const version = dialog.locator("input[name=version]");
  const seen = await version.inputValue();
  await field(dialog, "Certificate name").fill("Mine");
  await confirm(page);
  await expect(dialog.getByRole("alert")).toContainText("Somebody else saved first. Nothing was changed.");
  await expect(version).not.toHaveValue(seen);
  await expect(field(dialog, "Certificate name")).toHaveValue("Mine");
  await confirm(page);
  expect((await identity(certificate(page, "Mine"))).id).toBe(id);
});

test("the second certificate of a platform becomes the default when it is made so", async ({ page, owner }) => {
  const sdkappid = await owner.create("Defaulted");
  for (const name of ["First", "Second"]) {
    await page.goto(`${access(sdkappid, "android&vendor=vivo")}&dialog=add`);
    await field(page.getByRole("dialog"), "Certificate name").fill(name);
    await fill(page.getByRole("dialog"), VENDORS[4]);
    await confirm(page);
    await expect(certificate(page, name)).toBeVisible();
  }
  const { id } = await identity(certificate(page, "Second"));
  await expect(certificate(page, "First").getByText("Default", { exact: true })).toBeVisible();
  await certificate(page, "Second").getByRole("button", { name: "Make default: Second" }).click();
  await page.settled();
  await expect(certificate(page, "Second").getByText("Default", { exact: true })).toBeVisible();
  await expect(certificate(page, "First").getByText("Default", { exact: true })).toHaveCount(0);
  const build = JSON.parse(await owner.page(`/applications/${sdkappid}/push/timpush-configs.json`));
  expect(build).toMatchObject({ vivoPushBussinessId: Number(id), vivoPushAppId: "fake-vivo-app" });
});
