// The Chat detail page: what an application is, and changing what it is called.

import { Visitor } from "../support/visitor.mjs";
import { card, expect, expectWrong, test, toast } from "./fixtures.mjs";

const basic = (page) => card(page, "Basic Information");

test("shows what the application is @mobile", async ({ page, owner }) => {
  const sdkappid = await owner.create("Ward Rounds", { description: "Line one\nLine two", region: "de" });
  await page.goto(`/applications/${sdkappid}`);
  await expect(page).toHaveTitle("Ward Rounds · Chat Console");
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  for (const text of [sdkappid, "Ward Rounds", "Line two", "Enabled", "Frankfurt (DE)"]) {
    await expect(basic(page)).toContainText(text);
  }
  const today = new Date().toISOString().slice(0, 10);
  await expect(basic(page).getByRole("time").first()).toHaveAttribute("datetime", new RegExp(`^${today}`));
  await expect(basic(page)).toContainText(/in (29|30) days|in 27 days|in 28 days/);
  await expect(card(page, "Renewal/Upgrade")).toContainText("Trial Edition");
  await expect(card(page, "Key")).toContainText("HMAC-SHA256");
  await expect(card(page, "Recent changes").getByRole("listitem")).toContainText("Application created");
});

test("copies the SDKAppID @scripts", async ({ page, owner, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const sdkappid = await owner.create("Copied");
  await page.goto(`/applications/${sdkappid}`);
  await basic(page).getByRole("button", { name: "Copy SDKAppID" }).click();
  await expect(toast(page)).toContainText("Copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(sdkappid);
});

test("Edit -> Save @mobile", async ({ page, owner }) => {
  const sdkappid = await owner.create("Before", { description: "Was here" });
  await page.goto(`/applications/${sdkappid}`);
  await basic(page).getByRole("link", { name: "Edit" }).click();
  await expect(page.getByLabel("Application Name")).toHaveValue("Before");
  await page.getByLabel("Application Name").fill("After");
  await page.getByLabel(/^Description/).fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(toast(page)).toContainText("Saved");
  await expect(page).toHaveTitle(/^After/);
  await expect(basic(page)).toContainText("No description");
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
  const latest = card(page, "Recent changes").getByRole("listitem").first();
  await expect(latest).toContainText("“Before” became “After”");
  await expect(latest).toContainText("“Was here” was removed");
});

test("Edit -> Cancel changes nothing", async ({ page, owner }) => {
  const sdkappid = await owner.create("As it was");
  await page.goto(`/applications/${sdkappid}`);
  await basic(page).getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Application Name").fill("Something else");
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(basic(page)).toContainText("As it was");
  await expect(page.getByLabel("Application Name")).toHaveCount(0);
});

test("wrong values are pointed out beside their fields and stay", async ({ page, owner }) => {
  const sdkappid = await owner.create("Right");
  await page.goto(`/applications/${sdkappid}`);
  await basic(page).getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Application Name").fill("   ");
  await page.getByLabel(/^Description/).fill("kept as typed");
  await page.getByRole("button", { name: "Save" }).click();
  await expectWrong(page, "Application Name", /Enter a name/);
  await expect(page.getByLabel(/^Description/)).toHaveValue("kept as typed");
  await page.getByLabel("Application Name").fill("Right again");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveTitle(/^Right again/);
  await expect(basic(page)).toContainText("kept as typed");
});

test("two people edit at once: the second is told what changed and loses nothing", async ({ page, owner, openBrowser, console }) => {
  const sdkappid = await owner.create("Shared", { description: "first words" });
  const other = await openBrowser(await new Visitor(console).signIn());
  for (const person of [page, other]) {
    await person.goto(`/applications/${sdkappid}`);
    await basic(person).getByRole("link", { name: "Edit" }).click();
    await expect(person.getByLabel("Application Name")).toBeVisible();
  }
  await other.getByLabel("Application Name").fill("Theirs");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(toast(other)).toContainText("Saved");

  await page.getByLabel("Application Name").fill("Mine");
  await page.getByLabel(/^Description/).fill("my words");
  await page.getByRole("button", { name: "Save" }).click();
  const notice = page.getByRole("alert").filter({ hasText: "Somebody else saved while you were editing." });
  await expect(notice).toContainText("“Shared” became “Theirs”");
  await expect(page.getByLabel("Application Name")).toHaveValue("Mine");
  await expect(page.getByLabel(/^Description/)).toHaveValue("my words");
  expect(await owner.page(`/applications/${sdkappid}`)).toContain("Theirs");

  await page.getByRole("button", { name: "Save" }).click();
  await expect(toast(page)).toContainText("Saved");
  await expect(basic(page)).toContainText("Mine");
  await expect(basic(page)).toContainText("my words");
});

test("the second of two can also let the first one's version be", async ({ page, owner }) => {
  const sdkappid = await owner.create("Shared");
  await page.goto(`/applications/${sdkappid}`);
  await basic(page).getByRole("link", { name: "Edit" }).click();
  await expect(page.getByLabel("Application Name")).toBeVisible();
  await owner.succeed(`/applications/${sdkappid}?edit=1`, "save_application", { name: "Theirs" });
  await page.getByLabel("Application Name").fill("Mine");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: "Discard my changes" }).click();
  await expect(page.getByLabel("Application Name")).toHaveCount(0);
  await expect(basic(page)).toContainText("Theirs");
});

test("the application selector finds by name and keeps to the keyboard @scripts", async ({ page, owner }) => {
  const [from] = await owner.createMany(["Selector start", "Selector alpha", "Selector beta"]);
  await page.goto(`/applications/${from}`);
  await page.getByRole("button", { name: /Selector start/ }).click();
  const search = page.getByRole("combobox", { name: "Search name or SDKAppID" });
  await expect(search).toBeFocused();
  await search.pressSequentially("selector b");
  await expect(page.getByRole("option")).toHaveCount(1);
  await expect(page.getByRole("option", { name: /Selector beta/ })).toBeVisible();
  await search.press("ArrowDown");
  await search.press("Enter");
  await expect(page).toHaveTitle(/^Selector beta/);

  await page.getByRole("button", { name: /Selector beta/ }).click();
  await expect(search).toBeVisible();
  await search.press("Escape");
  await expect(search).toBeHidden();
  await expect(page.getByRole("button", { name: /Selector beta/ })).toBeFocused();
});

test("the application selector without scripts is a search @noscripts", async ({ page, owner }) => {
  const [from] = await owner.createMany(["Plain start", "Plain other"]);
  await page.goto(`/applications/${from}`);
  await page.getByRole("banner").getByRole("button", { name: /Plain start/ }).click();
  const search = page.getByRole("banner").getByLabel("Search name or SDKAppID");
  await search.fill("plain other");
  await search.press("Enter");
  await expect(page).toHaveURL(/\/applications\?q=plain/);
  await page.getByRole("link", { name: "Plain other", exact: true }).click();
  await expect(page).toHaveTitle(/^Plain other/);
});

test("the palette jumps to an application and to a page from everywhere @scripts", async ({ page, owner }) => {
  const [alpha] = await owner.createMany(["Palette alpha", "Palette beta"]);
  await page.goto("/billing");
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Jump to a page or an application" });
  const options = page.getByRole("listbox");
  await expect(field).toBeFocused();
  await expect(options.getByRole("option", { name: "Create Application" })).toBeVisible();
  await expect(options.getByRole("option", { name: /Access Setting/ })).toHaveCount(0);
  // The arrows lead beyond what is in view in a low window.
  await page.setViewportSize({ width: 1280, height: 400 });
  await expect(options.getByRole("option", { name: /Palette alpha/ })).toBeVisible();
  await field.press("ArrowUp");
  const last = options.getByRole("option", { name: "New request" });
  await expect(last).toHaveAttribute("aria-selected", "true");
  await expect(last).toBeInViewport();
  await field.fill("palette");
  await expect(options.getByRole("option")).toHaveCount(2);
  await field.fill("palette al");
  await expect(options.getByRole("option", { name: /Palette alpha/ })).toHaveAttribute("aria-selected", "true");
  await field.press("Enter");
  await expect(page).toHaveTitle(/^Palette alpha/);
  await expect(field).toBeHidden();

  // An application has pages of its own.
  await page.keyboard.press("/");
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("");
  await field.fill("acc");
  await expect(options.getByRole("option")).toHaveText([/Access Setting/, /Account/]);
  await field.press("ArrowDown");
  await expect(options.getByRole("option", { name: /Account/ })).toHaveAttribute("aria-selected", "true");
  await field.press("ArrowUp");
  await field.press("Enter");
  await expect.poll(() => new URL(page.url()).pathname).toBe(`/applications/${alpha}/push/access`);

  // What is typed in a field, or pressed while a dialog is open, is not for the palette.
  await page.goto(`/applications/${alpha}?dialog=disable`);
  await page.keyboard.press("Control+k");
  await expect(field).toBeHidden();
  await page.goto("/applications");
  await page.getByRole("searchbox").pressSequentially("a/b");
  await expect(field).toBeHidden();

  await page.goto("/billing");
  await page.getByRole("button", { name: "Jump to" }).click();
  await field.fill("no such page");
  await expect(page.getByRole("status").filter({ hasText: "Nothing matches." })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(field).toBeHidden();
  await expect(page.getByRole("button", { name: "Jump to" })).toBeFocused();
});

test("the palette searches the list where nothing is chosen @mobile", async ({ page, owner }) => {
  await owner.createMany(["Palette gamma"]);
  await page.goto("/account");
  await page.getByRole("button", { name: "Jump to" }).click();
  const field = page.getByLabel("Jump to a page or an application").and(page.locator("input"));
  await field.fill("Palette gamma");
  await field.press("Enter");
  await expect(page.getByText("Palette gamma").first()).toBeVisible();
});
