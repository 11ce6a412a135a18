// Passkeys, with the virtual authenticator of Chromium: signing in with one alone, as the second step, and as proof.

import { AxeBuilder } from "@axe-core/playwright";

import { OWNER } from "../support/visitor.mjs";
import { card, expect, expectWrong, test, toast } from "./fixtures.mjs";

// Passkeys belong to a name, and browsers trust this one without TLS.
test.use({ installation: "fresh", host: "localhost" });

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const passkeys = (page) => card(page, "Passkeys");
const isIn = (page) => expect(page.getByRole("heading", { name: "Account", level: 1 })).toBeVisible();

/** The authenticator of a page: one that is built into the device, and that recognises its owner. */
class Device {
  static async of(page) {
    const device = new Device();
    device.session = await page.context().newCDPSession(page);
    await device.session.send("WebAuthn.enable");
    const { authenticatorId } = await device.session.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    device.authenticatorId = authenticatorId;
    return device;
  }

  async credentials() {
    const { authenticatorId } = this;
    const { credentials } = await this.session.send("WebAuthn.getCredentials", { authenticatorId });
    return credentials;
  }

  /** The authenticator of another page gets the same passkeys, as those that are synchronised do. */
  async synchronise(page) {
    const other = await Device.of(page);
    const { authenticatorId } = other;
    for (const credential of await this.credentials()) {
      await other.session.send("WebAuthn.addCredential", { authenticatorId, credential });
    }
    return other;
  }

  /** Whether it recognises its owner from now on. */
  async recognises(isUserVerified) {
    const { authenticatorId } = this;
    await this.session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
  }
}

/** Fills the page in that adds a passkey. */
async function add(page, name) {
  await page.goto("/account");
  await passkeys(page).getByRole("link", { name: "Add passkey" }).click();
  await expect(page.getByRole("heading", { name: "Add a passkey", level: 1 })).toBeVisible();
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Add passkey" }).click();
}

/** Adds the first passkey; the device, and the recovery codes. */
async function enrol(page) {
  const device = await Device.of(page);
  await add(page, "Phone");
  const codes = page.getByRole("region", { name: "Your recovery codes" });
  await expect(codes).toBeVisible();
  return { device, codes: (await codes.innerText()).trim().split("\n") };
}

async function givePassword(page) {
  await page.goto("/sign-in?next=/account");
  await page.getByLabel("Email").fill(OWNER.email);
  await page.getByLabel("Password").fill(OWNER.password);
  await page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Enter your code" })).toBeVisible();
  await page.settled();
}

test("a passkey is added, and signs in alone @scripts", async ({ page, openBrowser }) => {
  const { device, codes } = await enrol(page);
  expect(codes).toHaveLength(10);
  const [credential, ...others] = await device.credentials();
  expect(others).toEqual([]);
  expect(credential.isResidentCredential).toBe(true);
  expect(credential.rpId).toBe("localhost");
  await page.getByRole("link", { name: "I have kept them" }).click();
  await expect(passkeys(page).getByRole("row", { name: /Phone/ })).toContainText("Never");

  const elsewhere = await openBrowser();
  await device.synchronise(elsewhere);
  await elsewhere.goto("/sign-in?next=/account");
  await elsewhere.getByRole("button", { name: "Sign in with a passkey" }).click();
  await isIn(elsewhere);
  await expect(passkeys(elsewhere).getByRole("row", { name: /Phone/ })).not.toContainText("Never");
});

test("a passkey is the second step after the password @scripts", async ({ page, openBrowser }) => {
  const { device, codes } = await enrol(page);
  const elsewhere = await openBrowser();
  await device.synchronise(elsewhere);
  await givePassword(elsewhere);
  await elsewhere.getByRole("button", { name: "Use a passkey" }).click();
  await isIn(elsewhere);

  // Without the device a recovery code will do.
  const again = await openBrowser();
  await givePassword(again);
  await again.getByLabel("Authentication code").fill(codes[0]);
  await again.getByRole("button", { name: "Verify" }).click();
  await isIn(again);
});

test("a passkey is proof, and leads back @scripts", async ({ page }) => {
  const { device } = await enrol(page);
  await page.goto("/account/verify?next=/billing");
  const byPasskey = card(page, "With a passkey");
  await device.recognises(false);
  await byPasskey.getByRole("button", { name: "Use a passkey" }).click();
  await expect(byPasskey.getByRole("alert")).toContainText("No passkey was used");
  await device.recognises(true);
  await byPasskey.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page).toHaveURL(/\/billing$/);
});

test("passkeys are named, renamed and removed @scripts", async ({ page }) => {
  const { device } = await enrol(page);
  await add(page, " ");
  await expectWrong(page, "Name", /Enter a name/);
  expect(await device.credentials()).toHaveLength(1);
  await page.getByLabel("Name").fill("Again");
  await page.getByRole("button", { name: "Add passkey" }).click();
  await expect(page.getByRole("alert")).toContainText("This device has a passkey for you already");

  await page.goto("/account");
  await passkeys(page).getByRole("link", { name: "Rename Phone" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Laptop");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(toast(page)).toContainText("Saved");
  await page.settled();
  await passkeys(page).getByRole("link", { name: "Remove Laptop" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(toast(page)).toContainText("Passkey removed");
  await expect(passkeys(page)).toContainText("No passkeys yet");
});

test("a passkey that was removed says so @scripts", async ({ page, openBrowser }) => {
  const { device } = await enrol(page);
  await page.goto("/account");
  await passkeys(page).getByRole("link", { name: "Remove Phone" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(toast(page)).toContainText("Passkey removed");
  const elsewhere = await openBrowser();
  await device.synchronise(elsewhere);
  await elsewhere.goto("/sign-in");
  await elsewhere.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(elsewhere.getByRole("alert")).toContainText("This console does not know that passkey");
});

test("without scripts the buttons say what they need @noscripts", async ({ page, openBrowser }) => {
  // What is in `noscript` is no text for Playwright, unless it looks at what is rendered.
  const rendered = { useInnerText: true };
  await page.goto("/account/passkey");
  await expect(page.getByRole("main")).toContainText("Passkeys need JavaScript", rendered);
  await expect(page.getByRole("button", { name: "Add passkey" })).toHaveAttribute("aria-disabled", "true");
  const elsewhere = await openBrowser();
  await elsewhere.goto("/sign-in?next=/account");
  await expect(elsewhere.getByRole("main")).toContainText("Passkeys need JavaScript", rendered);
  await elsewhere.getByLabel("Email").fill(OWNER.email);
  await elsewhere.getByLabel("Password").fill(OWNER.password);
  await elsewhere.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
  await isIn(elsewhere);
});

/** What only people with a passkey, or at a console with a name, see. */
async function visitAll(page, openBrowser, look) {
  await enrol(page);
  for (const path of ["/account", "/account/passkey", "/account/verify"]) {
    await page.goto(path);
    await look(page);
  }
  for (const name of ["Rename Phone", "Remove Phone"]) {
    await page.goto("/account");
    await passkeys(page).getByRole("link", { name }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await look(page);
  }
  const elsewhere = await openBrowser();
  await elsewhere.goto("/sign-in");
  await look(elsewhere);
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
