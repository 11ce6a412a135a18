// What a package costs and what it means for an application: order, arrears, refund, deletion on request.

import { BackEnd, sign } from "../support/back_end.mjs";
import { MovableClock } from "../support/clock.mjs";
import { CATALOGUE, Console } from "../support/console.mjs";
import { Visitor } from "../support/visitor.mjs";
import { card, expect, expectWrong, test, toast } from "./fixtures.mjs";

const DAY = 86_400;

/** A console with prices whose clock can be moved, an application, and its back end. */
async function shop() {
  const clock = await MovableClock.create();
  const console = await Console.start({ environment: { ...clock.environment, ...CATALOGUE } });
  const owner = await new Visitor(console).setUp();
  const sdkappid = await owner.create("Orbit");
  const key = await owner.key(sdkappid);
  const at = (ahead) => Math.floor(Date.now() / 1000) + ahead;
  return {
    console,
    owner,
    sdkappid,
    clock,
    /** What a user is answered when it is `ahead` seconds later. */
    async judge(ahead = 0) {
      const backEnd = new BackEnd(console, sdkappid, key);
      backEnd.usersig = sign({ sdkappid, key, user: "administrator", at: at(ahead) });
      return backEnd.judge("jo", sign({ sdkappid, key, user: "jo", at: at(ahead) }));
    },
    async dispose() {
      await console.dispose();
      await clock.dispose();
    },
  };
}

async function post(page, kind, amount, note, { isTaken = true } = {}) {
  await page.goto("/billing");
  await page.getByLabel("Kind").selectOption({ label: kind });
  await page.getByLabel("Amount", { exact: true }).fill(amount);
  await page.getByLabel("Note").fill(note);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  if (isTaken) await expect(toast(page)).toContainText("posted");
  await page.settled();
}

async function buy(page, sdkappid, edition) {
  await page.goto(`/applications/${sdkappid}/upgrade`);
  await page.getByRole("radio", { name: edition }).check();
  await page.getByRole("button", { name: "Update price" }).click();
  await page.settled();
  // A price that comes after the acceptance takes it back: it was for another one.
  const [name] = edition.source.match(/\w+ Edition/);
  await expect(page.getByRole("form", { name })).toBeVisible();
  await expect(page.getByText("Price not worked out yet")).toBeHidden();
  await page.getByLabel(/I accept/).check();
  await page.getByRole("button", { name: "Confirm" }).click();
  // It is bought before the answer is back: until then the console must not be asked for anything else, nor ended.
  await expect(page).toHaveURL(new RegExp(`/applications/${sdkappid}(\\?|$)`));
  await page.settled();
}

test("what is chosen is what is bought, at the price that was shown for it", async ({ openBrowser, javaScriptEnabled }) => {
  const { console, owner, sdkappid, dispose } = await shop();
  try {
    const page = await openBrowser(owner, { baseURL: console.origin });
    await post(page, "Top-up", "5000", "Bank transfer");
    await page.goto(`/applications/${sdkappid}/upgrade`);
    await expect(page.getByRole("form", { name: "Standard Edition" })).toContainText("USD 399.00");
    await page.getByRole("radio", { name: /^Pro Edition USD/ }).check();
    if (!javaScriptEnabled) {
      await page.getByLabel(/I accept/).check();
      await page.getByRole("button", { name: "Confirm" }).click();
      await expect(page.getByRole("alert")).toContainText("nothing has been ordered");
      await expect(page.getByRole("radio", { name: /^Pro Edition USD/ })).toBeChecked();
    }
    const order = page.getByRole("form", { name: "Pro Edition" });
    await expect(order).toContainText("USD 699.00");
    await page.getByLabel(/I accept/).check();
    await order.getByRole("button", { name: "Confirm" }).click();
    await expect(page).toHaveURL(new RegExp(`/applications/${sdkappid}(\\?|$)`));
    await page.goto("/billing");
    await expect(page.getByRole("region", { name: "Balance", exact: true })).toContainText("USD 4,301.00");
  } finally {
    await dispose();
  }
});

test("a price that cannot be worked out is not confirmed @scripts", async ({ openBrowser }) => {
  const { console, owner, sdkappid, dispose } = await shop();
  try {
    const page = await openBrowser(owner, { baseURL: console.origin });
    await page.goto(`/applications/${sdkappid}/upgrade`);
    let answer;
    await page.route("**/rpc/price_order", async (route) => {
      await new Promise((resolve) => (answer = resolve));
      await route.continue();
    });
    await page.getByRole("radio", { name: /^Pro Edition USD/ }).check();
    await expect(page.getByText("Price not worked out yet")).toBeVisible();
    await expect(page.getByRole("button", { name: "Confirm" })).toBeDisabled();
    await expect.poll(() => answer).toBeTruthy();
    answer();
    await expect(page.getByRole("form", { name: "Pro Edition" })).toContainText("USD 699.00");
    await expect(page.getByRole("button", { name: "Confirm" })).toBeEnabled();
    await expect(page.getByText("Price not worked out yet")).toBeHidden();
  } finally {
    await dispose();
  }
});

test("an upgrade is worked out line by line, bought once, and refunded", async ({ openBrowser }) => {
  const { console, owner, sdkappid, judge, dispose } = await shop();
  try {
    const page = await openBrowser(owner, { baseURL: console.origin });
    await page.goto(`/applications/${sdkappid}`);
    await card(page, "Renewal/Upgrade").getByRole("link", { name: "Renewal/Upgrade" }).click();
    await page.settled();
    // Nothing is bought without money and acceptance; what was chosen is still there.
    await page.getByLabel("Term", { exact: true }).selectOption({ label: "3 months" });
    await page.getByRole("button", { name: "Update price" }).click();
    await page.settled();
    const order = page.getByRole("form", { name: "Standard Edition" });
    await expect(order).toContainText("USD 1,197.00");
    await expect(order).toContainText("Insufficient balance: USD 1,197.00 short.");
    await order.getByRole("button", { name: "Confirm" }).click();
    await page.settled();
    await expect(page.getByRole("alert")).toContainText("Accept the agreement and terms to continue.");
    await expect(page.getByLabel("Term", { exact: true })).toHaveValue("3");

    await post(page, "Top-up", "12,5", "", { isTaken: false });
    await expectWrong(page, "Amount", /such as 12\.50/);
    await expect(page.getByLabel("Amount")).toHaveValue("12,5");
    await post(page, "Top-up", "2000", "Bank transfer");
    await expect(page.getByRole("region", { name: "Balance", exact: true })).toContainText("USD 2,000.00");

    await buy(page, sdkappid, /^Standard Edition/);
    await expect(toast(page)).toContainText(/Standard Edition until \d{4}-\d\d-\d\d/);
    const packaged = card(page, "Renewal/Upgrade");
    await expect(packaged).toContainText("Standard Edition");
    await expect(packaged).toContainText("0 of 10,000");
    expect(await judge()).toBe(0);
    await buy(page, sdkappid, /^Pro Edition USD/);
    await expect(packaged).toContainText("Pro Edition");
    await page.goto("/billing");
    await expect(page.getByRole("row")).toHaveCount(4);
    // The whole first month is unused, begun today as it is.
    await expect(page.getByRole("row").nth(1)).toContainText("−300.00");
    await page.getByRole("link", { name: /^Invoice/ }).first().click();
    await page.settled();
    await expect(page.getByRole("region", { name: /^Invoice/ })).toContainText("Unused part of Standard Edition");

    await packaged.waitFor({ state: "detached" });
    await page.goto(`/applications/${sdkappid}`);
    await packaged.getByRole("link", { name: "Refund" }).click();
    await expect(page.getByRole("dialog")).toContainText("USD 699.00");
    await page.getByRole("dialog").getByRole("button", { name: "Confirm" }).click();
    await page.settled();
    await expect(card(page, "Basic Information")).toContainText("Disabled");
    await expect(packaged).toContainText("The package was refunded.");
    expect(await judge()).toBe(60016);
    await buy(page, sdkappid, /^Standard Edition/);
    expect(await judge()).toBe(0);
  } finally {
    await dispose();
  }
});

test("arrears disable after a day, and settling them brings the application back", async ({ openBrowser }) => {
  const { console, owner, sdkappid, clock, judge, dispose } = await shop();
  try {
    const page = await openBrowser(owner, { baseURL: console.origin });
    await post(page, "Top-up", "399", "Bank transfer");
    await buy(page, sdkappid, /^Standard Edition/);
    await post(page, "Correction", "-10", "Chargeback");
    const banner = (page) => page.getByRole("region", { name: "Notices" });
    await expect(banner(page)).toContainText("The account has been in arrears since");
    await page.goto("/applications");
    await expect(banner(page)).toContainText("every paid application is disabled on");
    expect(await judge()).toBe(0);

    await clock.ahead(DAY + 60);
    expect(await judge(DAY + 60)).toBe(60016);
    const visitor = await new Visitor(console).signIn();
    const then = await openBrowser(visitor, { baseURL: console.origin });
    await then.goto(`/applications/${sdkappid}`);
    await expect(card(then, "Basic Information")).toContainText("Disabled");
    await banner(then).getByRole("link", { name: "Open Billing" }).click();
    await then.settled();
    await post(then, "Top-up", "10", "Paid at last");
    await expect(banner(then)).toHaveCount(0);
    await then.goto(`/applications/${sdkappid}`);
    await expect(card(then, "Basic Information")).toContainText("Enabled");
    expect(await judge(DAY + 60)).toBe(0);
  } finally {
    await dispose();
  }
});

test("a paid application is deleted on request, and restored", async ({ openBrowser }) => {
  const { console, owner, sdkappid, judge, dispose } = await shop();
  try {
    const page = await openBrowser(owner, { baseURL: console.origin });
    await post(page, "Top-up", "399", "Bank transfer");
    await buy(page, sdkappid, /^Standard Edition/);
    await expect(card(page, "Basic Information")).toContainText("Please contact us to delete this application.");
    await card(page, "Basic Information").getByRole("link", { name: "Delete" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete Orbit?" });
    await dialog.getByLabel("Message").fill("");
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await page.settled();
    await expectWrong(page, "Message", /Enter the message/);
    await page.getByRole("dialog").getByLabel("Message").fill("We moved to another service.");
    await page.getByRole("dialog").getByRole("button", { name: "Confirm" }).click();
    await page.settled();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Delete Orbit (${sdkappid})`);
    const request = new URL(page.url()).pathname;

    await page.getByLabel("Message").fill("The refund comes first.");
    await page.getByRole("button", { name: "Answer" }).click();
    await page.settled();
    await expect(page.getByRole("region", { name: "Conversation" }).getByRole("listitem")).toHaveCount(2);
    await page.getByRole("button", { name: "Delete the application and close" }).click();
    await page.settled();
    await expect(page.getByRole("alert")).toContainText("Disable the application before deleting it.");
    await page.goto(`/applications/${sdkappid}?dialog=refund`);
    await page.getByRole("dialog").getByRole("button", { name: "Confirm" }).click();
    await page.settled();
    await card(page, "Renewal/Upgrade").getByRole("link", { name: "See the request" }).click();
    await page.settled();
    await expect.poll(() => new URL(page.url()).pathname).toBe(request);
    await page.getByRole("button", { name: "Delete the application and close" }).click();
    await page.settled();
    await expect(page.getByRole("main")).toContainText("Closed");
    expect(await judge()).toBe(70020);

    await page.goto("/applications");
    await page.getByRole("link", { name: "Deleted applications" }).click();
    await page.settled();
    await expect(page.getByRole("row").nth(1)).toContainText(/in [67] days/);
    await page.getByRole("button", { name: "Restore Orbit" }).click();
    await page.settled();
    await expect(card(page, "Basic Information")).toContainText("Disabled");
    expect(await judge()).toBe(60016);
  } finally {
    await dispose();
  }
});

test("a question to technical support is answered and closed @mobile", async ({ page, owner }) => {
  const sdkappid = await owner.create("Asked about");
  await page.goto(`/support/new?application=${sdkappid}`);
  await page.getByRole("button", { name: "Send" }).click();
  await page.settled();
  await expectWrong(page, "Subject", /Enter the subject/);
  await expectWrong(page, "Message", /Enter the message/, { focused: false });
  await page.getByLabel("Subject").fill("How many groups?");
  await page.getByLabel("Message").fill("Is there a limit?\nThanks.");
  await page.getByRole("button", { name: "Send" }).click();
  await page.settled();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("How many groups?");
  await page.getByLabel("Message").fill("None is set.");
  await page.getByRole("button", { name: "Answer" }).click();
  await page.settled();
  await expect(page.getByRole("main")).toContainText("Answered");
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await page.settled();
  await page.goto("/support");
  await expect(page.getByRole("row", { name: /How many groups/ })).toContainText("Closed");
});
