// What every journey starts from: a console of its own or the worker's, an owner, a browser that is signed in,
// and a guard that fails the journey on anything that a person would only find in the browser's tools.

import { expect, test as base } from "@playwright/test";

import { Console, isEnded } from "../support/console.mjs";
import { Visitor } from "../support/visitor.mjs";

export { expect };

export const test = base.extend({
  /** Whose console: "shared" is the worker's; "fresh" has an owner and nothing else; "empty" not even that. */
  installation: ["shared", { option: true }],
  signedIn: [true, { option: true }],
  /** What the operator tells the process, besides where it listens. */
  environment: [{}, { option: true, scope: "worker" }],
  /** The host that browsers know it by. */
  host: ["127.0.0.1", { option: true, scope: "worker" }],

  shared: [
    async ({ environment, host }, use) => {
      const console = await Console.start({ environment, host });
      await use({ console, owner: await new Visitor(console).setUp() });
      await console.dispose();
      expect(console.printed, "the console's own log").not.toMatch(/panic|ERROR/);
    },
    { scope: "worker" },
  ],

  stage: async ({ installation, shared, environment, host }, use) => {
    if (installation === "shared") return use(shared);
    const console = await Console.start({ environment, host });
    const owner = new Visitor(console);
    if (installation === "fresh") await owner.setUp();
    await use({ console, owner });
    await console.dispose();
    expect(console.printed, "the console's own log").not.toMatch(/panic|ERROR/);
  },

  console: async ({ stage }, use) => use(stage.console),
  owner: async ({ stage }, use) => use(stage.owner),
  baseURL: async ({ console }, use) => use(console.origin),
  storageState: async ({ owner, signedIn }, use) => use(signedIn ? owner.storageState() : { cookies: [], origins: [] }),

  context: async ({ context, javaScriptEnabled }, use) => {
    const guard = new Guard(context, javaScriptEnabled);
    /** What a journey brings about itself is no complaint. */
    context.expectComplaint = (pattern) => guard.expect(pattern);
    await use(context);
    guard.judge();
  },

  page: async ({ page, javaScriptEnabled }, use) => use(patient(page, javaScriptEnabled)),

  /** Opens another browser, signed in as `visitor` is, guarded like the first one. */
  openBrowser: async (
    { browser, baseURL, javaScriptEnabled, locale, timezoneId, viewport, hasTouch, isMobile },
    use,
  ) => {
    const same = { baseURL, javaScriptEnabled, locale, timezoneId, viewport, hasTouch, isMobile };
    const opened = [];
    await use(async (visitor, options = {}) => {
      const context = await browser.newContext({ ...same, storageState: visitor?.storageState(), ...options });
      opened.push({ context, guard: new Guard(context, javaScriptEnabled) });
      return patient(await context.newPage(), javaScriptEnabled);
    });
    for (const { context, guard } of opened) {
      await context.close();
      guard.judge();
    }
  },
});

/** Collects what must not happen in any page of a context. */
class Guard {
  #complaints = [];
  #expected = [];

  constructor(context, hasScripts) {
    context.on("console", (message) => {
      const text = message.text();
      const isNoise =
        // Who ends a console while a page still waits for it has asked for that.
        (/^Failed to load resource: net::/.test(text) && isEnded(message.location().url)) ||
        // A refused form and a page that is not there have a status; the browser notes each. See `response`.
        /^Failed to load resource: .* status of 4\d\d/.test(text) ||
        // Nothing uses the client where scripts are off.
        (!hasScripts && /preloaded using link preload but not used/.test(text));
      if (["error", "warning"].includes(message.type()) && !isNoise) this.#note(`${message.type()}: ${text}`);
      if (/panick|hydration/i.test(text)) this.#note(`log: ${text}`);
    });
    context.on("weberror", (error) => this.#note(`uncaught: ${error.error()}`));
    context.on("response", (response) => {
      const { pathname } = new URL(response.url());
      const isPart = !["document", "fetch"].includes(response.request().resourceType());
      const isOurs = !isPart && (pathname.startsWith("/rpc/") || response.request().resourceType() === "document");
      if (response.status() >= 500 || (response.status() >= 400 && !isOurs)) {
        this.#note(`${response.status()} ${pathname}`);
      }
    });
    context.on("requestfailed", (request) => {
      // What a page was still loading when it was left is aborted; everything else is a fault.
      const reason = request.failure()?.errorText;
      const isScriptSwitchedOff = !hasScripts && request.url().endsWith(".js");
      if (reason !== "net::ERR_ABORTED" && !isScriptSwitchedOff && !isEnded(request.url())) this.#note(`${reason} ${request.url()}`);
    });
    if (hasScripts) {
      context.addInitScript(() => {
        addEventListener("securitypolicyviolation", (event) => {
          globalThis.console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
        });
      });
    }
  }

  expect(pattern) {
    this.#expected.push(pattern);
  }

  #note(complaint) {
    if (!this.#expected.some((pattern) => pattern.test(complaint))) this.#complaints.push(complaint);
  }

  judge() {
    expect(this.#complaints, "complaints of the browser").toEqual([]);
  }
}

/** A page whose navigations end when the client has taken over, where there is one, and no form waits for its answer. */
function patient(page, hasScripts) {
  page.settled = async () => {
    if (!hasScripts) return;
    await page.locator("html[data-hydrated]").waitFor({ state: "attached", timeout: 10_000 });
    await expect(page.locator("button[aria-busy=true]")).toHaveCount(0, { timeout: 10_000 });
  };
  for (const name of ["goto", "reload", "goBack", "goForward"]) {
    const original = page[name].bind(page);
    page[name] = async (...rest) => {
      const response = await original(...rest);
      await page.settled();
      return response;
    };
  }
  return page;
}

/** The field of that label is marked wrong, says why, and has the focus. */
export async function expectWrong(page, label, why, { focused = true } = {}) {
  const field = page.getByLabel(label);
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(why);
  if (focused) await expect(field).toBeFocused();
}

/** The confirmation in the corner. */
export const toast = (page) => page.getByRole("status", { name: "Notifications" });

/** The card of that heading. */
export const card = (page, name) => page.getByRole("region", { name, exact: true });
