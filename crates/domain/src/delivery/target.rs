//! The targets of a push.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A UserID or a `RegistrationID`, as a call names it: 1 to 128 bytes without control characters.
///
/// A UserID has at most 32 bytes (docs/facts/usersig.md#userid); the limit leaves room for a `RegistrationID`,
/// whose length is not documented. Whether the target exists is unknown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Target(String);

/// The text is neither a UserID nor a `RegistrationID`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseTargetError;

impl Target {
    /// Maximum length in bytes.
    pub const MAX_BYTES: usize = 128;

    /// The target as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Target {
    type Err = ParseTargetError;

    fn from_str(text: &str) -> Result<Self, ParseTargetError> {
        text.to_owned().try_into()
    }
}

impl TryFrom<String> for Target {
    type Error = ParseTargetError;

    fn try_from(text: String) -> Result<Self, ParseTargetError> {
        if text.is_empty() || text.len() > Self::MAX_BYTES || text.chars().any(char::is_control) {
            Err(ParseTargetError)
        } else {
            Ok(Self(text))
        }
    }
}

impl From<Target> for String {
    fn from(target: Target) -> Self {
        target.0
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for ParseTargetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a UserID or RegistrationID: 1 to 128 bytes without control characters")
    }
}

impl std::error::Error for ParseTargetError {}
