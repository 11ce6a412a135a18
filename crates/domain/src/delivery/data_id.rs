//! The caller's own name of a push.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A `DataId`: 1 to 64 bytes, returned unchanged in callbacks (docs/facts/push-calls.md#batch).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DataId(String);

/// The text is empty or too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseDataIdError;

impl DataId {
    /// Maximum length in bytes.
    pub const MAX_BYTES: usize = 64;

    /// The `DataId` as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DataId {
    type Err = ParseDataIdError;

    fn from_str(text: &str) -> Result<Self, ParseDataIdError> {
        text.to_owned().try_into()
    }
}

impl TryFrom<String> for DataId {
    type Error = ParseDataIdError;

    fn try_from(text: String) -> Result<Self, ParseDataIdError> {
        if text.is_empty() || text.len() > Self::MAX_BYTES { Err(ParseDataIdError) } else { Ok(Self(text)) }
    }
}

impl From<DataId> for String {
    fn from(id: DataId) -> Self {
        id.0
    }
}

impl fmt::Display for DataId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for ParseDataIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a DataId: 1 to 64 bytes")
    }
}

impl std::error::Error for ParseDataIdError {}
