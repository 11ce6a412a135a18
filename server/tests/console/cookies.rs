//! What browsers keep, and what else they send along.

use axum::body::Body;
use axum::http::header::{COOKIE, HOST, SET_COOKIE};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};

use crate::support::{Answer, Browser, EMAIL, PASSWORD, TestConsole};

/// Asks for a page with these very bytes as cookies.
async fn with_cookies(browser: &mut Browser, lines: &[Vec<u8>]) -> Answer {
    let mut request = browser.request(Method::GET, "/applications").body(Body::empty()).unwrap();
    request.headers_mut().remove(COOKIE);
    for line in lines {
        request.headers_mut().append(COOKIE, HeaderValue::from_bytes(line).unwrap());
    }
    browser.send(request).await
}

/// The session cookie, as it is sent.
fn session(browser: &Browser) -> (String, String) {
    let mut own = browser.cookies.iter().filter(|(name, _)| !name.ends_with("-device"));
    let (name, value) = own.next().unwrap();
    assert!(own.next().is_none());
    (name.clone(), value.clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn cookies_of_other_programs_never_matter() {
    let (_test_console, mut owner) = TestConsole::with_owner().await;
    let (name, token) = session(&owner);
    let own = format!("{name}={token}");
    let text = |text: String| text.into_bytes();
    for lines in [
        vec![text(format!("city=서울; {own}"))],
        vec![text(format!("{own}; city=서울"))],
        vec![[b"a=\xff\xfe; ", own.as_bytes()].concat()],
        vec![text(format!("q=\"unbalanced; {own}"))],
        vec![text("이름=값".into()), text(own.clone())],
        vec![text(format!("huge={}; {own}", "x".repeat(30_000)))],
        vec![text(format!("=; ;;; {own};"))],
        // Of another path or program, before and after the right one.
        vec![text(format!("{name}=stale; {own}; {name}={}", "0".repeat(64)))],
        vec![text(format!("language=tlh; theme=plaid; chat-console=1; {own}"))],
    ] {
        let answer = with_cookies(&mut owner, &lines).await;
        assert_eq!(answer.status, StatusCode::OK, "{lines:?}");
        assert!(answer.body.contains("<html lang=\"en\" data-theme=\"system\""));
    }
    let answer = with_cookies(&mut owner, &[text(format!("x{own}; {own}x"))]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_consoles_on_one_host_do_not_know_each_other() {
    let (_here, mut here) = TestConsole::with_owner().await;
    let (_there, mut there) = TestConsole::with_owner().await;
    for browser in [&mut here, &mut there] {
        browser.submit("/account", "/preferences", &[("language", "ko"), ("theme", "dark")]).await;
    }
    // One browser holds the cookies of both: it tells hosts apart, not ports.
    let jar = here.cookies.clone().into_iter().chain(there.cookies.clone());
    here.cookies = jar.collect();
    assert_eq!(here.cookies.len(), 8, "{:?}", here.cookies.keys());
    there.cookies = here.cookies.clone();
    for browser in [&mut here, &mut there] {
        let answer = browser.get("/applications").await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(!answer.headers.contains_key(SET_COOKIE));
    }
    here.submit("/account", "/rpc/sign_out", &[]).await;
    assert_eq!(here.cookies.len(), 7);
    there.cookies = here.cookies.clone();
    assert_eq!(there.get("/applications").await.status, StatusCode::OK);
    assert_eq!(here.get("/applications").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_that_says_nothing_is_left_alone() {
    let (test_console, mut owner) = TestConsole::with_owner().await;
    let (name, _) = session(&owner);
    for token in ["nonsense", &"0".repeat(64)] {
        let mut browser = test_console.browser();
        browser.cookies.insert(name.clone(), token.to_owned());
        let answer = browser.get("/applications").await;
        assert_eq!(answer.location(), "/sign-in?next=/applications");
        assert!(!answer.headers.contains_key(SET_COOKIE), "{answer:?}");
        // Signing in replaces it, and that browser has shown that it keeps cookies.
        let answer =
            browser.submit("/sign-in", "/rpc/sign_in", &[("email", EMAIL), ("password", PASSWORD)]).await;
        assert_eq!(answer.location(), "/applications");
        assert_eq!(browser.get("/applications").await.status, StatusCode::OK);
    }
    let old = owner.clone();
    owner.submit("/sign-in", "/rpc/sign_in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    assert_ne!(old.cookies, owner.cookies, "signing in gives a new session");
    assert_eq!(old.clone().get("/applications").await.location(), "/sign-in?next=/applications");
    assert_eq!(owner.get("/applications").await.status, StatusCode::OK);
}

/// A browser that keeps nothing: it follows where it is led after a right password.
async fn without_cookies(test_console: &TestConsole, extra: &[(&str, &str)]) -> (Vec<String>, Answer) {
    let mut browser = test_console.browser();
    let fields = [("email", EMAIL), ("password", PASSWORD), ("next", "/account?a=b")];
    let mut answer = browser.submit("/sign-in", "/rpc/sign_in", &fields).await;
    let mut way = Vec::new();
    while answer.status.is_redirection() {
        way.push(answer.location().to_owned());
        assert!(way.len() < 5, "{way:?}");
        browser.cookies.clear();
        let mut request = browser.request(Method::GET, answer.location()).body(Body::empty()).unwrap();
        for (name, value) in extra {
            request.headers_mut().insert(HeaderName::try_from(*name).unwrap(), value.parse().unwrap());
        }
        answer = browser.send(request).await;
    }
    (way, answer)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_keeps_no_cookie_is_told() {
    let (test_console, _) = TestConsole::with_owner().await;
    let (way, page) = without_cookies(&test_console, &[]).await;
    assert_eq!(
        way,
        ["/signed-in?next=%2Faccount%3Fa%3Db", "/sign-in?cookie=missing&next=/account%3Fa%3Db"],
        "{page:?}"
    );
    assert!(
        page.body.contains("did not keep the sign-in. Allow cookies for http://127.0.0.1:3000"),
        "{}",
        page.body
    );
    let plain = test_console.browser().get("/sign-in").await;
    assert!(!plain.body.contains("did not keep"), "{}", plain.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_console_for_https_says_so_where_it_is_opened_without() {
    let (test_console, owner) = TestConsole::with_owner_and("public_url = 'https://console.test'").await;
    assert!(owner.cookies.keys().all(|name| name.starts_with("__Host-chat-console-")), "{:?}", owner.cookies);
    let link = "href=\"https://console.test/sign-in\"";

    // In the local network, over plain HTTP: said before the password is typed, and after.
    for path in ["/sign-in", "/sign-in?next=/account"] {
        let request = test_console.browser().request(Method::GET, path);
        let mut request = request.body(Body::empty()).unwrap();
        request.headers_mut().insert(HOST, "192.168.0.7:3000".parse().unwrap());
        let page = test_console.ask(request).await;
        assert!(
            page.body.contains("does not work at this address") && page.body.contains(link),
            "{}",
            page.body
        );
    }
    let (_, page) = without_cookies(&test_console, &[("host", "192.168.0.7:3000")]).await;
    assert!(page.body.contains("does not work at this address") && page.body.contains(link), "{}", page.body);

    // At its own address nothing is said, but where cookies are refused.
    let request =
        test_console.browser().request(Method::GET, "/sign-in").header("sec-fetch-mode", "navigate");
    let page = test_console.ask(request.body(Body::empty()).unwrap()).await;
    assert!(!page.body.contains(link), "{}", page.body);
    let (_, page) = without_cookies(&test_console, &[("sec-fetch-mode", "navigate")]).await;
    assert!(page.body.contains("did not keep the sign-in") && page.body.contains(link), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_do_not_lock_the_owner_out() {
    let (test_console, mut owner) = TestConsole::with_owner().await;
    owner.submit("/account", "/rpc/sign_out", &[]).await;
    let wrong = [("email", EMAIL), ("password", "not the password")];
    for _ in 0..30 {
        test_console.browser().submit("/sign-in", "/rpc/sign_in", &wrong).await;
    }
    let right = [("email", EMAIL), ("password", PASSWORD)];
    let answer = test_console.browser().submit("/sign-in", "/rpc/sign_in", &right).await;
    assert!(
        answer.location().contains("/sign-in?")
            && answer.headers.get_all(SET_COOKIE).iter().all(|it| it.to_str().unwrap().contains("-draft=")),
        "{answer:?}"
    );
    let answer = owner.submit("/sign-in", "/rpc/sign_in", &right).await;
    assert_eq!(answer.location(), "/applications", "{answer:?}");
}
