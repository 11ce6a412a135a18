//! Settings that are chosen from a list (docs/facts/push-credentials.md#settings).

use serde::{Deserialize, Serialize};

/// HONOR's **Importance**. HONOR treats a message without one as marketing
/// (docs/facts/push-credentials.md#settings).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Importance {
    /// LOW: marketing.
    Low,
    /// NORMAL: service and communication.
    Normal,
}

/// Meizu's **Message class** (docs/facts/push-credentials.md#settings).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageClass {
    /// A message to everybody.
    Public,
    /// A message to one person.
    Private,
}

/// FCM's **Message type** (docs/facts/push-credentials.md#settings).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageType {
    /// Displayed by the system. The default.
    Notification,
    /// Displayed by the application; reliable mainly on Pixel.
    Data,
}

/// Generates the codes of a list of choices.
macro_rules! codes {
    ($($name:ident: $($choice:ident = $code:literal),+;)*) => {$(
        impl $name {
            /// All choices, in display order.
            pub const ALL: &[Self] = &[$(Self::$choice),+];

            /// Identifier in forms.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$choice => $code),+
                }
            }
        }
    )*};
}

codes! {
    Importance: Low = "low", Normal = "normal";
    MessageClass: Public = "public", Private = "private";
    MessageType: Notification = "notification", Data = "data";
}
