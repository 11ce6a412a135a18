// The form of a certificate: what is not a credential, what it keeps when it is refused, and what it says of a file.

import { privateKey } from "../support/openssl.mjs";
import { BUNDLE, PASSWORD, TEAM } from "../support/vendors.mjs";
import { access, certificate, confirm, field, fill, reclosed, tab, test, text } from "./access_setting.mjs";
import { expect, expectWrong } from "./fixtures.mjs";
import { VENDORS } from "./vendor_accounts.mjs";

// What people choose by mistake, with the field that mends it and what it says there.
const GOOGLE_SERVICES = JSON.stringify({
  project_info: { project_number: "123456789012", project_id: "orbit" },
  client: [{ client_info: { android_client_info: { package_name: BUNDLE } } }],
  configuration_version: "1",
});
const P12 = { tab: "ios", name: "iOS 0", secret: ["Certificate password", PASSWORD] };
const P8 = { tab: "ios&credential_kind=p8", name: "iOS 0", fields: { "Team ID": TEAM, "Bundle ID": BUNDLE } };
const FCM = { tab: "android&vendor=fcm", name: "Android 0", setting: ["ChannelID", "orbit-messages"] };
const WRONG = [
  {
    ...FCM,
    what: "google-services.json is no key of a service account",
    file: () => text("google-services.json", GOOGLE_SERVICES),
    why: /This is google-services\.json, which belongs in the Android application/,
  },
  {
    ...FCM,
    what: "half of a service account was cut off",
    file: async (vendors) => text("key.json", (await vendors.file("fcm-service-account.json")).slice(0, 400)),
    why: /This file was cut off/,
  },
  {
    ...FCM,
    what: "Huawei's service account belongs elsewhere",
    file: (vendors) => vendors.upload("harmony-service-account.json"),
    why: /Use it for HarmonyOS/,
  },
  {
    ...FCM,
    what: "no credential has more than 64 KiB",
    file: () => text("export.json", "x".repeat(64 * 1024 + 1)),
    why: /larger than 64 KiB/,
  },
  {
    ...FCM,
    what: "no credential has as much as a form may have",
    file: () => text("export.json", "x".repeat(200 * 1024)),
    why: /larger than 64 KiB/,
  },
  { ...FCM, what: "a file is needed", why: /Choose a file/ },
  {
    tab: "harmony",
    name: "HarmonyOS 0",
    setting: ["Category", "IM"],
    what: "Google's service account belongs elsewhere",
    file: (vendors) => vendors.upload("fcm-service-account.json"),
    why: /Use it for Google FCM/,
  },
  {
    ...P12,
    what: "a .p12 without its private key",
    file: async (vendors) => reclosed(await vendors.upload("apns-production.p12"), PASSWORD, { keyless: true }),
    why: /This is an APNs certificate without its private key/,
  },
  {
    ...P12,
    what: "a password that does not open the .p12",
    secret: ["Certificate password", "not this one"],
    file: (vendors) => vendors.upload("apns-production.p12"),
    wrong: "Certificate password",
    why: /The password is not correct for this file/,
  },
  {
    ...P12,
    what: "a .p12 whose password was forgotten",
    secret: undefined,
    file: (vendors) => vendors.upload("apns-production.p12"),
    wrong: "Certificate password",
    why: /Enter the password of this file/,
  },
  {
    ...P12,
    what: "a Sandbox certificate where Production is chosen",
    file: (vendors) => vendors.upload("apns-development.p12"),
    wrong: "Certificate environment",
    why: /Sandbox certificate, but Production is chosen/,
  },
  {
    ...P12,
    what: "a VoIP certificate for regular pushes",
    file: (vendors) => vendors.upload("apns-voip.p12"),
    wrong: "Push kind",
    why: /VoIP certificate. It cannot send regular pushes/,
  },
  {
    ...P12,
    what: "a .p8 where a .p12 is asked for",
    file: (vendors) => vendors.upload("AuthKey_FAKEKEY001.p8"),
    why: /This is a \.p8 key/,
  },
  {
    ...P8,
    what: "a key on another curve",
    file: () => text("AuthKey_ABC1234567.p8", privateKey("secp256k1")),
    why: /This key is secp256k1\. Apple's signing keys are P-256/,
  },
  {
    ...P8,
    what: "an RSA key",
    file: () => text("AuthKey_ABC1234567.p8", privateKey()),
    why: /This is an RSA key/,
  },
  {
    ...P8,
    what: "a key that nobody says the Key ID of",
    file: () => text("key.p8", privateKey("P-256")),
    wrong: "Key ID",
    why: /Enter the Key ID/,
  },
];

for (const { what, tab: address, name, file, wrong = "File", why, secret, fields = {}, setting } of WRONG) {
  test(`refused, with everything else still there: ${what}`, async ({ page, owner, vendors, javaScriptEnabled }) => {
    const sdkappid = await owner.create("Refused");
    await page.goto(`${access(sdkappid, address)}&dialog=add`);
    const dialog = page.getByRole("dialog", { name: "Add Certificate" });
    await field(dialog, "Certificate name").fill("Store build");
    await field(dialog, "Notes").fill("Kim renews it");
    await fill(dialog, { fields, secret, setting });
    if (file) await field(dialog, "File").setInputFiles(await file(vendors));
    if (file && javaScriptEnabled) await expect(dialog.getByRole("status")).toContainText(why);
    await confirm(page);
    await expect(dialog).toBeVisible();
    // Without scripts the server keeps the file: another one may be chosen.
    await expectWrong(dialog, new RegExp(wrong === "File" ? "^(File|Choose another file)$" : `^${wrong}$`), why);
    const kept = { "Certificate name": "Store build", Notes: "Kim renews it", ...fields };
    if (setting) kept[setting[0]] = setting[1];
    for (const [label, text] of Object.entries(kept)) await expect(field(dialog, label)).toHaveValue(text);
    // The browser keeps a password that it still has; without scripts it is typed again: it is nowhere between two pages.
    if (secret) await expect(field(dialog, secret[0])).toHaveValue(javaScriptEnabled ? secret[1] : "");
    await dialog.getByRole("link", { name: "Cancel" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(tab(page, name)).toBeVisible();
  });
}

test("choices survive a refusal as what is typed does, and the right one is taken", async ({ page, owner, vendors }) => {
  const sdkappid = await owner.create("Chosen");
  await page.goto(`${access(sdkappid, "ios")}&dialog=add`);
  const dialog = page.getByRole("dialog", { name: "Add Certificate" });
  await field(dialog, "Certificate name").fill("Debug build");
  await fill(dialog, {
    secret: ["Certificate password", PASSWORD],
    choices: { "Push kind": "VoIP" },
    switched: "mutable-content",
  });
  await field(dialog, "Check with the vendor on save").uncheck();
  await field(dialog, "File").setInputFiles(await vendors.upload("apns-development.p12"));
  await confirm(page);
  // Both at once: another service, and another kind.
  const summary = dialog.getByRole("alert");
  await expect(summary).toContainText("Certificate environment: This is a Sandbox certificate, but Production is chosen.");
  await expect(summary).toContainText("Push kind: This certificate cannot send VoIP pushes.");
  await expect(field(dialog, "Push kind").locator("option:checked")).toHaveText("VoIP");
  await expect(field(dialog, "mutable-content")).toBeChecked();
  await expect(field(dialog, "Check with the vendor on save")).not.toBeChecked();

  await fill(dialog, {
    secret: ["Certificate password", PASSWORD],
    choices: { "Certificate environment": "Development", "Push kind": "Regular" },
  });
  // The file that was chosen is still there, with scripts and without.
  await confirm(page);
  const card = certificate(page, "Debug build");
  await expect(card).toContainText(`Apple Development IOS Push Services: ${BUNDLE}`);
  await card.getByRole("button", { name: "Check Debug build" }).click();
  await page.settled();
  await expect(card).toContainText("Proven");
});

test("what was emptied stays empty when something else is refused", async ({ page, owner }) => {
  const sdkappid = await owner.create("Emptied");
  await page.goto(`${access(sdkappid, "android&vendor=huawei")}&dialog=add`);
  const dialog = page.getByRole("dialog");
  await field(dialog, "Certificate name").fill("Store build");
  await fill(dialog, VENDORS[1]);
  await field(dialog, "Notes").fill("Kim renews it");
  await confirm(page);
  await certificate(page, "Store build").getByRole("link", { name: "Edit Store build" }).click();
  await field(dialog, "Notes").fill("");
  await field(dialog, "Package name").fill("messenger");
  await confirm(page);
  await expectWrong(dialog, /^Package name$/, /Enter a package name/);
  await expect(field(dialog, "Package name")).toHaveValue("messenger");
  await expect(field(dialog, "Notes")).toHaveValue("");
});

test("a form with several mistakes names each of them", async ({ page, owner, javaScriptEnabled }) => {
  const sdkappid = await owner.create("Mistaken");
  await page.goto(`${access(sdkappid, "android&vendor=huawei")}&dialog=add`);
  const dialog = page.getByRole("dialog");
  await field(dialog, "Package name").fill("messenger");
  await field(dialog, "AppSecret").fill("never to be seen again");
  await fill(dialog, { click: { kind: "Open specified in-app page", page: "inbox" }, setting: ["Category", "No spaces"] });
  await confirm(page);
  const summary = dialog.getByRole("alert");
  for (const mistake of [
    "Certificate name: Enter a name.",
    "Package name: Enter a package name, for example com.example.app.",
    "AppID: Enter the AppID.",
    "AppSecret: Enter it as shown by the vendor",
    "Page: Enter an intent",
    "Category: Enter it as shown by the vendor",
  ]) {
    await expect(summary).toContainText(mistake);
  }
  await expectWrong(dialog, /^Certificate name$/, /Enter a name/);
  await expectWrong(dialog, /^Page$/, /Enter an intent/, { focused: false });
  await expect(field(dialog, "Package name")).toHaveValue("messenger");
  await expect(field(dialog, "Page")).toHaveValue("inbox");
  await expect(field(dialog, "Category")).toHaveValue("No spaces");
  await expect(field(dialog, "Subsequent Action").locator("option:checked")).toHaveText("Open specified in-app page");
  await expect(field(dialog, "AppSecret")).toHaveValue(javaScriptEnabled ? "never to be seen again" : "");
  expect(await page.content()).not.toContain("never to be seen again");
});

test("a file is understood as soon as it is chosen, and again when its password is typed @scripts", async ({
  page,
  owner,
  vendors,
}) => {
  const sdkappid = await owner.create("Understood");
  await page.goto(`${access(sdkappid, "ios")}&dialog=add`);
  const dialog = page.getByRole("dialog", { name: "Add Certificate" });
  const understood = dialog.getByRole("list", { name: "Read from the file" });
  await field(dialog, "File").setInputFiles(await vendors.upload("apns-development.p12"));
  await expect(dialog.getByRole("status")).toContainText("Enter the password of this file.");
  // It is no error as long as nobody had a chance to, nor while it is being typed.
  await expect(dialog.getByRole("status").locator(".error")).toHaveCount(0);
  await field(dialog, "Certificate password").fill(PASSWORD.slice(0, -1));
  await expect(dialog.getByRole("status")).toContainText("The password does not open this file yet.");
  await expect(dialog.getByRole("status").locator(".error")).toHaveCount(0);
  // Before it is left.
  await field(dialog, "Certificate password").fill(PASSWORD);
  await expect(dialog.getByRole("status")).toContainText("This is a Sandbox certificate, but Production is chosen.");
  await field(dialog, "Certificate environment").selectOption({ label: "Development" });
  await expect(understood).toContainText(`Apple Development IOS Push Services: ${BUNDLE}`);
  await expect(understood).toContainText("Present, RSA 2048");
  // Nothing is kept of a file that was only looked at.
  await dialog.getByRole("link", { name: "Cancel" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(tab(page, "iOS 0")).toBeVisible();
});

test("a key says nothing of whose it is, and neither does the page @scripts", async ({
  page,
  owner,
  vendors,
}) => {
  const sdkappid = await owner.create("Keyed");
  await page.goto(`${access(sdkappid, "ios")}&dialog=add&credential_kind=p8`);
  const dialog = page.getByRole("dialog", { name: "Add Certificate" });
  const understood = dialog.getByRole("list", { name: "Read from the file" });
  await field(dialog, "File").setInputFiles(await vendors.upload("AuthKey_FAKEKEY001.p8"));
  await expect(understood).toContainText("FAKEKEY001");
  await expect(understood).not.toContainText("Team ID");
  await expect(understood).not.toContainText("Bundle ID");
  // Nor does a file of another name say its Key ID.
  await field(dialog, "File").setInputFiles({ ...(await vendors.upload("AuthKey_FAKEKEY001.p8")), name: "key.p8" });
  await expect(understood).not.toContainText("FAKEKEY001");
  await field(dialog, "Key ID").fill("ABC1234567");
  await field(dialog, "Key ID").blur();
  await expect(understood).toContainText("ABC1234567");
});
