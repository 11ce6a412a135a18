//! What the vendors were sent, for whoever wants to see it.

use std::collections::VecDeque;

use domain::certificate::Platform;
use domain::time::Timestamp;
use serde_json::{Value, json};

/// The most pushes that are kept; older ones are forgotten.
const MOST: usize = 10_000;

/// A push, as its vendor understood it.
pub(super) struct Push {
    pub platform: Platform,
    /// Whose it was: a bundle id, a project, an application's id or key.
    pub sender: String,
    pub tokens: Vec<String>,
    /// What was sent: the JSON body, or the form with the JSON in it taken apart.
    pub sent: Value,
}

/// The pushes so far.
#[derive(Default)]
pub(super) struct Received {
    total: u64,
    kept: VecDeque<Value>,
}

impl Received {
    /// Keeps a push and what it was answered. Neither tokens of access nor keys are part of it.
    pub(super) fn keep(&mut self, push: &Push, path: &str, status: u16, answer: &str, now: Timestamp) {
        self.total += 1;
        if self.kept.len() == MOST {
            self.kept.pop_front();
        }
        let answer: Value = serde_json::from_str(answer).unwrap_or_else(|_| json!(answer));
        self.kept.push_back(json!({
            "number": self.total,
            "at": now.to_string(),
            "vendor": push.platform.code(),
            "path": path,
            "sender": push.sender,
            "tokens": push.tokens,
            "sent": push.sent,
            "status": status,
            "answer": answer,
        }));
    }

    /// As JSON; the total counts those that are no longer kept.
    pub(super) fn json(&self) -> Value {
        json!({ "total": self.total, "received": self.kept })
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}
