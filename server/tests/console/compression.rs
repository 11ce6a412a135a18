//! What is compressed on its way, and that no secret is.

use axum::body::Body;
use axum::http::Method;
use axum::http::header::ACCEPT_ENCODING;

use crate::support::{Answer, Browser, PASSWORD, TestConsole};

/// As browsers ask.
const ALL: &str = "gzip, deflate, br, zstd";

async fn asking(browser: &mut Browser, path: &str, encodings: &str) -> Answer {
    let request = browser.request(Method::GET, path).header(ACCEPT_ENCODING, encodings);
    browser.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn pages_and_answers_are_compressed() {
    let (_test_console, mut browser) = TestConsole::with_owner().await;
    let app = browser.create("Orbit").await;
    for path in
        ["/applications", &format!("/applications/{app}"), &format!("/rpc/application_detail?sdkappid={app}")]
    {
        let plain = browser.get(path).await;
        assert_eq!(plain.header("content-encoding"), "", "{path}");
        for (asked, used) in [(ALL, "br"), ("gzip", "gzip"), ("br;q=0.5, gzip", "gzip")] {
            let answer = asking(&mut browser, path, asked).await;
            assert_eq!(answer.header("content-encoding"), used, "{path}");
            assert_eq!(answer.header("vary"), "accept-encoding", "{path}");
        }
    }
    let small = asking(&mut browser, "/healthz", ALL).await;
    assert_eq!(small.header("content-encoding"), "");
}

#[tokio::test]
async fn what_shows_a_secret_is_not() {
    let (_test_console, mut browser) = TestConsole::with_owner().await;
    let app = browser.create("Orbit").await;
    let page = format!("/applications/{app}");
    let fields = [("sdkappid", app.as_str())];
    let key = browser.submit(&page, "/rpc/show_key", &fields).await.location().to_owned();
    let key = key.split('#').next().unwrap().to_owned();
    let generate =
        [("sdkappid", app.as_str()), ("user_id", "alice"), ("expire_days", "180"), ("expire", "15552000")];
    let usersig = format!("{page}/usersig");
    let usersig = browser.submit(&usersig, "/rpc/generate_usersig", &generate).await.location().to_owned();
    let usersig = usersig.split('#').next().unwrap().to_owned();
    let answer = usersig.rsplit_once("answer=").unwrap().1;
    let usersig_data = format!("/rpc/usersig_page?sdkappid={app}&answer={answer}");
    let push = format!("{page}/push/access?platform=android");
    let export = [
        ("sdkappid", app.as_str()),
        ("platform", "android"),
        ("password", PASSWORD),
        ("passphrase", PASSWORD),
    ];
    let export = browser.submit(&push, "/rpc/export_certificates", &export).await.location().to_owned();
    let export = export.rsplit_once("answer=").unwrap().1;
    for secret in [
        key,
        usersig,
        usersig_data,
        format!("{push}&dialog=calendar"),
        format!("{page}/push/certificates.json?answer={export}"),
    ] {
        let answer = asking(&mut browser, &secret, ALL).await;
        // A person who opens the data of a page is led away from it.
        let status = if secret.starts_with("/rpc/") { 302 } else { 200 };
        assert_eq!(answer.status, status, "{secret}: {answer:?}");
        assert_eq!(answer.header("content-encoding"), "", "{secret}");
        assert_eq!(answer.header("cache-control"), "no-store, no-transform", "{secret}");
    }
    // The same pages without their secrets.
    for path in [&page, &push] {
        let answer = asking(&mut browser, path, ALL).await;
        assert_eq!(answer.header("content-encoding"), "br", "{path}");
    }
}
