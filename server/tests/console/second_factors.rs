//! Two-step verification in a browser without scripts.

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, SET_COOKIE};

use crate::phone::{AUTHENTICATOR, Phone, give_password};
use crate::support::{Answer, PASSWORD, TestConsole};

/// Where somebody who has signed in is led.
const ENTERED: &str = "/signed-in?next=%2Faccount";
const CODE_PAGE: &str = "/sign-in/code?next=%2Faccount";

/// The page that a refused form leads to says `text`.
async fn refused(browser: &mut crate::support::Browser, answer: &Answer, text: &str) {
    assert!(answer.location().contains("draft="), "{answer:?}");
    let page = browser.get(answer.location()).await;
    assert!(page.body.contains(text), "{text}: {}", page.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_in_takes_a_code() {
    let (test_console, mut owner) = TestConsole::with_owner().await;
    let (phone, codes) = Phone::set_up(&mut owner, test_console.now()).await;
    assert_eq!(codes.len(), 10, "{codes:?}");
    assert!(owner.get("/account").await.body.contains("10 unused"));

    let mut browser = test_console.browser();
    assert_eq!(give_password(&mut browser, "/account").await, CODE_PAGE);
    assert!(!browser.has_session());
    assert_eq!(browser.get("/account").await.location(), "/sign-in?next=/account", "no session yet");
    let submit = async |browser: &mut crate::support::Browser, code: &str| {
        let fields = [("code", code), ("next", "/account")];
        browser.submit(CODE_PAGE, "/rpc/sign_in_with_code", &fields).await
    };
    let empty = submit(&mut browser, "").await;
    refused(&mut browser, &empty, "Enter the authentication code.").await;
    let wrong = submit(&mut browser, "12345").await;
    refused(&mut browser, &wrong, "Wrong code").await;
    let used = submit(&mut browser, &phone.shows(test_console.now(), -9)).await;
    refused(&mut browser, &used, "Wrong code").await;
    assert!(!browser.has_session());

    let right = submit(&mut browser, &phone.shows(test_console.now(), 1)).await;
    assert_eq!(right.location(), ENTERED);
    assert!(browser.has_session() && browser.get("/account").await.status == StatusCode::OK);
    let cleared = right.headers.get_all(SET_COOKIE).iter().any(|cookie| {
        let cookie = cookie.to_str().unwrap();
        cookie.contains("-sign-in=;") && cookie.contains("Max-Age=0")
    });
    assert!(cleared, "{right:?}");
    assert_eq!(browser.get(CODE_PAGE).await.location(), "/account", "who is signed in owes nothing");

    let mut browser = test_console.browser();
    give_password(&mut browser, "/account").await;
    assert_eq!(submit(&mut browser, &codes[0].to_lowercase()).await.location(), ENTERED);
    assert!(browser.get("/account").await.body.contains("9 unused"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_password_a_code_is_worth_nothing() {
    let (test_console, mut owner) = TestConsole::with_owner().await;
    let (phone, _) = Phone::set_up(&mut owner, test_console.now()).await;
    let mut browser = test_console.browser();
    let fields = [("code", &*phone.shows(test_console.now(), 1))];
    let answer = browser.submit(CODE_PAGE, "/rpc/sign_in_with_code", &fields).await;
    refused(&mut browser, &answer, "This sign-in took too long").await;
    assert!(!browser.has_session());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn secrets_are_shown_once_and_not_stored() {
    let (test_console, mut owner) = TestConsole::with_owner().await;
    let phone = Phone::begin(&mut owner).await;
    let page = owner.get(AUTHENTICATOR).await;
    assert!(page.headers[CACHE_CONTROL].to_str().unwrap().contains("no-store"));
    assert!(page.body.contains("class=\"qr\"") && page.body.contains("<path d=\"M"), "{}", page.body);
    let fields = [("code", &*phone.shows(test_console.now(), 0))];
    let answer = owner.submit(AUTHENTICATOR, "/rpc/confirm_authenticator", &fields).await;
    let codes = owner.get(answer.location()).await;
    assert!(codes.headers[CACHE_CONTROL].to_str().unwrap().contains("no-store"));
    assert!(codes.body.contains("download=\"chat-console-recovery-codes.txt\""));
    let again = owner.get(answer.location()).await;
    assert!(again.body.contains("Recovery codes are shown once"), "{}", again.body);
    assert!(!owner.get(AUTHENTICATOR).await.body.contains("class=\"qr\""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_has_to_set_one_up_is_led_there() {
    let (test_console, mut owner) = TestConsole::with_owner().await;
    Phone::set_up(&mut owner, test_console.now()).await;
    let post = async |owner: &mut crate::support::Browser, page: &str, function: &str| {
        let path = format!("/rpc/{function}");
        let hidden = owner.get(page).await.hidden(&path);
        let fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (&**name, &**value)).collect();
        owner.submit(page, &path, &fields).await.location().to_owned()
    };
    let required = post(&mut owner, "/account", "require_second_factor").await;
    assert_eq!(required, "/account?done=second_factor.required");
    let page = "/account?dialog=remove-authenticator";
    assert_eq!(post(&mut owner, page, "remove_authenticator").await, "/account?done=authenticator.removed");

    for page in ["/account", "/applications", "/billing", "/pricing", "/"] {
        assert_eq!(owner.get(page).await.location(), AUTHENTICATOR, "{page}");
    }
    let fields = [("name", "Orbit"), ("description", ""), ("region", "kr"), ("submission", &"1".repeat(32))];
    owner.submit("/applications?dialog=create", "/rpc/create_application", &fields).await;
    let page = owner.get(AUTHENTICATOR).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("This account requires two-step verification"), "{}", page.body);
    let (_, codes) = Phone::set_up(&mut owner, test_console.now()).await;
    assert_eq!(codes.len(), 10);
    let list = owner.get("/applications").await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(!list.body.contains("Orbit"), "an application was created before");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn proof_leads_back() {
    let (test_console, mut owner) = TestConsole::with_owner().await;
    let page = "/account/verify?next=%2Fapplications%3Fq%3Dx";
    assert!(!owner.get(page).await.body.contains("verify_code"), "there is no app");
    let verify =
        async |owner: &mut crate::support::Browser, function: &str, field: (&str, &str), next: &str| {
            let fields = [field, ("next", next)];
            owner.submit(page, &format!("/rpc/{function}"), &fields).await
        };
    let right = ("password", PASSWORD);
    let mut copy = owner.clone();
    let answer = verify(&mut owner, "verify_password", right, "/applications?q=x").await;
    assert_eq!(answer.location(), "/applications?q=x");
    assert_eq!(owner.get("/account").await.status, StatusCode::OK);
    assert_eq!(copy.get("/account").await.location(), "/sign-in?next=/account", "a copy of the cookies");
    for next in ["", "//evil.example", "https://evil.example/"] {
        assert_eq!(verify(&mut owner, "verify_password", right, next).await.location(), "/account", "{next}");
    }
    let wrong = verify(&mut owner, "verify_password", ("password", "not the password"), "").await;
    refused(&mut owner, &wrong, "e-password").await;

    let (phone, _) = Phone::set_up(&mut owner, test_console.now()).await;
    assert!(owner.get(page).await.body.contains("/rpc/verify_code"));
    let code = phone.shows(test_console.now(), 1);
    assert_eq!(verify(&mut owner, "verify_code", ("code", &code), "/billing").await.location(), "/billing");
    let replayed = verify(&mut owner, "verify_code", ("code", &code), "/billing").await;
    refused(&mut owner, &replayed, "e-code").await;
}
