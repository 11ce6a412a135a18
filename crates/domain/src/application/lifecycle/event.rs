//! What a person switches by hand.

use serde::{Deserialize, Serialize};

/// What a person may ask for of an application by its short name, in a form or over the network. Everything
/// else that can happen is a [`Step`](super::Step), which has no short name: each has a form of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// **Disable**.
    Disable,
    /// **Enable**.
    Enable,
    /// **Delete**.
    Delete,
}

impl Event {
    /// All that can be asked for.
    pub const ALL: [Self; 3] = [Self::Disable, Self::Enable, Self::Delete];

    /// The short name in addresses and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Disable => "disable",
            Self::Enable => "enable",
            Self::Delete => "delete",
        }
    }

    /// The event of that short name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.code() == code)
    }
}
