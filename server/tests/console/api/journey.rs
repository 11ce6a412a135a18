//! What a program does in its life.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{ALL, Program};
use crate::on_both_databases;
use crate::outlines::vendors::{FixedClock, Vendors};
use crate::support::{CODE, Database, EMAIL, PASSWORD, TestConsole};

on_both_databases!(a_program_creates_rotates_adds_and_sends, |database| {
    let clock = FixedClock::new();
    let vendors = Vendors::start(clock.clone()).await;
    let test_console = TestConsole::open_at(clock, database, &vendors.configuration, "").await;
    test_console.deliver();
    let mut browser = test_console.browser();
    let fields = [("setup_code", CODE), ("email", EMAIL), ("password", PASSWORD)];
    browser.submit("/setup", "/rpc/create_owner", &fields).await;
    let program = Program::new(&test_console, &mut browser, &ALL).await;

    // An application, once, however often the call is made.
    let new = json!({ "name": "Orbit", "region": "kr" });
    let create = async |new: &Value| {
        program.call(Method::POST, "/applications", &[("idempotency-key", "first")], Some(new)).await
    };
    let answer = create(&new).await;
    let application = answer.good(StatusCode::CREATED);
    let path = answer.location().strip_prefix("/api/v1").unwrap().to_owned();
    let sdkappid = application["sdkappid"].as_u64().unwrap();
    assert_eq!(path, format!("/applications/{sdkappid}"));
    assert_eq!((&application["name"], &application["status"]), (&json!("Orbit"), &json!("enabled")));
    let again = create(&new).await;
    assert_eq!((again.good(StatusCode::CREATED), again.location()), (application.clone(), answer.location()));
    create(&json!({ "name": "Comet", "region": "kr" })).await.problem(422, "idempotency_key_reused");
    assert_eq!(test_console.count("application").await, 1);

    // An edit of what was seen.
    let seen = answer.header("etag").to_owned();
    let edit = json!({ "name": "Orbit 2" });
    program.call(Method::PATCH, &path, &[], Some(&edit)).await.problem(428, "precondition_required");
    let edited = program.call(Method::PATCH, &path, &[("if-match", &seen)], Some(&edit)).await;
    assert_eq!(edited.good(StatusCode::OK)["name"], "Orbit 2");
    assert_ne!(edited.header("etag"), seen);
    let late = json!({ "name": "Orbit 3" });
    program
        .call(Method::PATCH, &path, &[("if-match", &seen)], Some(&late))
        .await
        .problem(412, "changed_meanwhile");

    // A new key.
    let rotation = json!({ "replaces": 1, "overlap_days": 7 });
    let key = program.post(&format!("{path}/keys"), &rotation).await.good(StatusCode::CREATED);
    assert_eq!((&key["version"], &key["current"]), (&json!(2), &json!(true)));
    let refused = program.post(&format!("{path}/keys"), &rotation).await.problem(409, "refused");
    assert!(refused["reason"].is_string(), "{refused}");
    let secret = program.get(&format!("{path}/keys/current/secret")).await;
    assert_eq!(secret.header("cache-control"), "no-store, no-transform");
    let secret = secret.good(StatusCode::OK);
    assert_eq!((secret["version"].as_u64(), secret["key"].as_str().map(str::len)), (Some(2), Some(64)));
    let retired = program.post(&format!("{path}/keys/1/retire"), &json!({})).await.good(StatusCode::OK);
    assert_eq!(retired["keys"].as_array().unwrap().len(), 2);

    // A certificate, and a push with it.
    let certificates = format!("{path}/certificates");
    let mut certificate = json!({
        "platform": "xiaomi", "certificate_name": "Store", "package_name": "com.example.messenger",
        "app_id": "fake-xiaomi-app", "region": "europe", "app_secret": "secret-of-com.example.messenger",
        "click_action": "application",
    });
    let added = program.post(&certificates, &certificate).await;
    let id = added.good(StatusCode::CREATED)["id"].as_u64().unwrap();
    let one = added.location().strip_prefix("/api/v1").unwrap().to_owned();
    assert_eq!(one, format!("{certificates}/{id}"));
    assert!(!added.body.contains("secret-of"), "{added:?}");
    let health = program.call(Method::POST, &format!("{one}/check"), &[], None).await.good(StatusCode::OK);
    assert_eq!(health["state"], "proven", "{health}");
    certificate["certificate_name"] = "Play".into();
    certificate["app_secret"].take();
    let tag = program.get(&one).await.header("etag").to_owned();
    let edited = program.call(Method::PUT, &one, &[("if-match", &tag)], Some(&certificate)).await;
    assert_eq!(edited.good(StatusCode::OK)["certificate_name"], "Play");
    let stale = program.call(Method::PUT, &one, &[("if-match", &tag)], Some(&certificate)).await;
    stale.problem(412, "changed_meanwhile");
    let push = json!({ "title": "Hello", "body": "Is it there?", "token": "a-device" });
    let send = async || {
        let headers = [("idempotency-key", "hello")];
        program.call(Method::POST, &format!("{one}/test-pushes"), &headers, Some(&push)).await
    };
    let first = send().await;
    let record = first.good(StatusCode::CREATED);
    assert_eq!(record["devices"][0]["state"], "accepted", "{record}");
    assert_eq!(send().await.good(StatusCode::CREATED), record);
    let pushes = program.get(&format!("{path}/pushes")).await.good(StatusCode::OK);
    assert_eq!(pushes["pushes"].as_array().unwrap().len(), 1);
    assert_eq!(pushes["pushes"][0]["task_id"], record["task_id"]);
    assert_eq!(program.call(Method::DELETE, &one, &[], None).await.status, StatusCode::NO_CONTENT);
    program.get(&one).await.problem(404, "not_found");

    // The end, and the way back.
    program.call(Method::DELETE, &path, &[], None).await.problem(409, "refused");
    let disabled =
        program.call(Method::POST, &format!("{path}/disable"), &[], None).await.good(StatusCode::OK);
    assert_eq!(disabled["status"], "disabled");
    assert_eq!(program.call(Method::DELETE, &path, &[], None).await.status, StatusCode::NO_CONTENT);
    program.get(&path).await.problem(404, "not_found");
    program.call(Method::POST, &format!("{path}/restore"), &[], None).await.good(StatusCode::OK);
    let enabled = program.call(Method::POST, &format!("{path}/enable"), &[], None).await.good(StatusCode::OK);
    assert_eq!(enabled["status"], "enabled");
    // Who did it.
    let page = browser.get(&path).await.body;
    assert!(page.contains("owner@example.com (token deploy)"), "{page}");
});

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_read_page_by_page() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let program = Program::new(&test_console, &mut browser, &["applications:write"]).await;
    for number in 0..52 {
        let new = json!({ "name": format!("Orbit {number}"), "region": "sg" });
        program.post("/applications", &new).await.good(StatusCode::CREATED);
    }
    let first = program.get("/applications?q=Orbit").await;
    let link = first.header("link").to_owned();
    let first = first.good(StatusCode::OK);
    assert_eq!(first["applications"].as_array().unwrap().len(), 50);
    let next = link.strip_prefix("</api/v1").and_then(|rest| rest.strip_suffix(">; rel=\"next\"")).unwrap();
    assert!(next.contains(first["next"].as_str().unwrap()), "{next}");
    let second = program.get(next).await.good(StatusCode::OK);
    assert_eq!((second["applications"].as_array().unwrap().len(), second.get("next")), (2, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_calls_with_one_key_at_once_create_one() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let program = Program::new(&test_console, &mut browser, &["applications:write"]).await;
    let new = json!({ "name": "Orbit", "region": "sg" });
    let create = || program.call(Method::POST, "/applications", &[("idempotency-key", "k")], Some(&new));
    let (one, other) = tokio::join!(create(), create());
    assert_eq!(one.good(StatusCode::CREATED), other.good(StatusCode::CREATED));
    assert_eq!(test_console.count("application").await, 1);
}
