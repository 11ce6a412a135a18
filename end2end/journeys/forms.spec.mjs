// Forms that are refused, with scripts: everything that was typed and chosen stays where it is, and nothing of it stands
// in an address. `server/tests/console/forms.rs` has every form and reason without scripts.

import { OWNER } from "../support/visitor.mjs";
import { expect, test, toast } from "./fixtures.mjs";

const KOREAN = "가나다라마바사아자차".repeat(90);
const LONG = "All of it, \"quoted\" & <marked>. ".repeat(100).trim();

/** The page was not loaded again since. */
async function marked(page) {
  await page.evaluate(() => (globalThis.isMarked = true));
  return () => page.evaluate(() => globalThis.isMarked === true);
}

/** What is typed nowhere in the address bar, nor in what was asked for. */
function watched(page) {
  const addresses = [];
  page.on("request", (request) => addresses.push(decodeURIComponent(request.url())));
  return (...texts) => {
    for (const address of [...addresses, decodeURIComponent(page.url())]) {
      for (const text of texts) expect(address).not.toContain(text.slice(0, 20));
    }
  };
}

const accessSetting = (sdkappid) => `/applications/${sdkappid}/push/access`;

test("a refused certificate keeps its file, its password and every text @scripts", async ({ page, owner }) => {
  const sdkappid = await owner.create("Refused certificate");
  await page.goto(`${accessSetting(sdkappid)}?platform=ios&dialog=add`);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Certificate name").fill(KOREAN);
  await dialog.getByLabel(/^File/).setInputFiles({ name: "orbit.p12", mimeType: "x/y", buffer: Buffer.from("no file") });
  await dialog.getByLabel(/password/i).fill("pass of the file");
  await dialog.getByLabel("Certificate environment").selectOption("development");
  await dialog.getByLabel(/^Notes/).fill(LONG);
  const isSamePage = await marked(page);
  const hasNoTrace = watched(page);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await expect(dialog.locator("#e-certificate_name")).toContainText("Too long");
    await expect(dialog.getByLabel("Certificate name")).toBeFocused();
  }
  await expect(dialog.getByLabel("Certificate name")).toHaveValue(KOREAN);
  await expect(dialog.getByLabel(/password/i)).toHaveValue("pass of the file");
  await expect(dialog.getByLabel("Certificate environment")).toHaveValue("development");
  await expect(dialog.getByLabel(/^Notes/)).toHaveValue(LONG);
  expect(await dialog.locator("#f-file").evaluate((input) => input.files[0]?.name)).toBe("orbit.p12");
  await expect(dialog).not.toContainText("Type it again");
  await expect(dialog).not.toContainText("is kept for ten minutes");
  expect(await isSamePage()).toBe(true);
  hasNoTrace(KOREAN, LONG, "pass of the file");
  expect(new URL(page.url()).search).toBe("?platform=ios&dialog=add");
});

test("a refused import keeps its key, and is taken when it is right @scripts", async ({ page }) => {
  await page.goto("/applications/import");
  const fields = { SDKAppID: "nonsense", "Application Name": KOREAN, Key: "key text of nobody" };
  for (const [label, text] of Object.entries(fields)) await page.getByLabel(label).first().fill(text);
  await page.getByLabel(/^Region/).selectOption("de");
  const isSamePage = await marked(page);
  await page.getByRole("button", { name: "Import" }).click();
  await expect(page.locator("#e-sdkappid")).toBeVisible();
  for (const [label, text] of Object.entries(fields)) await expect(page.getByLabel(label).first()).toHaveValue(text);
  await expect(page.getByLabel(/^Region/)).toHaveValue("de");
  expect(await isSamePage()).toBe(true);
});

test("a form that is taken leads onward without a page load, and says so once @scripts", async ({ page, owner }) => {
  const sdkappid = await owner.create("Taken");
  await page.goto(`/applications/${sdkappid}`);
  const isSamePage = await marked(page);
  await page.locator("#f-user_id").fill("second_admin");
  await page.locator("#administrators").getByRole("button", { name: "Add" }).click();
  await expect(page.locator("#administrators")).toContainText("second_admin");
  await expect(toast(page)).toContainText("Saved");
  expect(page.url()).not.toContain("done=");
  expect(await isSamePage()).toBe(true);
  await page.reload();
  await expect(toast(page)).not.toContainText("Saved");
});

test("a form shows that it is at work and is sent once @scripts", async ({ page }) => {
  await page.goto("/support/new");
  let posts = 0;
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route("**/rpc/file_request", async (route) => {
    posts += 1;
    await released;
    await route.continue();
  });
  await page.getByLabel("Subject").fill("Once");
  await page.getByLabel("Message").fill("Only once");
  const send = page.getByRole("button", { name: "Send" });
  await send.click();
  await expect(send).toHaveAttribute("aria-busy", "true");
  await send.click();
  await page.getByLabel("Subject").press("Enter");
  release();
  await expect(page.getByRole("heading", { name: "Once" })).toBeVisible();
  expect(posts).toBe(1);
});

test("a console that does not answer loses nothing @scripts", async ({ page, context }) => {
  await page.goto("/support/new");
  context.expectComplaint(/502/);
  await page.route("**/rpc/file_request", (route) => route.fulfill({ status: 502, body: "<html>Bad gateway" }));
  await page.getByLabel("Subject").fill("Kept");
  await page.getByLabel("Message").fill(LONG);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.locator("#summary")).toBeFocused();
  await expect(page.getByLabel("Message")).toHaveValue(LONG);
  await expect(page.getByRole("button", { name: "Send" })).not.toHaveAttribute("aria-busy");
});

test("a session that ends meanwhile loses nothing", async ({ openBrowser }) => {
  const other = await openBrowser();
  await other.goto("/support/new");
  await signIn(other);
  await expect(other).toHaveURL(/\/support\/new$/);
  await other.getByLabel("Subject").fill("Kept over sign-in");
  await other.getByLabel("Message").fill(LONG);
  // The session ends elsewhere: the browser does not know yet.
  const cookies = await other.context().cookies();
  const session = cookies.find((cookie) => !/draft|language|theme/.test(cookie.name));
  await other.context().addCookies([{ ...session, value: "0".repeat(64) }]);
  await other.getByRole("button", { name: "Send" }).click();
  await expect(other).toHaveURL(/\/sign-in\?next=/);
  expect(decodeURIComponent(other.url())).not.toContain(LONG.slice(0, 20));
  await signIn(other);
  await expect(other).toHaveURL(/\/support\/new/);
  await expect(other.getByLabel("Subject")).toHaveValue("Kept over sign-in");
  await expect(other.getByLabel("Message")).toHaveValue(LONG);
  await expect(other.locator("body")).not.toContainText("Your session has ended");
});

async function signIn(page) {
  await page.getByLabel("Email").fill(OWNER.email);
  await page.getByLabel("Password").fill(OWNER.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a reload repeats neither what went wrong nor what was done @scripts", async ({ page, owner }) => {
  // As a browser does whose client has not come yet.
  const refused = await owner.request("/rpc/create_application", {
    form: { name: "", description: "Typed before", region: "kr" },
    headers: { referer: `${owner.console.origin}/applications?dialog=create` },
  });
  await page.context().addCookies(owner.storageState().cookies);
  await page.goto(refused.location);
  await page.settled?.();
  await expect(page.locator("#e-name")).toBeVisible();
  await expect(page.getByLabel(/^Description/)).toHaveValue("Typed before");
  await expect(page).toHaveURL(/\/applications\?dialog=create$/);
  await page.reload();
  await expect(page.getByLabel(/^Description/)).toHaveValue("");
  await expect(page.locator("#e-name")).toHaveCount(0);

  await page.goto("/applications?done=saved");
  await expect(toast(page)).toContainText("Saved");
  await expect(page).toHaveURL(/\/applications$/);
  await page.reload();
  await expect(toast(page)).not.toContainText("Saved");
});
