//! The pushes that the vendors received, for `/control/received`.

use std::collections::VecDeque;

use domain::certificate::Platform;
use domain::time::Timestamp;
use serde_json::{Value, json};

/// Maximum number of pushes kept; older ones are dropped.
const MAX_PUSHES: usize = 10_000;

pub(crate) struct Push {
    pub platform: Platform,
    /// The bundle id, project, application id or key that sent the push.
    pub sender: String,
    pub tokens: Vec<String>,
    /// The JSON body, or the form with embedded JSON parsed.
    pub sent: Value,
}

#[derive(Default)]
pub(crate) struct Received {
    total: u64,
    pushes: VecDeque<Answered>,
}

/// A push and its response, without access tokens or keys.
struct Answered {
    at: Timestamp,
    path: String,
    push: Push,
    status: u16,
    response: String,
}

impl Received {
    pub(crate) fn record(&mut self, push: Push, path: String, status: u16, response: String, at: Timestamp) {
        self.total += 1;
        if self.pushes.len() == MAX_PUSHES {
            self.pushes.pop_front();
        }
        self.pushes.push_back(Answered { at, path, push, status, response });
    }

    /// The pushes as JSON; `total` also counts dropped ones.
    pub(crate) fn json(&self) -> Value {
        let first = self.total - self.pushes.len() as u64 + 1;
        let received: Vec<_> = (first..).zip(&self.pushes).map(|(number, push)| push.json(number)).collect();
        json!({ "total": self.total, "received": received })
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Answered {
    fn json(&self, number: u64) -> Value {
        let Self { at, path, push, status, response } = self;
        let response: Value = serde_json::from_str(response).unwrap_or_else(|_| json!(response));
        json!({
            "number": number,
            "at": at.to_string(),
            "vendor": push.platform.code(),
            "path": path,
            "sender": push.sender,
            "tokens": push.tokens,
            "sent": push.sent,
            "status": status,
            "answer": response,
        })
    }
}
