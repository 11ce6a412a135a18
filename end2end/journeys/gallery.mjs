// Every page and dialog in a state worth looking at, for the rules that hold for all of them.

import { setTimeout as sleep } from "node:timers/promises";

import { BackEnd } from "../support/back_end.mjs";
import { CATALOGUE, Console } from "../support/console.mjs";
import { Visitor } from "../support/visitor.mjs";

/** A console with something of everything in it. */
export class Gallery {
  static async open() {
    const gallery = new Gallery();
    gallery.console = await Console.start();
    gallery.owner = await new Visitor(gallery.console).setUp();
    gallery.ids = await gallery.owner.createMany(["Orbit Messenger", "Ward Rounds"], {
      description: "Production chat for iOS, Android and web",
    });
    const [, disabled] = gallery.ids;
    await gallery.owner.change(disabled, "disable");
    gallery.empty = await Console.start();
    gallery.newcomer = await new Visitor(gallery.empty).setUp({ email: "new@orbit.example", password: "a long password" });
    // Showing a key leaves a trace on the application's page, so there is another one each time.
    gallery.keys = await Console.start();
    gallery.keeper = await new Visitor(gallery.keys).setUp();
    gallery.untouched = await Console.start();
    // Two keys, the older of which is in use.
    gallery.rotated = await gallery.owner.create("Rotated");
    const backEnd = new BackEnd(gallery.console, gallery.rotated, await gallery.owner.key(gallery.rotated));
    await backEnd.judge("jo", "");
    await gallery.owner.rotate(gallery.rotated, 7);
    // An operator who sells: a paid application, a request, a deleted one. And one who is owed.
    gallery.shop = await Console.start({ environment: CATALOGUE });
    gallery.seller = await new Visitor(gallery.shop).setUp();
    const [paid, , gone] = await gallery.seller.createMany(["Orbit Messenger", "Ward Rounds", "Gone"]);
    gallery.paid = paid;
    await gallery.seller.post(1_000, "Bank transfer");
    await gallery.seller.order(paid, "standard");
    await gallery.seller.change(gone, "disable");
    await gallery.seller.change(gone, "delete");
    await gallery.seller.succeed("/support/new", "file_request", { subject: "How many groups?", message: "Thanks." });
    gallery.owing = await Console.start({ environment: CATALOGUE });
    gallery.debtor = await new Visitor(gallery.owing).setUp();
    await gallery.debtor.post(-10, "Chargeback");
    // Until the use of its key is written down.
    await sleep(2_500);
    return gallery;
  }

  async close() {
    for (const console of [this.console, this.empty, this.keys, this.untouched, this.shop, this.owing]) await console.dispose();
  }
}

const stranger = (gallery) => ({ console: gallery.console });
const owner = (gallery) => ({ console: gallery.console, visitor: gallery.owner });
const seller = (gallery) => ({ console: gallery.shop, visitor: gallery.seller });
const paid = (gallery) => `/applications/${gallery.paid}`;
const enabled = (gallery) => `/applications/${gallery.ids[0]}`;
const disabled = (gallery) => `/applications/${gallery.ids[1]}`;

/** Presses a button that sends a form, with nothing filled in but `values`. */
const send = (button, values = {}) => async (page) => {
  for (const [label, value] of Object.entries(values)) await page.getByLabel(label).fill(value);
  await page.getByRole("main").or(page.getByRole("dialog")).getByRole("button", { name: button, exact: true }).last().click();
  await page.locator("[aria-invalid=true]").or(page.getByRole("alert")).first().waitFor();
};

const press = (name) => async (page) => {
  await page.getByRole("button", { name }).first().click();
};

/**
 * `who` looks at `path`; `act` brings the page into its state; `status` is given where it is not 200, and
 * `richer` where scripts add more than a button that copies.
 */
export const PAGES = [
  { name: "setup", who: (gallery) => ({ console: gallery.untouched }), path: () => "/setup" },
  { name: "setup-errors", who: (gallery) => ({ console: gallery.untouched }), path: () => "/setup", act: send("Create owner") },
  { name: "sign-in", who: stranger, path: () => "/sign-in" },
  { name: "sign-in-errors", who: stranger, path: () => "/sign-in", act: send("Sign in") },
  { name: "applications", who: owner, path: () => "/applications?sort=name" },
  { name: "applications-none", who: owner, path: () => "/applications?q=nothing" },
  { name: "applications-empty", who: (gallery) => ({ console: gallery.empty, visitor: gallery.newcomer }), path: () => "/applications" },
  { name: "applications-create", who: owner, path: () => "/applications?dialog=create" },
  { name: "applications-create-errors", who: owner, path: () => "/applications?dialog=create", act: send("Confirm") },
  { name: "applications-menu", who: owner, path: () => "/applications?sort=name", act: press(/^More actions for Orbit/) },
  { name: "applications-disable", who: owner, path: (gallery) => `/applications?dialog=disable&app=${gallery.ids[0]}` },
  { name: "overview", who: owner, path: enabled },
  { name: "overview-edit", who: owner, path: (gallery) => `${enabled(gallery)}?edit=1` },
  {
    name: "overview-edit-errors",
    who: owner,
    path: (gallery) => `${enabled(gallery)}?edit=1`,
    act: send("Save", { "Application Name": "x".repeat(61) }),
  },
  { name: "overview-disabled", who: owner, path: disabled },
  {
    name: "overview-key",
    who: (gallery) => ({ console: gallery.keys, visitor: gallery.keeper }),
    path: async (gallery) => `/applications/${await gallery.keeper.create("Keyed")}`,
    act: async (page) => {
      await press("Show Key")(page);
      await page.getByRole("link", { name: "Hide Key" }).waitFor();
    },
    richer: true,
  },
  { name: "overview-disable", who: owner, path: (gallery) => `${enabled(gallery)}?dialog=disable` },
  { name: "overview-enable", who: owner, path: (gallery) => `${disabled(gallery)}?dialog=enable` },
  { name: "overview-delete", who: owner, path: (gallery) => `${disabled(gallery)}?dialog=delete` },
  { name: "overview-refused", who: owner, path: (gallery) => `${enabled(gallery)}?dialog=delete` },
  { name: "overview-password", who: owner, path: (gallery) => `${enabled(gallery)}?dialog=password` },
  { name: "overview-selector", who: owner, path: enabled, act: press(/Orbit Messenger/), richer: true },
  { name: "overview-extend", who: owner, path: (gallery) => `${enabled(gallery)}?dialog=extend` },
  { name: "overview-rotate", who: owner, path: (gallery) => `${enabled(gallery)}?dialog=rotate` },
  { name: "overview-rotated", who: owner, path: (gallery) => `/applications/${gallery.rotated}` },
  { name: "overview-undo", who: owner, path: (gallery) => `/applications/${gallery.rotated}?dialog=undo` },
  { name: "usersig", who: owner, path: (gallery) => `${enabled(gallery)}/usersig` },
  { name: "usersig-errors", who: owner, path: (gallery) => `${enabled(gallery)}/usersig`, act: send("Generate") },
  {
    name: "usersig-refused",
    who: owner,
    path: (gallery) => `${enabled(gallery)}/usersig`,
    act: async (page) => {
      await page.getByLabel("UserSig").fill("this is not a UserSig");
      await page.getByRole("button", { name: "Verify" }).click();
      await page.getByRole("status").getByText("70003").waitFor();
    },
  },
  { name: "import", who: owner, path: () => "/applications/import" },
  { name: "import-errors", who: owner, path: () => "/applications/import", act: send("Import") },
  { name: "account", who: owner, path: () => "/account" },
  { name: "account-menu", who: owner, path: () => "/account", act: press(/^Account: /) },
  { name: "account-errors", who: owner, path: () => "/account", act: send("Change password") },
  { name: "overview-paid", who: seller, path: paid },
  { name: "overview-editions", who: seller, path: (gallery) => `${paid(gallery)}?dialog=editions` },
  { name: "overview-refund", who: seller, path: (gallery) => `${paid(gallery)}?dialog=refund` },
  { name: "overview-request-deletion", who: seller, path: (gallery) => `${paid(gallery)}?dialog=request-deletion` },
  { name: "upgrade", who: seller, path: (gallery) => `${paid(gallery)}/upgrade?edition=pro&months=12` },
  { name: "upgrade-errors", who: seller, path: (gallery) => `${paid(gallery)}/upgrade`, act: send("Confirm") },
  { name: "upgrade-refused", who: seller, path: (gallery) => `${paid(gallery)}/upgrade?edition=enterprise&months=1` },
  { name: "billing", who: seller, path: () => "/billing" },
  { name: "billing-empty", who: owner, path: () => "/billing" },
  { name: "billing-errors", who: owner, path: () => "/billing", act: send("Post") },
  { name: "billing-arrears", who: (gallery) => ({ console: gallery.owing, visitor: gallery.debtor }), path: () => "/billing" },
  { name: "invoice", who: seller, path: () => "/billing/2" },
  { name: "deleted", who: seller, path: () => "/applications/deleted" },
  { name: "deleted-none", who: owner, path: () => "/applications/deleted" },
  { name: "support-requests", who: seller, path: () => "/support" },
  { name: "support-new", who: owner, path: () => "/support/new" },
  { name: "support-new-errors", who: owner, path: () => "/support/new", act: send("Send") },
  { name: "support-request", who: seller, path: () => "/support/1" },
  { name: "pricing-set", who: seller, path: () => "/pricing" },
  { name: "pricing", who: owner, path: () => "/pricing" },
  { name: "resources", who: owner, path: () => "/resources" },
  { name: "support", who: owner, path: () => "/support" },
  { name: "support-stranger", who: stranger, path: () => "/support" },
  { name: "not-found", who: owner, path: () => "/nowhere", status: 404 },
  { name: "not-found-application", who: owner, path: () => "/applications/1400000001", status: 404 },
];
