// From page to page without a page load: what stays meanwhile, and what comes back.

import { expect, test } from "./fixtures.mjs";

test.use({ installation: "fresh", viewport: { width: 1280, height: 420 } });

test("the page before stays until the next one is there, and Back leads to its place @scripts", async ({ page, owner }) => {
  for (let index = 0; index < 9; index += 1) await owner.create(`App ${index}`);
  await page.goto("/applications");
  await expect(page.locator("html[data-hydrated]")).toBeAttached();
  const list = page.getByRole("heading", { name: "Application Management", level: 1 });
  const overview = page.getByRole("heading", { name: "Overview", level: 1 });
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/rpc/application_detail*", async (route) => {
    await held;
    await route.continue();
  });
  const link = page.getByRole("link", { name: "App 0", exact: true });
  await link.scrollIntoViewIfNeeded();
  const place = await page.evaluate(() => scrollY);
  expect(place).toBeGreaterThan(50);
  await link.click();
  await expect(page.locator(".routing")).toBeVisible();
  await expect(list).toBeAttached();
  await expect(overview).toHaveCount(0);
  release();
  await expect(overview).toBeVisible();
  await expect(page.locator(".routing")).toBeHidden();
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await page.goBack();
  await expect(list).toBeAttached();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(place);
});

test("filters apply as they are chosen, and what is typed is searched for @scripts", async ({ page, owner }) => {
  for (const name of ["Orbit", "Comet"]) await owner.create(name);
  await page.goto("/applications");
  await expect(page.locator("html[data-hydrated]")).toBeAttached();
  await page.getByRole("combobox", { name: "Status" }).selectOption({ label: "Disabled" });
  await expect(page).toHaveURL(/status=disabled/);
  await page.getByRole("combobox", { name: "Status" }).selectOption({ index: 0 });
  await expect(page).not.toHaveURL(/status=/);
  await page.getByRole("searchbox").pressSequentially("Orb");
  await expect(page).toHaveURL(/q=Orb/);
  await expect(page.getByRole("link", { name: "Orbit", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Comet", exact: true })).toHaveCount(0);
  await expect(page.getByRole("searchbox")).toBeFocused();
});

test("the selector keeps the page @scripts", async ({ page, owner }) => {
  const orbit = await owner.create("Orbit");
  const comet = await owner.create("Comet");
  await page.goto(`/applications/${orbit}/push/access`);
  await page.getByRole("button", { name: /^Switch application/ }).click();
  await page.getByRole("option", { name: /Comet/ }).click();
  await expect(page).toHaveURL(new RegExp(`/applications/${comet}/push/access`));
});
