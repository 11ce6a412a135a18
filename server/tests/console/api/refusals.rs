//! What is refused, and how.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
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
    assert_eq!(operations.len(), 23, "{operations:?}");
    let mut given = std::collections::BTreeMap::<String, Vec<&str>>::new();
    for scope in ALL {
        let program = Program::new(&test_console, &mut browser, &[scope]).await;
        for (method, path, operation) in &operations {
            let headers = [("if-match", "\"0\"")];
            let answer = program.call(method.clone(), path, &headers, Some(&body(operation))).await;
            assert!(answer.status.as_u16() < 500 && answer.status != 401, "{operation}: {answer:?}");
            if answer.status == StatusCode::FORBIDDEN {
                answer.problem(403, "insufficient_scope");
            } else {
                given.entry(operation.clone()).or_default().push(scope);
            }
        }
    }
    let table: Vec<String> =
        given.into_iter().map(|(name, scopes)| format!("{name}: {}", scopes.join(" "))).collect();
    assert_eq!(
        table,
        [
            "add_certificate: certificates:write",
            "check_certificate: certificates:write",
            "create_application: applications:write",
            "delete_application: applications:write",
            "delete_certificate: certificates:write",
            "disable_application: applications:write",
            "edit_application: applications:write",
            "edit_certificate: certificates:write",
            "enable_application: applications:write",
            "get_application: applications:read applications:write",
            "get_certificate: certificates:read certificates:write",
            "get_push: pushes:read pushes:write",
            "list_applications: applications:read applications:write",
            "list_certificates: certificates:read certificates:write",
            "list_keys: keys:read keys:write",
            "list_pushes: pushes:read pushes:write",
            "make_certificate_default: certificates:write",
            "restore_application: applications:write",
            "retire_key: keys:write",
            "reveal_key: keys:reveal",
            "rotate_key: keys:write",
            "send_test_push: pushes:write",
            "undo_rotation: keys:write",
        ]
    );
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
