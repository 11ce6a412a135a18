// Create Application -> Confirm, and everything that can be wrong on the way.

import { expect, expectWrong, test, toast } from "./fixtures.mjs";

const FAMILY = "👨‍👩‍👧‍👦";

async function openDialog(page) {
  await page.goto("/applications");
  await page.getByRole("link", { name: "Create Application" }).click();
  const dialog = page.getByRole("dialog", { name: "Create Application" });
  await expect(dialog).toBeVisible();
  return dialog;
}

test.describe("in a new console", () => {
  test.use({ installation: "fresh" });

  test("a newcomer creates the first application @mobile", async ({ page }) => {
    await page.goto("/applications");
    await expect(page.getByRole("heading", { name: "No applications yet" })).toBeVisible();
    await page.getByRole("link", { name: "Create Application" }).click();
    const dialog = page.getByRole("dialog", { name: "Create Application" });
    await dialog.getByLabel("Application Name").fill("Orbit Messenger");
    await dialog.getByLabel(/^Description/).fill("Production chat for iOS, Android and web");
    await dialog.getByRole("radio", { name: "Seoul (KR)" }).check();
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await expect(page).toHaveURL(/\/applications\/14\d{8}(\?done=created)?$/);
    await expect(page).toHaveTitle(/^Orbit Messenger/);
    await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
    await expect(page.getByText("Production chat for iOS, Android and web")).toBeVisible();
    await expect(page.getByText("Seoul (KR)")).toBeVisible();
    await expect(toast(page)).toContainText("Application created");
    await page.goto("/applications");
    await expect(page.getByRole("row", { name: /Orbit Messenger/ })).toContainText("Enabled");
  });

  test("Confirm that is pressed twice creates one", async ({ page, owner }) => {
    const dialog = await openDialog(page);
    await dialog.getByLabel("Application Name").fill("Pressed twice");
    await dialog.getByRole("button", { name: "Confirm" }).dblclick();
    await expect(page).toHaveTitle(/^Pressed twice/);
    const rows = (await owner.page("/applications")).match(/(?<=href="?\/applications\/)14\d{8}/g);
    expect(new Set(rows).size).toBe(1);
  });
});

test("without a name: the error is beside the field, the rest is kept", async ({ page }) => {
  const dialog = await openDialog(page);
  await dialog.getByLabel(/^Description/).fill("Line one\nLine two & <b>three</b>");
  await dialog.getByRole("radio", { name: "Frankfurt (DE)" }).check();
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expectWrong(page, "Application Name", /Enter a name/);
  await expect(page.getByLabel(/^Description/)).toHaveValue("Line one\nLine two & <b>three</b>");
  await expect(page.getByRole("radio", { name: "Frankfurt (DE)" })).toBeChecked();
  await page.getByLabel("Application Name").fill("Named at last");
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page).toHaveTitle(/^Named at last/);
  await expect(page.getByText("Line two & <b>three</b>")).toBeVisible();
  await expect(page.getByText("Frankfurt (DE)")).toBeVisible();
});

test("61 characters are one too many, 60 families of four are not", async ({ page }) => {
  const dialog = await openDialog(page);
  const name = dialog.getByLabel("Application Name");
  await name.fill("x".repeat(61));
  await dialog.getByLabel(/^Description/).fill("y".repeat(301));
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expectWrong(page, "Application Name", /at most 60 characters/);
  await expectWrong(page, /^Description/, /at most 300 characters/, { focused: false });
  await expect(page.getByLabel("Application Name")).toHaveValue("x".repeat(61));
  await expect(page.getByRole("alert")).toContainText("Check these fields (2)");

  // As typed or pasted: a limit that counts code units would cut families in two.
  await page.getByLabel("Application Name").fill("");
  await page.getByLabel("Application Name").focus();
  await page.keyboard.insertText(FAMILY.repeat(60));
  await page.getByLabel(/^Description/).fill("");
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page).toHaveTitle(new RegExp(`^(${FAMILY}){60}`));
});

test("Back closes the dialog, Forward opens it again", async ({ page }) => {
  await openDialog(page);
  await page.goBack();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page).toHaveURL(/\/applications$/);
  await page.goForward();
  await expect(page.getByRole("dialog", { name: "Create Application" })).toBeVisible();
});

test("Cancel leads back and creates nothing", async ({ page, owner }) => {
  await owner.create("Here before");
  const dialog = await openDialog(page);
  await dialog.getByLabel("Application Name").fill("Never created");
  await dialog.getByRole("link", { name: "Cancel" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Here before", exact: true })).toBeVisible();
  await page.goto("/applications?q=never");
  await expect(page.getByRole("heading", { name: "No application matches" })).toBeVisible();
});

test("Escape leads back, and the focus to where it was @scripts", async ({ page }) => {
  await openDialog(page);
  await expect(page.getByLabel("Application Name")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Create Application" })).toBeFocused();
});

test("names are text, whatever is in them", async ({ page }) => {
  const names = ["<script>alert(1)</script>", `"quotes' & <tags>`, "채팅 콘솔", "聊天控制台", "עברית", "$&{}%00"];
  for (const name of names) {
    const dialog = await openDialog(page);
    await dialog.getByLabel("Application Name").fill(name);
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await expect(toast(page)).toContainText("Application created");
    await expect(page.getByRole("main").getByText(name, { exact: true })).toBeVisible();
    await page.goto("/applications");
    await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
  }
});
