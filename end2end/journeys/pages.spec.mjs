// What holds for every page and dialog once scripts have taken over: accessible in both themes, with the outline that is
// written down, and no wider than a small screen, in the language with the longest words too. What the server answers, in
// every language, is compared in server/tests/console/outlines.

import { AxeBuilder } from "@axe-core/playwright";

import { expect, test as base } from "./fixtures.mjs";
import { Gallery, PAGES } from "./gallery.mjs";

const test = base.extend({
  gallery: [
    async ({}, use) => {
      const gallery = await Gallery.open();
      await use(gallery);
      await gallery.close();
    },
    { scope: "worker" },
  ],
});

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function expectAccessible(page, colorScheme) {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  // What has just scrolled below the top bar is not too small for that.
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, html }) => `${target} ${html.slice(0, 160)}`)}`);
  expect(found, `${colorScheme}`).toEqual([]);
}

async function expectNoSidewaysScroll(page) {
  const { scroll, client, widest } = await page.evaluate(() => {
    const root = globalThis.document.documentElement;
    const beyond = [...globalThis.document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
      .map((element) => `${element.tagName}.${element.className}`);
    return { scroll: root.scrollWidth, client: root.clientWidth, widest: beyond.slice(0, 5) };
  });
  expect(scroll, `wider than the screen: ${widest}`).toBeLessThanOrEqual(client);
}

/** What a screen reader finds, without what differs from run to run, and without most of the buttons that copy. */
async function outline(page) {
  await page.evaluate(() => {
    const copying = "[aria-label^='Copy SDKAppID'], [aria-label^='Copy certificate ID'], #f-calendar + .copy-btn, .command .copy-btn, .with-reveal > button, .page-head .copy-btn, .snippet .copy-btn";
    for (const button of globalThis.document.querySelectorAll(copying)) button.remove();
  });
  const snapshot = await page.locator("body").ariaSnapshot();
  return snapshot
    .replaceAll(/^ *- (\/url:|text: ""$).*\n/gm, "")
    // Made every now and then.
    .replaceAll(/^ *- paragraph: "Last signed checkpoint.*\n/gm, "")
    .replaceAll(/\b14\d{8}\b/g, "SDKAPPID")
    .replaceAll(/\b[0-9a-f]{64}\b/g, "KEY")
    .replaceAll(/\bccat_\w{49}\b/g, "TOKEN")
    .replaceAll(/(expiries\.ics\?key=)[\w.-]+/g, "$1CALENDAR")
    .replaceAll(/(term: Fingerprint\n *- definition: )"?[0-9a-f]{8}\b"?/g, "$1FINGERPRINT")
    .replaceAll(/(Accepted by \w+ as )\S+\./g, "$1SOME ID.")
    .replaceAll(/\b127\.0\.0\.1:\d+/g, "HOST")
    .replaceAll(/\bbatch_[0-9a-f]{24}\b/g, "TASKID")
    .replaceAll(/\b\d{4}-\d\d-\d\d( \d\d:\d\d(:\d\d(\.\d+)?)?)?\b/g, "DATE")
    .replaceAll(/in \d+ days|just now|\d+ (min|h) ago/g, "SOME TIME")
    .replaceAll(/Chrome \d+/g, "Chrome VERSION");
}

for (const { name, who, path, act, status = 200 } of PAGES) {
  const open = async (gallery, openBrowser, options) => {
    const { console, visitor } = who(gallery);
    // First, because what it takes to get there may change the visitor's session.
    const address = await path(gallery);
    const page = await openBrowser(visitor, { baseURL: console.origin, ...options });
    expect((await page.goto(address)).status()).toBe(status);
    await act?.(page, gallery);
    await page.settled();
    return page;
  };

  test(`${name}: outline @scripts`, async ({ gallery, openBrowser }) => {
    const page = await open(gallery, openBrowser);
    expect(await outline(page)).toMatchSnapshot(`${name}.yml`);
  });

  test(`${name}: accessible in light and dark @scripts`, async ({ gallery, openBrowser }) => {
    const page = await open(gallery, openBrowser);
    await expectAccessible(page, "light");
    await expectAccessible(page, "dark");
  });

  test(`${name}: fits a small screen @small`, async ({ gallery, openBrowser }) => {
    const page = await open(gallery, openBrowser);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page, "light");
    // What brings a page into its state goes by English labels.
    if (!act) await expectNoSidewaysScroll(await open(gallery, openBrowser, { locale: "ko-KR" }));
  });
}

test("a small screen has the side navigation behind a button @small", async ({ gallery, openBrowser }) => {
  const page = await openBrowser(gallery.owner, { baseURL: gallery.console.origin });
  await page.goto("/applications");
  const account = page.getByRole("navigation", { name: "This installation" }).getByRole("link", { name: "Account" });
  await expect(account).toBeHidden();
  await page.getByRole("button", { name: "Menu" }).click();
  await expect(account).toBeVisible();
  await expectAccessible(page, "light");
  await account.click();
  await expect(page.getByRole("heading", { name: "Account", level: 1 })).toBeVisible();
  await expect(account).toBeHidden();
});
