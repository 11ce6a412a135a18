//! What a vendor is asked and what it answers, without the network around it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use domain::time::Timestamp;
use http::{HeaderMap, Method};
use serde_json::Value;

use super::peer::Peer;
use crate::credential::Environment;

/// A request.
pub(super) struct Asked {
    pub method: Method,
    /// The vendor's own part of the path; Apple has none.
    pub base: String,
    /// What stands behind it.
    pub path: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    /// Which of Apple's services this is.
    pub environment: Environment,
    /// Whose client certificate was shown.
    pub peer: Arc<Peer>,
    pub now: Timestamp,
}

/// What comes back.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
    pub delay: Duration,
    pub then: Then,
}

/// What happens to the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// It stays open.
    Keep,
    /// It is answered and then ended in order: GOAWAY on HTTP/2.
    End,
    /// Nobody answers.
    HangUp,
}

impl Asked {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// What stands behind `scheme` in the header Authorization, e.g. behind `Bearer `.
    pub(super) fn authorization(&self, scheme: &str) -> Option<&str> {
        let value = self.header("authorization")?;
        let (start, rest) = value.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    }

    pub(super) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    pub(super) fn form(&self) -> HashMap<Cow<'_, str>, Cow<'_, str>> {
        form_urlencoded::parse(&self.body).collect()
    }
}

impl Answer {
    pub(super) fn json(status: u16, body: &Value) -> Self {
        Self::new(status, body.to_string()).with("content-type", "application/json")
    }

    pub(super) fn new(status: u16, body: impl Into<String>) -> Self {
        let (headers, delay, then) = (Vec::new(), Duration::ZERO, Then::Keep);
        Self { status, headers, body: body.into(), delay, then }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(super) fn then(self, then: Then) -> Self {
        Self { then, ..self }
    }

    pub(super) fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }
}
