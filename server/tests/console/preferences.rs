use axum::http::StatusCode;
use axum::http::header::ACCEPT_LANGUAGE;

use crate::support::{Browser, EMAIL, PASSWORD, TestConsole};

async fn page(browser: &mut Browser, path: &str, asks_for: &str) -> String {
    let request = browser.request(axum::http::Method::GET, path).header(ACCEPT_LANGUAGE, asks_for);
    browser.send(request.body(axum::body::Body::empty()).unwrap()).await.body
}

#[tokio::test(flavor = "multi_thread")]
async fn the_browsers_wish_counts_until_somebody_chooses() {
    let (test_console, _) = TestConsole::with_owner().await;
    let mut browser = test_console.browser();
    assert!(page(&mut browser, "/sign-in", "ko-KR,en;q=0.5").await.contains("<html lang=\"ko\""));
    assert!(page(&mut browser, "/sign-in", "fr").await.contains("<html lang=\"en\""));

    let fields = [("language", "zh-CN"), ("theme", "dark"), ("next", "/sign-in?next=/account")];
    let answer = browser.submit("/sign-in", "/preferences", &fields).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/sign-in?next=/account"));
    let chosen = page(&mut browser, "/sign-in", "ko").await;
    assert!(chosen.contains("<html lang=\"zh-CN\" data-theme=\"dark\""), "{}", &chosen[..200]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_persons_choice_goes_with_them() {
    let (test_console, mut owner) = TestConsole::with_owner().await;
    owner
        .submit("/account", "/preferences", &[("language", "ko"), ("theme", "light"), ("next", "/account")])
        .await;

    let mut elsewhere = test_console.browser();
    elsewhere.submit("/sign-in", "/rpc/sign_in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    let home = page(&mut elsewhere, "/applications", "en").await;
    assert!(home.contains("<html lang=\"ko\" data-theme=\"light\""), "{}", &home[..200]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nonsense_leaves_everything_as_it_was() {
    let (test_console, _) = TestConsole::with_owner().await;
    let mut browser = test_console.browser();
    browser.submit("/sign-in", "/preferences", &[("theme", "dark")]).await;
    browser.submit("/sign-in", "/preferences", &[("language", "tlh"), ("theme", "plaid")]).await;
    let same = page(&mut browser, "/sign-in", "en").await;
    assert!(same.contains("<html lang=\"en\" data-theme=\"dark\""), "{}", &same[..200]);
}
