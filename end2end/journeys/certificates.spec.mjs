// Push > Access Setting: a certificate of every vendor from the day it is added to the day it is deleted, with
// vendors that answer as the real ones do, and everything that is not one.

import { createHash, randomBytes } from "node:crypto";

import { closed, opened, privateKey, pushCertificate } from "../support/openssl.mjs";
import { BUNDLE, PASSWORD, TEAM, Vendors } from "../support/vendors.mjs";
import { expect, expectWrong, test as base, toast } from "./fixtures.mjs";

const test = base.extend({
  vendors: [
    async ({}, use) => {
      const vendors = await Vendors.start();
      await use(vendors);
      await vendors.dispose();
    },
    { scope: "worker" },
  ],
  environment: [async ({ vendors }, use) => use(vendors.environment), { scope: "worker" }],
});

const WEB_PAGE = { kind: "Open web page", page: "https://orbit.example/inbox" };
const INTENT = { kind: "Open specified in-app page", page: "intent://inbox/#Intent;scheme=orbit;end" };

/** A device of a kind that the simulated vendors know; none is used twice. */
const device = () => `device-${randomBytes(12).toString("hex")}`;
/** Apple's are hexadecimal, and those that begin otherwise mean something to the simulator. */
const appleDevice = () => `a1b2${randomBytes(30).toString("hex")}`;

/** A `.p12` of the simulated Apple, with another password. */
const reclosed = (file, password, options) => ({
  ...file,
  buffer: closed(opened(file.buffer, PASSWORD), password, options),
});

// Each with what a person types, what the card says afterwards, and how the vendor calls whose push it was.
const VENDORS = [
  {
    title: "Xiaomi",
    tab: "android",
    code: "xiaomi",
    fields: { "Package name": BUNDLE, AppID: "2882303761517369386" },
    secret: ["AppSecret", `secret-of-${BUNDLE}`],
    choices: { Region: "Singapore" },
    click: WEB_PAGE,
    setting: ["ChannelID", "orbit-messages"],
    says: [BUNDLE, "2882303761517369386", "ends in nger"],
    sender: BUNDLE,
  },
  {
    title: "Huawei",
    tab: "android",
    code: "huawei",
    fields: { "Package name": BUNDLE, AppID: "fake-huawei-app" },
    secret: ["AppSecret", "secret-of-fake-huawei-app"],
    click: INTENT,
    setting: ["Category", "IM"],
    says: [BUNDLE, "fake-huawei-app", "ends in -app"],
    sender: "fake-huawei-app",
  },
  {
    title: "HONOR",
    tab: "android",
    code: "honor",
    fields: { AppID: "104400001", "Client ID": "fake-honor-client" },
    secret: ["Client Secret", "secret-of-fake-honor-client"],
    choices: { Importance: "NORMAL: service and communication" },
    click: INTENT,
    setting: ["Badge parameter", "com.example.messenger.MainActivity"],
    says: ["104400001", "fake-honor-client", "ends in ient", "NORMAL"],
    sender: "104400001",
  },
  {
    title: "OPPO",
    tab: "android",
    code: "oppo",
    fields: { AppID: "30000001", AppKey: "fake-oppo-key" },
    secret: ["MasterSecret", "secret-of-fake-oppo-key"],
    click: { kind: "Open specified in-app page", page: "com.example.messenger.InboxActivity" },
    setting: ["ChannelID", "orbit-messages"],
    says: ["30000001", "fake-oppo-key", "ends in -key"],
    sender: "fake-oppo-key",
  },
  {
    title: "vivo",
    tab: "android",
    code: "vivo",
    fields: { AppID: "fake-vivo-app", AppKey: "25509283-3767-4b9e-83fe-b6e55ac6b123" },
    secret: ["AppSecret", "secret-of-fake-vivo-app"],
    click: WEB_PAGE,
    setting: ["Receipt", "https://orbit.example/receipts"],
    says: ["fake-vivo-app", "25509283-3767-4b9e-83fe-b6e55ac6b123", "ends in -app"],
    sender: "fake-vivo-app",
  },
  {
    title: "Meizu",
    tab: "android",
    code: "meizu",
    fields: { "Package name": BUNDLE, AppID: "fake-meizu-app" },
    secret: ["AppSecret", "secret-of-fake-meizu-app"],
    choices: { "Message class": "Private: to one person" },
    click: { kind: "Open specified in-app page", page: "com.example.messenger.InboxActivity" },
    setting: ["Receipt", "https://orbit.example/receipts"],
    says: [BUNDLE, "fake-meizu-app", "ends in -app", "Private"],
    sender: "fake-meizu-app",
  },
  {
    title: "Google FCM",
    tab: "android",
    code: "fcm",
    file: (vendors) => vendors.upload("fcm-service-account.json"),
    click: { kind: "Open specified in-app page", page: "com.example.OPEN_INBOX" },
    setting: ["ChannelID", "orbit-messages"],
    says: ["fake-project", "console@fake-project.iam.gserviceaccount.com", "Present, RSA 2048"],
    sender: "fake-project",
  },
  {
    title: "HarmonyOS",
    tab: "harmony",
    code: "harmony",
    file: (vendors) => vendors.upload("harmony-service-account.json"),
    click: { kind: "Open application" },
    setting: ["Category", "IM"],
    says: ["100000000000000001", "100000001", "fake-huawei-key-0001", "Present, RSA 2048"],
    sender: "100000000000000001",
  },
  {
    title: "iOS by certificate",
    tab: "ios",
    kind: "Certificate (.p12)",
    code: "apns",
    file: async (vendors) => reclosed(await vendors.upload("apns-production.p12"), "Kim's own password"),
    secret: ["Certificate password", "Kim's own password"],
    choices: { "Certificate environment": "Production", "Push kind": "Regular" },
    switched: "mutable-content",
    says: [`Apple Push Services: ${BUNDLE}`, "Development, Production", "2049-12-31", "Regular"],
    sender: BUNDLE,
    device: appleDevice,
  },
  {
    title: "iOS by signing key",
    tab: "ios",
    kind: "Signing key (.p8)",
    code: "apns",
    // Its Key ID is in the name that Apple gives the file.
    file: (vendors) => vendors.upload("AuthKey_FAKEKEY001.p8"),
    fields: { "Team ID": TEAM, "Bundle ID": BUNDLE },
    choices: { "Certificate environment": "Production" },
    switched: "mutable-content",
    says: ["FAKEKEY001", "Present, P-256"],
    sender: BUNDLE,
    device: appleDevice,
  },
];

const access = (sdkappid, tab) => `/applications/${sdkappid}/push/access?platform=${tab}`;
const certificate = (page, name) => page.getByRole("article", { name, exact: true });
const field = (dialog, label) => dialog.getByLabel(label, { exact: true });
/** How many certificates a tab has, as the tab itself says. */
const tab = (page, name) => page.getByRole("navigation", { name: "Certificate type" }).getByRole("link", { name });

async function confirm(page) {
  await page.getByRole("dialog").getByRole("button", { name: "Confirm" }).click();
  await page.settled();
}

/** Opens **Add Certificate** as a person does. */
async function openForm(page, { tab, kind, title }) {
  await page.getByRole("link", { name: "Add Certificate" }).click();
  const dialog = page.getByRole("dialog", { name: "Add Certificate" });
  if (tab !== "harmony") {
    const choice = dialog.getByRole("link", { name: kind ?? title, exact: true });
    await choice.click();
    await expect(choice).toHaveAttribute("aria-current", "true");
  }
  return dialog;
}

/** Fills it in; the secret first, because a file that is closed is read with its password. */
async function fill(dialog, { fields = {}, secret, choices = {}, click, setting, switched }) {
  for (const [label, text] of Object.entries(fields)) await field(dialog, label).fill(text);
  if (secret) await field(dialog, secret[0]).fill(secret[1]);
  for (const [label, option] of Object.entries(choices)) await field(dialog, label).selectOption({ label: option });
  if (click) await field(dialog, "Subsequent Action").selectOption({ label: click.kind });
  if (click?.page) await field(dialog, "Page").fill(click.page);
  if (setting) await field(dialog, setting[0]).fill(setting[1]);
  if (switched) await field(dialog, switched).check();
}

/** Its number and its fingerprint, as the card shows them. */
async function identity(card) {
  const text = await card.innerText();
  return { id: text.match(/Certificate ID\s+(\d+)/)?.[1], fingerprint: text.match(/Fingerprint\s+([0-9a-f]{8})\b/)?.[1] };
}

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

// What people choose by mistake, with the field that mends it and what it says there.
const text = (name, content = "") => ({ name, mimeType: "application/json", buffer: Buffer.from(content) });
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

// What a vendor refuses is saved all the same, with its words and what to do; then it is mended.
const REFUSED = [
  {
    title: "Huawei",
    fields: { "Package name": BUNDLE, AppID: "fake-huawei-app" },
    secret: ["AppSecret", "secret-of-somebody-else"],
    said: /invalid_client: the client id or the client secret is wrong/,
    remedy: "The secret does not belong to the ID.",
    right: "secret-of-fake-huawei-app",
  },
  {
    title: "vivo",
    fields: { AppID: "fake-vivo-app", AppKey: "fake-vivo-key" },
    secret: ["AppSecret", "secret-of-somebody-else"],
    said: /10000: authentication failed/,
    remedy: "The secret does not belong to the ID.",
    right: "secret-of-fake-vivo-app",
  },
  {
    title: "Xiaomi",
    fields: { "Package name": BUNDLE, AppID: "1" },
    secret: ["AppSecret", "secret-of-com.example.other"],
    said: /22022: package does not match/,
    remedy: "Correct the package name.",
    right: `secret-of-${BUNDLE}`,
  },
];

for (const { title, fields, secret, said, remedy, right } of REFUSED) {
  test(`${title} refuses a credential, and takes the right one`, async ({ page, owner }) => {
    const sdkappid = await owner.create("Mended");
    await page.goto(access(sdkappid, "android"));
    const dialog = await openForm(page, { tab: "android", title });
    await field(dialog, "Certificate name").fill("Store build");
    await fill(dialog, { fields, secret });
    await confirm(page);
    const card = certificate(page, "Store build");
    await expect(card).toContainText("Failing");
    await expect(card).toContainText(/Rejected by \w+ since/);
    await expect(card).toContainText(said);
    await expect(card).toContainText(remedy);
    const { id, fingerprint } = await identity(card);

    await card.getByRole("link", { name: "Edit Store build" }).click();
    await field(page.getByRole("dialog"), secret[0]).fill(right);
    await confirm(page);
    await expect(card).toContainText("Proven");
    await expect(card).not.toContainText("refused");
    const after = await identity(card);
    expect(after.id).toBe(id);
    expect(after.fingerprint).not.toBe(fingerprint);
  });
}

test("a certificate that Apple did not issue is warned of, refused by Apple, and ends soon", async ({
  page,
  owner,
  javaScriptEnabled,
}) => {
  const sdkappid = await owner.create("Home-made");
  await page.goto(`${access(sdkappid, "ios")}&dialog=add`);
  const dialog = page.getByRole("dialog", { name: "Add Certificate" });
  await field(dialog, "Certificate name").fill("Home-made");
  const buffer = closed(pushCertificate(BUNDLE, { days: 10 }), "");
  await field(dialog, "File").setInputFiles({ ...text("aps.p12"), buffer });
  if (javaScriptEnabled) {
    const understood = dialog.getByRole("list", { name: "Read from the file" });
    await expect(understood).toContainText("The issuer is not Apple.");
    await expect(understood).toContainText(/It expires on \d{4}-\d\d-\d\d \d\d:\d\d UTC\./);
    await expect(understood).toContainText("The file has no password.");
  }
  await confirm(page);
  const card = certificate(page, "Home-made");
  await expect(card).toContainText("Failing");
  await expect(card).toContainText("BadCertificate");
  await expect(card).toContainText("Upload a valid certificate.");
  await expect(card).toContainText("Expires in 10 days");
  // A calendar subscribes to it without anybody's session.
  await page.getByRole("link", { name: "Expiry calendar" }).click();
  const subscription = page.getByRole("dialog", { name: "Expiry calendar" });
  const address = await field(subscription, "Address to subscribe to").inputValue();
  const calendar = await (await fetch(address)).text();
  expect(calendar.replaceAll("\r\n ", "")).toMatch(/expires: Home-made/);
  expect((await fetch(address.slice(0, -1))).status).toBe(404);
  expect((await fetch(address.split("?")[0])).status).toBe(404);
  const download = await owner.page(`/applications/${sdkappid}/push/expiries.ics`);
  expect(download).toContain("BEGIN:VEVENT");
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

test("a test push that a vendor does not take says why and what to do", async ({ page, owner }) => {
  const sdkappid = await owner.create("Tried");
  await page.goto(`${access(sdkappid, "android&vendor=vivo")}&dialog=add`);
  await field(page.getByRole("dialog"), "Certificate name").fill("Store build");
  await fill(page.getByRole("dialog"), VENDORS[4]);
  await confirm(page);
  const card = certificate(page, "Store build");
  await card.getByRole("link", { name: "Send a test push with Store build" }).click();
  const dialog = page.getByRole("dialog", { name: "Send a test push with Store build" });
  await field(dialog, "Title").fill("Ward 3");
  await field(dialog, "Body").fill("Bed 12 asks for you");
  await field(dialog, "Device token").fill("err-10302-1");
  await dialog.getByRole("button", { name: "Send" }).click();
  await page.settled();
  const refusal = dialog.getByRole("alert");
  await expect(refusal).toContainText("Rejected by vivo.");
  await expect(refusal).toContainText("10302: regId is invalid");
  await expect(refusal).toContainText("This token is no longer valid");
  await expect(field(dialog, "Title")).toHaveValue("Ward 3");
  await expect(field(dialog, "Body")).toHaveValue("Bed 12 asks for you");
  // A device's token says nothing about the credential.
  await dialog.getByRole("link", { name: "Close" }).last().click();
  await expect(card).toContainText("Proven");
});

test("a test push without a device is asked for one", async ({ page, owner }) => {
  const sdkappid = await owner.create("Aimless");
  await page.goto(`${access(sdkappid, "android&vendor=vivo")}&dialog=add`);
  await field(page.getByRole("dialog"), "Certificate name").fill("Store build");
  await fill(page.getByRole("dialog"), VENDORS[4]);
  await confirm(page);
  await certificate(page, "Store build").getByRole("link", { name: "Send a test push with Store build" }).click();
  const dialog = page.getByRole("dialog", { name: "Send a test push with Store build" });
  await field(dialog, "Title").fill("Ward 3");
  await field(dialog, "Body").fill("Bed 12 asks for you");
  await dialog.getByRole("button", { name: "Send" }).click();
  await page.settled();
  await expectWrong(dialog, /^Device token$/, /Enter the device token/);
  await expect(field(dialog, "Title")).toHaveValue("Ward 3");
  await expect(field(dialog, "Body")).toHaveValue("Bed 12 asks for you");
});

test("nothing is sent for an application that is out of service", async ({ page, owner, vendors }) => {
  const sdkappid = await owner.create("Asleep");
  await page.goto(`${access(sdkappid, "android&vendor=vivo")}&dialog=add`);
  await field(page.getByRole("dialog"), "Certificate name").fill("Store build");
  await fill(page.getByRole("dialog"), VENDORS[4]);
  await confirm(page);
  await expect(certificate(page, "Store build")).toContainText("Proven");
  await owner.change(sdkappid, "disable");
  await certificate(page, "Store build").getByRole("link", { name: "Send a test push with Store build" }).click();
  const dialog = page.getByRole("dialog", { name: "Send a test push with Store build" });
  const token = device();
  await field(dialog, "Title").fill("Ward 3");
  await field(dialog, "Body").fill("Bed 12 asks for you");
  await field(dialog, "Device token").fill(token);
  await dialog.getByRole("button", { name: "Send" }).click();
  await page.settled();
  await expect(dialog.getByRole("alert")).toContainText("The application is out of service. No push is sent.");
  await expect(field(dialog, "Device token")).toHaveValue(token);
  expect((await vendors.received()).filter(({ tokens }) => tokens.includes(token))).toEqual([]);
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
