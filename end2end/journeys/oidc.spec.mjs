// Sign-in with an OpenID Connect provider that runs beside the console.

import { AxeBuilder } from "@axe-core/playwright";

import { Console } from "../support/console.mjs";
import { IdentityProvider } from "../support/identity_provider.mjs";
import { OWNER, Visitor } from "../support/visitor.mjs";
import { card, expect, test as base } from "./fixtures.mjs";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const test = base.extend({
  provider: async ({}, use) => {
    const provider = await new IdentityProvider().start();
    await use(provider);
    await provider.stop();
  },
  roles: ["", { option: true }],
  stage: async ({ provider, roles }, use) => {
    const environment = { ...provider.environment };
    if (roles !== "") {
      Object.assign(environment, { CHAT_CONSOLE_OIDC_ROLES: roles, CHAT_CONSOLE_OIDC_ADMIT: "everybody" });
    }
    const console = await Console.start({ environment });
    const owner = new Visitor(console);
    await owner.setUp();
    await use({ console, owner });
    await console.dispose();
    expect(console.printed, "the console's own log").not.toMatch(/panic|ERROR/);
  },
});

test.use({ signedIn: false });

const withProvider = (page) => page.getByRole("button", { name: "Sign in with Orbit ID" });

/** Tells the provider who it is. */
async function giveName(page, name) {
  await expect(page.getByRole("heading", { name: "Orbit ID", level: 1 })).toBeVisible();
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Go on" }).click();
}

/** Signs in at the provider, from the page that `address` leads to. */
async function signIn(page, name, address = "/sign-in?next=/account") {
  await page.goto(address);
  await withProvider(page).click();
  await giveName(page, name);
}

/** The checks of axe are scripts of the page. */
async function expectAccessible(page, javaScriptEnabled) {
  if (!javaScriptEnabled) return;
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  expect(violations).toEqual([]);
}

const isIn = (page) => expect(page.getByRole("heading", { name: "Account", level: 1 })).toBeVisible();

test("the owner signs in, and is known by the provider from then on @mobile", async ({ page, provider, openBrowser, javaScriptEnabled }) => {
  provider.people.set("jiwoo", { email: OWNER.email, email_verified: true, groups: [] });
  await page.goto("/account");
  await expect(page).toHaveURL(/\/sign-in\?next=\/account$/);
  await expectAccessible(page, javaScriptEnabled);
  await withProvider(page).click();
  await giveName(page, "jiwoo");
  await isIn(page);
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.getByRole("main")).toContainText(OWNER.email);

  provider.people.set("jiwoo", { email: "married@orbit.example", email_verified: true, groups: [] });
  const elsewhere = await openBrowser();
  await signIn(elsewhere, "jiwoo");
  await isIn(elsewhere);
  await expect(elsewhere.getByRole("main")).toContainText(OWNER.email);
});

test("says why it failed, with the request ID", async ({ page, provider, javaScriptEnabled }) => {
  provider.people.set("nobody", { email: "nobody@orbit.example", email_verified: true, groups: [] });
  provider.people.set("unverified", { email: OWNER.email, email_verified: false, groups: [] });
  const alert = page.getByRole("alert");
  await signIn(page, "nobody");
  await expect(alert).toContainText("Ask an owner to invite you");
  await expect(alert).toContainText(/Request [0-9a-f]{16}/);
  await expectAccessible(page, javaScriptEnabled);

  await page.context().clearCookies({ name: /^_session|^_interaction/ });
  await signIn(page, "unverified");
  await expect(alert).toContainText("has not verified your email address");

  await page.context().clearCookies({ name: /^_session|^_interaction/ });
  await page.goto("/sign-in");
  await withProvider(page).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(alert).toContainText("did not sign you in");
  await expect(withProvider(page)).toBeVisible();
});

test("says that the provider cannot be reached", async ({ page, provider }) => {
  await page.goto("/sign-in");
  await provider.stop();
  await withProvider(page).click();
  await expect(page.getByRole("alert")).toContainText("The identity provider cannot be reached");
  await provider.start();
});

test.describe("with roles", () => {
  test.use({ roles: "ops=administrator; staff=read_only" });

  test("groups give the role, at each sign-in", async ({ page, provider, owner, openBrowser }) => {
    const mina = (groups) => provider.people.set("mina", { email: "mina@orbit.example", email_verified: true, groups });
    mina(["staff"]);
    await signIn(page, "mina");
    await isIn(page);
    await expect(card(page, "Password")).toHaveCount(0);
    const members = await openBrowser(owner);
    await members.goto("/members");
    const row = members.getByRole("row").filter({ hasText: "mina@orbit.example" });
    await expect(row).toContainText("Read only");

    mina(["staff", "ops"]);
    const elsewhere = await openBrowser();
    await signIn(elsewhere, "mina");
    await isIn(elsewhere);
    await members.reload();
    await expect(row).toContainText("Administrator");

    mina([]);
    const last = await openBrowser();
    await signIn(last, "mina");
    await expect(last.getByRole("alert")).toContainText("None of your groups");
    await page.goto("/account");
    await expect(page).toHaveURL(/\/sign-in/);
  });

  test("the provider proves again who it is", async ({ page, provider }) => {
    provider.people.set("mina", { email: "mina@orbit.example", email_verified: true, groups: ["ops"] });
    await signIn(page, "mina", "/sign-in?next=%2Faccount%2Fverify%3Fnext%3D%2Fbilling");
    const proof = card(page, "With Orbit ID");
    await expect(proof).toContainText("asks you to sign in again");
    await expect(page.getByLabel("Password")).toHaveCount(0);
    await proof.getByRole("button", { name: "Continue to Orbit ID" }).click();
    await giveName(page, "mina");
    await expect(page).toHaveURL(/\/billing$/);
  });
});
