//! `/api/v1`, as programs call it.

mod as_code;
mod breaking;
mod document;
mod journey;
mod refusals;
mod resources;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::Value;

use crate::support::{Answer, Browser, TestConsole};

/// Every scope.
pub const ALL: [&str; 17] = [
    "applications:read",
    "applications:write",
    "keys:read",
    "keys:write",
    "keys:reveal",
    "certificates:read",
    "certificates:write",
    "pushes:read",
    "pushes:write",
    "usersigs:write",
    "packages:write",
    "billing:read",
    "members:read",
    "members:write",
    "webhooks:read",
    "webhooks:write",
    "audit:read",
];

/// A program with a token.
pub struct Program<'a> {
    test_console: &'a TestConsole,
    pub token: String,
}

impl<'a> Program<'a> {
    /// Whose token is made on the page, with these scopes.
    pub async fn new(test_console: &'a TestConsole, browser: &mut Browser, scopes: &[&str]) -> Self {
        let submission = format!("{:032x}", browser.get("/tokens").await.body.matches("<tr>").count() + 1);
        let mut fields = vec![("token_name", "deploy"), ("days", "30"), ("submission", submission.as_str())];
        fields.extend(scopes.iter().map(|scope| ("scopes[]", *scope)));
        let answer = browser.submit("/tokens", "/rpc/create_token", &fields).await;
        let page = browser.get(answer.location().split('#').next().unwrap()).await;
        assert_eq!(page.header("cache-control"), "no-store, no-transform");
        let words = page.body.split(|char: char| !char.is_ascii_alphanumeric() && char != '_');
        let mut tokens = words.filter(|word| word.starts_with("ccat_") && word.len() == 54);
        let token = tokens.next().unwrap_or_else(|| panic!("no token in {}", page.body)).to_owned();
        assert!(!browser.get("/tokens").await.body.contains(&token), "it is shown once");
        Self { test_console, token }
    }

    pub async fn call(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        request = request.header("authorization", format!("Bearer {}", self.token));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = match body {
            Some(body) => {
                request = request.header("content-type", "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        self.test_console.ask(request.body(body).unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, &[], None).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.call(Method::POST, path, &[], Some(body)).await
    }
}

impl Answer {
    /// The JSON of a call that was carried out.
    pub fn good(&self, status: StatusCode) -> Value {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(self.header("content-type"), "application/json", "{self:?}");
        self.json()
    }

    /// The problem of a call that was not, with that code.
    fn problem(&self, status: u16, code: &str) -> Value {
        let problem = self.json();
        assert_eq!((self.status.as_u16(), problem["code"].as_str()), (status, Some(code)), "{self:?}");
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(problem["status"], status);
        assert_eq!(problem["request_id"], self.header("x-request-id"));
        assert_eq!(problem["type"], format!("/api/v1/docs#{code}"));
        let (title, detail) = (problem["title"].as_str().unwrap(), problem["detail"].as_str().unwrap());
        assert!(!title.is_empty() && !detail.is_empty());
        let for_pages = ["the page", "this page", "session", "Sign in", "Go back", "browser"];
        assert!(!for_pages.iter().any(|word| detail.contains(word)), "a program has none of these: {detail}");
        problem
    }
}
