// The audit trail: what was done is listed, found and downloaded, with and without scripts.

import { readFile } from "node:fs/promises";

import { AxeBuilder } from "@axe-core/playwright";

import { expect, test } from "./fixtures.mjs";

test.use({ installation: "fresh" });

const entries = (page) => page.getByRole("region", { name: "Audit entries" }).getByRole("row").filter({ has: page.getByRole("cell") });

async function download(page, name) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name, exact: true }).click()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

test("finds what was done to an application, and what it was before @mobile", async ({ page, owner }) => {
  const orbit = await owner.create("Orbit Messenger");
  await owner.create("Ward Rounds");
  await page.goto("/audit");
  await expect(page.getByRole("heading", { name: "Audit", level: 1 })).toBeVisible();
  await expect(entries(page)).toHaveCount(3);
  await expect(entries(page).last()).toContainText("Owner created");

  await page.getByLabel("SDKAppID").fill(orbit);
  await page.getByLabel("Action").selectOption("Application created");
  await page.getByRole("button", { name: "Apply" }).click();
  await page.settled();
  await expect(entries(page)).toHaveCount(1);
  await expect(page).toHaveURL(new RegExp(`application=${orbit}`));
  await expect(page.getByLabel("SDKAppID")).toHaveValue(orbit);
  const change = page.getByText("Application Name: set to “Orbit Messenger”");
  await expect(change).toBeHidden();
  await page.getByText(/^Details: \d/).click();
  await expect(change).toBeVisible();
  await entries(page).getByRole("link", { name: orbit }).click();
  await expect(page).toHaveURL(new RegExp(`/applications/${orbit}$`));

  await page.goto("/audit?who=nobody@example.com");
  await expect(page.getByRole("heading", { name: "No entry matches" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Clear" }).first().click();
  await expect(entries(page)).toHaveCount(3);
});

test("downloads what is shown, and that is an entry as well", async ({ page, owner }) => {
  const orbit = await owner.create("=1+1");
  await page.goto(`/audit?application=${orbit}`);
  const csv = await download(page, "CSV");
  expect(csv.name).toBe("audit.csv");
  expect(csv.text).toContain(`Application created,${orbit},Application Name,,'=1+1`);
  const lines = await download(page, "JSON Lines");
  expect(lines.name).toBe("audit.jsonl");
  const [created, ...others] = lines.text.trim().split("\n").map((line) => JSON.parse(line));
  expect(others).toHaveLength(0);
  expect(created).toMatchObject({ action: "application_created", sdkappid: Number(orbit) });
  await page.goto("/audit?action=audit_exported");
  await expect(entries(page)).toHaveCount(2);
});

for (const [language, title] of [["en", "Audit"], ["ko", "감사 기록"], ["zh-CN", "审计"]]) {
  test(`has no barriers in ${language} @scripts`, async ({ page, owner }) => {
    await owner.create("Orbit Messenger");
    await owner.request("/preferences", { form: { language, theme: "light", next: "/audit" } });
    await page.goto("/audit");
    await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
    await page.locator("details").first().click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
  });
}
