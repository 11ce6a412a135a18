// One's own account: password, sessions.

import { OWNER, Visitor } from "../support/visitor.mjs";
import { card, expect, expectWrong, test, toast } from "./fixtures.mjs";

test.use({ installation: "fresh" });

const status = async (visitor) => (await visitor.request("/applications")).status;
const NEW_PASSWORD = "a brand new password";

async function changePassword(page, current, next) {
  await page.getByLabel("Current password").fill(current);
  await page.getByLabel("New password").fill(next);
  await page.getByRole("button", { name: "Change password" }).click();
}

test("changes the password after a wrong and a weak one, and signs every other browser out @mobile", async ({ page, console }) => {
  const elsewhere = await new Visitor(console).signIn();
  await page.goto("/account");
  await changePassword(page, "not the password", NEW_PASSWORD);
  await expectWrong(page, "Current password", /password is not correct/);
  await changePassword(page, OWNER.password, "short");
  await expectWrong(page, "New password", /at least 12 characters/);
  expect(await status(elsewhere)).toBe(200);

  await changePassword(page, OWNER.password, NEW_PASSWORD);
  await expect(toast(page)).toContainText("Password changed");
  await expect(page.getByLabel("Current password")).toHaveValue("");
  expect(await status(elsewhere)).not.toBe(200);
  await page.goto("/applications");
  await expect(page.getByRole("heading", { name: "Application Management", level: 1 })).toBeVisible();

  await new Visitor(console).signIn({ ...OWNER, password: NEW_PASSWORD });
  await expect(new Visitor(console).signIn()).rejects.toThrow();
});

test("lists the browsers and revokes one, then all others", async ({ page, console }) => {
  const [first, second, third] = await Promise.all([1, 2, 3].map(() => new Visitor(console).signIn()));
  await page.goto("/account");
  const sessions = card(page, "Sessions").getByRole("row").filter({ has: page.getByRole("cell") });
  await expect(sessions).toHaveCount(4);
  await expect(sessions.first()).toContainText("This browser");
  await expect(sessions.first()).toContainText("127.0.0.1");
  await sessions.nth(1).getByRole("button", { name: "Revoke" }).click();
  await expect(toast(page)).toContainText("Session revoked");
  await expect(sessions).toHaveCount(3);
  const left = await Promise.all([first, second, third].map(status));
  expect(left.filter((code) => code === 200)).toHaveLength(2);

  await page.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(toast(page)).toContainText("Signed out everywhere else");
  await expect(sessions).toHaveCount(1);
  for (const visitor of [first, second, third]) expect(await status(visitor)).not.toBe(200);
  await page.reload();
  await expect(sessions).toHaveCount(1);
});

test("a browser that was signed out elsewhere is told so at its next step", async ({ page, console, owner }) => {
  const sdkappid = await owner.create("Left open");
  await page.goto(`/applications/${sdkappid}?edit=1`);
  await page.getByLabel("Application Name").fill("Typed in vain");
  const other = await new Visitor(console).signIn();
  await other.succeed("/account", "revoke_other_sessions");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("link", { name: "Sign in" }).or(page.getByRole("heading", { name: "Sign in" })).first()).toBeVisible();
  expect(await other.page(`/applications/${sdkappid}`)).not.toContain("Typed in vain");
});
