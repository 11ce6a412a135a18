//! The pushes that the vendors accepted, in order, for `/control/deliveries`. A vendor that accepts a push delivers it,
//! whether or not its answer arrives: a test finds out here what a device would have received, and how often.

use std::collections::VecDeque;

use domain::certificate::Platform;
use domain::time::Timestamp;
use serde_json::{Value, json};

use crate::received::Push;
use crate::response::{ConnectionAction, Response};

/// Maximum number of deliveries kept; older ones are dropped.
const MAX_DELIVERIES: usize = 500_000;
/// Maximum number of deliveries in one answer.
const MAX_ANSWERED: usize = 20_000;

#[derive(Default)]
pub(crate) struct Deliveries {
    total: u64,
    kept: VecDeque<Delivery>,
}

struct Delivery {
    at: Timestamp,
    platform: Platform,
    token: Box<str>,
    id: Option<Box<str>>,
    overlay: Option<Box<str>>,
    is_answered: bool,
}

impl Deliveries {
    /// Records one delivery for each token, if the vendor accepted the push.
    pub(crate) fn record(&mut self, push: &Push, response: &Response, now: Timestamp) {
        if !response.is_accepted {
            return;
        }
        let id = id(push, response).map(String::into_boxed_str);
        let overlay = overlay(push).map(String::into_boxed_str);
        for token in &push.tokens {
            self.total += 1;
            if self.kept.len() == MAX_DELIVERIES {
                self.kept.pop_front();
            }
            self.kept.push_back(Delivery {
                at: now,
                platform: push.platform,
                token: token.as_str().into(),
                id: id.clone(),
                overlay: overlay.clone(),
                is_answered: matches!(
                    response.connection,
                    ConnectionAction::KeepOpen | ConnectionAction::Close
                ),
            });
        }
    }

    /// The first deliveries with a number above `after`. `total` is the number of the latest one.
    pub(crate) fn json(&self, after: u64) -> Value {
        let dropped = self.total - self.kept.len() as u64;
        let skipped = usize::try_from(after.saturating_sub(dropped)).unwrap_or(usize::MAX);
        let numbered = (dropped + 1..).zip(&self.kept).skip(skipped).take(MAX_ANSWERED);
        let deliveries: Vec<_> = numbered.map(|(n, delivery)| delivery.json(n)).collect();
        json!({ "total": self.total, "deliveries": deliveries })
    }
}

impl Delivery {
    fn json(&self, n: u64) -> Value {
        json!({
            "n": n,
            "at_micros": self.at.micros(),
            "vendor": self.platform.code(),
            "token": self.token,
            "id": self.id,
            "overlay": self.overlay,
            "outcome": if self.is_answered { "answered" } else { "unanswered" },
        })
    }
}

/// The sender's id of the push where the vendor has a field for one, otherwise the vendor's.
fn id(push: &Push, response: &Response) -> Option<String> {
    let sent = match push.platform {
        Platform::Apns => push.sent.pointer("/id"),
        Platform::Xiaomi => push.sent.pointer("/extra.jobkey"),
        Platform::Oppo => push.sent.pointer("/notification/app_message_id"),
        Platform::Vivo => push.sent.pointer("/requestId"),
        _ => None,
    };
    if let Some(id) = sent {
        return text(id);
    }
    let answer: Value = serde_json::from_str(&response.body).ok()?;
    let place = match push.platform {
        Platform::Fcm => "/name",
        Platform::Huawei | Platform::Harmony => "/requestId",
        Platform::Honor => "/data/requestId",
        Platform::Meizu => "/msgId",
        _ => return None,
    };
    answer.pointer(place).and_then(text)
}

/// The value by which a later push replaces this one on the screen.
fn overlay(push: &Push) -> Option<String> {
    let place = match push.platform {
        Platform::Apns => "/headers/apns-collapse-id",
        Platform::Fcm => "/message/android/notification/tag",
        Platform::Huawei => "/message/android/notification/notify_id",
        Platform::Harmony => "/payload/notification/notifyId",
        Platform::Honor => "/android/notification/notifyId",
        Platform::Xiaomi => "/notify_id",
        Platform::Oppo => "/notification/notify_id",
        Platform::Vivo => "/notifyId",
        Platform::Meizu => "/advanceInfo/notifyKey",
    };
    push.sent.pointer(place).and_then(text)
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn push(token: &str) -> Push {
        let sent = json!({ "id": "an-id", "headers": { "apns-collapse-id": "over" } });
        let sender = "com.example".to_owned();
        Push { platform: Platform::Apns, sender, tokens: vec![token.to_owned()], sent }
    }

    #[test]
    fn the_log_is_bounded_and_read_in_parts() {
        let mut deliveries = Deliveries::default();
        let at = Timestamp::from_unix_seconds(1);
        deliveries.record(&push("refused"), &Response::new(410, ""), at);
        for number in 0..MAX_DELIVERIES + 5 {
            deliveries.record(&push(&number.to_string()), &Response::new(200, "").accepting(), at);
        }
        let first = deliveries.json(0);
        assert_eq!(first["total"], MAX_DELIVERIES + 5);
        assert_eq!(first["deliveries"].as_array().map(Vec::len), Some(MAX_ANSWERED));
        assert_eq!(
            first["deliveries"][0],
            json!({
                "n": 6, "at_micros": 1_000_000, "vendor": "apns", "token": "5", "id": "an-id",
                "overlay": "over", "outcome": "answered",
            })
        );
        assert_eq!(deliveries.json(10)["deliveries"][0]["n"], 11);
        assert_eq!(deliveries.json(500_003)["deliveries"].as_array().map(Vec::len), Some(2));
        assert_eq!(deliveries.json(u64::MAX)["deliveries"], json!([]));
    }

    #[test]
    fn a_push_without_an_answer_is_delivered_all_the_same() {
        let mut deliveries = Deliveries::default();
        let lost = Response::new(200, "").accepting().with_connection(ConnectionAction::Drop);
        deliveries.record(&push("a"), &lost, Timestamp::from_unix_seconds(1));
        assert_eq!(deliveries.json(0)["deliveries"][0]["outcome"], "unanswered");
    }
}
