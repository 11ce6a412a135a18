// Members: an invitation by link, what a role may do, and the end of a membership.

import { AxeBuilder } from "@axe-core/playwright";

import { expect, test, toast } from "./fixtures.mjs";

test.use({ installation: "fresh" });

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const PASSWORD = "a good long password";

const row = (page, email) => page.getByRole("row").filter({ hasText: email });

/** Invites somebody; where the link leads. */
async function invite(page, email, role, only) {
  await page.goto("/members");
  await page.getByRole("link", { name: "Invite" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite" });
  await dialog.getByLabel("Email").fill(email);
  await dialog.getByLabel("Role", { exact: true }).selectOption(role);
  if (only) {
    await dialog.getByLabel("Only these").check();
    await dialog.getByLabel(only).check();
  }
  await dialog.getByRole("button", { name: "Create link" }).click();
  const link = page.getByRole("dialog", { name: "Invitation link" }).getByLabel("Link", { exact: true });
  await expect(link).toHaveValue(/\/join\?token=[0-9a-f]{64}$/);
  return link.inputValue();
}

async function join(page, link) {
  await page.goto(link);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Application Management" })).toBeVisible();
}

test("somebody joins by a link, sees what their role allows, and is removed @mobile", async ({ page, owner, openBrowser }) => {
  const orbit = await owner.create("Orbit Messenger");
  const link = await invite(page, "reader@orbit.example", "Read only");
  const guest = await openBrowser();
  await join(guest, link);
  await guest.goto(`/applications/${orbit}`);
  const show = guest.getByRole("button", { name: "Show Key" });
  await expect(show).toHaveAttribute("aria-disabled", "true");
  await expect(show).toHaveAccessibleDescription(/As Read only you cannot use/);
  await guest.goto("/audit");
  await expect(guest.getByRole("heading", { name: "Not allowed" })).toBeVisible();

  const late = await openBrowser();
  await late.goto(link);
  await expect(late.getByText("This link has expired, was revoked, or was used already.")).toBeVisible();

  await page.goto("/members");
  await row(page, "reader@orbit.example").getByRole("link", { name: "Change access of reader@orbit.example" }).click();
  await page.getByLabel("Role", { exact: true }).selectOption("Developer");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(row(page, "reader@orbit.example")).toContainText("Developer");
  await guest.goto(`/applications/${orbit}`);
  await expect(guest.getByRole("button", { name: "Show Key" })).not.toHaveAttribute("aria-disabled", "true");

  await row(page, "reader@orbit.example").getByRole("link", { name: "Remove reader@orbit.example" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Confirm" }).click();
  await expect(toast(page)).toContainText("Member removed");
  await guest.goto(`/applications/${orbit}`);
  await expect(guest.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("somebody limited to one application sees no other", async ({ page, owner, openBrowser }) => {
  const [orbit, rounds] = await owner.createMany(["Orbit Messenger", "Ward Rounds"]);
  const guest = await openBrowser();
  await join(guest, await invite(page, "guest@orbit.example", "Administrator", "Orbit Messenger"));
  await expect(guest.getByRole("main")).toContainText("Orbit Messenger");
  await expect(guest.getByRole("main")).not.toContainText("Ward Rounds");
  await guest.goto(`/applications/${orbit}`);
  await expect(guest.getByRole("heading", { name: "Overview" })).toBeVisible();
  await guest.goto(`/applications/${rounds}`);
  await expect(guest.getByText("404")).toBeVisible();
});

test("what is wrong with an invitation is said beside it", async ({ page, owner }) => {
  await owner.create("Orbit Messenger");
  await page.goto("/members?dialog=invite");
  const dialog = page.getByRole("dialog", { name: "Invite" });
  await dialog.getByLabel("Email").fill("nobody");
  await dialog.getByLabel("Only these").check();
  await dialog.getByRole("button", { name: "Create link" }).click();
  await expect(dialog.locator("#e-email")).toContainText("Enter an email address");
  await expect(dialog.locator("#e-applications")).toContainText("Choose at least one application");
  await expect(dialog.getByLabel("Email")).toHaveValue("nobody");
  await expect(dialog.getByLabel("Only these")).toBeChecked();
});

test("the pages of members have no fault that axe knows @scripts", async ({ page, owner, openBrowser }) => {
  await owner.create("Orbit Messenger");
  const link = await invite(page, "guest@orbit.example", "Billing");
  const guest = await openBrowser();
  await guest.goto(link);
  for (const colorScheme of ["light", "dark"]) {
    for (const [shown, path] of [[page, "/members"], [page, "/members?dialog=invite"], [guest, link]]) {
      await shown.emulateMedia({ colorScheme });
      await shown.goto(path);
      await shown.settled();
      if (path === "/members") await shown.getByRole("main").getByText("What each role may do").last().click();
      const { violations } = await new AxeBuilder({ page: shown }).withTags(RULES).analyze();
      expect(violations, `${path} ${colorScheme}`).toEqual([]);
    }
  }
});
