//! A vendor-neutral push. Fields that a vendor does not support are left out.

use std::time::Duration;

use domain::certificate::{Importance, MessageClass, MessageType};

/// A push to one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Identifies the delivery to vendors that drop duplicates; every attempt uses the same id.
    pub id: [u8; 16],
    /// The device's token, registration id or push id, as issued by the vendor.
    pub token: String,
    /// The title, truncated to the vendor's limit (docs/facts/push-vendors.md#text-limits).
    pub title: String,
    /// The text, truncated to the vendor's limit.
    pub body: String,
    /// Data for the application; JSON by convention.
    pub ext: Option<String>,
    /// What a tap on the notification does.
    pub click: Click,
    /// How long the vendor keeps the push for an offline device; zero means not at all, if the vendor supports that.
    pub lifetime: Duration,
    /// The notification channel of Xiaomi, Huawei, OPPO and FCM.
    pub channel: Option<String>,
    /// The class of the message at Huawei, OPPO, vivo and `HarmonyOS`.
    pub category: Option<String>,
    /// The Activity whose badge is incremented, at Huawei and HONOR.
    pub badge_class: Option<String>,
    /// The importance at HONOR; if missing, HONOR classifies the message.
    pub importance: Option<Importance>,
    /// The message class at Meizu; if missing, Meizu's default applies.
    pub message_class: Option<MessageClass>,
    /// The message type at FCM; if missing, a notification.
    pub message_type: Option<MessageType>,
    /// The callback URL for receipts from vivo and Meizu, as registered with them.
    pub receipt: Option<String>,
    /// Whether an app extension may modify the notification before iOS displays it.
    pub mutable_content: bool,
}

/// What a tap on a notification does (docs/facts/push-credentials.md#click-actions).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Click {
    /// **Open application**: starts the application.
    #[default]
    OpenApplication,
    /// **Open web page**: opens this URL.
    OpenWebPage(String),
    /// **Open specified in-app page**: an intent URI, or the name of an Activity at OPPO and Meizu.
    OpenPage(String),
}

impl Message {
    /// The id as a UUID, e.g. `00112233-4455-6677-8899-aabbccddeeff`.
    pub(crate) fn uuid(&self) -> String {
        let hex = base16ct::lower::encode_string(&self.id);
        format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }
}

/// Truncates `text` to `max` UTF-16 units at a character boundary, ending with an ellipsis.
pub(crate) fn truncate(text: &str, max: usize) -> String {
    if text.encode_utf16().count() <= max {
        return text.to_owned();
    }
    let mut units = 0;
    let kept = text.chars().take_while(|character| {
        units += character.len_utf16();
        units < max
    });
    let mut fitted: String = kept.collect();
    fitted.push('…');
    fitted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn truncates_between_characters() {
        assert_eq!(truncate("hello", 5), "hello");
        assert_eq!(truncate("hello", 4), "hel…");
        assert_eq!(truncate("ab😀cd", 4), "ab…");
        assert_eq!(truncate("ab😀cd", 5), "ab😀…");
        assert_eq!(truncate("ab😀", 4), "ab😀");
    }
}
