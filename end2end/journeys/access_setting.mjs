// The page Access Setting as a person uses it, with simulated vendors.

import { randomBytes } from "node:crypto";

import { closed, opened } from "../support/openssl.mjs";
import { PASSWORD, Vendors } from "../support/vendors.mjs";
import { expect, test as base } from "./fixtures.mjs";

export const test = base.extend({
  vendors: [
    async ({}, use) => {
      const vendors = await Vendors.start();
      await use(vendors);
      await vendors.dispose();
    },
    { scope: "worker" },
  ],
  environment: [async ({ vendors }, use) => use(vendors.environment), { scope: "worker" }],
});

/** A device of a kind that the simulated vendors know; none is used twice. */
export const device = () => `device-${randomBytes(12).toString("hex")}`;

/** A file to upload. */
export const text = (name, content = "") => ({ name, mimeType: "application/json", buffer: Buffer.from(content) });

/** A `.p12` of the simulated Apple, with another password. */
export const reclosed = (file, password, options) => ({
  ...file,
  buffer: closed(opened(file.buffer, PASSWORD), password, options),
});

export const access = (sdkappid, tab) => `/applications/${sdkappid}/push/access?platform=${tab}`;
export const certificate = (page, name) => page.getByRole("article", { name, exact: true });
export const field = (dialog, label) => dialog.getByLabel(label, { exact: true });

/** How many certificates a tab has, as the tab itself says. */
export const tab = (page, name) => page.getByRole("navigation", { name: "Certificate type" }).getByRole("link", { name });

export async function confirm(page) {
  await page.getByRole("dialog").getByRole("button", { name: "Confirm" }).click();
  await page.settled();
}

/** Opens **Add Certificate** as a person does. */
export async function openForm(page, { tab, kind, title }) {
  await page.getByRole("link", { name: "Add Certificate" }).click();
  const dialog = page.getByRole("dialog", { name: "Add Certificate" });
  if (tab !== "harmony") {
    const choice = dialog.getByRole("link", { name: kind ?? title, exact: true });
    await choice.click();
    await expect(choice).toHaveAttribute("aria-current", "true");
  }
  return dialog;
}

/** Fills it in; the secret first, because a file that is closed is read with its password. */
export async function fill(dialog, { fields = {}, secret, choices = {}, click, setting, switched }) {
  for (const [label, text] of Object.entries(fields)) await field(dialog, label).fill(text);
  if (secret) await field(dialog, secret[0]).fill(secret[1]);
  for (const [label, option] of Object.entries(choices)) await field(dialog, label).selectOption({ label: option });
  if (click) await field(dialog, "Subsequent Action").selectOption({ label: click.kind });
  if (click?.page) await field(dialog, "Page").fill(click.page);
  if (setting) await field(dialog, setting[0]).fill(setting[1]);
  if (switched) await field(dialog, switched).check();
}

/** Its number and its fingerprint, as the card shows them. */
export async function identity(card) {
  const text = await card.innerText();
  return { id: text.match(/Certificate ID\s+(\d+)/)?.[1], fingerprint: text.match(/Fingerprint\s+([0-9a-f]{8})\b/)?.[1] };
}
