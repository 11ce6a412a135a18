//! What makes an entry the only one of its kind.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Month;
use crate::application::sdkappid::Sdkappid;
use crate::billing::catalogue::LimitKind;
use crate::time::Timestamp;

/// The key of an entry, unique within an account: whoever posts the same thing twice, late or from two servers
/// makes the same key, and only the first is posted. What a browser sends is in keys of its own, so that it can
/// never take the place of a renewal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryKey(String);

/// What a form carries so that it is carried out once: 16 to 64 letters, digits, `_` or `-`, drawn at random
/// when the form is shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OrderToken(String);

/// The text is not an [`OrderToken`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseTokenError;

impl EntryKey {
    /// Of an order, a renewal by hand or a refund for `sdkappid`, and of what an operator posts, where there is
    /// no application.
    pub fn once(sdkappid: Option<Sdkappid>, token: &OrderToken) -> Self {
        let sdkappid = sdkappid.map(|sdkappid| sdkappid.to_string()).unwrap_or_default();
        Self(format!("once:{sdkappid}:{}", token.0))
    }

    /// Of the renewal that goes on from a term's `end`. A term ends at an instant that no later term ends at
    /// again, so there is one renewal for each.
    pub fn renewal(sdkappid: Sdkappid, end: Timestamp) -> Self {
        Self(format!("renewal:{sdkappid}:{}", end.micros()))
    }

    /// Of what exceeding a limit costs in a month.
    pub fn overage(sdkappid: Sdkappid, month: Month, limit: LimitKind) -> Self {
        Self(format!("overage:{sdkappid}:{month}:{}", limit.code()))
    }

    /// As it was kept.
    pub const fn from_kept(text: String) -> Self {
        Self(text)
    }

    /// The text, at most 96 bytes.
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
