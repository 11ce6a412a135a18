//! A message in the form of FCM (docs/facts/push-vendors.md#fcm).

use std::time::Duration;

use domain::certificate::MessageType;
use serde_json::{Value, json};

use crate::message::{Click, Interruption, Message, Priority};

/// How long Google keeps a message for an offline device at most.
const MAX_LIFETIME: Duration = Duration::from_hours(28 * 24);

pub(super) fn message_type(message: &Message) -> MessageType {
    message.message_type.unwrap_or(MessageType::Notification)
}

/// The `message` of a request.
pub(super) fn render(message: &Message) -> Value {
    let mut body = match message_type(message) {
        MessageType::Notification => notification(message),
        MessageType::Data => data(message),
    };
    body["token"] = json!(message.token);
    body["android"]["priority"] = json!(match message.priority {
        Priority::High => "high",
        Priority::Normal => "normal",
    });
    body["android"]["ttl"] = json!(format!("{}s", message.lifetime.min(MAX_LIFETIME).as_secs()));
    if let Click::OpenWebPage(url) = &message.click {
        body["data"]["url"] = json!(url);
    }
    if let Some(ext) = &message.ext {
        body["data"]["ext"] = json!(ext);
    }
    body
}

/// A notification, which the system displays.
fn notification(message: &Message) -> Value {
    let mut android = json!({});
    if let Some(channel) = &message.channel {
        android["channel_id"] = json!(channel);
    }
    if let Click::OpenPage(action) = &message.click {
        android["click_action"] = json!(action);
    }
    if let Some(overlay) = message.overlay_text() {
        android["tag"] = json!(overlay);
    }
    if let Some(badge) = message.badge {
        android["notification_count"] = json!(badge);
    }
    for (name, value) in [("sound", &message.sound), ("image", &message.image)] {
        if let Some(value) = value {
            android[name] = json!(value);
        }
    }
    if let Some(interruption) = message.interruption {
        android["notification_priority"] = json!(match interruption {
            Interruption::Passive => "PRIORITY_LOW",
            Interruption::Active => "PRIORITY_DEFAULT",
            Interruption::TimeSensitive => "PRIORITY_HIGH",
            Interruption::Critical => "PRIORITY_MAX",
        });
    }
    json!({
        "notification": { "title": message.title, "body": message.body },
        "android": { "notification": android },
    })
}

/// A data message, which the application handles itself.
fn data(message: &Message) -> Value {
    let mut data = json!({ "title": message.title, "body": message.body });
    let optional = [
        ("channel_id", &message.channel),
        ("subtitle", &message.subtitle),
        ("sound", &message.sound),
        ("image", &message.image),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            data[name] = json!(value);
        }
    }
    if let Some(badge) = message.badge {
        // All values must be strings.
        data["badge"] = json!(badge.to_string());
    }
    if let Click::OpenPage(action) = &message.click {
        data["click_action"] = json!(action);
    }
    json!({ "data": data })
}
