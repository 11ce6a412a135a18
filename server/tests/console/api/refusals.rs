//! What is refused, and how.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use domain::account::permission::Permission;
use domain::account::scope::Scope;
use serde_json::{Value, json};

use super::document::{operations, served};
use super::{ALL, Program};
use crate::support::TestConsole;

/// Every operation of the document, with values in its path.
async fn every_operation(test_console: &TestConsole, sdkappid: &str) -> Vec<(Method, String, String)> {
    let document = served(test_console).await;
    let found = operations(&document).map(|(path, method, operation)| {
        let path = path.strip_prefix("/api/v1").unwrap().replace("{sdkappid}", sdkappid);
        let path = path.replace("{id}", "1").replace("{version}", "1").replace("{task_id}", "batch_1");
        let path = path.replace("{number}", "1").replace("{user_id}", "jo");
        let path = path.replace("{registration_id}", "phone");
        let query = if operation["operationId"] == "list_devices" { "?user_id=jo" } else { "" };
        let path = path + query;
        let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
        (method, path, operation["operationId"].as_str().unwrap().to_owned())
    });
    found.collect()
}

/// A body that is good enough to be read.
fn body(operation: &str) -> Value {
    match operation {
        "create_application" => json!({ "name": "x", "region": "kr" }),
        "rotate_key" => json!({ "replaces": 1, "overlap_days": 7 }),
        "add_certificate" | "edit_certificate" => json!({
            "platform": "xiaomi", "certificate_name": "Store", "package_name": "com.example.messenger",
            "app_id": "1", "region": "europe", "app_secret": "secret", "click_action": "application",
        }),
        "import_application" => {
            json!({ "sdkappid": 1_500_000_000, "name": "x", "region": "kr", "key": "5".repeat(64) })
        }
        "quote_order" => json!({ "edition": "standard", "months": 1 }),
        "order_package" => json!({
            "choice": { "edition": "standard", "months": 1 }, "total": "1.00", "currency": "USD",
            "accept_terms": true,
        }),
        "set_auto_renewal" => json!({ "on": true }),
        "register_device" => json!({ "platform": "xiaomi", "certificate": 1, "token": "c", "user_id": "jo" }),
        "add_administrator" | "generate_usersig" => json!({ "user_id": "jo" }),
        "diagnose_usersig" => json!({ "usersig": "eJw" }),
        "edit_member" => json!({ "role": "developer" }),
        "invite_member" => json!({ "email": "jo@orbit.example", "role": "developer" }),
        "create_webhook" | "edit_webhook" => {
            json!({ "url": "https://hooks.example/1", "events": ["key.rotated"] })
        }
        "send_test_push" => json!({ "title": "a", "body": "b", "token": "c" }),
        _ => json!({}),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_good_token_nothing_is_done() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let sdkappid = browser.create("Orbit").await;
    let good = Program::new(&test_console, &mut browser, &ALL).await;
    let mut wrong = good.token.clone();
    wrong.replace_range(20..21, if wrong.as_bytes()[20] == b'a' { "b" } else { "a" });
    let cookies: Vec<String> =
        browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    for (method, path, operation) in every_operation(&test_console, &sdkappid).await {
        for authorization in ["", "Bearer", "Bearer x", "Basic eDp5", &format!("Bearer {wrong}")] {
            let request = Request::builder()
                .method(method.clone())
                .uri(format!("/api/v1{path}"))
                .header("content-type", "application/json")
                // A session counts for nothing here.
                .header("cookie", cookies.join("; "))
                .header("authorization", authorization);
            let answer =
                test_console.ask(request.body(Body::from(body(&operation).to_string())).unwrap()).await;
            answer.problem(401, "unauthorized");
            assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"Chat Console API\"");
        }
    }
    // The scheme is case-insensitive.
    let request =
        Request::get("/api/v1/applications").header("authorization", format!("bearer {}", good.token));
    assert_eq!(test_console.ask(request.body(Body::empty()).unwrap()).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_operation_needs_a_scope_of_its_own() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let sdkappid = browser.create("Orbit").await;
    let operations = every_operation(&test_console, &sdkappid).await;
    let document = served(&test_console).await;
    let needed: BTreeMap<String, Scope> = self::operations(&document)
        .map(|(.., operation)| {
            let scope = operation["security"][0]["token"][0].as_str().and_then(Scope::from_code).unwrap();
            (operation["operationId"].as_str().unwrap().to_owned(), scope)
        })
        .collect();
    assert_eq!((operations.len(), needed.len()), (61, 61));
    let all = Program::new(&test_console, &mut browser, &ALL).await;
    all.post("/webhooks", &body("create_webhook")).await.good(StatusCode::CREATED);
    for scope in Scope::ALL {
        let program = Program::new(&test_console, &mut browser, &[scope.code()]).await;
        for (method, path, operation) in &operations {
            let headers = [("if-match", "\"0\"")];
            let answer = program.call(method.clone(), path, &headers, Some(&body(operation))).await;
            assert!(answer.status.as_u16() < 500 && answer.status != 401, "{operation}: {answer:?}");
            let needed = needed[operation];
            let gives_it = |permission: &Permission| scope.allows(*permission);
            let permissions = Permission::ALL.into_iter().filter(|one| one.scope() == Some(needed));
            if permissions.clone().any(|permission| gives_it(&permission)) {
                assert!(!answer.body.contains("insufficient_scope"), "{operation} with {}", scope.code());
            } else if answer.status != StatusCode::PRECONDITION_FAILED {
                // Whoever may read is told first that it is not what they have seen.
                let problem = answer.problem(403, "insufficient_scope");
                // What is read before it is changed may be missed first.
                let reason = problem["reason"].as_str().and_then(Scope::from_code).unwrap();
                let mut missed = Permission::ALL.into_iter().filter(|one| one.scope() == Some(reason));
                assert!(missed.any(|one| needed.allows(one)), "{operation} with {}", scope.code());
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_accounts_application_looks_like_none() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let sdkappid = browser.create("Orbit").await;
    let program = Program::new(&test_console, &mut browser, &ALL).await;
    test_console.give_away(&sdkappid).await;
    let theirs = every_operation(&test_console, &sdkappid).await;
    let nobodys = every_operation(&test_console, "1999999999").await;
    for ((method, path, operation), (_, unknown, _)) in theirs.into_iter().zip(nobodys) {
        if !path.contains(&sdkappid) {
            continue;
        }
        let mut answers = Vec::new();
        for path in [path, unknown] {
            let headers = [("if-match", "\"1\"")];
            let answer = program.call(method.clone(), &path, &headers, Some(&body(&operation))).await;
            let mut problem = answer.problem(404, "not_found");
            problem["request_id"].take();
            answers.push(problem);
        }
        assert_eq!(answers[0], answers[1], "{operation}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_refused() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let program = Program::new(&test_console, &mut browser, &ALL).await;
    let post = async |kind: &str, body: &str| {
        let request = Request::post("/api/v1/applications")
            .header("authorization", format!("Bearer {}", program.token))
            .header("content-type", kind);
        test_console.ask(request.body(Body::from(body.to_owned())).unwrap()).await
    };
    post("text/plain", "{}").await.problem(415, "unsupported_media_type");
    for wrong in ["", "{", "[]", "{\"name\":1,\"region\":\"kr\"}", "{\"name\":\"\\u0000\",\"region\":\"kr\"}"]
    {
        post("application/json; charset=utf-8", wrong).await.problem(400, "malformed");
    }
    post("application/json", r#"{"name":"x","region":"kr","owner":1}"#).await.problem(400, "malformed");
    let large = format!("{{\"name\":\"{}\"}}", "x".repeat(2_000_000));
    post("application/json", &large).await.problem(413, "too_large");
    let invalid = post("application/json", r#"{"name":" ","region":"moon"}"#).await.problem(422, "invalid");
    assert_eq!(
        invalid["fields"].as_array().unwrap().iter().map(|field| &field["code"]).collect::<Vec<_>>(),
        ["missing", "not_a_choice"]
    );
    for path in ["?page=1", "?status=gone", "?edition=x", "?cursor=x"] {
        program.get(&format!("/applications{path}")).await.problem(400, "invalid_parameter");
    }
    for path in ["/none", "/applications/x", "/applications/0", "/applications/99999999999/keys", ""] {
        program.get(path).await.problem(404, "not_found");
    }
    program.get("/applications?q=%00").await.problem(400, "malformed");
    let answer = program.call(Method::PUT, "/applications", &[], None).await;
    answer.problem(405, "method_not_allowed");
    let long = "k".repeat(256);
    let new = json!({ "name": "Orbit", "region": "kr" });
    let answer = program.call(Method::POST, "/applications", &[("idempotency-key", &long)], Some(&new)).await;
    answer.problem(400, "invalid_parameter");
    assert_eq!(test_console.count("application").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_has_a_rate_limit() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let program = Program::new(&test_console, &mut browser, &["keys:read"]).await;
    let first = program.get("/applications/x").await;
    assert_eq!(first.header("ratelimit-policy"), "\"token\";q=600;w=60");
    assert_eq!(first.header("ratelimit"), "\"token\";r=599;t=60");
    for _ in 0..599 {
        program.get("/applications/x").await;
    }
    let refused = program.get("/applications/x").await;
    refused.problem(429, "too_many_requests");
    let seconds: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&seconds), "{refused:?}");
}
