// Webhooks: an endpoint is created, tried, told again, rotated, disabled and deleted.

import { AxeBuilder } from "@axe-core/playwright";
import { Webhook } from "standardwebhooks";

import { Receiver } from "../support/receiver.mjs";
import { card, expect, expectWrong, test, toast } from "./fixtures.mjs";

test.use({ installation: "fresh", environment: { CHAT_CONSOLE_WEBHOOKS_ALLOW_PRIVATE: "true" } });

let receiver;
test.beforeEach(async () => void (receiver = await new Receiver().start()));
test.afterEach(() => receiver.stop());

const press = async (page, name, within = page) => {
  await within.getByRole("button", { name, exact: true }).click();
  await page.settled();
};

/** The page once it says that; its list of messages does not renew itself. */
async function until(page, text) {
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(text).first()).toBeVisible({ timeout: 500 });
  }).toPass();
}

/** Creates an endpoint in the browser; the secret that it is shown. */
async function create(page) {
  await page.goto("/webhooks");
  await expect(page.getByRole("heading", { name: "No endpoints yet" })).toBeVisible();
  await page.getByRole("link", { name: "Add endpoint" }).click();
  await page.getByLabel("URL").fill("ftp://wrong.example");
  await press(page, "Create");
  await expectWrong(page, "URL", /begins with https/);
  await page.getByLabel("URL").fill(receiver.url);
  await page.getByLabel("A key was rotated").uncheck();
  await press(page, "Create");
  await expect(page.getByRole("heading", { name: receiver.url, level: 1 })).toBeVisible();
  return secretOf(page);
}

async function secretOf(page) {
  await expect(page.getByText("Copy the secret now")).toBeVisible();
  return page.locator("code.key-text").textContent();
}

test("an endpoint is created, tested, told again, rotated, disabled and deleted @mobile", async ({ page }) => {
  const first = await create(page);
  await page.reload();
  await expect(page.getByText("Copy the secret now")).toHaveCount(0);
  await expect(page.getByLabel("A key was rotated")).not.toBeChecked();
  await expect(page.getByLabel("An application was disabled")).toBeChecked();

  await press(page, "Send test event");
  await expect(toast(page)).toContainText("Test event queued");
  const tested = await receiver.next();
  expect(new Webhook(first).verify(tested.body, tested.headers).type).toBe("webhook.test");
  await until(page, "Answered 204");
  await page.getByRole("button", { name: /^Replay msg_/ }).click();
  await page.settled();
  await expect(toast(page)).toContainText("Message queued again");
  expect((await receiver.next()).headers["webhook-id"]).toBe(tested.headers["webhook-id"]);
  await until(page, "Attempts: 2");

  await page.getByRole("link", { name: "Rotate secret" }).click();
  await press(page, "Confirm", page.getByRole("dialog"));
  const second = await secretOf(page);
  expect(second).not.toBe(first);

  await card(page, "Settings").getByLabel("Description").fill("Ward 3");
  await press(page, "Save");
  await expect(toast(page)).toContainText("Saved");
  await press(page, "Disable");
  await expect(toast(page)).toContainText("Endpoint disabled");
  await expect(page.getByRole("button", { name: "Send test event" })).toHaveCount(0);
  await press(page, "Enable");
  await expect(page.getByRole("button", { name: "Send test event" })).toBeVisible();

  await page.getByRole("link", { name: "Delete", exact: true }).click();
  await press(page, "Confirm", page.getByRole("dialog"));
  await expect(toast(page)).toContainText("Endpoint deleted");
  await expect(page.getByRole("heading", { name: "No endpoints yet" })).toBeVisible();
});

test("the list of messages is accessible in light and dark @scripts", async ({ page }) => {
  await create(page);
  await press(page, "Send test event");
  await until(page, "Answered 204");
  await page.getByText("Attempts: 1").click();
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target)}`)).toEqual([]);
  }
});
