// Two-step verification: an authenticator app, recovery codes, and what an account may require.

import { AxeBuilder } from "@axe-core/playwright";

import { Authenticator } from "../support/authenticator.mjs";
import { OWNER } from "../support/visitor.mjs";
import { card, expect, expectWrong, test, toast } from "./fixtures.mjs";

test.use({ installation: "fresh" });

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const factors = (page) => card(page, "Two-step verification");

/** Sets the app up; it, and the recovery codes. */
async function setUp(page) {
  await page.goto("/account");
  await factors(page).getByRole("link", { name: "Set up" }).click();
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(page.getByRole("img", { name: "QR code for the authenticator app" })).toBeVisible();
  const authenticator = new Authenticator(await page.locator(".command .code").innerText());
  await page.getByLabel("Authentication code").fill(authenticator.code());
  await page.getByRole("button", { name: "Confirm" }).click();
  const codes = page.getByRole("region", { name: "Your recovery codes" });
  await expect(codes).toBeVisible();
  return { authenticator, codes: (await codes.innerText()).trim().split("\n") };
}

async function givePassword(page) {
  await page.goto("/sign-in?next=/account");
  await page.getByLabel("Email").fill(OWNER.email);
  await page.getByLabel("Password").fill(OWNER.password);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Enter your code" })).toBeVisible();
  await page.settled();
}

async function giveCode(page, code) {
  await page.getByLabel("Authentication code").fill(code);
  await page.getByRole("button", { name: "Verify" }).click();
}

const isIn = (page) => expect(page.getByRole("heading", { name: "Account", level: 1 })).toBeVisible();

test("an app is set up, and signing in takes its code once @mobile", async ({ page, openBrowser }) => {
  const { authenticator, codes } = await setUp(page);
  expect(codes).toHaveLength(10);
  await page.getByRole("link", { name: "I have kept them" }).click();
  await expect(factors(page)).toContainText("10 unused");

  const elsewhere = await openBrowser();
  await givePassword(elsewhere);
  await giveCode(elsewhere, "");
  await expectWrong(elsewhere, "Authentication code", /Enter the authentication code/);
  await giveCode(elsewhere, authenticator.code(5));
  await expectWrong(elsewhere, "Authentication code", /Wrong code/);
  const code = authenticator.code(1);
  await giveCode(elsewhere, code);
  await isIn(elsewhere);

  const again = await openBrowser();
  await givePassword(again);
  await giveCode(again, code);
  await expectWrong(again, "Authentication code", /used before/);
  await giveCode(again, codes[0].toLowerCase());
  await isIn(again);
  await expect(factors(again)).toContainText("9 unused");
});

test("recovery codes are shown once and replaced", async ({ page, openBrowser }) => {
  const { codes } = await setUp(page);
  await page.goto("/account/recovery-codes");
  await expect(page.getByRole("main")).toContainText("Recovery codes are shown once");
  await page.getByRole("link", { name: "Back to Account" }).click();
  await factors(page).getByRole("button", { name: "New codes" }).click();
  const shown = page.getByRole("region", { name: "Your recovery codes" });
  await expect(shown).toBeVisible();
  const fresh = (await shown.innerText()).trim().split("\n");
  expect(fresh).not.toContain(codes[0]);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download" }).click();
  expect((await download).suggestedFilename()).toBe("chat-console-recovery-codes.txt");

  const elsewhere = await openBrowser();
  await givePassword(elsewhere);
  await giveCode(elsewhere, codes[0]);
  await expectWrong(elsewhere, "Authentication code", /Wrong code/);
  await giveCode(elsewhere, fresh[0]);
  await isIn(elsewhere);
});

test("everybody needs one where the account requires it", async ({ page }) => {
  await setUp(page);
  await page.goto("/account");
  await factors(page).getByRole("button", { name: "Require", exact: true }).click();
  await expect(toast(page)).toContainText("Two-step verification is required now");
  await page.settled();
  await factors(page).getByRole("link", { name: "Remove" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await page.waitForURL(/\/account\/authenticator$/);
  await page.settled();
  await page.goto("/applications");
  await expect(page).toHaveURL(/\/account\/authenticator$/);
  await expect(page.getByRole("main")).toContainText("This account requires two-step verification");
  await page.getByRole("button", { name: "Begin" }).click();
  const authenticator = new Authenticator(await page.locator(".command .code").innerText());
  await giveFirst(page, authenticator);
  await page.goto("/applications");
  await expect(page.getByRole("heading", { name: "Application Management", level: 1 })).toBeVisible();
});

async function giveFirst(page, authenticator) {
  await page.getByLabel("Authentication code").fill(authenticator.code());
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("region", { name: "Your recovery codes" })).toBeVisible();
}

test("proof is given by a code or the password, and leads back", async ({ page }) => {
  const { authenticator } = await setUp(page);
  await page.goto("/account/verify?next=/billing");
  const byPassword = card(page, "With your password");
  await byPassword.getByLabel("Password").fill("not the password");
  await byPassword.getByRole("button", { name: "Verify" }).click();
  await expectWrong(byPassword, "Password", /password is not correct/);
  await page.getByLabel("Authentication code").fill(authenticator.code(1));
  await card(page, "With a code").getByRole("button", { name: "Verify" }).click();
  await expect(page).toHaveURL(/\/billing$/);
});

/** What only people with an app see; the other pages are in the gallery. */
async function visitAll(page, openBrowser, look) {
  await page.goto("/account/authenticator");
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(page.getByRole("img", { name: "QR code for the authenticator app" })).toBeVisible();
  await look(page);
  const authenticator = new Authenticator(await page.locator(".command .code").innerText());
  await giveFirst(page, authenticator);
  await look(page);
  for (const path of ["/account", "/account?dialog=remove-authenticator", "/account/verify"]) {
    await page.goto(path);
    await look(page);
  }
  const elsewhere = await openBrowser();
  await givePassword(elsewhere);
  await look(elsewhere);
}

test("its pages have no fault that a machine finds @scripts", async ({ page, openBrowser }) => {
  await visitAll(page, openBrowser, async (page) => {
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), page.url()).toEqual([]);
    }
  });
});

test("its pages fit a small screen @small", async ({ page, openBrowser }) => {
  await visitAll(page, openBrowser, async (page) => {
    const [scroll, client] = await page.evaluate(() => {
      const root = globalThis.document.documentElement;
      return [root.scrollWidth, root.clientWidth];
    });
    expect(scroll, page.url()).toBeLessThanOrEqual(client);
  });
});
