// Every page and dialog in a state worth looking at, for the rules that hold for all of them.

import { readFile } from "node:fs/promises";

import { BackEnd } from "../support/back_end.mjs";
import { CATALOGUE, Console, PROMPT_FLUSH } from "../support/console.mjs";
import { BUNDLE, PASSWORD, TEAM, Vendors } from "../support/vendors.mjs";
import { OWNER, Visitor } from "../support/visitor.mjs";

const PASSPHRASE = "open sesame, if you please";

/** A console with something of everything in it. */
export class Gallery {
  static async open() {
    const gallery = new Gallery();
    gallery.console = await Console.start({ environment: PROMPT_FLUSH });
    gallery.owner = await new Visitor(gallery.console).setUp();
    gallery.ids = await gallery.owner.createMany(["Orbit Messenger", "Ward Rounds"], {
      description: "Production chat for iOS, Android and web",
    });
    const [, disabled] = gallery.ids;
    await gallery.owner.change(disabled, "disable");
    gallery.empty = await Console.start();
    gallery.newcomer = await new Visitor(gallery.empty).setUp({ email: "new@orbit.example", password: "quiet lanterns over 7 hills" });
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
    await gallery.#manage();
    await gallery.#openPush();
    // Until the use of its key is written down.
    await gallery.owner.pageWith(`/applications/${gallery.rotated}`, /1 use in 24 hours/);
    return gallery;
  }

  /** What somebody without applications can have: an invitation, an endpoint of webhooks, an API token. */
  async #manage() {
    const { newcomer } = this;
    await newcomer.succeed("/members?dialog=invite", "invite_member", { email: "sam@orbit.example", role: "developer" });
    const events = { "events[]": "application.disabled" };
    await newcomer.succeed("/webhooks/new", "create_webhook", { url: "https://hooks.orbit.example/console", ...events });
    const scopes = { "scopes[]": "applications:read" };
    const { location } = await newcomer.succeed("/tokens", "create_token", { token_name: "deploy", days: "30", ...scopes });
    await newcomer.page(location.split("#")[0]);
  }

  /** One that knows vendors, with a certificate of each health and of each form. */
  async #openPush() {
    this.vendors = await Vendors.start();
    this.push = await Console.start({ environment: this.vendors.environment });
    this.pusher = await new Visitor(this.push).setUp();
    [this.pushed, this.silent] = await this.pusher.createMany(["Orbit Messenger", "Ward Rounds"]);
    const package_name = "com.example.messenger";
    await this.#certify("xiaomi", {
      certificate_name: "Xiaomi, production",
      notes: "Until the team in Seoul has an account of its own.",
      package_name,
      app_id: "2882303761517000001",
      app_secret: `secret-of-${package_name}`,
      region: "china",
      channel_id: "104010",
      click_action: "in_app_page",
      click_target: "intent://chat/open#Intent;scheme=orbit;launchFlags=0x4000000;component=com.example.messenger/.ChatActivity;end",
    });
    await this.#certify("vivo", { certificate_name: "vivo", app_id: "105500001", app_key: "0123456789", app_secret: "wrong" });
    await this.#certify("meizu", {
      certificate_name: "Meizu",
      package_name,
      app_id: "http-503-meizu",
      app_secret: "secret-of-http-503-meizu",
    });
    await this.#certify("fcm", { certificate_name: "Google", file: "fcm-service-account.json", message_type: "notification" });
    await this.#certify("apns", {
      certificate_name: "App Store",
      credential_kind: "p12",
      file: "apns-production.p12",
      file_password: PASSWORD,
      environment: "production",
      push_kind: "regular",
    });
    await this.#certify("apns", {
      certificate_name: "Development builds",
      credential_kind: "p8",
      file: "AuthKey_FAKEKEY001.p8",
      team_id: TEAM,
      bundle_id: BUNDLE,
      environment: "development",
    });
    await this.#certify("harmony", { certificate_name: "HarmonyOS", file: "harmony-service-account.json" });
    await this.#sendPush();
  }

  /** A push that has arrived, and that was for somebody without a device too. */
  async #sendPush() {
    const backEnd = new BackEnd(this.push, this.pushed, await this.pusher.key(this.pushed));
    const call = async (path, body) => {
      const address = backEnd.address().replace("/v4/usersig/verify", path);
      const answer = await backEnd.post(JSON.stringify(body), { address });
      if (answer.ErrorCode !== 0) throw new Error(`${path}: ${answer.ErrorCode} ${answer.ErrorInfo}`);
      return answer;
    };
    await call("/v4/push/device_set", {
      UserID: "jo",
      RegistrationID: "phone-of-jo",
      Platform: "fcm",
      CertificateID: Number(this.certificates.Google),
      Token: "registration-of-jo",
    });
    const { TaskId } = await call("/v4/timpush/batch", {
      From_Account: "administrator",
      To_Account: ["jo", "nobody"],
      MsgRandom: 1,
      OfflinePushInfo: { PushFlag: 0, Title: "Ward 3", Desc: "Bed 12 asks for you" },
    });
    this.task = TaskId;
    await this.pusher.pageWith(`/applications/${this.pushed}/push/records/${TaskId}`, /The vendor accepted the push/);
  }

  /** **Add Certificate** -> **Confirm**, checked with the vendor; `file` is one of the vendors' folder. */
  async #certify(platform, { file, ...fields }) {
    const body = new FormData();
    const click_action = platform === "apns" ? "" : "application";
    const all = { sdkappid: this.pushed, platform, check: "on", click_action, click_target: "", ...fields };
    for (const [name, value] of Object.entries(all)) body.append(name, value);
    if (file) body.append("file", new File([await readFile(this.vendors.path(file))], file));
    const headers = { referer: `${this.push.origin}/applications/${this.pushed}/push/access` };
    const { status, location } = await this.pusher.request("/rpc/save_certificate", { method: "POST", body, headers });
    const id = location?.match(/done=saved#c-(\d+)$/)?.[1];
    if (!id) throw new Error(`${fields.certificate_name} was not saved: ${status} ${location}`);
    (this.certificates ??= {})[fields.certificate_name] = id;
  }

  /** A file of all certificates. */
  async exported() {
    const fields = { password: OWNER.password, passphrase: PASSPHRASE };
    const dialog = access(this, "ios&dialog=export");
    const { location } = await this.pusher.succeed(dialog, "export_certificates", fields);
    const answer = location.match(/answer=([0-9a-f]+)/)[1];
    const buffer = Buffer.from(await this.pusher.page(`/applications/${this.pushed}/push/certificates.json?answer=${answer}`));
    return { name: "certificates.json", mimeType: "application/json", buffer };
  }

  async close() {
    const consoles = [this.console, this.empty, this.keys, this.untouched, this.shop, this.owing, this.push];
    for (const console of consoles) await console.dispose();
    await this.vendors.dispose();
  }
}

const stranger = (gallery) => ({ console: gallery.console });
const owner = (gallery) => ({ console: gallery.console, visitor: gallery.owner });
const seller = (gallery) => ({ console: gallery.shop, visitor: gallery.seller });
const paid = (gallery) => `/applications/${gallery.paid}`;
const newcomer = (gallery) => ({ console: gallery.empty, visitor: gallery.newcomer });
const enabled = (gallery) => `/applications/${gallery.ids[0]}`;
const pusher = (gallery) => ({ console: gallery.push, visitor: gallery.pusher });
const access = (gallery, query, sdkappid = gallery.pushed) => `/applications/${sdkappid}/push/access?platform=${query}`;
const certificate = (gallery, name, query, dialog) => access(gallery, `${query}&dialog=${dialog}-${gallery.certificates[name]}`);
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

/** `who` looks at `path`; `act` brings the page into its state; `status` is given where it is not 200. */
export const PAGES = [
  { name: "setup", who: (gallery) => ({ console: gallery.untouched }), path: () => "/setup" },
  { name: "setup-errors", who: (gallery) => ({ console: gallery.untouched }), path: () => "/setup", act: send("Create owner") },
  { name: "sign-in", who: stranger, path: () => "/sign-in" },
  { name: "sign-in-errors", who: stranger, path: () => "/sign-in", act: send("Sign in") },
  { name: "sign-in-code", who: stranger, path: () => "/sign-in/code" },
  { name: "sign-in-code-errors", who: stranger, path: () => "/sign-in/code", act: send("Verify", { "Authentication code": "12" }) },
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
  },
  { name: "overview-disable", who: owner, path: (gallery) => `${enabled(gallery)}?dialog=disable` },
  { name: "overview-enable", who: owner, path: (gallery) => `${disabled(gallery)}?dialog=enable` },
  { name: "overview-delete", who: owner, path: (gallery) => `${disabled(gallery)}?dialog=delete` },
  { name: "overview-refused", who: owner, path: (gallery) => `${enabled(gallery)}?dialog=delete` },
  { name: "overview-password", who: owner, path: (gallery) => `${enabled(gallery)}?dialog=password` },
  {
    name: "overview-selector",
    who: owner,
    path: enabled,
    act: async (page) => {
      await press(/Orbit Messenger/)(page);
      await page.getByRole("option").first().waitFor();
    },
  },
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
  { name: "authenticator", who: owner, path: () => "/account/authenticator" },
  { name: "passkey-off", who: owner, path: () => "/account/passkey" },
  { name: "recovery-codes-gone", who: owner, path: () => "/account/recovery-codes" },
  { name: "verify", who: owner, path: () => "/account/verify" },
  { name: "verify-errors", who: owner, path: () => "/account/verify", act: send("Verify") },
  { name: "members", who: newcomer, path: () => "/members" },
  { name: "members-invite", who: newcomer, path: () => "/members?dialog=invite" },
  { name: "members-invite-errors", who: newcomer, path: () => "/members?dialog=invite", act: send("Create link") },
  { name: "audit", who: newcomer, path: () => "/audit" },
  { name: "webhooks", who: newcomer, path: () => "/webhooks" },
  { name: "webhooks-none", who: owner, path: () => "/webhooks" },
  { name: "webhooks-new", who: newcomer, path: () => "/webhooks/new" },
  { name: "webhooks-new-errors", who: newcomer, path: () => "/webhooks/new", act: send("Create") },
  { name: "webhook", who: newcomer, path: () => "/webhooks/1" },
  { name: "tokens", who: newcomer, path: () => "/tokens" },
  { name: "tokens-none", who: owner, path: () => "/tokens" },
  { name: "tokens-errors", who: newcomer, path: () => "/tokens", act: send("Create token") },
  {
    name: "tokens-shown",
    who: (gallery) => ({ console: gallery.keys, visitor: gallery.keeper }),
    path: async ({ keeper }) => {
      await keeper.succeed("/account/verify", "verify_password", { password: OWNER.password });
      while (/revoke_token/.test(await keeper.page("/tokens"))) await keeper.succeed("/tokens", "revoke_token");
      return "/tokens";
    },
    act: async (page) => {
      await page.getByLabel("Token name").fill("deploy");
      await page.getByLabel(/^applications:read/).check();
      await page.getByRole("button", { name: "Create token" }).click();
      await page.getByRole("region", { name: "Your new token" }).waitFor();
    },
  },
  { name: "records", who: pusher, path: (gallery) => `/applications/${gallery.pushed}/push/records` },
  { name: "records-empty", who: pusher, path: (gallery) => `/applications/${gallery.silent}/push/records` },
  {
    name: "push-record",
    who: pusher,
    path: (gallery) => `/applications/${gallery.pushed}/push/records/${gallery.task}`,
  },
  { name: "access-none", who: pusher, path: (gallery) => `/applications/${gallery.silent}/push/access` },
  { name: "access-android", who: pusher, path: (gallery) => access(gallery, "android") },
  { name: "access-vendor-none", who: pusher, path: (gallery) => access(gallery, "android&vendor=honor") },
  { name: "access-ios", who: pusher, path: (gallery) => access(gallery, "ios") },
  { name: "access-harmony", who: pusher, path: (gallery) => access(gallery, "harmony") },
  { name: "access-add-xiaomi", who: pusher, path: (gallery) => access(gallery, "android&dialog=add") },
  { name: "access-add-errors", who: pusher, path: (gallery) => access(gallery, "android&vendor=xiaomi&dialog=add"), act: send("Confirm") },
  { name: "access-add-huawei", who: pusher, path: (gallery) => access(gallery, "android&vendor=huawei&dialog=add") },
  { name: "access-add-honor", who: pusher, path: (gallery) => access(gallery, "android&vendor=honor&dialog=add") },
  { name: "access-add-fcm", who: pusher, path: (gallery) => access(gallery, "android&vendor=fcm&dialog=add") },
  { name: "access-add-p12", who: pusher, path: (gallery) => access(gallery, "ios&dialog=add") },
  { name: "access-add-p8", who: pusher, path: (gallery) => access(gallery, "ios&dialog=add&credential_kind=p8") },
  { name: "access-add-p8-errors", who: pusher, path: (gallery) => access(gallery, "ios&dialog=add&credential_kind=p8"), act: send("Confirm") },
  { name: "access-add-harmony", who: pusher, path: (gallery) => access(gallery, "harmony&dialog=add") },
  {
    name: "access-add-looked",
    who: pusher,
    path: (gallery) => access(gallery, "android&vendor=fcm&dialog=add"),
    act: async (page, gallery) => {
      await page.getByLabel("File").setInputFiles(gallery.vendors.path("fcm-service-account.json"));
      await page.getByRole("list", { name: "Read from the file" }).waitFor();
    },
  },
  { name: "access-edit", who: pusher, path: (gallery) => certificate(gallery, "Xiaomi, production", "android", "edit") },
  { name: "access-edit-p8", who: pusher, path: (gallery) => certificate(gallery, "Development builds", "ios", "edit") },
  { name: "access-delete", who: pusher, path: (gallery) => certificate(gallery, "App Store", "ios", "delete") },
  { name: "access-test", who: pusher, path: (gallery) => certificate(gallery, "App Store", "ios", "test") },
  {
    name: "access-test-refused",
    who: pusher,
    path: (gallery) => certificate(gallery, "App Store", "ios", "test"),
    act: send("Send", { Title: "Ward 3", Body: "Bed 12 asks for you", "Device token": "0bad01".padEnd(64, "0") }),
  },
  {
    name: "access-test-accepted",
    who: pusher,
    path: (gallery) => certificate(gallery, "Xiaomi, production", "android", "test"),
    act: async (page) => {
      const values = { Title: "Ward 3", Body: "Bed 12 asks for you", "Device token": "a-device" };
      for (const [label, value] of Object.entries(values)) await page.getByLabel(label).fill(value);
      await page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
      await page.getByRole("dialog").getByText("Accepted by Xiaomi").waitFor();
    },
  },
  {
    name: "access-test-errors",
    who: pusher,
    path: (gallery) => certificate(gallery, "App Store", "ios", "test"),
    act: send("Send", { Title: "Ward 3" }),
  },
  { name: "access-calendar", who: pusher, path: (gallery) => access(gallery, "ios&dialog=calendar") },
  { name: "access-export", who: pusher, path: (gallery) => access(gallery, "ios&dialog=export") },
  { name: "access-export-errors", who: pusher, path: (gallery) => access(gallery, "ios&dialog=export"), act: send("Confirm") },
  { name: "access-import", who: pusher, path: (gallery) => access(gallery, "ios&dialog=import") },
  { name: "access-import-errors", who: pusher, path: (gallery) => access(gallery, "ios&dialog=import"), act: send("Show changes") },
  {
    name: "access-import-changes",
    who: pusher,
    path: (gallery) => access(gallery, "ios&dialog=import", gallery.silent),
    act: async (page, gallery) => {
      await page.getByLabel("File").setInputFiles(await gallery.exported());
      await page.getByLabel("Passphrase").fill(PASSPHRASE);
      await page.getByRole("dialog").getByRole("button", { name: "Show changes" }).click();
      await page.getByRole("list", { name: "Changes" }).waitFor();
    },
  },
  { name: "overview-paid", who: seller, path: paid },
  { name: "overview-editions", who: seller, path: (gallery) => `${paid(gallery)}?dialog=editions` },
  { name: "overview-refund", who: seller, path: (gallery) => `${paid(gallery)}?dialog=refund` },
  { name: "overview-request-deletion", who: seller, path: (gallery) => `${paid(gallery)}?dialog=request-deletion` },
  { name: "upgrade", who: seller, path: (gallery) => `${paid(gallery)}/upgrade?edition=pro&months=12` },
  { name: "upgrade-errors", who: seller, path: (gallery) => `${paid(gallery)}/upgrade`, act: send("Confirm") },
  { name: "upgrade-refused", who: seller, path: (gallery) => `${paid(gallery)}/upgrade?edition=enterprise&months=1` },
  { name: "billing", who: seller, path: () => "/billing" },
  { name: "billing-empty", who: owner, path: () => "/billing" },
  { name: "billing-errors", who: owner, path: () => "/billing", act: send("Add") },
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
