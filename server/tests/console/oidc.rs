//! Sign-in with an OpenID Connect provider in a browser without scripts.

use axum::http::StatusCode;
use console::Clock as _;
use serde_json::{Value, json};
use server::clock::SystemClock;

use crate::identity_provider::IdentityProvider;
use crate::on_both_databases;
use crate::support::{Answer, Browser, CODE, Database, EMAIL, PASSWORD, TestConsole};

const BEGIN: &str = "/sign-in/oidc";
const CALLBACK: &str = "/sign-in/oidc/callback";

/// A console with an owner and a provider, which says that the owner signs in.
async fn with_provider(database: Database, toml: &str) -> (TestConsole, IdentityProvider, Browser) {
    let provider = IdentityProvider::start(SystemClock.now()).await;
    let toml = format!("{}{toml}", provider.toml());
    let test_console = TestConsole::open_on(database, &toml, "").await;
    let mut owner = test_console.browser();
    let fields = [("setup_code", CODE), ("email", EMAIL), ("password", PASSWORD)];
    owner.submit("/setup", "/rpc/create_owner", &fields).await;
    provider.says(about("kim", EMAIL));
    (test_console, provider, owner)
}

fn about(subject: &str, email: &str) -> Value {
    json!({ "sub": subject, "email": email, "email_verified": true })
}

/// Where the page leads that the form is answered with.
fn destination(page: &Answer) -> String {
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let (_, rest) = page.body.split_once("content=\"0;url=").unwrap_or_else(|| panic!("{page:?}"));
    let address = rest.split('"').next().unwrap().replace("&amp;", "&");
    assert!(page.body.contains("http-equiv=\"refresh\""), "{page:?}");
    address
}

/// Submits the form of `page`, signs in at the provider, and comes back. Query of the callback, and the answer.
async fn go_round(
    browser: &mut Browser,
    provider: &IdentityProvider,
    page: &str,
    next: &str,
) -> (String, Answer) {
    let shown = browser.get(page).await;
    assert!(shown.body.contains(&format!("action=\"{BEGIN}\"")), "{page}: {shown:?}");
    let query = provider.sign_in(&destination(&browser.submit(page, BEGIN, &[("next", next)]).await));
    let answer = browser.get(&format!("{CALLBACK}?{query}")).await;
    (query, answer)
}

async fn sign_in(browser: &mut Browser, provider: &IdentityProvider) -> Answer {
    go_round(browser, provider, "/sign-in?next=/account", "/account").await.1
}

/// The browser is led to a page that says `text` with the request ID, and is not signed in.
async fn refused(browser: &mut Browser, answer: &Answer, problem: &str, text: &str) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
    assert!(answer.location().starts_with(&format!("/sign-in?problem={problem}&request=")), "{answer:?}");
    assert!(!browser.has_session());
    let page = browser.get(answer.location()).await;
    let request = answer.header("x-request-id");
    assert!(page.body.contains(text) && page.body.contains(request), "{text} {request}: {}", page.body);
}

on_both_databases!(people_sign_in_and_come_back_where_they_wanted, |database| {
    let (test_console, provider, _owner) = with_provider(database, "").await;
    let mut browser = test_console.browser();
    assert!(browser.get("/sign-in").await.body.contains("Sign in with Orbit ID"));
    let answer = sign_in(&mut browser, &provider).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/account"));
    assert!(browser.has_session(), "{answer:?}");
    assert!(!browser.cookies.keys().any(|name| name.ends_with("-provider")));
    assert!(browser.get("/account").await.body.contains(EMAIL));
    assert_eq!(provider.key_requests(), 1);

    // The subject wins over another address, and one that is not verified.
    provider.says(json!({ "sub": "kim", "email": "kim@example.com", "email_verified": false }));
    let mut again = test_console.browser();
    assert_eq!(sign_in(&mut again, &provider).await.location(), "/account");
    assert_eq!(provider.key_requests(), 1, "the keys are known");
    assert_eq!(test_console.count("person").await, 1);
});

on_both_databases!(nothing_is_taken_twice_or_from_elsewhere, |database| {
    let (test_console, provider, _owner) = with_provider(database, "").await;
    let mut browser = test_console.browser();
    let page = browser.submit("/sign-in", BEGIN, &[("next", "")]).await;
    let query = provider.sign_in(&destination(&page));
    let callback = format!("{CALLBACK}?{query}");
    let mut other = test_console.browser();
    other.submit("/sign-in", BEGIN, &[("next", "")]).await;
    for browser in [&mut test_console.browser(), &mut other] {
        let answer = browser.get(&callback).await;
        refused(browser, &answer, "expired", "begun in another browser").await;
    }
    let before = browser.clone();
    assert_eq!(browser.get(&callback).await.location(), "/applications");
    let mut replay = before;
    let answer = replay.get(&callback).await;
    refused(&mut replay, &answer, "expired", "begun in another browser").await;
    for query in ["", "code=x", "code=x&state=y", "error=access_denied", "state=x&state=y&code=z"] {
        let mut browser = test_console.browser();
        let answer = browser.get(&format!("{CALLBACK}?{query}")).await;
        refused(&mut browser, &answer, "expired", "Start again").await;
    }
});

/// What is wrong with a token, and what makes it so: of its header, its claims, and the time in seconds.
type Case = (&'static str, fn(&mut Value, &mut Value, i64));

on_both_databases!(a_token_that_is_not_for_this_sign_in_is_refused, |database| {
    let (test_console, provider, _owner) = with_provider(database, "").await;
    let now = SystemClock.now().micros() / 1_000_000;
    let cases: [Case; 10] = [
        ("nonce", |_, claims, _| claims["nonce"] = "another".into()),
        ("no nonce", |_, claims, _| {
            claims.as_object_mut().unwrap().remove("nonce");
        }),
        ("audience", |_, claims, _| claims["aud"] = "another-client".into()),
        ("audiences", |_, claims, _| claims["aud"] = json!(["chat-console", "another-client"])),
        ("authorized party", |_, claims, _| claims["azp"] = "another-client".into()),
        ("issuer", |_, claims, _| claims["iss"] = "https://id.example.com".into()),
        ("expired", |_, claims, now| claims["exp"] = (now - 61).into()),
        ("in the future", |_, claims, now| claims["iat"] = (now + 120).into()),
        ("alg none", |header, _, _| header["alg"] = "none".into()),
        ("a shared secret", |header, _, _| header["alg"] = "HS256".into()),
    ];
    for (what, spoil) in cases {
        provider.spoil(move |header, claims| spoil(header, claims, now));
        let mut browser = test_console.browser();
        let answer = sign_in(&mut browser, &provider).await;
        assert!(answer.location().contains("problem=untrusted"), "{what}: {answer:?}");
        refused(&mut browser, &answer, "untrusted", "could not be verified").await;
    }
    provider.spoil_nothing();
    provider.sign_secretly(true);
    let mut browser = test_console.browser();
    let answer = sign_in(&mut browser, &provider).await;
    refused(&mut browser, &answer, "untrusted", "could not be verified").await;
    provider.sign_secretly(false);
    assert_eq!(test_console.count("person_identity").await, 0);
    assert_eq!(sign_in(&mut browser, &provider).await.location(), "/account");
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_keys_of_the_provider_may_change() {
    let (test_console, provider, _owner) = with_provider(Database::Sqlite, "").await;
    sign_in(&mut test_console.browser(), &provider).await;
    for kid in ["second", "second"] {
        provider.rotate(kid);
        let mut browser = test_console.browser();
        assert_eq!(sign_in(&mut browser, &provider).await.location(), "/account", "{kid}");
    }
    assert_eq!(provider.key_requests(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_nobody_here_is_told_so() {
    let (test_console, provider, _owner) = with_provider(Database::Sqlite, "").await;
    let mut browser = test_console.browser();
    provider.says(json!({ "sub": "kim", "email": EMAIL, "email_verified": false }));
    let answer = sign_in(&mut browser, &provider).await;
    refused(&mut browser, &answer, "email_not_verified", "has not verified your email address").await;
    provider.says(json!({ "sub": "kim", "email": EMAIL }));
    let answer = sign_in(&mut browser, &provider).await;
    refused(&mut browser, &answer, "email_not_verified", "has not verified your email address").await;
    provider.says(about("lee", "lee@example.com"));
    let answer = sign_in(&mut browser, &provider).await;
    refused(&mut browser, &answer, "no_account", "Ask an owner to invite you").await;
    let page = browser.submit("/sign-in", BEGIN, &[("next", "")]).await;
    let query = provider.sign_in(&destination(&page));
    let state = query.split_once("state=").unwrap().1;
    let answer = browser.get(&format!("{CALLBACK}?error=access_denied&state={state}")).await;
    refused(&mut browser, &answer, "denied", "did not sign you in").await;
    assert_eq!(test_console.count("person").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_provider_says_the_rest_when_it_is_asked() {
    let roles = "oidc_roles = 'staff=read_only; ops=administrator'\noidc_admit = 'everybody'\n";
    let (test_console, provider, mut owner) = with_provider(Database::Sqlite, roles).await;
    provider.says(json!({ "sub": "lee" }));
    provider.informs(json!({ "sub": "kim", "email": EMAIL, "email_verified": true, "groups": ["ops"] }));
    let mut browser = test_console.browser();
    let answer = sign_in(&mut browser, &provider).await;
    refused(&mut browser, &answer, "untrusted", "could not be verified").await;

    provider.informs(json!({
        "sub": "lee", "email": "Lee@Example.com", "email_verified": "true", "groups": ["staff"],
    }));
    assert_eq!(sign_in(&mut browser, &provider).await.location(), "/account");
    let members = owner.get("/members").await.body;
    assert!(members.contains("lee@example.com"), "{members}");
    let account = browser.get("/account").await.body;
    assert!(!account.contains("/rpc/change_password"), "there is no password to change");

    provider.informs(json!({ "sub": "lee", "groups": [] }));
    let mut elsewhere = test_console.browser();
    let answer = sign_in(&mut elsewhere, &provider).await;
    refused(&mut elsewhere, &answer, "no_role", "None of your groups").await;
    assert_eq!(browser.get("/account").await.location(), "/sign-in?next=/account", "signed out everywhere");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_provider_that_is_down_is_asked_again() {
    let (test_console, provider, _owner) = with_provider(Database::Sqlite, "").await;
    let mut browser = test_console.browser();
    provider.go_down(true);
    let answer = browser.submit("/sign-in", BEGIN, &[("next", "/account")]).await;
    refused(&mut browser, &answer, "unavailable", "cannot be reached").await;
    assert!(answer.location().ends_with("&next=%2Faccount"), "{answer:?}");
    provider.go_down(false);
    provider.call_itself("https://id.example.com");
    let answer = browser.submit("/sign-in", BEGIN, &[("next", "")]).await;
    refused(&mut browser, &answer, "unavailable", "cannot be reached").await;
    provider.call_itself(&provider.issuer);
    assert_eq!(sign_in(&mut browser, &provider).await.location(), "/account");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_led_out_of_the_console() {
    let (test_console, provider, _owner) = with_provider(Database::Sqlite, "").await;
    for next in ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"] {
        let mut browser = test_console.browser();
        let (_, answer) = go_round(&mut browser, &provider, "/sign-in", next).await;
        assert_eq!(answer.location(), "/applications", "{next}");
    }
    let page = test_console.get("/sign-in?problem=no_account&request=%3Cb%3Ecall+0900%3C/b%3E").await;
    assert!(page.body.contains("Ask an owner") && !page.body.contains("0900"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_provider_proves_who_somebody_is() {
    let (test_console, provider, _owner) = with_provider(Database::Sqlite, "").await;
    let mut browser = test_console.browser();
    sign_in(&mut browser, &provider).await;
    let page = "/account/verify?next=/applications%3Fq%3Dx";
    let shown = browser.get(page).await;
    assert!(shown.body.contains("Continue to Orbit ID") && shown.body.contains("/rpc/verify_password"));
    let address = destination(&browser.submit(page, BEGIN, &[("next", "/applications?q=x")]).await);
    assert!(address.contains("prompt=login") && address.contains("max_age=0"), "{address}");
    let query = provider.sign_in(&address);
    let answer = browser.get(&format!("{CALLBACK}?{query}")).await;
    assert!(answer.location().starts_with("/account/verify?problem=not_fresh"), "{answer:?}");
    let shown = browser.get(answer.location()).await.body;
    assert!(shown.contains("did not ask again who you are"), "{shown}");

    let mut claims = about("kim", EMAIL);
    claims["auth_time"] = (SystemClock.now().micros() / 1_000_000).into();
    provider.says(claims);
    let (_, answer) = go_round(&mut browser, &provider, page, "/applications?q=x").await;
    assert_eq!(answer.location(), "/applications?q=x");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_provider_there_is_nothing() {
    let (test_console, mut owner) = TestConsole::with_owner().await;
    let mut browser = test_console.browser();
    assert!(!browser.get("/sign-in").await.body.contains(BEGIN));
    assert!(!owner.get("/account/verify").await.body.contains(BEGIN));
    for browser in [&mut browser, &mut owner] {
        assert_eq!(browser.submit("/sign-in", BEGIN, &[("next", "")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(browser.get(CALLBACK).await.status, StatusCode::NOT_FOUND);
    }
    let (test_console, _provider, _owner) = with_provider(Database::Sqlite, "").await;
    let mut browser = test_console.browser();
    let request = browser.request(axum::http::Method::POST, BEGIN).header("sec-fetch-site", "cross-site");
    let answer = browser.send(request.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "another site cannot begin it");
}
