//! Every form names the page that shows it again.

use axum::http::Method;

use crate::support::TestConsole;

/// What no form of a page posts to.
const WITHOUT_PAGE: [&str; 6] = [
    "begin_passkey",
    "begin_passkey_second_step",
    "begin_passkey_sign_in",
    "begin_passkey_verification",
    "inspect_certificate",
    "price_order",
];

#[tokio::test(flavor = "multi_thread")]
async fn every_form_names_its_page() {
    let _test_console = TestConsole::open().await;
    let known = |name: &str| {
        let text = match name {
            "sdkappid" => "1400000001",
            "id" | "version" | "request" | "endpoint" | "member" | "token" | "passkey" => "7",
            "event" => "disable",
            "edition" => "pro",
            "answer" => "00",
            _ => return None,
        };
        Some(text.to_owned())
    };
    let mut count = 0;
    for (path, method) in leptos::server_fn::axum::server_fn_paths() {
        let name = path.trim_start_matches("/rpc/");
        if method != Method::POST || WITHOUT_PAGE.contains(&name) {
            continue;
        }
        count += 1;
        assert_ne!(
            app::form_page(path, known, ""),
            "/applications",
            "{path} needs a page in `app::form_page`"
        );
    }
    assert!(count > 30, "{count}");
}
