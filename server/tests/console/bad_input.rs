use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, ORIGIN, REFERER};
use axum::http::{HeaderName, Method, StatusCode};

use crate::support::{Answer, Browser, TestConsole, form};

const FORM: &str = "application/x-www-form-urlencoded";

async fn count(browser: &mut Browser) -> usize {
    let answer = browser.get("/rpc/suggestions?q=").await;
    answer.json().as_array().unwrap_or_else(|| panic!("{answer:?}")).len()
}

async fn post(browser: &mut Browser, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
    let mut request = browser.request(Method::POST, "/rpc/create_application").header(CONTENT_TYPE, FORM);
    for (name, value) in headers {
        // One value of each: `accept` replaces the browser's.
        request.headers_mut().unwrap().insert(HeaderName::try_from(*name).unwrap(), value.parse().unwrap());
    }
    browser.send(request.body(body.into()).unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_from_other_sites_change_nothing() {
    let (_test_console, mut browser) = TestConsole::with_owner().await;
    let fields = form(&[("name", "Orbit"), ("region", "kr")]);
    for headers in [
        [("sec-fetch-site", "cross-site"), (ORIGIN.as_str(), "https://evil.example")],
        [("sec-fetch-site", "same-site"), (ORIGIN.as_str(), "http://other.console.test")],
        [("x-nothing", ""), (ORIGIN.as_str(), "https://evil.example")],
        [("x-nothing", ""), (ORIGIN.as_str(), "null")],
    ] {
        let answer = post(&mut browser, &headers, fields.clone()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert!(
            answer.body.contains("another site") && !answer.headers.contains_key("location"),
            "{answer:?}"
        );
        // A proxy must not send its next request after a body that nobody reads.
        assert_eq!(answer.header("connection"), "close");
    }
    assert_eq!(count(&mut browser).await, 0);
    let own = [("sec-fetch-site", "same-origin"), (ORIGIN.as_str(), "http://console.test")];
    let created = post(&mut browser, &own, fields).await;
    assert_eq!((created.status, created.header("connection")), (StatusCode::FOUND, ""));
    assert_eq!(count(&mut browser).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_over_the_limit_changes_nothing() {
    let test_console = TestConsole::open_with("request_body_limit = 2000").await;
    let mut browser = test_console.browser();
    let fields = [("setup_code", crate::support::CODE), ("email", "a@b.c"), ("password", "twelve letters")];
    browser.submit("/setup", "/rpc/create_owner", &fields).await;
    let large = format!("name=Orbit&region=kr&description={}", "x".repeat(2000));
    let announced = post(&mut browser, &[("content-length", "100000000")], large.clone()).await;
    let in_pieces = post(&mut browser, &[], large).await;
    assert_eq!(announced.header("connection"), "close", "nothing of it was read");
    for answer in [announced, in_pieces] {
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.body.contains("too large"), "{}", answer.body);
    }
    assert_eq!(count(&mut browser).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_text_is_refused() {
    let (_test_console, mut browser) = TestConsole::with_owner().await;
    for body in ["name=%ff&region=kr", "name=a%00b&region=kr"] {
        assert_eq!(post(&mut browser, &[], body).await.status, StatusCode::BAD_REQUEST, "{body}");
    }
    assert_eq!(
        post(&mut browser, &[], &b"name=\xff\xfe&region=kr"[..]).await.status,
        StatusCode::BAD_REQUEST
    );
    for path in [
        "/%ff",
        "/applications?q=%ff",
        "/applications?q=%00",
        "/applications/%c3%28",
        "/rpc/suggestions?q=%ff",
    ] {
        assert_eq!(browser.get(path).await.status, StatusCode::BAD_REQUEST, "{path}");
    }
    assert_eq!(count(&mut browser).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn nonsense_is_answered_and_changes_nothing() {
    let (_test_console, mut browser) = TestConsole::with_owner().await;
    for body in [
        "",
        "&&&===",
        "name",
        "name[a]=1&name[b]=2",
        "region=kr&name=a&name=b",
        "name=%",
        "{\"name\":\"Orbit\"}",
    ] {
        let answer = post(&mut browser, &[("accept", "application/json")], body).await;
        assert!(answer.status.is_client_error(), "{body}: {answer:?}");
    }
    for page in [
        "/applications?page=%25%25%25",
        "/applications?page=AAAA&sort=nonsense&status=x",
        "/applications?q=%F0%9F%92%A9",
    ] {
        assert_eq!(browser.get(page).await.status, StatusCode::OK, "{page}");
    }
    assert_eq!(count(&mut browser).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_numbers_and_unknown_pages_are_not_found() {
    let (_test_console, mut browser) = TestConsole::with_owner().await;
    for path in [
        "/applications/1400000001",
        "/applications/1",
        "/applications/x",
        "/applications/99999999999999999999",
        "/nowhere",
    ] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.header("content-type").starts_with("text/html"), "{path}");
    }
    for (action, fields) in [
        ("/rpc/save_application", vec![("sdkappid", "1400000001"), ("name", "x"), ("version", "1")]),
        ("/rpc/change_application", vec![("sdkappid", "1400000001"), ("event", "disable")]),
        ("/rpc/show_key", vec![("sdkappid", "1400000001")]),
    ] {
        let request = browser.request(Method::POST, action).header(CONTENT_TYPE, FORM);
        // Without `text/html` the failure is in the answer instead of in a redirect.
        let mut request = request.body(Body::from(form(&fields))).unwrap();
        request.headers_mut().insert("accept", "application/json".parse().unwrap());
        let answer = browser.send(request).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{action}: {answer:?}");
        assert_eq!(answer.json()["kind"], "not_found", "{action}");
    }
    let unknown = browser.submit("/applications", "/rpc/no_such_function", &[]).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let request =
        browser.request(Method::DELETE, "/applications").header(REFERER, "/").body(Body::empty()).unwrap();
    assert_eq!(browser.send(request).await.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_sent_twice_creates_one_application() {
    let (_test_console, mut browser) = TestConsole::with_owner().await;
    let first = browser.create("Orbit").await;
    assert_eq!(browser.create("Orbit").await, first);
    assert_eq!(count(&mut browser).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_are_told_nothing_by_server_functions() {
    let (test_console, mut owner) = TestConsole::with_owner().await;
    let sdkappid = owner.create("Orbit").await;
    let mut stranger = test_console.browser();
    for path in [
        "/rpc/applications_page",
        "/rpc/suggestions",
        &format!("/rpc/application_detail?sdkappid={sdkappid}"),
        &format!("/rpc/order_page?sdkappid={sdkappid}"),
        &format!("/rpc/usersig_page?sdkappid={sdkappid}"),
    ] {
        let mut request = stranger.request(Method::GET, path).body(Body::empty()).unwrap();
        request.headers_mut().insert("accept", "application/json".parse().unwrap());
        let answer = stranger.send(request).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}: {answer:?}");
        assert!(!answer.body.contains("Orbit"), "{path}");
    }
}
