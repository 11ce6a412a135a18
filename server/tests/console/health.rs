use axum::http::StatusCode;

use crate::support::TestConsole;

#[tokio::test(flavor = "multi_thread")]
async fn lives_and_is_ready() {
    let test_console = TestConsole::open().await;
    for path in ["/healthz", "/readyz"] {
        let answer = test_console.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let metrics = test_console.metrics.render();
    assert!(metrics.contains("chat_console_requests_total{route=\"health\",status=\"2xx\"} 2"), "{metrics}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_is_protected_and_named() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let mut ids = std::collections::BTreeSet::new();
    for path in
        ["/healthz", "/applications", "/nowhere", "/pkg/console.css", "/pkg/nowhere.wasm", "/v4/x", "/rpc/x"]
    {
        let answer = browser.get(path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe-inline"),
            "{path}: {policy}"
        );
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert_eq!(answer.headers.get_all("content-security-policy").iter().count(), 1, "{path}");
        assert!(answer.header("strict-transport-security").is_empty(), "{path}");
        assert!(ids.insert(answer.header("x-request-id").to_owned()), "{path}");
    }
    drop(test_console);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_not_kept_but_files_are() {
    let (_test_console, mut browser) = TestConsole::with_owner().await;
    for (path, kept) in [
        ("/applications", "no-store"),
        ("/rpc/applications_page", "no-store"),
        ("/pkg/console.css", "no-cache"),
        ("/icons.svg?v=1", "public, max-age=31536000, immutable"),
        ("/favicon.svg", "public, max-age=86400"),
        ("/pkg/missing.js", "no-store"),
    ] {
        assert_eq!(browser.get(path).await.header("cache-control"), kept, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_file_is_no_page() {
    let (_test_console, mut browser) = TestConsole::with_owner().await;
    let answer = browser.get("/pkg/console.0000.wasm").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(!answer.body.contains("<script"), "{}", answer.body);
    for outside in ["/pkg/../../data/master.key", "/pkg/%2e%2e/%2e%2e/data/master.key", "/data/master.key"] {
        assert_eq!(browser.get(outside).await.status, StatusCode::NOT_FOUND, "{outside}");
    }
    assert_eq!(browser.get("/robots.txt").await.body, "User-agent: *\nDisallow: /\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn tls_in_front_is_asked_for_and_trusted() {
    let test_console = TestConsole::open_with("public_url = 'https://console.test'").await;
    let answer = test_console.get("/healthz").await;
    assert!(answer.header("strict-transport-security").starts_with("max-age="));
    let mut browser = test_console.browser();
    let fields = [("setup_code", crate::support::CODE), ("email", "a@b.c"), ("password", "twelve letters")];
    browser.submit("/setup", "/rpc/create_owner", &fields).await;
    assert_eq!(browser.cookies.len(), 2);
    assert!(browser.cookies.keys().all(|name| name.starts_with("__Host-chat-console-")));
}
