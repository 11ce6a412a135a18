// What vendors and Apple refuse when a certificate is checked.

import { closed, pushCertificate } from "../support/openssl.mjs";
import { BUNDLE } from "../support/vendors.mjs";
import { access, certificate, confirm, field, fill, identity, openForm, test, text } from "./access_setting.mjs";
import { expect } from "./fixtures.mjs";

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
