//! Every form is refused without scripts, with the longest texts: nothing that was typed or chosen is lost, and nothing
//! of it stands in an address.

mod cases;
mod pages;

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_TYPE, REFERER};
use axum::http::{Method, StatusCode};

use cases::{Case, ELSEWHERE, Subjects, cases};

use crate::once::CATALOGUE;
use crate::push_devices;
use crate::support::{Answer, Browser, CODE, Database, EMAIL, PASSWORD, TestConsole, form};

/// P-256, of nobody.
const SIGNING_KEY: &str = "-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgGwJleUBVGPrhaBBt
qMsY52yIk29B6bqQHU/My2ThsLyhRANCAAR3/cdTqRbs2W/uLrX5nikRVXZc5hYC
CdCK3nhyK935AhiRBGQZY60xRYNdyGxfQOyPIGFTfUpjNiugb47YxW0S
-----END PRIVATE KEY-----
";

/// Names of controls whose values are never written into a page.
const SECRETS: [&str; 9] = [
    "password",
    "new_password",
    "setup_code",
    "key",
    "app_secret",
    "master_secret",
    "client_secret",
    "file_password",
    "passphrase",
];

pub const SECRET: &str = "s3cret-never-in-a-page";
const TYPE_AGAIN: &str = "Type it again.";

/// As HTML has it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn assert_no_trace(answer: &Answer, fields: &[(&str, String)], what: &str) {
    let location = answer.location();
    assert!(location.len() < 1_000, "{what}: {location}");
    for (name, text) in fields.iter().filter(|(_, text)| text.chars().count() > 20) {
        let start: String = text.chars().take(12).collect();
        assert!(!location.contains(&form(&[("", &start)])[1..]), "{what} {name}: {location}");
    }
    assert!(!location.contains("__err") && !location.contains(SECRET), "{what}: {location}");
}

/// Where the form was: the page that the answer leads to.
async fn followed(browser: &mut Browser, answer: &Answer) -> Answer {
    assert_eq!(answer.status, StatusCode::FOUND, "{answer:?}");
    let page = browser.get(answer.location()).await;
    assert_eq!(page.status, StatusCode::OK, "{} {}", answer.location(), page.body);
    page
}

async fn post(
    browser: &mut Browser,
    path: &str,
    fields: &[(&'static str, String)],
    multipart: bool,
) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
    if multipart { browser.upload(path, &fields, None).await } else { browser.post(path, &fields).await }
}

/// Sends the form of `page`, with what is `typed` into it.
async fn fill(browser: &mut Browser, page: &str, action: &str, typed: &[(&str, &str)]) {
    let mut fields = browser.get(page).await.hidden(action);
    fields.retain(|(name, _)| typed.iter().all(|(other, _)| other != name));
    fields.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = browser.submit(page, action, &fields).await;
    assert!(answer.location().contains("done="), "{action}: {answer:?}");
}

/// An installation with something for every form to be about.
async fn furnished() -> (TestConsole, Browser, Subjects) {
    let test_console = TestConsole::open_on(Database::Sqlite, "", CATALOGUE).await;
    let mut browser = test_console.browser();
    let owner = [("setup_code", CODE), ("email", EMAIL), ("password", PASSWORD)];
    browser.submit("/setup", "/rpc/create_owner", &owner).await;
    let [app, paid] = [browser.create("Orbit").await, browser.create("Paid").await];
    let transfer = [("kind", "top_up"), ("amount", "5000"), ("note", "Transfer")];
    fill(&mut browser, "/billing", "/rpc/post_entry", &transfer).await;
    let page = format!("/applications/{paid}/upgrade?edition=standard&months=1");
    let order = [("edition", "standard"), ("months", "1"), ("accept", "on")];
    fill(&mut browser, &page, "/rpc/place_order", &order).await;
    let certificate = push_devices::certificate(&mut browser, &app, "Store").await.to_string();
    let ask = [("subject", "How?"), ("message", "How does it work?")];
    let answer = browser.post("/rpc/file_request", &ask).await;
    let request = answer.location().trim_start_matches("/support/").split('?').next().unwrap().to_owned();
    let endpoint = [("url", "https://hooks.example/"), ("events[]", "key.rotated")];
    let answer = browser.post("/rpc/create_webhook", &endpoint).await;
    let webhook = answer.location().trim_start_matches("/webhooks/").split('?').next().unwrap().to_owned();
    (test_console, browser, Subjects { app, paid, certificate, request, webhook })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_order_keeps_what_was_chosen() {
    let (_test_console, mut browser, Subjects { app, .. }) = furnished().await;
    let order = [("sdkappid", &*app), ("edition", "pro"), ("months", "12"), ("auto_renew", "on")];
    let answer = browser.post("/rpc/place_order", &order).await;
    let page = followed(&mut browser, &answer).await;
    assert!(page.body.contains("name=\"auto_renew\" checked"), "{}", page.body);
    for (name, text) in &order[1..3] {
        assert!(has_value(&page.body, name, text), "{name}: {}\n{}", answer.location(), page.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tool_keeps_what_was_pasted() {
    let (_test_console, mut browser) = TestConsole::with_owner().await;
    let app = browser.create("Orbit").await;
    let pasted = "usersig=eJ\"<b>&'한국어'".repeat(100);
    let fields = [("sdkappid", &*app), ("user_id", "a <b> \"c\""), ("usersig", &pasted)];
    let answer = browser.post("/rpc/verify_usersig", &fields).await;
    assert_no_trace(&answer, &[("usersig", pasted.clone())], "verify_usersig");
    let page = followed(&mut browser, &answer).await;
    for (name, text) in &fields[1..] {
        assert!(has_value(&page.body, name, text), "{name}: {}\n{}", answer.location(), page.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_typed_is_lost_and_nothing_stands_in_an_address() {
    let (_test_console, mut browser, subjects) = furnished().await;
    let cases = cases(&subjects);
    let tried: BTreeSet<&str> =
        cases.iter().map(|case| case.path).chain(ELSEWHERE.map(|(name, _)| name)).collect();
    for (path, method) in leptos::server_fn::axum::server_fn_paths() {
        let name = path.trim_start_matches("/rpc/");
        assert!(
            method != Method::POST || tried.contains(name),
            "nobody knows whether {name} loses what is typed"
        );
    }
    for Case { path, fields, reason } in cases {
        let what = format!("{path} {reason}");
        let is_multipart = matches!(path, "save_certificate" | "open_certificates");
        let answer = post(&mut browser, &format!("/rpc/{path}"), &fields, is_multipart).await;
        assert_no_trace(&answer, &fields, &what);
        let page = followed(&mut browser, &answer).await;
        let said = [format!("id=\"{reason}\""), format!("class=\"{reason}\"")];
        let says = |page: &Answer| said.iter().any(|it| page.body.contains(it));
        assert!(says(&page), "{what}: {}\n{}", answer.location(), page.body);
        // A group of radio buttons is found by the reason beside it.
        assert!(page.body.contains("autofocus") || reason == "e-region", "{what}");
        for (name, text) in &fields {
            if SECRETS.contains(name) {
                assert!(!page.body.contains(text.as_str()), "{what} {name}");
                assert!(page.body.contains(TYPE_AGAIN), "{what} {name}");
            } else if !matches!(*name, "submission" | "token" | "version" | "platform" | "credential_kind") {
                assert!(has_value(&page.body, name, text), "{what}: {name}");
            }
        }
        assert!(says(&browser.get(answer.location()).await), "{what}: the page may be loaded again");
    }
}

/// Whether a control of that name has that value, is chosen or is ticked.
fn has_value(page: &str, name: &str, text: &str) -> bool {
    let text = escaped(text);
    let name = name.split('[').next().unwrap_or_default();
    let of_name = [format!("name=\"{name}\""), format!("name=\"{name}[]\"")];
    page.match_indices('<').any(|(start, _)| {
        let rest = &page[start..];
        let tag = &rest[..rest.find('>').unwrap_or(rest.len())];
        if !of_name.iter().any(|name| tag.contains(name)) {
            return false;
        }
        if tag.starts_with("<select") {
            let end = rest.find("</select>").unwrap_or(rest.len());
            return rest[..end].contains(&format!("value=\"{text}\" selected"));
        }
        if tag.starts_with("<textarea") {
            let end = rest.find("</textarea>").unwrap_or(rest.len());
            // Quotes and ends of tags need no escape there.
            return rest[tag.len() + 1..end].trim_end()
                == text.trim_end().replace("&quot;", "\"").replace("&gt;", ">");
        }
        let is_box = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"");
        // A choice that there is none of cannot be shown.
        tag.contains(&format!("value=\"{text}\"")) && (!is_box || tag.contains("checked"))
            || is_box && text == "moon"
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reason_is_said_in_every_language() {
    let (_test_console, mut browser) = TestConsole::with_owner().await;
    let fields = [("name", ""), ("description", "설명"), ("region", "kr")];
    let answer = browser.post("/rpc/create_application", &fields).await;
    let mut reasons = BTreeSet::new();
    for language in ["en", "ko", "zh-CN"] {
        // Choosing a language leads back to the same page with the same texts.
        let next = answer.location().to_owned();
        let back = browser.post("/preferences", &[("language", language), ("next", &next)]).await;
        assert_eq!(back.location(), next);
        let page = browser.get(back.location()).await;
        assert!(page.body.contains("설명"), "{language}: {}", page.body);
        let (_, reason) = page.body.split_once("id=\"e-name\"").unwrap_or_else(|| panic!("{}", page.body));
        reasons.insert(reason.split("</p>").next().unwrap().to_owned());
    }
    assert_eq!(reasons.len(), 3, "{reasons:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_of_its_browser_and_person_alone() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let fields = [("name", ""), ("description", "Only mine"), ("region", "kr")];
    let answer = browser.post("/rpc/create_application", &fields).await;
    assert!(answer.header("set-cookie").contains("HttpOnly"), "{answer:?}");
    assert!(browser.get(answer.location()).await.body.contains("Only mine"));
    // Another browser of the same person, and one that nobody is signed in to.
    let mut second = test_console.browser();
    second.post("/rpc/sign_in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    let page = second.get(answer.location()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains("Only mine") && !page.body.contains("id=\"e-name\""), "{}", page.body);
    let mut nobody = test_console.browser();
    nobody.cookies.extend(
        browser
            .cookies
            .iter()
            .filter(|(name, _)| name.ends_with("draft"))
            .map(|(name, value)| (name.clone(), value.clone())),
    );
    assert!(nobody.get(answer.location()).await.location().starts_with("/sign-in?next="));
    for wrong in ["", "0", &"0".repeat(32), "%00"] {
        let page = browser.get(&format!("/applications?dialog=create&draft={wrong}")).await;
        assert!(!page.body.contains("Only mine"), "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn before_sign_in_too() {
    let test_console = TestConsole::open().await;
    let mut browser = test_console.browser();
    let email = format!("{}@example.com", "owner".repeat(10));
    let wrong = [("setup_code", "WRONG-CODE-0000"), ("email", &*email), ("password", PASSWORD)];
    let answer = browser.post("/rpc/create_owner", &wrong).await;
    let page = followed(&mut browser, &answer).await;
    assert!(answer.location().starts_with("/setup?draft=") && page.body.contains(&email), "{}", page.body);
    assert!(!page.body.contains(PASSWORD) && !page.body.contains("WRONG-CODE"), "{}", page.body);
    assert!(page.body.contains(TYPE_AGAIN));
    browser
        .post("/rpc/create_owner", &[("setup_code", CODE), ("email", EMAIL), ("password", PASSWORD)])
        .await;

    let mut browser = test_console.browser();
    let wrong = [("email", EMAIL), ("password", SECRET), ("next", "/account?a=b")];
    let answer = browser.post("/rpc/sign_in", &wrong).await;
    let page = followed(&mut browser, &answer).await;
    assert!(page.body.contains(EMAIL) && !page.body.contains(SECRET), "{}", page.body);
    assert!(page.body.contains("/account?a=b"), "where to go afterwards is kept: {}", page.body);
    let right = browser
        .post("/rpc/sign_in", &[("email", EMAIL), ("password", PASSWORD), ("next", "/account?a=b")])
        .await;
    assert_eq!(browser.get(right.location()).await.location(), "/account?a=b");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_ends_meanwhile_loses_nothing() {
    let (_test_console, mut browser) = TestConsole::with_owner().await;
    let app = browser.create("Orbit").await;
    browser.clone().post("/rpc/sign_out", &[]).await;
    let korean = "나중에 ".repeat(300);
    let fields = [
        ("sdkappid", &*app),
        ("platform", "apns"),
        ("credential_kind", "p8"),
        ("certificate_name", "Orbit"),
        ("notes", &korean),
    ];
    let answer =
        browser.upload("/rpc/save_certificate", &fields, Some(("AuthKey_ABCDEFGHIJ.p8", b"not a key"))).await;
    assert_eq!(answer.status, StatusCode::FOUND);
    let sign_in = answer.location().to_owned();
    assert!(sign_in.starts_with("/sign-in?next=") && sign_in.len() < 400, "{sign_in}");
    assert_eq!(browser.get(&sign_in).await.status, StatusCode::OK);
    let next =
        sign_in.split_once("next=").unwrap().1.replace("%3F", "?").replace("%3D", "=").replace("%26", "&");
    let answer =
        browser.post("/rpc/sign_in", &[("email", EMAIL), ("password", PASSWORD), ("next", &next)]).await;
    assert_eq!(answer.location(), next);
    let page = browser.get(&next).await;
    assert!(page.body.contains(korean.trim_end()), "{next} {}", page.body);
    assert!(page.body.contains("AuthKey_ABCDEFGHIJ.p8 is kept"), "{}", page.body);
    assert!(
        page.body.contains("Nothing was sent yet") && !page.body.contains("session has ended"),
        "{}",
        page.body
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chosen_file_need_not_be_chosen_again() {
    let (_test_console, mut browser) = TestConsole::with_owner().await;
    let app = browser.create("Orbit").await;
    let mut fields = vec![
        ("sdkappid", &*app),
        ("platform", "apns"),
        ("credential_kind", "p8"),
        ("key_id", "ABCDEFGHIJ"),
        ("team_id", "TEAMTEAM00"),
        ("bundle_id", "com.example.orbit"),
        ("environment", "production"),
        ("certificate_name", ""),
        ("notes", "both"),
    ];
    let file = Some(("orbit \"prod\".p8", SIGNING_KEY.as_bytes()));
    let answer = browser.upload("/rpc/save_certificate", &fields, file).await;
    let page = followed(&mut browser, &answer).await;
    assert!(page.body.contains("is kept for ten minutes"), "{}", page.body);
    assert!(!page.body.contains(&SIGNING_KEY[40..80]), "the file itself is in no page");

    // Refused once more without it, and then taken.
    let kept = kept_file(&page.body);
    fields.push(("kept_file", &kept));
    let answer = browser.upload("/rpc/save_certificate", &fields, None).await;
    let page = followed(&mut browser, &answer).await;
    let again = kept_file(&page.body);
    assert_ne!(again, kept);
    fields.retain(|(name, _)| !matches!(*name, "certificate_name" | "kept_file"));
    fields.extend([("certificate_name", "Orbit"), ("kept_file", &*again)]);
    let answer = browser.upload("/rpc/save_certificate", &fields, None).await;
    assert!(answer.location().contains("done=saved"), "{answer:?}");
}

fn kept_file(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"kept_file\" value=\"").unwrap_or_else(|| panic!("{page}"));
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn with_scripts_everything_stays_in_the_browser() {
    let (_test_console, mut browser) = TestConsole::with_owner().await;
    let app = browser.create("Orbit").await;
    let body = form(&[("sdkappid", &app), ("version", "1"), ("overlap", "soon"), ("confirmation", "typed")]);
    let send = async |browser: &mut Browser| {
        let request = browser
            .request(Method::POST, "/rpc/rotate_key")
            .header("x-chat-console-client", "form")
            .header("sec-fetch-site", "same-origin")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let mut request = request.body(Body::from(body.clone())).unwrap();
        request.headers_mut().insert(ACCEPT, "application/json".parse().unwrap());
        browser.send(request).await
    };
    let failure = send(&mut browser).await;
    assert_eq!(failure.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(failure.json()["fields"][0]["field"], "overlap", "{failure:?}");
    assert!(browser.cookies.keys().all(|name| !name.ends_with("draft")), "nothing is kept on the server");

    // But for a session that has ended: after signing in the form is there again.
    browser.clone().post("/rpc/sign_out", &[]).await;
    let answer = send(&mut browser).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    assert!(answer.location().starts_with("/sign-in?next=/applications/"), "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_filter_of_the_list_is_kept_where_the_browser_tells_it() {
    let (_test_console, mut browser) = TestConsole::with_owner().await;
    let body = form(&[("name", ""), ("description", ""), ("region", "kr")]);
    let request = browser
        .request(Method::POST, "/rpc/create_application")
        .header(REFERER, "http://console.test/applications?q=orbit&dialog=create&done=saved")
        .header("sec-fetch-site", "same-origin")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = browser.send(request.body(Body::from(body)).unwrap()).await;
    assert!(answer.location().starts_with("/applications?q=orbit&dialog=create&draft="), "{answer:?}");
}
