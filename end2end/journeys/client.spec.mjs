// A page goes on without its client: where something changed the page before the client came, and from the moment
// at which the client panics. Browsers of their own: the guard of the others takes the line in the log for a fault.

import { Visitor } from "../support/visitor.mjs";
import { expect, test as base } from "./fixtures.mjs";

const STARTED = "html[data-hydrated], html[data-client=off]";

const test = base.extend({
  /** Opens a signed-in browser whose pages are changed on the wire, by a script in the page, or not at all. */
  strange: async ({ browser, baseURL, console }, use) => {
    const contexts = [];
    await use(async ({ wire, script } = {}) => {
      const visitor = await new Visitor(console).signIn();
      const context = await browser.newContext({ baseURL, locale: "en-US", storageState: visitor.storageState() });
      contexts.push(context);
      await context.addInitScript(() => (globalThis.chatConsoleTest = true));
      if (script) await context.addInitScript(script);
      if (wire) {
        await context.route("**/*", async (route) => {
          if (route.request().resourceType() !== "document" || route.request().method() !== "GET") return route.fallback();
          const response = await route.fetch({ maxRedirects: 0 });
          const body = await response.text();
          await route.fulfill({ response, body: response.status() === 200 ? wire(body) : body });
        });
      }
      const page = await context.newPage();
      page.lines = [];
      page.loads = 0;
      page.on("console", (message) => message.text().startsWith("Chat Console:") && page.lines.push(message.text()));
      page.on("request", (request) => (page.loads += request.isNavigationRequest() ? 1 : 0));
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

const afterBody = (inserted) => (html) => html.replace(/<body[^>]*>/, (body) => body + inserted);
const within = (inserted) => (html) => html.replace('<div id="console">', (root) => root + inserted);
/** Runs in the page when it is parsed, as extensions do. */
const parsed = (change) =>
  `addEventListener("DOMContentLoaded", () => { const root = document.body; (${change})(root); });`;
const texts = `const texts = (root) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) if (!["SCRIPT", "STYLE"].includes(walker.currentNode.parentElement.tagName)) found.push(walker.currentNode);
  return found;
};`;

const ALTERATIONS = {
  "an element before the first node": { wire: afterBody('<div class="toolbar"></div>') },
  "a text before the first node": { wire: afterBody("Protected by an antivirus ") },
  "a comment before the first node": { wire: afterBody("<!-- filtered -->") },
  "a script before the first node": { wire: afterBody('<script src="/nothing.js"></script>') },
  "an element inside of the console": { wire: within('<div class="toolbar"></div>') },
  "a text inside of the console": { wire: within("Protected ") },
  "comments removed": { wire: (html) => html.replaceAll(/<!(?!DOCTYPE)[^>]*>/gi, "") },
  "texts wrapped by a translator": {
    script: parsed(`(root) => { ${texts} for (const text of texts(root)) {
      const font = document.createElement("font");
      text.replaceWith(font);
      font.append(text);
    } }`),
  },
  "an element before the first node, by an extension": {
    script: parsed(`(root) => root.querySelector("#console").prepend(document.createElement("div"))`),
  },
  "an element in every form": {
    script: parsed(`(root) => { for (const form of root.querySelectorAll("form")) form.append(document.createElement("grammarly-extension")); }`),
  },
  "attributes on everything": {
    script: parsed(`(root) => { for (const element of root.querySelectorAll("*")) element.setAttribute("data-lastpass", "1"); }`),
  },
  "texts split": {
    script: parsed(`(root) => { ${texts} for (const text of texts(root)) if (text.length > 1) text.splitText(1); }`),
  },
  "texts merged and comments gone": {
    script: parsed(`(root) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
      const comments = [];
      while (walker.nextNode()) comments.push(walker.currentNode);
      for (const comment of comments) comment.remove();
      root.normalize();
    }`),
  },
  "scripts and styles in the head": {
    script: parsed(`() => { document.head.prepend(document.createElement("style")); document.head.append(document.createElement("script")); }`),
  },
};

const settled = (page) => page.locator(STARTED).waitFor({ state: "attached" });

/** What people do most, by links and forms; `between` happens before each step. */
async function mainJourney(page, name, between = async () => {}) {
  await page.goto("/applications?sort=name");
  await settled(page);
  await between();
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await settled(page);
  await between();
  await page.getByRole("link", { name: "Disable", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await settled(page);
  await between();
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByText("Disabled", { exact: true }).first()).toBeVisible();
  await settled(page);
  await between();
  await page.getByRole("link", { name: "Access Setting" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Access Setting" })).toBeVisible();
  await settled(page);
  await between();
  await page.getByRole("link", { name: "Add Certificate" }).first().click();
  await expect(page.getByRole("dialog", { name: "Add Certificate" })).toBeVisible();
  await settled(page);
  await between();
  await page.getByRole("dialog").getByRole("link", { name: "Cancel" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.goBack();
  await expect(page.getByRole("dialog", { name: "Add Certificate" })).toBeVisible();
  await page.goForward();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await settled(page);
  await page.getByRole("button", { name: /^Account: / }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in/);
}

test.describe("@scripts a page that was changed before its client came", () => {
  test.describe.configure({ timeout: 60_000 });
  for (const [what, how] of Object.entries(ALTERATIONS)) {
    test(what, async ({ strange, owner }) => {
      const name = `Changed ${Math.random().toString(36).slice(2)}`;
      await owner.create(name);
      const page = await strange(how);
      await page.goto("/applications?sort=name");
      await settled(page);
      expect(page.loads, "it is not loaded again and again").toBeLessThanOrEqual(2);
      await mainJourney(page, name);
    });
  }
});

test.describe("@scripts a client that has stopped", () => {
  test.describe.configure({ timeout: 60_000 });
  const stop = (page) => page.evaluate(() => dispatchEvent(new Event("chat-console-panic")));

  test("is not missed, whenever it stops", async ({ strange, owner }) => {
    const name = `Stopped ${Math.random().toString(36).slice(2)}`;
    await owner.create(name);
    const page = await strange();
    let stops = 0;
    await mainJourney(page, name, async () => {
      await stop(page);
      await expect(page.locator("html[data-client=off]")).toBeAttached();
      stops += 1;
    });
    expect(stops).toBe(6);
  });

  test("says so in one line, keeps what was typed, and lets the browser post it", async ({ strange, owner }) => {
    const name = `Typed ${Math.random().toString(36).slice(2)}`;
    const page = await strange();
    await page.goto("/applications?dialog=create");
    await settled(page);
    await page.getByLabel("Application Name").fill(name);
    await stop(page);
    await stop(page);
    await expect(page.locator("html[data-client=off]")).toBeAttached();
    await expect(page.getByLabel("Application Name")).toHaveValue(name);
    expect(page.lines).toHaveLength(1);
    expect(page.lines[0]).toMatch(/the client of this page has stopped \(.*a test says so.*\)/);
    await page.getByRole("dialog").getByRole("button", { name: "Confirm" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    // The next page has a client again.
    await expect(page.locator("html[data-hydrated]")).toBeAttached();
  });

  for (const [when, goBack] of [
    ["", async (page) => { await stop(page); await page.goBack(); }],
    // Before anything that the stop puts off has run.
    [" at once", (page) => page.evaluate(() => {
      const { setTimeout } = window;
      window.setTimeout = (callback) => setTimeout(callback, 1_000);
      dispatchEvent(new Event("chat-console-panic"));
      history.back();
    })],
  ]) {
    test(`after pages that it changed itself, Back${when} loads the page of the address`, async ({ strange, owner }) => {
      const name = `Back ${Math.random().toString(36).slice(2)}`;
      await owner.create(name);
      const page = await strange();
      await page.goto("/applications?sort=name");
      await settled(page);
      await page.getByRole("link", { name, exact: true }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
      await goBack(page);
      await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
      await expect(page).toHaveURL(/sort=name/);
    });
  }
});

test("@scripts nobody but a test can stop it", async ({ page }) => {
  await page.goto("/applications");
  await page.evaluate(() => dispatchEvent(new Event("chat-console-panic")));
  await expect(page.locator("html[data-hydrated]")).toBeAttached();
});
