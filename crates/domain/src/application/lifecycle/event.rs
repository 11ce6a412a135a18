//! Lifecycle changes that a person requests by name.

use serde::{Deserialize, Serialize};

/// A change that is requested by its short name, in a form or over the network. Every other
/// [`Step`](super::Step) has a form of its own and no short name.
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
    pub const ALL: [Self; 3] = [Self::Disable, Self::Enable, Self::Delete];

    /// Identifier in URLs and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Disable => "disable",
            Self::Enable => "enable",
            Self::Delete => "delete",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.code() == code)
    }
}
