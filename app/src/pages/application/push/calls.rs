//! What the page does, as calls of the API.

use domain::account::language::Language;
use domain::application::sdkappid::Sdkappid;
use domain::certificate::Tab;

use crate::i18n::text::as_code;
use crate::ui::ApiCall;

/// Each with its name; the certificate to add is one of the tab.
pub(super) fn calls(language: Language, sdkappid: Sdkappid, tab: Tab) -> Vec<(&'static str, ApiCall)> {
    let path = format!("/applications/{sdkappid}/certificates");
    let (members, file) = match tab {
        Tab::Android => (
            r#""platform": "fcm", "certificate_name": "Google FCM", "click_action": "application""#,
            "service-account.json",
        ),
        Tab::Ios => (
            r#""platform": "apns", "certificate_name": "App Store", "credential_kind": "p8", "environment": "production", "team_id": "TEAM123456", "bundle_id": "com.example.messenger""#,
            "AuthKey_KEY1234567.p8",
        ),
        Tab::Harmony => (
            r#""platform": "harmony", "certificate_name": "HarmonyOS", "click_action": "application""#,
            "private.json",
        ),
    };
    let content = format!(r#"'"$(base64 < {file} | tr -d '\n')"'"#);
    let body = format!(r#"{{{members}, "file": {{"name": "{file}", "content": "{content}"}}}}"#);
    vec![
        (as_code::list_certificates(language), ApiCall::new("GET", path.clone())),
        (as_code::add_certificate(language), ApiCall::new("POST", path).with_body(body)),
    ]
}
