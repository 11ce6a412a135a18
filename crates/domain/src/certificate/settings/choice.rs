//! Settings that are chosen from a list (`facts` 3.2).

use serde::{Deserialize, Serialize};

/// HONOR's **Importance**; without one, HONOR takes a push for marketing (`facts` 3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Importance {
    /// LOW: marketing.
    Low,
    /// NORMAL: service and communication.
    Normal,
}

/// Meizu's **Message class** (`facts` 4.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageClass {
    /// To everybody.
    Public,
    /// To one person.
    Private,
}

/// FCM's **Message type** (`facts` 3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageType {
    /// The system shows it. What is used when nothing is chosen.
    Notification,
    /// The application shows it; reliable mainly on Pixel.
    Data,
}

/// Codes of the choices of a list.
macro_rules! codes {
    ($($name:ident: $($choice:ident = $code:literal),+;)*) => {$(
        impl $name {
            /// All of them, in the order in which they are offered.
            pub const ALL: &[Self] = &[$(Self::$choice),+];

            /// The short name in forms.
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
