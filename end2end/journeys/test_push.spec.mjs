// Test pushes that are not delivered, and why.

import { access, certificate, confirm, device, field, fill, test } from "./access_setting.mjs";
import { expect, expectWrong } from "./fixtures.mjs";
import { VENDORS } from "./vendor_accounts.mjs";

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
