// The first start: one code, one owner, and the page closes for good.

import { SETUP_CODE } from "../support/console.mjs";
import { OWNER } from "../support/visitor.mjs";
import { expect, expectWrong, test } from "./fixtures.mjs";

test.use({ installation: "empty", signedIn: false });

test("creates the owner after a weak password and a wrong code @mobile", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveURL(/\/setup$/);
  const code = page.getByLabel("Setup code");
  const email = page.getByLabel("Email");
  const password = page.getByLabel("Password");
  const create = page.getByRole("button", { name: "Create owner" });

  await code.fill("WRONG-CODE");
  await email.fill(OWNER.email);
  await password.fill("short");
  await create.click();
  await expectWrong(page, "Password", /at least 12 characters/);
  await expect(email).toHaveValue(OWNER.email);

  await code.fill("WRONG-CODE");
  await password.fill(OWNER.password);
  await create.click();
  await expectWrong(page, "Setup code", /setup code is not correct/);
  await expect(email).toHaveValue(OWNER.email);

  await code.fill(SETUP_CODE);
  await password.fill(OWNER.password);
  await create.click();
  await expect(page.getByRole("heading", { name: "Application Management", level: 1 })).toBeVisible();
  await expect(page.getByRole("heading", { name: "No applications yet" })).toBeVisible();

  await page.goto("/setup");
  await expect(page.getByRole("button", { name: "Create owner" })).toHaveCount(0);
});

test("says everything that is wrong at once", async ({ page }) => {
  await page.goto("/setup");
  await page.getByLabel("Setup code").fill("SOME-CODE");
  await page.getByLabel("Email").fill("jiwoo at orbit");
  await page.getByRole("button", { name: "Create owner" }).click();
  await expectWrong(page, "Email", /email address/);
  await expectWrong(page, "Password", /Enter the password/, { focused: false });
  await expect(page.getByLabel("Email")).toHaveValue("jiwoo at orbit");
});
