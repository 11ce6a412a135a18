// Coming in, going out, and getting to where one wanted to go.

import { OWNER, Visitor } from "../support/visitor.mjs";
import { expect, expectWrong, test } from "./fixtures.mjs";

test.use({ installation: "fresh", signedIn: false });

async function signIn(page, { email, password } = OWNER) {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
}

const management = (page) => page.getByRole("heading", { name: "Application Management", level: 1 });

test("a wrong password says so and keeps the address @mobile", async ({ page }) => {
  await page.goto("/sign-in");
  await signIn(page, { ...OWNER, password: "not the password" });
  await expect(page.getByRole("alert")).toContainText("The email address or password is not correct.");
  await expect(page.getByLabel("Email")).toHaveValue(OWNER.email);
  await page.getByLabel("Password").fill(OWNER.password);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await expect(management(page)).toBeVisible();
});

test("an unknown address gets the same answer as a wrong password", async ({ page }) => {
  await page.goto("/sign-in");
  await signIn(page, { email: "nobody@orbit.example", password: "some long password" });
  await expect(page.getByRole("alert")).toContainText("The email address or password is not correct.");
});

test("empty fields are pointed out", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await expectWrong(page, "Email", /Enter an email address/);
  await expectWrong(page, "Password", /Enter the password/, { focused: false });
});

test("leads to the page that was asked for, with its query", async ({ page, owner }) => {
  const sdkappid = await owner.create("Orbit Messenger");
  await page.goto(`/applications/${sdkappid}?dialog=disable`);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await signIn(page);
  await expect(page).toHaveURL(new RegExp(`/applications/${sdkappid}\\?dialog=disable$`));
  await expect(page.getByRole("dialog", { name: "Disable Orbit Messenger?" })).toBeVisible();
});

for (const elsewhere of ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)"]) {
  test(`never leads to another site: ${elsewhere}`, async ({ page }) => {
    await page.goto(`/sign-in?next=${encodeURIComponent(elsewhere)}`);
    await signIn(page);
    await expect(management(page)).toBeVisible();
    await expect(page).toHaveURL(/\/applications$/);
  });
}

test("signing out ends the session here and leaves the others", async ({ page, console }) => {
  const elsewhere = await new Visitor(console).signIn();
  await page.goto("/sign-in");
  await signIn(page);
  await expect(management(page)).toBeVisible();
  await page.settled();
  await page.getByRole("button", { name: `Account: ${OWNER.email}` }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Sign in", level: 1 })).toBeVisible();
  await page.goto("/applications");
  await expect(page).toHaveURL(/\/sign-in/);
  expect((await elsewhere.request("/applications")).status).toBe(200);
});

test("who is signed in already goes on", async ({ page, owner }) => {
  await page.context().addCookies(owner.storageState().cookies);
  await page.goto("/sign-in");
  await expect(management(page)).toBeVisible();
});
