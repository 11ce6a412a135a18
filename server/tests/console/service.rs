use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use console::Clock as _;
use domain::application::sdkappid::Sdkappid;
use domain::key::SecretKey;
use domain::time::Timestamp;
use domain::usersig;
use domain::usersig::user_id::UserId;
use serde_json::{Value, json};

use crate::support::{Browser, TestConsole};

const DAY: u64 = 86_400;

/// An application with its key, as its back end has it.
pub struct BackEnd<'a> {
    test_console: &'a TestConsole,
    pub sdkappid: Sdkappid,
    key: SecretKey,
    now: Timestamp,
}

impl<'a> BackEnd<'a> {
    pub async fn new(test_console: &'a TestConsole, browser: &mut Browser, name: &str) -> Self {
        Self::at(test_console, browser, name, server::clock::SystemClock.now()).await
    }

    /// The same at a console whose clock says `now`.
    pub async fn at(
        test_console: &'a TestConsole,
        browser: &mut Browser,
        name: &str,
        now: Timestamp,
    ) -> Self {
        let sdkappid = browser.create(name).await;
        let page = format!("/applications/{sdkappid}");
        let shown = browser.submit(&page, "/rpc/show_key", &[("sdkappid", &sdkappid)]).await;
        let page = browser.get(shown.location().split('#').next().unwrap()).await;
        let is_key = |word: &&str| word.len() == 64 && word.parse::<SecretKey>().is_ok();
        let key = page.body.split(|char: char| !char.is_ascii_alphanumeric()).find(is_key);
        let key = key.unwrap_or_else(|| panic!("no key in {}", page.body)).parse().unwrap();
        Self { test_console, sdkappid: sdkappid.parse().unwrap(), key, now }
    }

    fn sign(&self, user: &str) -> String {
        usersig::sign(self.sdkappid, &self.key, &user.parse::<UserId>().unwrap(), self.now, DAY)
    }

    /// The parameters of a call by an administrator.
    pub fn query(&self) -> String {
        let administrator = self.sign("administrator");
        format!(
            "sdkappid={}&identifier=administrator&usersig={administrator}&random=4294967295&contenttype=json",
            self.sdkappid
        )
    }

    async fn call(&self, query: &str, body: impl Into<Body>) -> Value {
        self.call_at("/v4/usersig/verify", query, body).await
    }

    /// Calls `path` as an administrator.
    pub async fn post(&self, path: &str, body: &Value) -> Value {
        self.call_at(path, &self.query(), body.to_string()).await
    }

    async fn call_at(&self, path: &str, query: &str, body: impl Into<Body>) -> Value {
        self.send(Request::post(format!("{path}?{query}")).body(body.into()).unwrap()).await
    }

    /// Sends a call.
    pub async fn send(&self, request: Request<Body>) -> Value {
        let answer = self.test_console.ask(request).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        assert_eq!(answer.header("content-type"), "application/json");
        answer.json()
    }

    async fn verify(&self, user: &str, usersig: &str) -> Value {
        self.call(&self.query(), json!({ "UserID": user, "UserSig": usersig }).to_string()).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tells_who_is_who_they_claim_to_be() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let orbit = BackEnd::new(&test_console, &mut browser, "Orbit").await;
    let other = BackEnd::new(&test_console, &mut browser, "Another").await;
    let answer = orbit.verify("alice", &orbit.sign("alice")).await;
    let time = orbit.now.unix_seconds();
    assert_eq!(
        answer,
        json!({ "ActionStatus": "OK", "ErrorCode": 0, "ErrorInfo": "", "Time": time, "Expire": DAY, "KeyVersion": 1 })
    );

    let expired = usersig::sign(
        orbit.sdkappid,
        &orbit.key,
        &"alice".parse().unwrap(),
        Timestamp::from_unix_seconds(time - 61),
        60,
    );
    let wrong_key = usersig::sign(orbit.sdkappid, &other.key, &"alice".parse().unwrap(), orbit.now, DAY);
    let good = orbit.sign("alice");
    for (code, user, usersig) in [
        (70001, "alice", expired.as_str()),
        (70002, "alice", ""),
        (70003, "alice", &good[..good.len() / 2]),
        (70009, "alice", &wrong_key),
        (70013, "bob", &good),
        (70014, "alice", &other.sign("alice")),
    ] {
        let answer = orbit.verify(user, usersig).await;
        assert_eq!(
            (answer["ErrorCode"].as_u64(), answer["ActionStatus"].as_str()),
            (Some(code), Some("FAIL"))
        );
        assert!(!answer["ErrorInfo"].as_str().unwrap().is_empty());
        assert!(answer.get("Time").is_none(), "{answer}");
    }
    assert!(test_console.metrics.render().contains("chat_console_verifications_total{code=\"70013\"} 1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn stops_with_the_application() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let orbit = BackEnd::new(&test_console, &mut browser, "Orbit").await;
    let sdkappid = orbit.sdkappid.to_string();
    let usersig = orbit.sign("alice");
    for (event, code) in [("disable", 60016), ("enable", 0), ("disable", 60016), ("delete", 70020)] {
        let fields = [("sdkappid", sdkappid.as_str()), ("event", event)];
        browser.submit(&format!("/applications/{sdkappid}"), "/rpc/change_application", &fields).await;
        assert_eq!(orbit.verify("alice", &usersig).await["ErrorCode"], code, "{event}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_bad_call_has_its_code() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let orbit = BackEnd::new(&test_console, &mut browser, "Orbit").await;
    let good = json!({ "UserID": "alice", "UserSig": orbit.sign("alice") }).to_string();
    let query = orbit.query();
    assert_eq!(orbit.call(&query, good.clone()).await["ErrorCode"], 0);
    for (wrong, code) in [
        (String::new(), 60021),
        (query.replace("contenttype=json", "contenttype=xml"), 60021),
        (query.replace("&contenttype=json", ""), 60021),
        (query.replace("random=4294967295", "random=x"), 60021),
        (query.replace("random=4294967295", "random=4294967296"), 60021),
        (format!("{query}&sdkappid={}", orbit.sdkappid), 60021),
        (query.replace("identifier=administrator", "identifier=%ff"), 60021),
        (query.replace("sdkappid=14", "sdkappid=94"), 60021),
        (query.replace("sdkappid=14", "sdkappid=24"), 70020),
        (query.replace("sdkappid=14", "sdkappid=nine"), 60021),
        (query.replace("identifier=administrator", "identifier=alice"), 60010),
        (query.replace("usersig=", "usersig=x"), 70003),
    ] {
        assert_eq!(orbit.call(&wrong, good.clone()).await["ErrorCode"], code, "{wrong}");
    }
    let large = format!("{}{}", good, " ".repeat(64 * 1024));
    for (body, code) in [
        (b"".to_vec(), 60003),
        (b"{".to_vec(), 60003),
        (b"\xff\xfe".to_vec(), 60003),
        (large.into_bytes(), 60003),
        (b"{}".to_vec(), 70402),
        (br#"{"UserID":1,"UserSig":"x"}"#.to_vec(), 70402),
    ] {
        let answer = orbit.call(&query, body.clone()).await;
        assert_eq!(answer["ErrorCode"], code, "{}", String::from_utf8_lossy(&body[..body.len().min(40)]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_addresses_and_methods_are_answered_in_the_same_convention() {
    let (test_console, _) = TestConsole::with_owner().await;
    for (method, path) in [
        (Method::GET, "/v4/usersig/verify"),
        (Method::PUT, "/v4/usersig/verify"),
        (Method::POST, "/v4"),
        (Method::POST, "/v4/"),
        (Method::POST, "/v4/timpush/none"),
        (Method::POST, "/v4/%ff"),
    ] {
        let request = Request::builder().method(method.clone()).uri(path).header("accept", "text/html");
        let answer = test_console.ask(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{method} {path}: {answer:?}");
        assert_eq!(answer.json()["ErrorCode"], 60021, "{method} {path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn back_ends_need_no_origin_of_ours() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let orbit = BackEnd::new(&test_console, &mut browser, "Orbit").await;
    let body = json!({ "UserID": "alice", "UserSig": orbit.sign("alice") }).to_string();
    let request = Request::post(format!("/v4/usersig/verify?{}", orbit.query()))
        .header("origin", "https://chat.example")
        .header("sec-fetch-site", "cross-site")
        .header("content-type", "application/x-www-form-urlencoded");
    assert_eq!(test_console.ask(request.body(Body::from(body)).unwrap()).await.json()["ErrorCode"], 0);
}
