//! A vendor-neutral push. Fields that a vendor does not support are left out.

use std::time::Duration;

use domain::certificate::{Importance, MessageClass, MessageType};

/// A push to one device.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Message {
    /// Identifies the delivery to vendors that drop duplicates; every attempt uses the same id.
    pub id: [u8; 16],
    /// Makes a repeated delivery replace the first one on the screen, where the vendor has a field for that; every
    /// attempt uses the same value ([`Credential::repeat`](crate::credential::Credential::repeat)).
    pub overlay: Option<[u8; 16]>,
    /// How Apple's devices treat the push. Other vendors always display it.
    pub kind: Kind,
    /// The device's token, registration id or push id, as issued by the vendor.
    pub token: String,
    /// The title, truncated to the vendor's limit (docs/facts/push-vendors.md#text-limits).
    pub title: String,
    /// The second line of the title, at APNs and OPPO.
    pub subtitle: Option<String>,
    /// The text, truncated to the vendor's limit.
    pub body: String,
    /// The sound, as the platform names it: a file with its suffix at APNs, a resource without one elsewhere. If
    /// missing, the system's default. OPPO, vivo, Meizu and HONOR have no field for it.
    pub sound: Option<String>,
    /// The number that the application's icon shows, at APNs, FCM, Huawei, HONOR and `HarmonyOS`.
    pub badge: Option<u16>,
    /// The number that is added to the icon's, at Huawei, HONOR and `HarmonyOS`; [`Message::badge`] takes precedence.
    pub badge_add: Option<u8>,
    /// The URL of an image, at FCM, Huawei, HONOR and `HarmonyOS`; at APNs in the key `image`, for an app extension.
    pub image: Option<String>,
    /// How much the notification may disturb, at APNs, FCM, Huawei and HONOR; if missing, the system's default.
    pub interruption: Option<Interruption>,
    /// Whether the push may wake a sleeping device.
    pub priority: Priority,
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

/// How a device treats a push (docs/facts/push-vendors.md#apns).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The system displays it.
    #[default]
    Alert,
    /// The application is woken and nothing is displayed; title and text are not sent.
    Background,
    /// The application is woken and must report a call.
    Voip,
}

/// Whether a push may wake a sleeping device (docs/facts/push-vendors.md#apns).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Priority {
    /// At once, even if the device sleeps.
    #[default]
    High,
    /// When it suits the device.
    Normal,
}

/// How much a notification may disturb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Interruption {
    /// Neither lights the screen nor makes a sound.
    Passive,
    /// The default.
    Active,
    /// Breaks through a focus mode.
    TimeSensitive,
    /// Breaks through the mute switch; the application needs a permission of the vendor's.
    Critical,
}

/// What a second delivery of the same message does (docs/facts/push-vendors.md#repeated-sends).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Repeat {
    /// The vendor or the device drops it.
    Dropped,
    /// It replaces the first one on the screen.
    Replaces,
    /// It is delivered in addition to the first one.
    ShowsTwice,
}

impl Message {
    /// The id as a UUID, e.g. `00112233-4455-6677-8899-aabbccddeeff`.
    pub(crate) fn uuid(&self) -> String {
        let hex = base16ct::lower::encode_string(&self.id);
        format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }

    /// The first 80 bits of the id: 20 hexadecimal characters.
    pub(crate) fn short_id(&self) -> String {
        base16ct::lower::encode_string(&self.id[..10])
    }

    /// The overlay id as 32 hexadecimal characters.
    pub(crate) fn overlay_text(&self) -> Option<String> {
        self.overlay.map(|overlay| base16ct::lower::encode_string(&overlay))
    }

    /// The overlay id as a number from 1 to 2³¹ - 1, of its first four bytes.
    pub(crate) fn overlay_number(&self) -> Option<u32> {
        self.overlay.map(|[a, b, c, d, ..]| (u32::from_be_bytes([a, b, c, d]) & 0x7fff_ffff).max(1))
    }

    /// The overlay id as 8 hexadecimal characters, of its first four bytes.
    pub(crate) fn overlay_key(&self) -> Option<String> {
        self.overlay.map(|overlay| base16ct::lower::encode_string(&overlay[..4]))
    }

    /// For vendors whose overlay field is set from [`Message::overlay`].
    pub(crate) const fn repeat_by_overlay(&self) -> Repeat {
        if self.overlay.is_some() { Repeat::Replaces } else { Repeat::ShowsTwice }
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
    fn an_overlay_id_is_a_positive_number_of_31_bits() {
        let number = |first: [u8; 4]| {
            let mut overlay = [0xee; 16];
            overlay[..4].copy_from_slice(&first);
            Message { overlay: Some(overlay), ..Message::default() }.overlay_number()
        };
        assert_eq!(number([0, 0, 1, 2]), Some(258));
        assert_eq!(number([0xff; 4]), Some(0x7fff_ffff));
        assert_eq!((number([0; 4]), number([0x80, 0, 0, 0])), (Some(1), Some(1)));
        assert_eq!(Message::default().overlay_number(), None);
    }

    #[test]
    fn ids_have_the_lengths_that_vendors_accept() {
        let message = Message { id: [0xab; 16], overlay: Some([0xcd; 16]), ..Message::default() };
        assert_eq!(message.uuid(), "abababab-abab-abab-abab-abababababab");
        assert_eq!(message.short_id().len(), 20);
        assert_eq!(message.overlay_text().map(|text| text.len()), Some(32));
        assert_eq!(message.overlay_key().as_deref(), Some("cdcdcdcd"));
    }

    #[test]
    fn truncates_between_characters() {
        assert_eq!(truncate("hello", 5), "hello");
        assert_eq!(truncate("hello", 4), "hel…");
        assert_eq!(truncate("ab😀cd", 4), "ab…");
        assert_eq!(truncate("ab😀cd", 5), "ab😀…");
        assert_eq!(truncate("ab😀", 4), "ab😀");
    }
}
