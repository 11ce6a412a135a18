//! Messages, and the attempts to send them.

use serde::{Deserialize, Serialize};

use super::event::EventKind;
use crate::text;
use crate::time::Timestamp;

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageState {
    /// It is to be sent, for the first time or again.
    Waiting,
    /// The endpoint has accepted it.
    Sent,
    /// It is not tried any more.
    Failed,
}

impl MessageState {
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Sent, Self::Failed];

    /// Identifier in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptFailure {
    /// The name of the host has no address.
    Unresolved,
    /// The host is in a private network.
    PrivateAddress,
    /// No connection was made.
    Unreachable,
    /// The host did not prove to be the one that was meant.
    Tls,
    /// There was no answer in time.
    TimedOut,
    /// The connection ended, or what came was not HTTP.
    NotHttp,
    /// The secret of the endpoint cannot be decrypted, so nothing was sent.
    Undecryptable,
}

impl AttemptFailure {
    pub const ALL: [Self; 7] = [
        Self::Unresolved,
        Self::PrivateAddress,
        Self::Unreachable,
        Self::Tls,
        Self::TimedOut,
        Self::NotHttp,
        Self::Undecryptable,
    ];

    /// Identifier in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unresolved => "unresolved",
            Self::PrivateAddress => "private_address",
            Self::Unreachable => "unreachable",
            Self::Tls => "tls",
            Self::TimedOut => "timed_out",
            Self::NotHttp => "not_http",
            Self::Undecryptable => "undecryptable",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|failure| failure.code() == code)
    }
}

/// What came of an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttemptResult {
    /// The HTTP status of the answer, or why there is none.
    pub status: Result<u16, AttemptFailure>,
    /// The beginning of the answer on one line.
    pub answer: String,
    /// How long it took, in milliseconds.
    pub took_ms: u32,
}

impl AttemptResult {
    /// Maximum length of a kept answer, in characters.
    const MAX_ANSWER: usize = 300;

    pub fn new(status: Result<u16, AttemptFailure>, answer: &str, took_ms: u32) -> Self {
        Self { status, answer: text::one_line(answer, Self::MAX_ANSWER), took_ms }
    }

    /// Whether the endpoint has accepted the message; a redirect is not followed.
    pub const fn is_accepted(&self) -> bool {
        matches!(self.status, Ok(200..=299))
    }

    /// Whether the endpoint wants no more messages.
    pub const fn is_gone(&self) -> bool {
        matches!(self.status, Ok(410))
    }
}

/// An attempt to send a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// When it began.
    pub at: Timestamp,
    pub result: AttemptResult,
}

/// A message to one endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The number of the message, for lists.
    pub number: i64,
    /// The value of the header `webhook-id`, the same in each attempt.
    pub name: String,
    pub kind: EventKind,
    /// When the event happened.
    pub created_at: Timestamp,
    pub state: MessageState,
    /// When it is tried again, if it waits.
    pub next_at: Option<Timestamp>,
    /// The attempts, the latest first.
    pub attempts: Vec<Attempt>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_2xx_is_accepted() {
        for (status, is_accepted, is_gone) in [
            (Ok(200), true, false),
            (Ok(204), true, false),
            (Ok(302), false, false),
            (Ok(410), false, true),
            (Ok(500), false, false),
            (Err(AttemptFailure::TimedOut), false, false),
        ] {
            let result = AttemptResult::new(status, "a\nb", 1);
            assert_eq!((result.is_accepted(), result.is_gone()), (is_accepted, is_gone), "{status:?}");
            assert_eq!(result.answer, "ab");
        }
    }
}
