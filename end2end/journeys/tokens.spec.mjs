// API tokens: created, shown once, used by a program, and revoked; and pages that show what they do as code.

import { AxeBuilder } from "@axe-core/playwright";

import { card, expect, expectWrong, test, toast } from "./fixtures.mjs";

test.use({ installation: "fresh" });

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const tokens = (page) => card(page, "Your tokens");
const shown = (page) => card(page, "Your new token").getByText(/^ccat_\w{49}$/);

/** Calls the API as a program does: no cookie, only the token. */
const call = (console, token, path = "/applications", init = {}) =>
  fetch(`${console.origin}/api/v1${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });

/** Creates a token on the page; its text. */
async function create(page, name, ...scopes) {
  await page.goto("/tokens");
  await page.getByLabel("Token name").fill(name);
  for (const scope of scopes) await page.getByLabel(new RegExp(`^${scope}`)).check();
  await page.getByRole("button", { name: "Create token" }).click();
  await expect(shown(page)).toBeVisible();
  await page.settled();
  return shown(page).innerText();
}

test("a token is created, shown once, used, and revoked @mobile", async ({ page, owner, console }) => {
  const orbit = await owner.create("Orbit Messenger");
  await page.goto("/tokens");
  await expect(tokens(page)).toContainText("You have no tokens yet.");
  const token = await create(page, "deploy", "applications:read");
  expect(page.url()).not.toContain(token);
  await expect(tokens(page).getByRole("row").filter({ hasText: "deploy" })).toContainText("Never");

  await page.reload();
  await expect(card(page, "Your new token")).toHaveCount(0);
  expect(await page.content()).not.toContain(token);

  const answer = await call(console, token);
  expect(answer.status).toBe(200);
  const { applications } = await answer.json();
  expect(applications.map(({ sdkappid }) => `${sdkappid}`)).toEqual([orbit]);
  const refused = await call(console, token, `/applications/${orbit}/disable`, { method: "POST" });
  expect(refused.status).toBe(403);
  await page.reload();
  await expect(tokens(page).getByRole("row").filter({ hasText: "deploy" })).toContainText("127.0.0.1");

  await tokens(page).getByRole("button", { name: "Revoke deploy" }).click();
  await expect(toast(page)).toContainText("Token revoked");
  await expect(tokens(page)).toContainText("You have no tokens yet.");
  expect((await call(console, token)).status).toBe(401);
});

test("what is wrong with a token is said beside it", async ({ page }) => {
  await page.goto("/tokens");
  await page.getByLabel("Valid for (days)").fill("400");
  await page.getByRole("button", { name: "Create token" }).click();
  await expectWrong(page, "Token name", /./);
  await expectWrong(page, "Valid for (days)", /365/, { focused: false });
  await expect(page.getByLabel("Valid for (days)")).toHaveValue("400");
  await expect(tokens(page)).toContainText("You have no tokens yet.");
});

test("the token is copied @scripts", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const token = await create(page, "copied", "keys:read");
  await card(page, "Your new token").getByRole("button", { name: "Copy token" }).click();
  await expect(toast(page)).toContainText("Copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(token);
});

test("what a page shows as code does what the page does @mobile", async ({ page, owner, console }) => {
  const orbit = await owner.create("Orbit Messenger");
  const token = await create(page, "deploy", "applications:write");
  await page.goto(`/applications/${orbit}`);
  const code = page.locator("details").filter({ hasText: "Show as code" });
  await code.getByText("Show as code").click();
  const disable = code.locator(".snippet").filter({ hasText: "/disable" }).locator("pre");
  await expect(disable).toBeVisible();
  const path = (await disable.innerText()).match(/-X POST "\$CONSOLE\/api\/v1([^"]*)"/)[1];
  expect(path).toBe(`/applications/${orbit}/disable`);
  expect((await call(console, token, path, { method: "POST" })).status).toBe(200);
  await page.reload();
  await expect(page.getByText("Disabled", { exact: true }).first()).toBeVisible();
});

test("the page of tokens has no fault that axe knows @scripts", async ({ page }) => {
  await create(page, "deploy", "applications:read");
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160))}`)).toEqual([]);
  }
});
