//! The list of the audit trail: what it is restricted to, and its pages.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Action, AuditEntry};
use crate::application::sdkappid::Sdkappid;
use crate::time::Timestamp;

/// Which entries are listed: those that meet every condition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditFilter {
    /// Who acted, exactly as the trail names them; empty for everybody.
    pub who: String,
    /// The application that the entry is about.
    pub sdkappid: Option<Sdkappid>,
    /// The action.
    pub action: Option<Action>,
    /// Not before this time.
    pub from: Option<Timestamp>,
    /// Before this time.
    pub until: Option<Timestamp>,
    /// Contained in who acted or in a change, ignoring case; empty for everything.
    pub text: String,
}

impl AuditFilter {
    /// Whether every entry meets it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Place in the list, which is sorted by time and number, newest first. As text: `micros-number`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditCursor {
    /// Time of the last entry of a page.
    pub at: Timestamp,
    /// Its number.
    pub number: i64,
}

/// The text is not an [`AuditCursor`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseAuditCursorError;

/// An entry of the trail with its place in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailEntry {
    /// Number of the entry in the chain.
    pub number: i64,
    /// The application that it is about, if any.
    pub sdkappid: Option<Sdkappid>,
    /// What happened.
    pub entry: AuditEntry,
}

impl TrailEntry {
    /// The place right after this entry.
    pub const fn cursor(&self) -> AuditCursor {
        AuditCursor { at: self.entry.at, number: self.number }
    }
}

/// A page of the trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailPage {
    /// The entries, newest first.
    pub entries: Vec<TrailEntry>,
    /// Where the next page begins, if there is one.
    pub next: Option<AuditCursor>,
    /// Number of the entry that was signed last, and when.
    pub checkpoint: Option<(i64, Timestamp)>,
}

impl fmt::Display for AuditCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.at.micros(), self.number)
    }
}

impl FromStr for AuditCursor {
    type Err = ParseAuditCursorError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (at, number) = text.rsplit_once('-').ok_or(ParseAuditCursorError)?;
        let parse = |text: &str| text.parse::<i64>().map_err(|_| ParseAuditCursorError);
        Ok(Self { at: Timestamp::from_micros(parse(at)?), number: parse(number)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_is_written() {
        for (micros, number) in [(0, 0), (1_790_000_000_000_001, 7), (-5, i64::MAX)] {
            let cursor = AuditCursor { at: Timestamp::from_micros(micros), number };
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
        for text in ["", "-", "1", "1-", "-1", "x-1", "1-x", "1-2-3"] {
            assert_eq!(text.parse::<AuditCursor>(), Err(ParseAuditCursorError), "{text}");
        }
    }
}
