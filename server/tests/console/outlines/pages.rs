//! Every page and dialog in a state worth looking at.

use super::gallery::{Gallery, PASSPHRASE, Who};
use super::visitor::Sent;
use crate::support::PASSWORD;

/// A page to look at.
pub struct Look {
    /// That of its outline.
    pub name: &'static str,
    pub who: Who,
    pub path: String,
    /// The form that leads to it.
    pub sent: Option<Sent>,
    pub status: u16,
}

fn at(name: &'static str, who: Who, path: impl Into<String>) -> Look {
    Look { name, who, path: path.into(), sent: None, status: 200 }
}

/// The page that a form leads to.
fn after(name: &'static str, who: Who, sent: Sent) -> Look {
    Look { name, who, path: sent.page.clone(), sent: Some(sent), status: 200 }
}

/// The form of `page` with `typed` filled in, and sent.
fn sent(
    name: &'static str,
    who: Who,
    page: impl Into<String>,
    function: &'static str,
    typed: &[(&'static str, &str)],
) -> Look {
    after(name, who, Sent::new(page, function, typed))
}

fn missing(look: Look) -> Look {
    Look { status: 404, ..look }
}

pub fn looks(gallery: &Gallery) -> Vec<Look> {
    let mut looks = signed_out();
    looks.extend(lists());
    looks.extend(application(gallery));
    looks.extend(usersig(gallery));
    looks.extend(certificates(gallery));
    looks.extend(new_certificates(gallery));
    looks.extend(pushes(gallery));
    looks.extend(money(gallery));
    looks.extend(members(gallery));
    looks.extend(webhooks());
    looks.extend(site());
    looks.extend(second_factors());
    looks
}

/// Last: in the course of it both prove again who they are.
fn second_factors() -> Vec<Look> {
    let (account, setup, passkey) = ("/account", "/account/authenticator", "/account/passkey");
    let (verify, password) = (format!("/account/verify?next={setup}"), [("password", PASSWORD)]);
    let verify = verify.as_str();
    vec![
        at("account-authenticator", Who::Guarded, account),
        at("account-remove-authenticator", Who::Guarded, "/account?dialog=remove-authenticator"),
        at("account-rename-passkey", Who::Guarded, "/account?dialog=rename-passkey-1"),
        sent(
            "account-rename-passkey-errors",
            Who::Guarded,
            "/account?dialog=rename-passkey-1",
            "rename_passkey",
            &[("passkey_name", "")],
        ),
        at("account-remove-passkey", Who::Guarded, "/account?dialog=remove-passkey-1"),
        at("passkey", Who::Guarded, passkey),
        sent("passkey-errors", Who::Guarded, passkey, "add_passkey", &[]),
        at("passkey-off", Who::Newcomer, passkey),
        at("sign-in-passkey", Who::Outsider, "/sign-in"),
        sent("sign-in-passkey-refused", Who::Outsider, "/sign-in", "sign_in_with_passkey", &[]),
        at("sign-in-code-passkey", Who::Outsider, "/sign-in/code"),
        at("authenticator", Who::Newcomer, setup),
        sent("authenticator-verify", Who::Newcomer, setup, "begin_authenticator", &[]),
        at("verify", Who::Newcomer, verify),
        at("verify-code", Who::Guarded, verify),
        at("verify-provider-problem", Who::Guarded, format!("/account/verify?{}", problem("not_fresh"))),
        sent("verify-errors", Who::Guarded, verify, "verify_code", &[]),
        sent("authenticator-set-up", Who::Guarded, verify, "verify_password", &password),
        sent("recovery-codes", Who::Guarded, account, "replace_recovery_codes", &[]),
        at("recovery-codes-gone", Who::Guarded, "/account/recovery-codes"),
        sent("authenticator-verified", Who::Newcomer, verify, "verify_password", &password),
        sent("authenticator-begun", Who::Newcomer, setup, "begin_authenticator", &[]),
        sent("authenticator-errors", Who::Newcomer, setup, "confirm_authenticator", &[]),
    ]
}

/// Why signing in with the provider failed.
fn problem(code: &str) -> String {
    format!("problem={code}&request=00c0ffee00000001")
}

fn signed_out() -> Vec<Look> {
    let code = "/sign-in/code";
    let wrong = [("email", "owner@example.com"), ("password", "not the password")];
    vec![
        at("setup", Who::Founder, "/setup"),
        sent("setup-errors", Who::Founder, "/setup", "create_owner", &[]),
        at("sign-in", Who::Stranger, "/sign-in"),
        at("sign-in-no-cookie", Who::Stranger, "/sign-in?cookie=missing"),
        sent("sign-in-errors", Who::Stranger, "/sign-in", "sign_in", &[]),
        sent("sign-in-refused", Who::Stranger, "/sign-in", "sign_in", &wrong),
        at("sign-in-provider", Who::Outsider, "/sign-in?next=/account"),
        at("sign-in-provider-problem", Who::Outsider, format!("/sign-in?{}", problem("no_account"))),
        at("sign-in-code", Who::Stranger, code),
        sent("sign-in-code-errors", Who::Stranger, code, "sign_in_with_code", &[]),
        sent("sign-in-code-expired", Who::Stranger, code, "sign_in_with_code", &[("code", "123456")]),
    ]
}

fn members(gallery: &Gallery) -> Vec<Look> {
    let (owner, reader) = (Who::Owner, Who::Reader);
    let invite = "/members?dialog=invite";
    let wrong = [("email", "nobody"), ("reach", "some")];
    let taken = [("email", "owner@example.com")];
    let overview = format!("/applications/{}", gallery.orbit);
    vec![
        at("members", owner, "/members"),
        at("members-invite", owner, invite),
        sent("members-invite-errors", owner, invite, "invite_member", &wrong),
        sent("members-invite-taken", owner, invite, "invite_member", &taken),
        at("members-link", owner, "/members?dialog=link-2"),
        at("members-access", owner, "/members?dialog=access-2"),
        at("members-remove", owner, "/members?dialog=remove-2"),
        at("members-leave", owner, "/members?dialog=leave"),
        at("members-reader", reader, "/members"),
        at("applications-reader", reader, "/applications?sort=name"),
        at("overview-reader", reader, &overview),
        at("access-reader", reader, format!("{overview}/push/access?platform=android")),
        at("usersig-reader", reader, format!("{overview}/usersig")),
        at("support-reader", reader, "/support"),
        at("join", Who::Stranger, &gallery.invitation),
        sent("join-errors", Who::Stranger, &gallery.invitation, "join_account", &[]),
        missing(at("join-ended", Who::Stranger, "/join?token=ended")),
    ]
}

fn lists() -> Vec<Look> {
    let create = "/applications?dialog=create";
    let import = "/applications/import";
    let taken = [("sdkappid", "1400000001"), ("name", "x"), ("region", "kr"), ("key", "not a key")];
    vec![
        at("applications", Who::Owner, "/applications?sort=name"),
        at("applications-none", Who::Owner, "/applications?q=nothing"),
        at("applications-empty", Who::Newcomer, "/applications"),
        at("applications-two", Who::Seller, "/applications?sort=name"),
        at("applications-create", Who::Owner, create),
        sent("applications-create-errors", Who::Owner, create, "create_application", &[]),
        at("import", Who::Owner, import),
        sent("import-errors", Who::Owner, import, "import_application", &[]),
        sent("import-refused", Who::Owner, import, "import_application", &taken),
        at("deleted", Who::Seller, "/applications/deleted"),
        at("deleted-none", Who::Owner, "/applications/deleted"),
    ]
}

fn application(gallery: &Gallery) -> Vec<Look> {
    let who = Who::Owner;
    let enabled = format!("/applications/{}", gallery.orbit);
    let disabled = format!("/applications/{}", gallery.disabled);
    let rotated = format!("/applications/{}", gallery.rotated);
    let dialog = |page: &str, name: &str| format!("{page}?dialog={name}");
    let edit = format!("{enabled}?edit=1");
    let long = "x".repeat(61);
    let earlier = [("version", "1"), ("name", "Comet")];
    vec![
        at("applications-disable", who, format!("/applications?dialog=disable&app={}", gallery.orbit)),
        at("overview", who, &enabled),
        at("overview-done", who, format!("{enabled}?done=saved")),
        at("overview-edit", who, &edit),
        sent("overview-edit-errors", who, &edit, "save_application", &[("name", &long)]),
        sent("overview-edit-meanwhile", who, format!("{rotated}?edit=1"), "save_application", &earlier),
        at("overview-disabled", who, &disabled),
        at("overview-disable", who, dialog(&enabled, "disable")),
        at("overview-enable", who, dialog(&disabled, "enable")),
        at("overview-delete", who, dialog(&disabled, "delete")),
        at("overview-refused", who, dialog(&enabled, "delete")),
        at("overview-extend", who, dialog(&enabled, "extend")),
        at("overview-rotate", who, dialog(&enabled, "rotate")),
        sent("overview-rotate-errors", who, dialog(&enabled, "rotate"), "rotate_key", &[("overlap", "x")]),
        at("overview-rotated", who, &rotated),
        at("overview-undo", who, dialog(&rotated, "undo")),
        at("overview-retire", who, dialog(&rotated, "retire-1")),
        sent("overview-administrator-errors", who, &enabled, "add_administrator", &[("user_id", "")]),
        at("overview-password", who, dialog(&enabled, "password")),
        sent("overview-password-errors", who, dialog(&enabled, "password"), "unlock_key", &[]),
        sent("overview-key", who, dialog(&rotated, "password"), "unlock_key", &[("password", PASSWORD)]),
    ]
}

fn usersig(gallery: &Gallery) -> Vec<Look> {
    let who = Who::Owner;
    let page = format!("/applications/{}/usersig", gallery.orbit);
    vec![
        at("usersig", who, &page),
        sent("usersig-errors", who, &page, "generate_usersig", &[]),
        sent("usersig-generated", who, &page, "generate_usersig", &[("user_id", "alice")]),
        sent("usersig-refused", who, &page, "verify_usersig", &[("usersig", "this is not a UserSig")]),
    ]
}

fn certificates(gallery: &Gallery) -> Vec<Look> {
    let who = Who::Owner;
    let silent = format!("/applications/{}/push/access?platform=ios&dialog=import", gallery.rotated);
    let access = |query: &str| format!("/applications/{}/push/access?platform={query}", gallery.orbit);
    let dialog = |name: &str, query: &str, dialog: &str| {
        access(&format!("{query}&dialog={dialog}-{}", gallery.certificates[name]))
    };
    let xiaomi = || dialog("Xiaomi, production", "android", "test");
    let store = || dialog("App Store", "ios", "test");
    let message = |token: &'static str| [("title", "Ward 3"), ("body", "Bed 12"), ("token", token)];
    let unknown = "0bad01".to_owned() + &"0".repeat(58);
    let refused = [("title", "Ward 3"), ("body", "Bed 12"), ("token", unknown.as_str())];
    let export = [("password", PASSWORD), ("passphrase", PASSPHRASE)];
    let opened = Sent::new(silent, "open_certificates", &[("passphrase", PASSPHRASE)]);
    vec![
        at("access-none", who, format!("/applications/{}/push/access", gallery.rotated)),
        at("access-android", who, access("android")),
        at("access-vendor-none", who, access("android&vendor=honor")),
        at("access-ios", who, access("ios")),
        at("access-harmony", who, access("harmony")),
        at("access-edit", who, dialog("Xiaomi, production", "android", "edit")),
        at("access-edit-p12", who, dialog("App Store", "ios", "edit")),
        at("access-edit-p8", who, dialog("Development", "ios", "edit")),
        at("access-delete", who, dialog("App Store", "ios", "delete")),
        at("access-test", who, store()),
        sent("access-test-errors", who, store(), "send_test_push", &[("title", "Ward 3")]),
        sent("access-test-accepted", who, xiaomi(), "send_test_push", &message("a-device")),
        sent("access-test-refused", who, store(), "send_test_push", &refused),
        at("access-calendar", who, access("ios&dialog=calendar")),
        at("access-export", who, access("ios&dialog=export")),
        sent("access-export-errors", who, access("ios&dialog=export"), "export_certificates", &[]),
        sent("access-exported", who, access("ios&dialog=export"), "export_certificates", &export),
        at("access-import", who, access("ios&dialog=import")),
        sent("access-import-errors", who, access("ios&dialog=import"), "open_certificates", &[]),
        after("access-import-changes", who, opened.with_file("certificates.json", gallery.exported.clone())),
    ]
}

fn new_certificates(gallery: &Gallery) -> Vec<Look> {
    let add =
        |query: &str| format!("/applications/{}/push/access?platform={query}&dialog=add", gallery.orbit);
    let of = |name, query: &str| at(name, Who::Owner, add(query));
    let wrong = |name, query: &str| sent(name, Who::Owner, add(query), "save_certificate", &[]);
    vec![
        of("access-add-xiaomi", "android&vendor=xiaomi"),
        of("access-add-huawei", "android&vendor=huawei"),
        of("access-add-honor", "android&vendor=honor"),
        of("access-add-oppo", "android&vendor=oppo"),
        of("access-add-vivo", "android&vendor=vivo"),
        of("access-add-meizu", "android&vendor=meizu"),
        of("access-add-fcm", "android&vendor=fcm"),
        of("access-add-p12", "ios"),
        of("access-add-p8", "ios&credential_kind=p8"),
        of("access-add-harmony", "harmony"),
        wrong("access-add-xiaomi-errors", "android&vendor=xiaomi"),
        wrong("access-add-p12-errors", "ios"),
        wrong("access-add-p8-errors", "ios&credential_kind=p8"),
    ]
}

fn pushes(gallery: &Gallery) -> Vec<Look> {
    let who = Who::Sender;
    let records = format!("/applications/{}/push/records", gallery.sender);
    vec![
        at("records-empty", Who::Owner, format!("/applications/{}/push/records", gallery.rotated)),
        at("records", who, &records),
        at("records-none", who, format!("{records}?q=nobody")),
        at("push-record", who, format!("{records}/{}", gallery.push)),
        missing(at("not-found-push", who, format!("{records}/batch_{}", "0".repeat(24)))),
    ]
}

fn money(gallery: &Gallery) -> Vec<Look> {
    let who = Who::Seller;
    let paid = format!("/applications/{}", gallery.paid);
    let upgrade = format!("{paid}/upgrade");
    vec![
        at("overview-paid", who, &paid),
        at("overview-editions", who, format!("{paid}?dialog=editions")),
        at("overview-refund", who, format!("{paid}?dialog=refund")),
        at("overview-request-deletion", who, format!("{paid}?dialog=request-deletion")),
        at("upgrade", who, format!("{upgrade}?edition=pro&months=12")),
        sent("upgrade-errors", who, &upgrade, "place_order", &[]),
        at("upgrade-refused", who, format!("{upgrade}?edition=enterprise&months=1")),
        at("billing", who, "/billing"),
        at("billing-empty", Who::Newcomer, "/billing"),
        sent("billing-errors", Who::Newcomer, "/billing", "post_entry", &[]),
        at("billing-arrears", Who::Debtor, "/billing"),
        at("invoice", who, "/billing/2"),
    ]
}

fn webhooks() -> Vec<Look> {
    let who = Who::Sender;
    let (new, page) = ("/webhooks/new", "/webhooks/1");
    let wrong = [("url", "http://127.0.0.1/")];
    vec![
        at("webhooks-empty", Who::Newcomer, "/webhooks"),
        at("webhooks", who, "/webhooks"),
        at("webhooks-new", who, new),
        sent("webhooks-new-errors", who, new, "create_webhook", &[("url", ""), ("sdkappid", "x")]),
        at("webhook", who, page),
        at("webhook-disabled", who, "/webhooks/2"),
        sent("webhook-errors", who, page, "save_webhook", &wrong),
        at("webhook-rotate", who, format!("{page}?dialog=rotate")),
        at("webhook-delete", who, format!("{page}?dialog=delete")),
        missing(at("not-found-webhook", who, "/webhooks/99")),
    ]
}

fn site() -> Vec<Look> {
    let change = |typed: &[(&'static str, &str)]| Sent::new("/account", "change_password", typed);
    let token = [("token_name", "deploy"), ("scopes[]", "keys:write"), ("days", "90")];
    vec![
        at("account", Who::Owner, "/account"),
        after("account-errors", Who::Owner, change(&[])),
        at("audit", Who::Seller, "/audit"),
        at("audit-none", Who::Seller, "/audit?who=nobody@example.com&action=key_shown&from=2026-11-01"),
        at("tokens-none", Who::Owner, "/tokens"),
        sent("tokens-errors", Who::Owner, "/tokens", "create_token", &[]),
        sent(
            "tokens-verified",
            Who::Seller,
            "/account/verify?next=/tokens",
            "verify_password",
            &[("password", PASSWORD)],
        ),
        sent("tokens-created", Who::Seller, "/tokens", "create_token", &token),
        at("tokens", Who::Seller, "/tokens"),
        at("pricing", Who::Owner, "/pricing"),
        at("pricing-set", Who::Seller, "/pricing"),
        at("pricing-stranger", Who::Stranger, "/pricing"),
        at("resources", Who::Owner, "/resources"),
        at("resources-stranger", Who::Stranger, "/resources"),
        at("support", Who::Owner, "/support"),
        at("support-stranger", Who::Stranger, "/support"),
        at("support-requests", Who::Seller, "/support"),
        at("support-request", Who::Seller, "/support/1"),
        at("support-new", Who::Owner, "/support/new"),
        sent("support-new-errors", Who::Owner, "/support/new", "file_request", &[]),
        missing(at("not-found", Who::Owner, "/nowhere")),
        missing(at("not-found-stranger", Who::Stranger, "/nowhere")),
        missing(at("not-found-application", Who::Owner, "/applications/1400000001")),
    ]
}
