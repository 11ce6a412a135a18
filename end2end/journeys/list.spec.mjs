// Application Management: everything that is asked for is in the address, and the server answers it.

import { expect, test, toast } from "./fixtures.mjs";

test.use({ installation: "fresh" });

const number = (index) => String(index).padStart(3, "0");
const names = (count) => Array.from({ length: count }, (_, index) => `App ${number(index + 1)}`);

/** The rows below the heading. */
const rows = (page) => page.getByRole("table", { name: "Applications" }).getByRole("row").filter({ has: page.getByRole("cell") });
const firstName = (page) => rows(page).first().getByRole("link").first();
const column = (page, name) => page.getByRole("columnheader", { name });

async function search(page, { text, status, edition }) {
  if (text !== undefined) await page.getByRole("searchbox", { name: "Search name or SDKAppID" }).fill(text);
  if (status) await page.getByRole("combobox", { name: "Status" }).selectOption({ label: status });
  if (edition) await page.getByRole("combobox", { name: "Edition" }).selectOption({ label: edition });
  await page.getByRole("search").getByRole("button", { name: "Search" }).click();
}

test("120 applications: pages forth and back, sorted by name @mobile", async ({ page, owner }) => {
  await owner.createMany(names(120));
  await page.goto("/applications");
  await expect(rows(page)).toHaveCount(50);
  await expect(page.getByText("1 to 50 of 120. Limit 300.")).toBeVisible();

  // On a small screen the head of the table gives way; the address sorts just as well.
  if (page.viewportSize().width > 800) await column(page, "Application").getByRole("link").click();
  else await page.goto("/applications?sort=name");
  const pager = page.getByRole("navigation", { name: "Pages" });
  const previous = pager.getByRole("link", { name: "Previous" });
  const next = pager.getByRole("link", { name: "Next" });

  await expect(firstName(page)).toHaveText("App 001");
  await expect(previous).toBeDisabled();
  await next.click();
  await expect(firstName(page)).toHaveText("App 051");
  await next.click();
  await expect(firstName(page)).toHaveText("App 101");
  await expect(rows(page)).toHaveCount(20);
  await expect(next).toBeDisabled();
  await previous.click();
  await expect(firstName(page)).toHaveText("App 051");
  await expect(rows(page)).toHaveCount(50);
  await previous.click();
  await expect(firstName(page)).toHaveText("App 001");
  await expect(previous).toBeDisabled();

  await page.goBack();
  await expect(firstName(page)).toHaveText("App 051");
  await page.reload();
  await expect(firstName(page)).toHaveText("App 051");
});

test("sorts by each column, either way", async ({ page, owner }) => {
  for (const name of ["Beta", "alpha", "Gamma"]) await owner.create(name);
  await page.goto("/applications");
  await expect(firstName(page)).toHaveText("Gamma");
  await expect(column(page, "Created")).toHaveAttribute("aria-sort", "descending");
  await column(page, "Created").getByRole("link").click();
  await expect(firstName(page)).toHaveText("Beta");
  await expect(column(page, "Created")).toHaveAttribute("aria-sort", "ascending");
  await column(page, "Application").getByRole("link").click();
  await expect(firstName(page)).toHaveText("alpha");
  await expect(column(page, "Application")).toHaveAttribute("aria-sort", "ascending");
  await expect(column(page, "Created")).not.toHaveAttribute("aria-sort");
  await column(page, "Application").getByRole("link").click();
  await expect(firstName(page)).toHaveText("Gamma");
  await column(page, "Expires").getByRole("link").click();
  await expect(firstName(page)).toHaveText("Beta");
  await column(page, "SDKAppID").getByRole("link").click();
  await expect(column(page, "SDKAppID")).toHaveAttribute("aria-sort", "descending");
  const ids = (await rows(page).allInnerTexts()).map((text) => text.match(/14\d{8}/)[0]);
  expect(ids).toEqual([...ids].sort().reverse());
});

test("searches by name and by SDKAppID, and starts over", async ({ page, owner }) => {
  const sdkappids = await owner.createMany([...names(60), "오빗 메신저", "100% _wild_"]);
  await page.goto("/applications?sort=name");
  await search(page, { text: "app 01" });
  await expect(rows(page)).toHaveCount(10);
  await expect(page.getByText("1 to 10 of 10 found, 62 in all. Limit 300.")).toBeVisible();
  await expect(page).toHaveURL(/[?&]q=app(\+|%20)01/);
  await expect(page).toHaveURL(/[?&]sort=name/);
  await expect(page.getByRole("searchbox")).toHaveValue("app 01");

  await search(page, { text: sdkappids[6] });
  await expect(rows(page)).toHaveCount(1);
  await expect(firstName(page)).toHaveText("App 007");

  await search(page, { text: "메신저" });
  await expect(firstName(page)).toHaveText("오빗 메신저");
  for (const [wild, escaped] of [["%", /q=%25(&|$)/], ["_wild", /q=(_|%5F)wild(&|$)/]]) {
    await search(page, { text: wild });
    // The two answers look the same but for the addresses in them.
    await expect(column(page, "Created").getByRole("link")).toHaveAttribute("href", escaped);
    await expect(rows(page)).toHaveCount(1);
    await expect(firstName(page)).toHaveText("100% _wild_");
  }

  await search(page, { text: "nothing has this name" });
  await expect(page.getByRole("heading", { name: "No application matches" })).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(rows(page)).toHaveCount(50);
  await expect(page.getByRole("searchbox")).toHaveValue("");
  await page.goBack();
  await expect(page.getByRole("heading", { name: "No application matches" })).toBeVisible();
  await expect(page.getByRole("searchbox")).toHaveValue("nothing has this name");
});

test("filters by status and edition", async ({ page, owner }) => {
  const [, second] = await owner.createMany(names(3));
  await owner.change(second, "disable");
  await page.goto("/applications");
  await search(page, { status: "Disabled" });
  await expect(rows(page)).toHaveCount(1);
  await expect(firstName(page)).toHaveText("App 002");
  await expect(rows(page).first()).toContainText("Disabled");
  await expect(page.getByRole("combobox", { name: "Status" })).toHaveValue("disabled");
  await search(page, { status: "Enabled", edition: "Trial" });
  await expect(rows(page)).toHaveCount(2);
  await search(page, { status: "Suspended" });
  await expect(page.getByRole("heading", { name: "No application matches" })).toBeVisible();
  await search(page, { status: "Any status", edition: "Enterprise" });
  await expect(page.getByRole("heading", { name: "No application matches" })).toBeVisible();
});

test("a row's further actions, and the way back to the list as it was @mobile", async ({ page, owner }) => {
  await owner.createMany(names(3));
  await page.goto("/applications?q=App+002");
  await page.getByRole("button", { name: "More actions for App 002" }).click();
  const menu = rows(page).first().getByRole("list");
  const remove = menu.getByRole("button", { name: /^Delete/ });
  await expect(remove).toBeDisabled();
  await expect(remove).toContainText("Disable the application before deleting it.");
  await menu.getByRole("link", { name: "Disable" }).click();
  const dialog = page.getByRole("dialog", { name: "Disable App 002?" });
  await expect(dialog).toContainText("Disabling the application will stop ALL subservices.");
  await dialog.getByRole("link", { name: "Cancel" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page).toHaveURL(/\?q=App(\+|%20)002$/);

  await page.getByRole("button", { name: "More actions for App 002" }).click();
  await menu.getByRole("link", { name: "Disable" }).click();
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(toast(page)).toContainText("Application disabled");
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page).first()).toContainText("Disabled");
  await expect(page).toHaveURL(/q=App(\+|%20)002/);

  await page.getByRole("button", { name: "More actions for App 002" }).click();
  await expect(menu.getByRole("link", { name: "Enable" })).toBeVisible();
  await menu.getByRole("link", { name: "Delete" }).click();
  await page.getByRole("dialog", { name: "Delete App 002?" }).getByRole("button", { name: "Confirm" }).click();
  await expect(toast(page)).toContainText("Application deleted");
  await expect(page.getByRole("heading", { name: "No application matches" })).toBeVisible();
});

test("copies the SDKAppID of a row @scripts", async ({ page, owner, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const [sdkappid] = await owner.createMany(names(1));
  await page.goto("/applications");
  await page.getByRole("button", { name: `Copy SDKAppID ${sdkappid}` }).click();
  await expect(toast(page)).toContainText("Copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(sdkappid);
});
