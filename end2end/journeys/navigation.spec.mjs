// From page to page without a page load: what stays meanwhile, and what comes back.

import { card, expect, expectWrong, test, toast } from "./fixtures.mjs";

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

/** Holds the answers of that server function until the returned function is called. */
async function hold(page, name) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  const pattern = `**/rpc/${name}*`;
  await page.route(pattern, async (route) => {
    await released;
    await route.continue();
  });
  return async () => {
    release();
    await page.unroute(pattern, { behavior: "wait" });
  };
}

test("what is typed while the list is reloaded is searched for @scripts", async ({ page, owner }) => {
  for (const name of ["Orbit", "Comet"]) await owner.create(name);
  await page.goto("/applications");
  const release = await hold(page, "applications_page");
  await page.getByRole("combobox", { name: "Status" }).selectOption({ label: "Enabled" });
  await expect(page).toHaveURL(/status=enabled/);
  await page.getByRole("searchbox").pressSequentially("Orb", { delay: 50 });
  await release();
  await expect(page).toHaveURL(/q=Orb/);
  await expect(page).toHaveURL(/status=enabled/);
  await expect(page.getByRole("link", { name: "Orbit", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Comet", exact: true })).toHaveCount(0);
  await expect(page.getByRole("searchbox")).toHaveValue("Orb");
});

test("a page stays usable while it is reloaded, and a refusal that comes afterwards is shown @scripts", async ({ page, owner }) => {
  const sdkappid = await owner.create("Orbit");
  await page.goto(`/applications/${sdkappid}`);
  const administrators = card(page, "Administrators");
  const name = administrators.getByLabel("UserID of a new administrator");
  const add = administrators.getByRole("button", { name: "Add" });
  await name.fill("ops");
  await add.click();
  await page.settled();
  await expect(administrators.getByRole("listitem")).toHaveCount(2);

  // While the page is reloaded, it does what it always does.
  const showPage = await hold(page, "application_detail");
  await administrators.getByRole("button", { name: "Remove ops" }).click();
  await expect(toast(page)).toContainText("Saved");
  const showRefusal = await hold(page, "add_administrator");
  await name.fill("administrator");
  await add.click();
  await expect(add).toHaveAttribute("aria-busy", "true");
  await showPage();
  await expect(administrators.getByRole("listitem")).toHaveCount(1);
  await showRefusal();
  await expectWrong(page, "UserID of a new administrator", /Already an administrator/, { focused: false });
  await expect(name).toHaveValue("administrator");
});

test("the selector keeps the page @scripts", async ({ page, owner }) => {
  const orbit = await owner.create("Orbit");
  const comet = await owner.create("Comet");
  await page.goto(`/applications/${orbit}/push/access`);
  await page.getByRole("button", { name: /^Switch application/ }).click();
  await page.getByRole("option", { name: /Comet/ }).click();
  await expect(page).toHaveURL(new RegExp(`/applications/${comet}/push/access`));
});

/** 150 ms more for each answer. */
async function slow(page) {
  const client = await page.context().newCDPSession(page);
  await client.send("Network.enable");
  await client.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
}

test("from the list to a saved certificate no page is loaded, and nothing typed is lost @scripts", async ({ page, owner }) => {
  await owner.create("Orbit");
  await page.goto("/applications");
  await slow(page);
  const loaded = [];
  page.on("request", (request) => request.isNavigationRequest() && loaded.push(request.url()));
  await page.getByRole("link", { name: "Orbit", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  await expect(page.getByRole("main")).toBeFocused();
  await page.getByRole("link", { name: "Access Setting", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Access Setting", level: 1 })).toBeVisible();
  await page.getByRole("link", { name: "Xiaomi", exact: true }).click();
  await expect(page).toHaveURL(/vendor=xiaomi/);
  await page.getByRole("link", { name: "Add Certificate" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Add Certificate" });
  await expect(dialog.getByLabel("Certificate name")).toBeFocused();
  await dialog.getByLabel("Certificate name").fill("Phones");
  await dialog.getByLabel("Package name").fill("com.example.orbit");
  await dialog.getByLabel("AppID").fill("100000001");
  await dialog.getByLabel("AppSecret").fill("a-secret");
  // Huawei has the same fields; HONOR has no package name, and what was typed for one is not another one's.
  await dialog.getByRole("link", { name: "Huawei", exact: true }).click();
  await expect(dialog).toContainText("Huawei, for Orbit");
  for (const [label, text] of [
    ["Certificate name", "Phones"],
    ["Package name", "com.example.orbit"],
    ["AppID", "100000001"],
    ["AppSecret", "a-secret"],
  ]) {
    await expect(dialog.getByLabel(label)).toHaveValue(text);
  }
  await dialog.getByRole("link", { name: "HONOR", exact: true }).click();
  await expect(dialog.getByLabel("Client ID")).toHaveValue("");
  await expect(dialog.getByLabel("Package name")).toHaveCount(0);
  await expect(dialog.getByLabel("AppID")).toHaveValue("100000001");
  await dialog.getByRole("link", { name: "Huawei", exact: true }).click();
  await dialog.getByLabel("Package name").fill("com.example.orbit");
  await dialog.getByLabel("AppSecret").fill("a-secret");
  await dialog.getByLabel("Check with the vendor on save").uncheck();
  await dialog.getByRole("button", { name: "Confirm" }).click();
  const card = page.getByRole("article", { name: "Phones" });
  await expect(card).toBeVisible();
  await expect(dialog).toHaveCount(0);

  // Back to the same place, with the focus on what opened the dialog.
  await page.evaluate(() => scrollTo(0, 200));
  const edit = card.getByRole("link", { name: "Edit Phones" });
  await edit.click();
  const place = await page.evaluate(() => scrollY);
  await expect(page.getByRole("dialog")).toContainText("Edit certificate");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(edit).toBeFocused();
  expect(await page.evaluate(() => scrollY)).toBe(place);
  expect(loaded).toEqual([]);
});
