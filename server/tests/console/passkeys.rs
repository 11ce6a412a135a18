//! Passkeys, from the challenge of the server to the form that answers it.

use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_TYPE, SET_COOKIE};
use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::on_both_databases;
use crate::phone::give_password;
use crate::software_authenticator::SoftwareAuthenticator;
use crate::support::{Answer, Browser, CODE, Database, EMAIL, PASSWORD, TestConsole, form};

/// Where a console has to be for passkeys, and the configuration that says so.
pub const ORIGIN: &str = "http://localhost:3000";
pub const PUBLIC_URL: &str = "public_url = 'http://localhost:3000'\n";

const NEW: &str = "/account/passkey";
const SIGN_IN: &str = "/sign-in?next=%2Faccount";
/// Where somebody who has signed in is led.
const ENTERED: &str = "/signed-in?next=%2Faccount";

/// Calls a server function as the client does, beside any form.
async fn call(browser: &mut Browser, function: &str, fields: &[(&str, &str)]) -> Answer {
    let request = browser
        .request(Method::POST, &format!("/rpc/{function}"))
        .header("sec-fetch-site", "same-origin")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let mut request = request.body(Body::from(form(fields))).unwrap();
    request.headers_mut().insert(ACCEPT, "application/json".parse().unwrap());
    browser.send(request).await
}

/// The token and the options of a challenge.
pub async fn challenge(browser: &mut Browser, function: &str, fields: &[(&str, &str)]) -> (String, String) {
    let answer = call(browser, function, fields).await;
    assert_eq!(answer.status, StatusCode::OK, "{function}: {answer:?}");
    let challenge = answer.json();
    let text = |name: &str| challenge[name].as_str().unwrap().to_owned();
    (text("token"), text("options"))
}

/// Adds a passkey of `device`; where that leads.
pub async fn add(browser: &mut Browser, device: &mut SoftwareAuthenticator, name: &str) -> String {
    let (token, options) = challenge(browser, "begin_passkey", &[("passkey_name", name)]).await;
    let credential = device.create(&options);
    let hidden = browser.get(NEW).await.hidden("/rpc/add_passkey");
    let mut fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (&**name, &**value)).collect();
    fields.retain(|(name, _)| !matches!(*name, "challenge" | "credential"));
    fields.extend([("challenge", &*token), ("credential", &*credential), ("passkey_name", name)]);
    browser.submit(NEW, "/rpc/add_passkey", &fields).await.location().to_owned()
}

/// Answers the challenge of `begin` with the form `function` of `page`.
async fn prove(
    browser: &mut Browser,
    device: &mut SoftwareAuthenticator,
    (page, begin, function): (&str, &str, &str),
) -> Answer {
    let (token, options) = challenge(browser, begin, &[]).await;
    let credential = device.get(&options);
    let fields = [("challenge", &*token), ("credential", &*credential), ("next", "/account")];
    browser.submit(page, &format!("/rpc/{function}"), &fields).await
}

async fn owner(database: Database) -> (TestConsole, Browser) {
    let test_console = TestConsole::open_on(database, PUBLIC_URL, "").await;
    let mut browser = test_console.browser();
    let fields = [("setup_code", CODE), ("email", EMAIL), ("password", PASSWORD)];
    browser.submit("/setup", "/rpc/create_owner", &fields).await;
    assert!(browser.has_session());
    (test_console, browser)
}

/// A device with a passkey that no console knows.
fn unknown_device() -> SoftwareAuthenticator {
    let mut device = SoftwareAuthenticator::new(ORIGIN, 9);
    let options = json!({
        "challenge": "AAAA",
        "rp": { "id": "localhost" },
        "user": { "id": "AAAA" },
        "attestation": "none",
        "authenticatorSelection": { "residentKey": "required", "userVerification": "required" },
    });
    device.create(&options.to_string());
    device
}

/// The page that a refused form leads to says `text`.
async fn refused(browser: &mut Browser, answer: &Answer, text: &str) {
    assert!(answer.location().contains("draft="), "{answer:?}");
    let page = browser.get(answer.location()).await;
    assert!(page.body.contains(text), "{text}: {}", page.body);
}

on_both_databases!(a_passkey_signs_in_alone, |database| {
    let (test_console, mut owner) = owner(database).await;
    let mut device = SoftwareAuthenticator::new(ORIGIN, 1);
    let place = add(&mut owner, &mut device, "Work <laptop>").await;
    assert!(place.starts_with("/account/recovery-codes?reveal="), "{place}");
    let second = add(&mut owner, &mut SoftwareAuthenticator::new(ORIGIN, 2), "Key").await;
    assert_eq!(second, "/account?done=passkey.added");
    let page = owner.get("/account").await.body;
    assert!(page.contains("Work &lt;laptop&gt;") && page.contains("10 unused"), "{page}");

    let mut browser = test_console.browser();
    let shown = browser.get("/sign-in").await.body;
    assert!(shown.contains("Sign in with a passkey") && shown.contains("<noscript>"), "{shown}");
    let ways = (SIGN_IN, "begin_passkey_sign_in", "sign_in_with_passkey");
    let answer = prove(&mut browser, &mut device, ways).await;
    assert_eq!(answer.location(), ENTERED);
    assert!(browser.has_session() && browser.get("/account").await.status == StatusCode::OK);

    let mut elsewhere = device.clone();
    "https://evil.example".clone_into(&mut elsewhere.origin);
    let mut browser = test_console.browser();
    let answer = prove(&mut browser, &mut elsewhere, ways).await;
    refused(&mut browser, &answer, "That passkey was not accepted").await;
    let answer = prove(&mut browser, &mut unknown_device(), ways).await;
    refused(&mut browser, &answer, "This console does not know that passkey").await;
    assert!(!browser.has_session());
});

on_both_databases!(a_passkey_is_the_second_step, |database| {
    let (test_console, mut owner) = owner(database).await;
    let mut device = SoftwareAuthenticator::new(ORIGIN, 1);
    add(&mut owner, &mut device, "Phone").await;
    let mut browser = test_console.browser();
    let page = give_password(&mut browser, "/account").await;
    assert_eq!(page, "/sign-in/code?next=%2Faccount");
    assert!(browser.get(&page).await.body.contains("Use a passkey"));
    let ways = (&*page, "begin_passkey_second_step", "complete_sign_in_with_passkey");
    let answer = prove(&mut browser, &mut device, ways).await;
    assert_eq!(answer.location(), ENTERED);
    let cleared = answer.headers.get_all(SET_COOKIE).iter().any(|cookie| {
        let cookie = cookie.to_str().unwrap();
        cookie.contains("-sign-in=;") && cookie.contains("Max-Age=0")
    });
    assert!(cleared && browser.has_session(), "{answer:?}");

    // Without the password there is nothing to complete.
    let mut browser = test_console.browser();
    let answer = call(&mut browser, "begin_passkey_second_step", &[]).await;
    assert_eq!(answer.json()["kind"], "sign_in_expired", "{answer:?}");
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn proof_leads_back() {
    let (_test_console, mut owner) = owner(Database::Sqlite).await;
    let mut device = SoftwareAuthenticator::new(ORIGIN, 1);
    let verify = "/account/verify?next=%2Faccount";
    assert!(!owner.get(verify).await.body.contains("verify_passkey"), "there is none");
    add(&mut owner, &mut device, "Phone").await;
    assert!(owner.get(verify).await.body.contains("/rpc/verify_passkey"));
    let ways = (verify, "begin_passkey_verification", "verify_passkey");
    assert_eq!(prove(&mut owner, &mut device, ways).await.location(), "/account");
    let (token, _) = challenge(&mut owner, "begin_passkey_verification", &[]).await;
    let fields = [("challenge", &*token), ("credential", "nonsense"), ("next", "/account")];
    let answer = owner.submit(verify, "/rpc/verify_passkey", &fields).await;
    refused(&mut owner, &answer, "That passkey was not accepted").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_is_checked_before_the_device_is_asked() {
    let (_test_console, mut owner) = owner(Database::Sqlite).await;
    let answer = call(&mut owner, "begin_passkey", &[("passkey_name", " ")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.json()["fields"][0]["field"], "passkey_name", "{answer:?}");
    let mut device = SoftwareAuthenticator::new(ORIGIN, 1);
    add(&mut owner, &mut device, "Phone").await;
    let page = owner.get("/account").await.body;
    let (_, number) = page.split_once("dialog=rename-passkey-").unwrap();
    let number = number.split('"').next().unwrap();
    let rename = format!("/account?dialog=rename-passkey-{number}");
    let fields = [("passkey", number), ("passkey_name", "")];
    let answer = owner.submit(&rename, "/rpc/rename_passkey", &fields).await;
    refused(&mut owner, &answer, "e-passkey_name").await;
    let fields = [("passkey", "777"), ("passkey_name", "x")];
    let answer = owner.submit("/account?dialog=rename-passkey-777", "/rpc/rename_passkey", &fields).await;
    assert!(answer.location().contains("draft="), "{answer:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_there_are_none_the_page_says_why() {
    for (toml, reason) in [
        ("", "has no public_url"),
        ("public_url = 'http://console.example.com'\n", "over HTTPS only"),
        ("public_url = 'https://192.0.2.1'\n", "is an IP address"),
    ] {
        let (test_console, mut owner) = TestConsole::with_owner_and(toml).await;
        let page = owner.get("/account").await.body;
        assert!(page.contains(reason) && !page.contains("href=\"/account/passkey\""), "{page}");
        assert!(owner.get(NEW).await.body.contains(reason));
        let sign_in = test_console.browser().get("/sign-in").await.body;
        assert!(!sign_in.contains("Sign in with a passkey"), "{sign_in}");
        let answer = call(&mut owner, "begin_passkey", &[("passkey_name", "x")]).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{answer:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_passkey_is_enough_where_one_is_required() {
    let (_test_console, mut owner) = owner(Database::Sqlite).await;
    let mut device = SoftwareAuthenticator::new(ORIGIN, 1);
    add(&mut owner, &mut device, "Phone").await;
    let post = async |owner: &mut Browser, page: &str, function: &str| {
        let path = format!("/rpc/{function}");
        let hidden = owner.get(page).await.hidden(&path);
        let fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (&**name, &**value)).collect();
        owner.submit(page, &path, &fields).await.location().to_owned()
    };
    post(&mut owner, "/account", "require_second_factor").await;
    assert_eq!(owner.get("/applications").await.status, StatusCode::OK);
    let page = owner.get("/account").await.body;
    let (_, number) = page.split_once("dialog=remove-passkey-").unwrap();
    let dialog = format!("/account?dialog=remove-passkey-{}", number.split('"').next().unwrap());
    let removed = post(&mut owner, &dialog, "remove_passkey").await;
    assert_eq!(removed, "/account?done=passkey.removed");
    assert_eq!(owner.get("/applications").await.location(), "/account/authenticator");
    let page = owner.get("/account/authenticator").await.body;
    assert!(page.contains("href=\"/account/passkey\""), "{page}");
    let place = add(&mut owner, &mut SoftwareAuthenticator::new(ORIGIN, 3), "Another").await;
    assert!(place.starts_with("/account/recovery-codes"), "{place}");
    assert_eq!(owner.get("/applications").await.status, StatusCode::OK);
}
