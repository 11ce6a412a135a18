//! UserID: the name of a user within an application.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// 1 to 32 bytes without control characters.
///
/// Client libraries allow letters, digits, `_` and `-`; the service itself accepts any text of that length
/// (docs/facts/usersig.md#userid), and so does this console.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UserId(String);

/// The text is not a UserID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseUserIdError;

impl UserId {
    /// Maximum length in bytes.
    pub const MAX_BYTES: usize = 32;

    /// The UserID `administrator`, which is every application's initial administrator.
    pub fn administrator() -> Self {
        Self("administrator".into())
    }

    /// The UserID as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for UserId {
    type Err = ParseUserIdError;

    fn from_str(text: &str) -> Result<Self, ParseUserIdError> {
        if text.is_empty() || text.len() > Self::MAX_BYTES || text.chars().any(char::is_control) {
            Err(ParseUserIdError)
        } else {
            Ok(Self(text.to_owned()))
        }
    }
}

impl TryFrom<String> for UserId {
    type Error = ParseUserIdError;

    fn try_from(text: String) -> Result<Self, ParseUserIdError> {
        text.parse()
    }
}

impl From<UserId> for String {
    fn from(user: UserId) -> Self {
        user.0
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for ParseUserIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a UserID: 1 to 32 bytes without control characters")
    }
}

impl std::error::Error for ParseUserIdError {}
