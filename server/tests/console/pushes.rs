//! `/v4/timpush/batch`, as back ends of applications call it, and the pages that show what happened to a push.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use crate::push_devices::certificate;
use crate::service::BackEnd;
use crate::support::TestConsole;

const BATCH: &str = "/v4/timpush/batch";

fn push(random: u32, targets: &[&str]) -> Value {
    let info = json!({ "Title": "Ward 3", "Desc": "Bed 12" });
    json!({ "To_Account": targets, "MsgRandom": random, "OfflinePushInfo": info })
}

/// Registers a device of a user under this name.
async fn register(back_end: &BackEnd<'_>, certificate: u32, user: &str, name: &str) {
    let device = json!({
        "UserID": user, "RegistrationID": name, "Platform": "xiaomi", "CertificateID": certificate,
        "Token": format!("token-of-{name}"),
    });
    assert_eq!(back_end.post("/v4/push/device_set", &device).await["ErrorCode"], 0);
}

fn task_id(answer: &Value) -> String {
    assert_eq!((&answer["ErrorCode"], &answer["ActionStatus"]), (&json!(0), &json!("OK")), "{answer}");
    answer["TaskId"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_is_accepted_and_shown() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let orbit = BackEnd::new(&test_console, &mut browser, "Orbit").await;
    let sdkappid = orbit.sdkappid.to_string();
    let certificate = certificate(&mut browser, &sdkappid, "Store").await;
    register(&orbit, certificate, "jo", "phone-of-jo").await;

    let answer = orbit.post(BATCH, &push(1, &["jo", "sam", "jo"])).await;
    let first = task_id(&answer);
    let refused = &answer["ErrorList"];
    assert_eq!((refused.as_array().unwrap().len(), &refused[0]["To_Account"]), (1, &json!("sam")));
    assert_eq!(refused[0]["ErrorCode"], 70107);
    let answer = orbit.post(BATCH, &push(2, &["phone-of-jo"])).await;
    assert!(answer.get("ErrorList").is_none(), "{answer}");
    let second = task_id(&answer);
    assert_ne!(first, second);

    let records = format!("/applications/{sdkappid}/push/records");
    for (query, found) in [
        ("", [true, true]),
        ("?q=jo", [true, false]),
        ("?q=sam", [true, false]),
        ("?q=phone-of-jo", [false, true]),
        (&format!("?q=+{second}+"), [false, true]),
        ("?q=nobody", [false, false]),
        ("?before=2", [true, false]),
        ("?before=x", [true, true]),
        ("?before=-1", [false, false]),
    ] {
        let page = browser.get(&format!("{records}{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        let links = [&first, &second].map(|id| page.body.contains(&format!("href=\"{records}/{id}\"")));
        assert_eq!(links, found, "{query}");
    }
    let page = browser.get(&format!("{records}/{first}")).await;
    for text in
        ["Ward 3", "Bed 12", "phone-of-jo", "Waiting: 1", "Targets without a device", "sam", "Refresh"]
    {
        assert!(page.body.contains(text), "{text}: {}", page.body);
    }
    assert!(page.body.contains(&format!("/push/access?platform=android#c-{certificate}")), "{}", page.body);
    for unknown in ["batch_000000000000000000000000", "batch_", "1"] {
        let page = browser.get(&format!("{records}/{unknown}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{unknown}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_has_pages() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let orbit = BackEnd::new(&test_console, &mut browser, "Orbit").await;
    for random in 0..25 {
        task_id(&orbit.post(BATCH, &push(random, &["sam"])).await);
    }
    let records = format!("/applications/{}/push/records", orbit.sdkappid);
    let rows = |page: &str| page.matches(&format!("href=\"{records}/batch_")).count();
    let newest = browser.get(&format!("{records}?q=sam")).await.body;
    assert_eq!(rows(&newest), 20);
    let mut links = newest.split("href=\"").filter_map(|rest| rest.split('"').next());
    let older = links.find(|href| href.contains("before=")).unwrap().replace("&amp;", "&");
    assert!(older.starts_with(&format!("{records}?q=sam&before=")), "{older}");
    let last = browser.get(&older).await.body;
    assert_eq!(rows(&last), 5);
    assert!(newest.contains(">Older<") && !newest.contains("Newest<"), "{newest}");
    assert!(!last.contains(">Older<") && last.contains("Newest<"), "{last}");
}

#[tokio::test(flavor = "multi_thread")]
async fn titles_of_any_length_and_kind_are_shown() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let orbit = BackEnd::new(&test_console, &mut browser, "Orbit").await;
    let records = format!("/applications/{}/push/records", orbit.sdkappid);
    for (random, title, shown) in [
        (1, String::new(), "(no title)".to_owned()),
        (2, "<b>&amp;\u{202e}".to_owned(), "&lt;b&gt;&amp;amp;".to_owned()),
        (3, "가".repeat(3_000), format!("{}…", "가".repeat(119))),
    ] {
        let mut call = push(random, &["sam"]);
        call["OfflinePushInfo"]["Title"] = title.into();
        let id = task_id(&orbit.post(BATCH, &call).await);
        for page in [records.clone(), format!("{records}/{id}")] {
            let page = browser.get(&page).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.body.contains(&format!(">{shown}<")), "{shown}: {}", page.body);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_bad_push_has_its_code() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let orbit = BackEnd::new(&test_console, &mut browser, "Orbit").await;
    let with = |member: &str, value: Value| {
        let mut call = push(7, &["jo"]);
        call[member] = value;
        call.to_string()
    };
    let targets = |count: usize| (0..count).map(|number| format!("user-{number}")).collect::<Vec<_>>();
    for (body, code) in [
        (with("To_Account", targets(500).into()), 0),
        (with("To_Account", targets(501).into()), 90018),
        (with("To_Account", json!([])), 90018),
        (with("To_Account", json!([""])), 90018),
        (with("To_Account", json!("jo")), 90001),
        (with("MsgRandom", Value::Null), 90005),
        (with("MsgRandom", json!(4_294_967_296_u64)), 90005),
        (with("MsgRandom", json!("7")), 90005),
        (with("DataId", json!("x".repeat(65))), 90057),
        (with("From_Account", json!("x".repeat(33))), 90001),
        (with("OfflinePushInfo", json!({ "Title": "x".repeat(11 * 1024) })), 90056),
        (with("OfflinePushInfo", json!({ "PushTemplateId": "1" })), 90001),
        (with("OfflinePushInfo", Value::Null), 90001),
        (push(7, &["jo"]).to_string().replace("Ward 3", "\\ud800"), 60003),
        ("[]".to_owned(), 60003),
        ("{".to_owned(), 60003),
    ] {
        let request = Request::post(format!("{BATCH}?{}", orbit.query()));
        let shown = body.chars().take(80).collect::<String>();
        let answer = orbit.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(answer["ErrorCode"], code, "{shown}");
        assert_eq!(answer.get("TaskId").is_some(), code == 0, "{shown}");
    }
    assert_eq!(test_console.count("push").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_call_is_the_same_push() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let orbit = BackEnd::new(&test_console, &mut browser, "Orbit").await;
    let call = async |key: Option<&str>, random: u32| {
        let mut request = Request::post(format!("{BATCH}?{}", orbit.query()));
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        orbit.send(request.body(Body::from(push(random, &["sam"]).to_string())).unwrap()).await
    };
    let first = call(Some("night-7"), 1).await;
    assert_eq!(call(Some("night-7"), 2).await, first, "the key says so, whatever the body");
    assert_eq!(call(None, 1).await, first, "the same body within seconds");
    assert_ne!(task_id(&call(Some("night-8"), 3).await), task_id(&first));
    assert_ne!(task_id(&call(None, 4).await), task_id(&first));
    assert_eq!(test_console.count("push").await, 3);
    for wrong in ["", &"x".repeat(256)] {
        assert_eq!(call(Some(wrong), 5).await["ErrorCode"], 60021, "{wrong:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disabled_application_sends_nothing_and_keeps_its_records() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let orbit = BackEnd::new(&test_console, &mut browser, "Orbit").await;
    let sdkappid = orbit.sdkappid.to_string();
    let id = task_id(&orbit.post(BATCH, &push(1, &["sam"])).await);
    let fields = [("sdkappid", sdkappid.as_str()), ("event", "disable")];
    browser.submit(&format!("/applications/{sdkappid}"), "/rpc/change_application", &fields).await;
    assert_eq!(orbit.post(BATCH, &push(2, &["sam"])).await["ErrorCode"], 60016);
    assert_eq!(test_console.count("push").await, 1);
    let page = browser.get(&format!("/applications/{sdkappid}/push/records")).await;
    assert!(page.status == StatusCode::OK && page.body.contains(&id), "{page:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn pushes_of_another_account_are_not_found() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let orbit = BackEnd::new(&test_console, &mut browser, "Orbit").await;
    let other = BackEnd::new(&test_console, &mut browser, "Another").await;
    let id = task_id(&orbit.post(BATCH, &push(1, &["sam"])).await);
    let records = format!("/applications/{}/push/records", orbit.sdkappid);
    // Another application's push is not one of this one.
    let page = browser.get(&format!("/applications/{}/push/records/{id}", other.sdkappid)).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    test_console.give_away(&orbit.sdkappid.to_string()).await;
    let read = format!("/rpc/read_push_record?sdkappid={}&task_id={id}", orbit.sdkappid);
    for path in [records.clone(), format!("{records}/{id}"), format!("{records}?q={id}"), read] {
        let page = browser.get(&path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!page.body.contains("Ward 3"), "{path}");
    }
    // A stranger is led to sign in.
    let page = test_console.browser().get(&format!("{records}/{id}")).await;
    assert!(page.location().starts_with("/sign-in?next="), "{page:?}");
}
