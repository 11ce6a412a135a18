//! Idempotency keys of ledger entries.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Month;
use crate::application::sdkappid::Sdkappid;
use crate::billing::catalogue::LimitKind;
use crate::time::Timestamp;

/// The key of an entry, unique within an account. Posting the same thing twice, late or from two servers
/// produces the same key, and only the first entry is posted. Keys that contain browser input have a namespace
/// of their own, so that they can never collide with a renewal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryKey(String);

/// A form's idempotency token: 16 to 64 letters, digits, `_` or `-`, drawn at random when the form is shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OrderToken(String);

/// The text is not an [`OrderToken`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseTokenError;

impl EntryKey {
    /// For an order, a manual renewal or a refund for `sdkappid`, or, without an application, for an operator's
    /// entry.
    pub fn once(sdkappid: Option<Sdkappid>, token: &OrderToken) -> Self {
        let sdkappid = sdkappid.map(|sdkappid| sdkappid.to_string()).unwrap_or_default();
        Self(format!("once:{sdkappid}:{}", token.0))
    }

    /// For the automatic renewal of the term that ends at `end`. No later term ends at the same instant, so
    /// there is one renewal per term.
    pub fn renewal(sdkappid: Sdkappid, end: Timestamp) -> Self {
        Self(format!("renewal:{sdkappid}:{}", end.micros()))
    }

    /// For the charge for exceeding a limit in a month.
    pub fn overage(sdkappid: Sdkappid, month: Month, limit: LimitKind) -> Self {
        Self(format!("overage:{sdkappid}:{month}:{}", limit.code()))
    }

    /// Creates a key from its stored text.
    pub const fn from_stored(text: String) -> Self {
        Self(text)
    }

    /// The key as text, at most 96 bytes.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for OrderToken {
    type Err = ParseTokenError;

    fn from_str(text: &str) -> Result<Self, ParseTokenError> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        if (16..=64).contains(&text.len()) && text.bytes().all(plain) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseTokenError)
        }
    }
}

impl fmt::Display for EntryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
