//! Members, webhooks, packages, devices, UserSigs and the audit trail, as programs use them.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{ALL, Program};
use crate::on_both_databases;
use crate::once::CATALOGUE;
use crate::support::{CODE, Database, EMAIL, PASSWORD, TestConsole};

impl Program<'_> {
    async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Value,
    ) -> crate::support::Answer {
        self.call(method, path, headers, Some(&body)).await
    }

    async fn delete(&self, path: &str) -> StatusCode {
        self.call(Method::DELETE, path, &[], None).await.status
    }
}

on_both_databases!(members_are_invited_changed_and_removed, |database| {
    let (test_console, mut browser) = with_owner(database).await;
    let sdkappid: u32 = browser.create("Orbit").await.parse().unwrap();
    let program = Program::new(&test_console, &mut browser, &ALL).await;
    let members = program.get("/members").await.good(StatusCode::OK);
    let owner = members["members"][0].clone();
    assert_eq!((&owner["role"], owner.get("applications")), (&json!("owner"), None));

    let new = json!({ "email": "kim@orbit.example", "role": "developer", "applications": [sdkappid] });
    let headers = [("idempotency-key", "kim")];
    let invited = program.send(Method::POST, "/invitations", &headers, new.clone()).await;
    assert_eq!(invited.header("cache-control"), "no-store, no-transform");
    let invitation = invited.good(StatusCode::CREATED);
    assert_eq!(invitation["applications"], json!([sdkappid]));
    let again = program.send(Method::POST, "/invitations", &headers, new).await.good(StatusCode::CREATED);
    assert_eq!(again, invitation);
    let path = invited.location().strip_prefix("/api/v1").unwrap().to_owned();
    assert_eq!(program.get(&path).await.good(StatusCode::OK), invitation);
    let list = program.get("/invitations").await.good(StatusCode::OK);
    assert_eq!(
        (&list["invitations"][0]["id"], list["invitations"][0].get("link")),
        (&invitation["id"], None)
    );

    // Whoever has the link joins.
    let link = invitation["link"].as_str().unwrap();
    let join = link.split_once("/join").unwrap().1;
    let token = join.strip_prefix("?token=").unwrap();
    let mut kim = test_console.browser();
    let fields = [("token", token), ("password", PASSWORD)];
    kim.submit(&format!("/join{join}"), "/rpc/join_account", &fields).await;
    let members = program.get("/members").await.good(StatusCode::OK);
    let member = format!("/members/{}", members["members"][1]["id"]);

    let seen = program.get(&member).await.header("etag").to_owned();
    let access = json!({ "role": "billing" });
    program.send(Method::PUT, &member, &[], access.clone()).await.problem(428, "precondition_required");
    let changed = program.send(Method::PUT, &member, &[("if-match", &seen)], access.clone()).await;
    assert_eq!(changed.good(StatusCode::OK)["role"], "billing");
    let late = program.send(Method::PUT, &member, &[("if-match", &seen)], access).await;
    late.problem(412, "changed_meanwhile");

    // Owners are for people, and nobody changes their own access.
    let seen = changed.header("etag").to_owned();
    let owner_access = json!({ "role": "owner" });
    let refused = program.send(Method::PUT, &member, &[("if-match", &seen)], owner_access.clone()).await;
    refused.problem(403, "insufficient_scope");
    let new = json!({ "email": "lee@orbit.example", "role": "owner" });
    program.post("/invitations", &new).await.problem(403, "insufficient_scope");
    let own = format!("/members/{}", owner["id"]);
    let refused = program.call(Method::DELETE, &own, &[], None).await;
    assert_eq!(refused.problem(409, "refused")["reason"], "own_access");

    assert_eq!(kim.get("/applications").await.status, StatusCode::OK);
    assert_eq!(program.delete(&member).await, StatusCode::NO_CONTENT);
    assert_ne!(kim.get("/applications").await.status, StatusCode::OK);
    program.get(&member).await.problem(404, "not_found");
});

on_both_databases!(a_webhook_is_created_edited_and_deleted, |database| {
    let (test_console, mut browser) = with_owner(database).await;
    let program = Program::new(&test_console, &mut browser, &ALL).await;
    let new = json!({ "url": "https://hooks.example/1", "events": ["key.rotated", "application.created"] });
    let headers = [("idempotency-key", "hook")];
    let answer = program.send(Method::POST, "/webhooks", &headers, new.clone()).await;
    assert_eq!(answer.header("cache-control"), "no-store, no-transform");
    let created = answer.good(StatusCode::CREATED);
    assert!(created["secret"].as_str().unwrap().starts_with("whsec_"), "{created}");
    let again =
        program.send(Method::POST, "/webhooks", &headers, new.clone()).await.good(StatusCode::CREATED);
    assert_eq!((&again["id"], again.get("secret")), (&created["id"], None), "it is shown once");
    let path = answer.location().strip_prefix("/api/v1").unwrap().to_owned();

    let seen = program.get(&path).await.header("etag").to_owned();
    assert_eq!(seen, answer.header("etag"));
    let mut edited = new.clone();
    edited["description"] = "CI".into();
    let answer = program.send(Method::PUT, &path, &[("if-match", &seen)], edited.clone()).await;
    assert_eq!(answer.good(StatusCode::OK)["description"], "CI");
    let late = program.send(Method::PUT, &path, &[("if-match", &seen)], edited).await;
    late.problem(412, "changed_meanwhile");
    let wrong = json!({ "url": "http://10.0.0.1/", "events": [] });
    assert_eq!(
        program.post("/webhooks", &wrong).await.problem(422, "invalid")["fields"][0]["field"],
        "events"
    );

    program
        .post("/applications", &json!({ "name": "Orbit", "region": "kr" }))
        .await
        .good(StatusCode::CREATED);
    assert_eq!(
        program.call(Method::POST, &format!("{path}/test"), &[], None).await.status,
        StatusCode::NO_CONTENT
    );
    let messages = program.get(&format!("{path}/messages")).await.good(StatusCode::OK);
    let events: Vec<&Value> =
        messages["messages"].as_array().unwrap().iter().map(|one| &one["event"]).collect();
    assert_eq!(events, ["webhook.test", "application.created"]);
    let number = &messages["messages"][0]["number"];
    let replay = program.call(Method::POST, &format!("{path}/messages/{number}/replay"), &[], None).await;
    assert_eq!(replay.status, StatusCode::NO_CONTENT);

    let rotated =
        program.call(Method::POST, &format!("{path}/secrets"), &[], None).await.good(StatusCode::CREATED);
    assert_ne!(rotated["secret"], created["secret"]);
    let disabled =
        program.call(Method::POST, &format!("{path}/disable"), &[], None).await.good(StatusCode::OK);
    assert_eq!(disabled["state"], "disabled");
    program.call(Method::POST, &format!("{path}/enable"), &[], None).await.good(StatusCode::OK);
    assert_eq!(program.delete(&path).await, StatusCode::NO_CONTENT);
    program.get(&path).await.problem(404, "not_found");
});

on_both_databases!(a_package_is_quoted_and_ordered, |database| {
    let (test_console, mut browser) = with_owner(database).await;
    let top_up = [
        ("kind", "top_up"),
        ("amount", "1000"),
        ("currency", "USD"),
        ("note", "Bank transfer"),
        ("submission", "0123456789abcdef0123456789abcdef"),
    ];
    browser.submit("/billing", "/rpc/post_entry", &top_up).await;
    let sdkappid = browser.create("Orbit").await;
    let program = Program::new(&test_console, &mut browser, &ALL).await;
    let path = format!("/applications/{sdkappid}");
    let package = program.get(&format!("{path}/package")).await.good(StatusCode::OK);
    assert_eq!((&package["edition"], &package["auto_renew"]), (&json!("trial"), &json!(false)));

    let choice = json!({ "edition": "standard", "months": 1 });
    let quote = program.post(&format!("{path}/quotes"), &choice).await.good(StatusCode::OK);
    assert_eq!(
        (&quote["kind"], &quote["total"], &quote["currency"]),
        (&json!("new"), &json!("399.00"), &json!("USD"))
    );
    let unpriced = json!({ "edition": "enterprise", "months": 1 });
    let refused = program.post(&format!("{path}/quotes"), &unpriced).await.problem(409, "refused");
    assert_eq!(refused["reason"], "unpriced");

    // Once, at the price that was quoted.
    let mut new = json!({ "choice": choice, "total": "398.00", "currency": "USD", "accept_terms": true });
    let orders = format!("{path}/orders");
    let refused = program.post(&orders, &new).await.problem(409, "refused");
    assert_eq!(refused["reason"], "price_changed");
    new["total"] = "399.00".into();
    new["accept_terms"] = false.into();
    assert_eq!(program.post(&orders, &new).await.problem(409, "refused")["reason"], "not_accepted");
    new["accept_terms"] = true.into();
    let order = async || program.send(Method::POST, &orders, &[("idempotency-key", "o")], new.clone()).await;
    let entry = order().await.good(StatusCode::CREATED);
    assert_eq!((&entry["amount"], &entry["cause"]["kind"]), (&json!("-399.00"), &json!("order")));
    assert_eq!(order().await.good(StatusCode::CREATED), entry);
    let ledger = program.get("/ledger").await.good(StatusCode::OK);
    assert_eq!(ledger["entries"][0], entry);
    assert_eq!(program.get("/balance").await.good(StatusCode::OK)["balance"], "601.00");
    assert_eq!(program.get(&format!("/ledger/{}", entry["id"])).await.good(StatusCode::OK), entry);
    let package =
        program.post(&format!("{path}/auto-renewal"), &json!({ "on": true })).await.good(StatusCode::OK);
    assert_eq!((&package["edition"], &package["auto_renew"]), (&json!("standard"), &json!(true)));

    // A trial is extended once for each version.
    let path = format!("/applications/{}", browser.create("Comet").await);
    let before = program.get(&path).await;
    let seen = before.header("etag").to_owned();
    let headers = [("if-match", seen.as_str())];
    let extend = async || program.call(Method::POST, &format!("{path}/extend"), &headers, None).await;
    let extended = extend().await.good(StatusCode::OK);
    assert!(extended["ends_at"].as_str() > before.json()["expires_at"].as_str(), "{extended}");
    extend().await.problem(412, "changed_meanwhile");
});

on_both_databases!(devices_administrators_and_usersigs, |database| {
    let (test_console, mut browser) = with_owner(database).await;
    let sdkappid = browser.create("Orbit").await;
    let program = Program::new(&test_console, &mut browser, &ALL).await;
    let path = format!("/applications/{sdkappid}");
    let administrators = format!("{path}/administrators");
    let added = program.post(&administrators, &json!({ "user_id": "jo/1" })).await.good(StatusCode::CREATED);
    assert_eq!(added["administrators"], json!(["administrator", "jo/1"]));
    assert_eq!(program.delete(&format!("{administrators}/jo%2F1")).await, StatusCode::NO_CONTENT);
    program
        .call(Method::DELETE, &format!("{administrators}/administrator"), &[], None)
        .await
        .problem(422, "invalid");

    let made = program.post(&format!("{path}/usersigs"), &json!({ "user_id": "jo" })).await;
    assert_eq!(made.header("cache-control"), "no-store, no-transform");
    let made = made.good(StatusCode::OK);
    let judged = json!({ "usersig": made["usersig"], "user_id": "jo" });
    let judged = program.post(&format!("{path}/usersigs/diagnose"), &judged).await.good(StatusCode::OK);
    assert_eq!((&judged["code"], &judged["advice"]), (&json!(0), &json!([])));
    let broken = json!({ "usersig": "eJw", "user_id": "jo" });
    let broken = program.post(&format!("{path}/usersigs/diagnose"), &broken).await.good(StatusCode::OK);
    assert_ne!(broken["code"], 0);

    let certificate = json!({
        "platform": "xiaomi", "certificate_name": "Store", "package_name": "com.example.messenger",
        "app_id": "1", "region": "europe", "app_secret": "secret", "click_action": "application",
    });
    let certificate =
        program.post(&format!("{path}/certificates"), &certificate).await.good(StatusCode::CREATED);
    let device = format!("{path}/devices/phone%20of%20jo");
    let new =
        json!({ "platform": "xiaomi", "certificate": certificate["id"], "token": "t1", "user_id": "jo" });
    let registered = program.send(Method::PUT, &device, &[], new.clone()).await.good(StatusCode::OK);
    assert_eq!(registered["registration_id"], "phone of jo");
    let mut other = new.clone();
    other["platform"] = "oppo".into();
    program.send(Method::PUT, &device, &[], other).await.problem(400, "malformed");
    let devices = program.get(&format!("{path}/devices?user_id=jo")).await.good(StatusCode::OK);
    assert_eq!(
        (&devices["devices"][0]["token"], devices["devices"].as_array().unwrap().len()),
        (&json!("t1"), 1)
    );
    assert_eq!(program.delete(&device).await, StatusCode::NO_CONTENT);
    program.call(Method::DELETE, &device, &[], None).await.problem(404, "not_found");
});

on_both_databases!(an_application_is_imported_and_the_trail_says_so, |database| {
    let (test_console, mut browser) = with_owner(database).await;
    let program = Program::new(&test_console, &mut browser, &ALL).await;
    let new = json!({ "sdkappid": 1_500_000_000, "name": "Orbit", "region": "kr", "key": "5".repeat(64) });
    let imported = program.post("/applications/import", &new).await.good(StatusCode::CREATED);
    assert_eq!(imported["sdkappid"], 1_500_000_000);
    program.post("/applications/import", &new).await.problem(422, "invalid");
    let path = "/applications/1500000000";
    program.call(Method::POST, &format!("{path}/disable"), &[], None).await.good(StatusCode::OK);
    assert_eq!(program.delete(path).await, StatusCode::NO_CONTENT);
    let deleted = program.get("/deleted-applications").await.good(StatusCode::OK);
    assert_eq!(deleted["applications"][0]["sdkappid"], 1_500_000_000);

    let trail = program.get("/audit?sdkappid=1500000000").await.good(StatusCode::OK);
    let actions: Vec<&Value> =
        trail["entries"].as_array().unwrap().iter().map(|one| &one["action"]).collect();
    assert_eq!(actions, ["application_deleted", "application_disabled", "application_imported"]);
    assert_eq!(trail["entries"][0]["who"], "owner@example.com (token deploy)");
    let imports = program.get("/audit?action=application_imported&q=Orbit").await.good(StatusCode::OK);
    assert_eq!(
        imports["entries"][0]["changes"][0],
        json!({ "field": "name", "before": "", "after": "Orbit" })
    );
    for wrong in ["action=nothing", "sdkappid=0", "from=2026-13-01", "to=x", "cursor=x", "q=%01", "page=1"] {
        program.get(&format!("/audit?{wrong}")).await.problem(400, "invalid_parameter");
    }
});

/// A console with an owner, on that database.
async fn with_owner(database: Database) -> (TestConsole, crate::support::Browser) {
    let test_console = TestConsole::open_on(database, "", CATALOGUE).await;
    let mut browser = test_console.browser();
    let fields = [("setup_code", CODE), ("email", EMAIL), ("password", PASSWORD)];
    browser.submit("/setup", "/rpc/create_owner", &fields).await;
    (test_console, browser)
}
