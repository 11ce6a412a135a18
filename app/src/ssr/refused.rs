//! Finds the page that shows a refused form again.
//!
//! The server stores the form as a draft, and the URL of the page contains only the token of the draft
//! (`docs/adr/0007-drafts.md`).

use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::{address, local_path};

/// The refused form to show on a page, in the extensions of the page's request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The path of the server function that the form posts to.
    pub path: String,
    /// The reason, and the values that were entered.
    pub failure: Failure,
}

/// The page of a form that was posted to `path`, derived from its fields and from the URL that the browser came from.
///
/// The fields decide: browsers, proxies and extensions omit or shorten `Referer`. It only adds the rest of the URL,
/// such as the filter of a list.
pub fn form_page(path: &str, field: impl Fn(&str) -> Option<String>, referer: &str) -> String {
    let own = path.strip_prefix("/rpc/").and_then(|endpoint| page_of(endpoint, &Fields(&field)));
    let own = own.as_deref().and_then(local_path).unwrap_or("/applications");
    // Strips the scheme from `https://host/path?query`.
    let after_scheme = referer.split_once("://").map_or(referer, |(_, rest)| rest);
    let from = after_scheme.find('/').map(|start| &after_scheme[start..]).and_then(local_path);
    let from = from.map(|from| from.split('#').next().unwrap_or_default()).unwrap_or_default();
    let (from_path, from_query) = from.split_once('?').unwrap_or((from, ""));
    let (own_path, own_query) = own.split_once('?').unwrap_or((own, ""));
    let has_all =
        own_query.split('&').all(|pair| pair.is_empty() || from_query.split('&').any(|it| it == pair));
    let page = if from_path == own_path && has_all {
        address::with_query(from_path, &address::without_one_time(from_query))
    } else {
        own.to_owned()
    };
    without_draft(&page)
}

/// Adds the token of a draft to the URL `page`.
pub fn with_draft(page: &str, token: &str) -> String {
    let page = without_draft(page);
    let separator = if page.contains('?') { '&' } else { '?' };
    format!("{page}{separator}draft={token}")
}

fn without_draft(page: &str) -> String {
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    address::with_query(path, &address::without(query, "draft"))
}

/// The fields of a form, as parts of a URL.
struct Fields<'a>(&'a dyn Fn(&str) -> Option<String>);

impl Fields<'_> {
    fn text(&self, name: &str) -> String {
        (self.0)(name).unwrap_or_default()
    }

    /// A code or a number: no character with a special meaning in a URL.
    fn code(&self, name: &str) -> Option<String> {
        let text = self.text(name);
        let is_code = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        (!text.is_empty() && text.len() <= 64 && text.bytes().all(is_code)).then_some(text)
    }

    /// Where to go afterwards, as the query of the form's page.
    fn next(&self) -> String {
        let next = self.text("next");
        let next = local_path(&next).map(|next| format!("?next={}", address::escape(next)));
        next.unwrap_or_default()
    }

    fn application(&self) -> Option<String> {
        Some(format!("/applications/{}", self.code("sdkappid")?))
    }

    fn dialog(&self, name: &str) -> Option<String> {
        Some(format!("{}?dialog={name}", self.application()?))
    }

    /// **Access Setting**, with a dialog over it. The form names a tab or one of its vendors.
    fn access(&self, dialog: &str) -> Option<String> {
        let code = self.code("platform").unwrap_or_default();
        let place = match code.parse::<domain::certificate::Platform>() {
            Ok(platform) if platform.tab() == domain::certificate::Tab::Android => {
                format!("platform=android&vendor={code}")
            }
            Ok(platform) => format!("platform={}", platform.tab().code()),
            Err(_) if code.is_empty() => "platform=android".to_owned(),
            Err(_) => format!("platform={code}"),
        };
        let dialog = if dialog.is_empty() { String::new() } else { format!("&dialog={dialog}") };
        Some(format!("{}/push/access?{place}{dialog}", self.application()?))
    }

    fn certificate(&self, dialog: &str) -> Option<String> {
        self.access(&format!("{dialog}-{}", self.code("id")?))
    }
}

/// The page of a server function's form; `None` if its fields do not identify one.
fn page_of(endpoint: &str, fields: &Fields<'_>) -> Option<String> {
    match endpoint {
        "create_owner" => Some("/setup".to_owned()),
        "invite_member" => Some("/members?dialog=invite".to_owned()),
        "revoke_invitation" => Some("/members".to_owned()),
        "change_member" => Some(format!("/members?dialog=access-{}", fields.code("member")?)),
        "remove_member" => Some(format!("/members?dialog=remove-{}", fields.code("member")?)),
        "leave_account" => Some("/members?dialog=leave".to_owned()),
        "join_account" => Some(format!("/join?token={}", fields.code("token")?)),
        "sign_in" | "sign_in_with_passkey" => Some(format!("/sign-in{}", fields.next())),
        "sign_in_with_code" | "complete_sign_in_with_passkey" => {
            Some(format!("/sign-in/code{}", fields.next()))
        }
        "verify_password" | "verify_code" | "verify_passkey" => {
            Some(format!("/account/verify{}", fields.next()))
        }
        "add_passkey" => Some("/account/passkey".to_owned()),
        "rename_passkey" => Some(format!("/account?dialog=rename-passkey-{}", fields.code("passkey")?)),
        "remove_passkey" => Some(format!("/account?dialog=remove-passkey-{}", fields.code("passkey")?)),
        "begin_authenticator" | "confirm_authenticator" => Some("/account/authenticator".to_owned()),
        "remove_authenticator" => Some("/account?dialog=remove-authenticator".to_owned()),
        "change_password"
        | "revoke_session"
        | "revoke_other_sessions"
        | "sign_out"
        | "replace_recovery_codes"
        | "require_second_factor" => Some("/account".to_owned()),
        "create_token" | "revoke_token" => Some("/tokens".to_owned()),
        "create_application" => Some("/applications?dialog=create".to_owned()),
        "import_application" => Some("/applications/import".to_owned()),
        "restore_application" => Some("/applications/deleted".to_owned()),
        "save_application" => {
            let version = fields.code("version").unwrap_or_else(|| "0".to_owned());
            Some(format!("{}?edit={version}", fields.application()?))
        }
        "change_application" => {
            let (event, list) = (fields.code("event")?, fields.text("list"));
            match list.strip_prefix('?') {
                Some(list) => {
                    let over = format!("dialog={event}&app={}", fields.code("sdkappid")?);
                    let separator = if list.is_empty() { "" } else { "&" };
                    Some(format!("/applications?{list}{separator}{over}"))
                }
                None => fields.dialog(&event),
            }
        }
        "show_key" | "add_administrator" | "remove_administrator" | "switch_renewal" => fields.application(),
        "unlock_key" => fields.dialog("password"),
        "rotate_key" => fields.dialog("rotate"),
        "undo_rotation" => fields.dialog("undo"),
        "retire_key" => fields.dialog(&format!("retire-{}", fields.code("version")?)),
        "extend_trial" => fields.dialog("extend"),
        "refund_package" => fields.dialog("refund"),
        "ask_for_deletion" => fields.dialog("request-deletion"),
        "place_order" => {
            let mut page = format!("{}/upgrade?edition={}", fields.application()?, fields.code("edition")?);
            if let Some(months) = fields.code("months") {
                page.extend(["&months=", &months]);
            }
            for code in fields.text("add_ons").split_whitespace() {
                page.extend(["&add_on.", &address::escape(code), "=on"]);
            }
            if fields.text("auto_renew") == "on" {
                page.push_str("&auto_renew=on");
            }
            Some(page)
        }
        "post_entry" | "choose_currency" => Some("/billing".to_owned()),
        "file_request" => Some("/support/new".to_owned()),
        "answer_request" | "settle_request" | "withdraw_request" => {
            Some(format!("/support/{}", fields.code("request")?))
        }
        "create_webhook" => Some("/webhooks/new".to_owned()),
        "delete_webhook" => Some(format!("/webhooks/{}?dialog=delete", fields.code("endpoint")?)),
        "rotate_webhook_secret" => Some(format!("/webhooks/{}?dialog=rotate", fields.code("endpoint")?)),
        "save_webhook" | "switch_webhook" | "test_webhook" | "replay_webhook" => {
            Some(format!("/webhooks/{}", fields.code("endpoint")?))
        }
        "save_certificate" if fields.code("id").is_some() => fields.certificate("edit"),
        "save_certificate" => {
            let page = fields.access("add")?;
            let by_key = fields.text("credential_kind") == "p8";
            Some(if by_key { format!("{page}&credential_kind=p8") } else { page })
        }
        "check_certificate" | "make_default_certificate" => fields.access(""),
        "delete_certificate" => fields.certificate("delete"),
        "send_test_push" => {
            let (back, dialog) = (fields.text("back"), format!("dialog=test-{}", fields.code("id")?));
            let own = format!("{}/push/access?", fields.application()?);
            if back.starts_with(&own) { Some(format!("{back}&{dialog}")) } else { fields.certificate("test") }
        }
        "export_certificates" => fields.access("export"),
        "open_certificates" => fields.access("import"),
        "import_certificates" => {
            Some(format!("{}&answer={}", fields.access("import")?, fields.code("answer")?))
        }
        "generate_usersig" | "verify_usersig" => Some(format!("{}/usersig", fields.application()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(endpoint: &str, fields: &[(&str, &str)], referer: &str) -> String {
        let field =
            |name: &str| fields.iter().find(|(own, _)| *own == name).map(|(_, text)| (*text).to_owned());
        form_page(&format!("/rpc/{endpoint}"), field, referer)
    }

    #[test]
    fn the_fields_name_the_page() {
        let app = ("sdkappid", "1400000001");
        for (endpoint, fields, expected) in [
            ("create_webhook", vec![], "/webhooks/new"),
            ("save_webhook", vec![("endpoint", "7")], "/webhooks/7"),
            ("delete_webhook", vec![("endpoint", "7")], "/webhooks/7?dialog=delete"),
            ("rotate_webhook_secret", vec![("endpoint", "7")], "/webhooks/7?dialog=rotate"),
            ("create_application", vec![], "/applications?dialog=create"),
            ("save_application", vec![app, ("version", "3")], "/applications/1400000001?edit=3"),
            ("change_application", vec![app, ("event", "delete")], "/applications/1400000001?dialog=delete"),
            (
                "change_application",
                vec![app, ("event", "disable"), ("list", "?status=enabled")],
                "/applications?status=enabled&dialog=disable&app=1400000001",
            ),
            ("sign_in", vec![("next", "/account?a=b")], "/sign-in?next=%2Faccount%3Fa%3Db"),
            ("sign_in", vec![("next", "//evil.test")], "/sign-in"),
            ("sign_in_with_code", vec![("next", "/account")], "/sign-in/code?next=%2Faccount"),
            ("verify_code", vec![("next", "/a?b=c")], "/account/verify?next=%2Fa%3Fb%3Dc"),
            (
                "save_certificate",
                vec![app, ("platform", "vivo")],
                "/applications/1400000001/push/access?platform=android&vendor=vivo&dialog=add",
            ),
            (
                "save_certificate",
                vec![app, ("platform", "apns"), ("id", "7")],
                "/applications/1400000001/push/access?platform=ios&dialog=edit-7",
            ),
            (
                "place_order",
                vec![app, ("edition", "pro"), ("months", "12"), ("add_ons", "audit sso")],
                "/applications/1400000001/upgrade?edition=pro&months=12&add_on.audit=on&add_on.sso=on",
            ),
            // A value that is not a number names no page.
            ("show_key", vec![("sdkappid", "1?x=/../")], "/applications"),
            ("no_such_thing", vec![], "/applications"),
        ] {
            assert_eq!(page(endpoint, &fields, ""), expected, "{endpoint} {fields:?}");
        }
    }

    #[test]
    fn the_browser_only_adds_to_it() {
        for (referer, expected) in [
            (
                "https://a.test/applications?q=orbit&dialog=create&done=saved",
                "/applications?q=orbit&dialog=create",
            ),
            ("https://a.test/applications?dialog=create&draft=00#x", "/applications?dialog=create"),
            ("https://a.test/applications", "/applications?dialog=create"),
            ("https://a.test/", "/applications?dialog=create"),
            ("https://a.test//b.test/?dialog=create", "/applications?dialog=create"),
            ("https://a.test", "/applications?dialog=create"),
            ("nonsense", "/applications?dialog=create"),
        ] {
            assert_eq!(page("create_application", &[], referer), expected, "{referer}");
        }
    }

    #[test]
    fn an_address_has_one_draft() {
        assert_eq!(with_draft("/a", "1"), "/a?draft=1");
        assert_eq!(with_draft("/a?b=c&draft=0", "1"), "/a?b=c&draft=1");
    }
}
