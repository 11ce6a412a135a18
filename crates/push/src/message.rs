//! One push, as every vendor understands it. Edges: it knows no vendor; what a vendor has no field for is left
//! out on the way to it.

use std::time::Duration;

use domain::certificate::{Importance, MessageClass, MessageType};

/// A push to one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Names this delivery at the vendors that sort out repetitions: the same for every attempt.
    pub id: [u8; 16],
    /// The device's token, registration id or push id, as the vendor gave it.
    pub token: String,
    /// Headline. Cut to what the vendor shows (`facts` 3.6).
    pub title: String,
    /// Text. Cut to what the vendor shows.
    pub body: String,
    /// What the application is handed besides; JSON by convention.
    pub ext: Option<String>,
    /// What a tap does.
    pub click: Click,
    /// How long the vendor keeps it for a device that is away; zero: not at all, where the vendor can.
    pub lifetime: Duration,
    /// The notification channel of Xiaomi, Huawei, OPPO and FCM.
    pub channel: Option<String>,
    /// The class of the message at Huawei, OPPO, vivo and `HarmonyOS`.
    pub category: Option<String>,
    /// The Activity whose icon counts one more, at Huawei and HONOR.
    pub badge_class: Option<String>,
    /// HONOR's importance; without one HONOR sorts the message by itself.
    pub importance: Option<Importance>,
    /// Meizu's class; without one Meizu's default holds.
    pub message_class: Option<MessageClass>,
    /// FCM's type; a notification where none is given.
    pub message_type: Option<MessageType>,
    /// Where vivo and Meizu tell what became of it; registered there.
    pub receipt: Option<String>,
    /// Whether an extension of the application may change it before iOS shows it.
    pub mutable_content: bool,
}

/// What a tap on a notification does (`facts` 3.2, "Subsequent Action").
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

/// `text` in at most `most` UTF-16 units, with an ellipsis where something was cut off; no character is split.
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
