// Language and theme: guessed at first, chosen then, and in the very first byte of a page.

import { OWNER, Visitor } from "../support/visitor.mjs";
import { expect, test } from "./fixtures.mjs";

const LANGUAGES = [
  { tag: "en", locale: "en-GB", own: "English", signIn: "Sign in", management: "Application Management", services: "Services" },
  { tag: "ko", locale: "ko-KR", own: "한국어", signIn: "로그인", management: "애플리케이션 관리", services: "서비스" },
  { tag: "zh-CN", locale: "zh-CN", own: "简体中文", signIn: "登录", management: "应用管理", services: "服务" },
];

/** The attributes of `<html>` as they came over the wire. */
async function document(response) {
  const [, attributes] = (await response.text()).match(/<html\b([^>]*)>/);
  return Object.fromEntries([...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
}

const canvas = (page) => page.evaluate(() => getComputedStyle(window.document.body).backgroundColor);

test.describe("nobody is signed in", () => {
  test.use({ signedIn: false });

  for (const { tag, locale, signIn, services } of LANGUAGES) {
    test(`Accept-Language ${locale} is answered in ${tag}`, async ({ openBrowser }) => {
      const page = await openBrowser(undefined, { locale });
      const response = await page.goto("/sign-in");
      expect((await document(response)).lang).toBe(tag);
      await expect(page.getByRole("heading", { name: signIn, level: 1 })).toBeVisible();
      await expect(page.getByRole("link", { name: services, exact: true }).first()).toBeAttached();
    });
  }

  test("language and theme are chosen in the footer and stay @mobile", async ({ page }) => {
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "한국어" }).click();
    await expect(page.getByRole("heading", { name: "로그인", level: 1 })).toBeVisible();
    await page.settled();
    await page.getByRole("button", { name: "다크" }).click();
    await expect(page.locator("html[data-theme=dark]")).toBeAttached();
    await expect(page).toHaveURL(/\/sign-in$/);
    const again = await document(await page.goto("/pricing"));
    expect(again).toMatchObject({ lang: "ko", "data-theme": "dark" });
  });
});

test.describe("signed in", () => {
  test.use({ installation: "fresh" });

  for (const { tag, own, management } of LANGUAGES.slice(1)) {
    test(`${own} by the account menu, in every browser of the person`, async ({ page, openBrowser, console }) => {
      await page.goto("/applications?sort=name");
      await page.getByRole("button", { name: `Account: ${OWNER.email}` }).click();
      await page.getByRole("button", { name: own }).click();
      await expect(page.getByRole("heading", { name: management, level: 1 })).toBeVisible();
      await expect(page).toHaveURL(/\/applications\?sort=name$/);
      const other = await openBrowser(await new Visitor(console).signIn());
      expect((await document(await other.goto("/applications"))).lang).toBe(tag);
    });
  }

  test("dark, light and as the system is, without a flash", async ({ page }) => {
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto("/account");
    const main = page.getByRole("main");
    const light = await canvas(page);

    await main.getByRole("button", { name: "Dark" }).click();
    await expect(page.locator("html[data-theme=dark]")).toBeAttached();
    await expect(main.getByRole("button", { name: "Dark" })).toHaveAttribute("aria-current", "true");
    const dark = await canvas(page);
    expect(dark).not.toBe(light);
    expect((await document(await page.goto("/applications")))["data-theme"]).toBe("dark");
    expect(await canvas(page)).toBe(dark);

    await page.goto("/account");
    await main.getByRole("button", { name: "Light" }).click();
    await expect(page.locator("html[data-theme=light]")).toBeAttached();
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await canvas(page)).toBe(light);

    await main.getByRole("button", { name: "System" }).click();
    await expect(page.locator("html[data-theme=system]")).toBeAttached();
    expect(await canvas(page)).toBe(dark);
  });
});

test("a preference is not carried to another site", async ({ owner }) => {
  for (const next of ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", ""]) {
    const answer = await owner.request("/preferences", { form: { theme: "system", next } });
    expect(answer.status).toBe(303);
    expect(answer.location).toBe("/");
  }
  const answer = await owner.request("/preferences", { form: { theme: "plaid", language: "tlh", next: "/account" } });
  expect(answer.status).toBeLessThan(500);
});
