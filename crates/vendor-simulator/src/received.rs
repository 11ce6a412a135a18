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
    pushes: VecDeque<Value>,
}

impl Received {
    /// Records a push and its response, without access tokens or keys.
    pub(crate) fn record(&mut self, push: &Push, path: &str, status: u16, response: &str, now: Timestamp) {
        self.total += 1;
        if self.pushes.len() == MAX_PUSHES {
            self.pushes.pop_front();
        }
        let response: Value = serde_json::from_str(response).unwrap_or_else(|_| json!(response));
        self.pushes.push_back(json!({
            "number": self.total,
            "at": now.to_string(),
            "vendor": push.platform.code(),
            "path": path,
            "sender": push.sender,
            "tokens": push.tokens,
            "sent": push.sent,
            "status": status,
            "answer": response,
        }));
    }

    /// The pushes as JSON; `total` also counts dropped ones.
    pub(crate) fn json(&self) -> Value {
        json!({ "total": self.total, "received": self.pushes })
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}
