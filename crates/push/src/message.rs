//! A push in a form that is independent of the vendor. An adapter omits the fields that its vendor does not support.

use std::time::Duration;

use domain::certificate::{Importance, MessageClass, MessageType};

/// A push to one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Identifies this delivery, the same for every attempt (docs/facts/push-vendors.md#repeated-sends).
    pub id: [u8; 16],
    /// The device's token, registration ID or push ID, as issued by the vendor.
    pub token: String,
    /// Title, cut to the vendor's limit (docs/facts/push-vendors.md#text-limits).
    pub title: String,
    /// Text, cut likewise.
    pub body: String,
    /// Data for the application, JSON by convention.
    pub ext: Option<String>,
    /// The click action.
    pub click: Click,
    /// How long the vendor keeps it for an unreachable device; zero to not keep it, where the vendor supports that.
    pub lifetime: Duration,
    /// The notification channel of Xiaomi, Huawei, OPPO and FCM.
    pub channel: Option<String>,
    /// The class of the message at Huawei, OPPO, vivo and `HarmonyOS`.
    pub category: Option<String>,
    /// The Activity whose icon badge is incremented, at Huawei and HONOR.
    pub badge_class: Option<String>,
    /// HONOR's importance; HONOR classifies a message without one itself.
    pub importance: Option<Importance>,
    /// Meizu's class; `None` for Meizu's default.
    pub message_class: Option<MessageClass>,
    /// FCM's type; a notification if `None`.
    pub message_type: Option<MessageType>,
    /// Callback URL for receipts of vivo and Meizu, registered there.
    pub receipt: Option<String>,
    /// Whether an app extension may change it before iOS displays it.
    pub mutable_content: bool,
}

/// What a tap on the notification does (docs/facts/push-credentials.md#click-actions).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Click {
    /// **Open application**.
    #[default]
    OpenApplication,
    /// **Open web page**: an address.
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

/// Truncates `text` to at most `most` UTF-16 units, including an ellipsis; never splits a character.
pub(crate) fn fit(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut units = 0;
    let kept = text.chars().take_while(|character| {
        units += character.len_utf16();
        units < most
    });
    let mut fitted: String = kept.collect();
    fitted.push('…');
    fitted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(fit("hello", 5), "hello");
        assert_eq!(fit("hello", 4), "hel…");
        assert_eq!(fit("ab😀cd", 4), "ab…");
        assert_eq!(fit("ab😀cd", 5), "ab😀…");
        assert_eq!(fit("ab😀", 4), "ab😀");
    }
}
