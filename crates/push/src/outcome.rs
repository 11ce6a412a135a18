//! The outcome of a request in vendor-neutral classes (docs/facts/push-vendors.md#outcome-classes). `vendor` maps the
//! vendors' codes to them.

use std::time::Duration;

use domain::time::Timestamp;

use crate::credential::Environment;
use domain::certificate::Remedy;

/// The code of a send that was withheld before it started ([`Starting::withhold`](crate::client::Starting::withhold)).
pub(crate) const WITHHELD: &str = "withheld";

/// Maximum number of characters kept of a vendor's message.
pub const MAX_WORDS: usize = 300;

/// The outcome of a request to a vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Determines what the sender does next.
    pub class: Class,
    /// The vendor's code, verbatim; without a response, `unreachable`, `not_written`, `timeout`, `broken` or
    /// `goaway`, for example.
    pub code: String,
    /// The vendor's message: one line, at most [`MAX_WORDS`] characters, without secrets.
    pub words: String,
    /// What to do about this result.
    pub remedy: Remedy,
}

/// The class of an outcome, which determines what the sender does next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Class {
    /// The vendor accepted the request.
    Accepted {
        /// The vendor's id of the message, if it sends one.
        id: Option<String>,
    },
    /// The device token will never work again with this credential.
    InvalidToken,
    /// The vendor refuses the device token with this credential. The token may belong to another environment or
    /// application, so it must not be dropped.
    DoubtfulToken,
    /// The rate limit is exceeded.
    Throttled {
        /// How long to wait, if the vendor says so.
        retry_after: Option<Duration>,
        /// What is to wait.
        scope: Throttle,
    },
    /// The vendor or the network failed; nothing was delivered.
    Transient,
    /// The credential or its configuration at the vendor is wrong: no push can be delivered with it.
    CredentialFault,
    /// The daily quota is used up.
    QuotaExhausted,
    /// The vendor will never accept this message.
    Rejected,
    /// The request was sent and got no response: it may have been delivered, so it must not be repeated blindly.
    UnknownAfterWrite,
}

/// What a rate limit applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Throttle {
    /// One device; pushes to others may be sent.
    Token,
    /// All pushes of the credential.
    Credential,
}

/// Whether a credential works, as far as its vendor says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The vendor accepted the credential.
    Proven,
    /// The vendor refused the credential.
    Refuted,
    /// The vendor neither accepted nor refused the credential, or was not reached.
    NotProven,
}

/// The result of checking a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Whether the credential works.
    pub verdict: Verdict,
    /// When the vendor was asked.
    pub at: Timestamp,
    /// The vendor's code, as in [`Outcome::code`].
    pub code: String,
    /// The vendor's message, as in [`Outcome::words`].
    pub words: String,
    /// What to do about this result.
    pub remedy: Remedy,
    /// The Apple environment that accepted the credential after the configured one refused it.
    pub belongs_to: Option<Environment>,
}

impl Verdict {
    /// All verdicts, in declaration order.
    pub const ALL: [Self; 3] = [Self::Proven, Self::Refuted, Self::NotProven];

    /// The short name in the database and in API responses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::Refuted => "refuted",
            Self::NotProven => "not_proven",
        }
    }

    /// The verdict with the short name `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }
}

impl Class {
    /// The short name in the database and in API responses.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Accepted { .. } => "accepted",
            Self::InvalidToken => "invalid_token",
            Self::DoubtfulToken => "doubtful_token",
            Self::Throttled { .. } => "throttled",
            Self::Transient => "transient",
            Self::CredentialFault => "credential_fault",
            Self::QuotaExhausted => "quota_exhausted",
            Self::Rejected => "rejected",
            Self::UnknownAfterWrite => "unknown_after_write",
        }
    }
}

impl Outcome {
    pub(crate) fn new(class: Class, remedy: Remedy, code: impl Into<String>, words: &str) -> Self {
        Self { class, code: one_line(&code.into(), 80), words: one_line(words, MAX_WORDS), remedy }
    }

    /// Whether the caller gave up the send before it started.
    pub fn is_withheld(&self) -> bool {
        self.code == WITHHELD
    }

    pub(crate) fn accepted(id: Option<String>) -> Self {
        Self::new(Class::Accepted { id }, Remedy::Nothing, "", "")
    }

    /// The rate limit of the whole credential is exceeded.
    pub(crate) fn throttled(retry_after: Option<Duration>, code: impl Into<String>, words: &str) -> Self {
        let class = Class::Throttled { retry_after, scope: Throttle::Credential };
        Self::new(class, Remedy::SendLater, code, words)
    }

    /// For requests that deliver nothing: treats [`Class::UnknownAfterWrite`] as [`Class::Transient`].
    pub(crate) fn without_effect(self) -> Self {
        match self.class {
            Class::UnknownAfterWrite => Self { class: Class::Transient, remedy: Remedy::SendLater, ..self },
            _ => self,
        }
    }

    /// Derives the verdict from the outcome of a check: a vendor that refuses only the device token has accepted the
    /// credential.
    pub(crate) fn judged(self, at: Timestamp) -> Checked {
        let (verdict, remedy) = match self.class {
            Class::Accepted { .. } | Class::InvalidToken | Class::DoubtfulToken => {
                (Verdict::Proven, Remedy::Nothing)
            }
            Class::CredentialFault => (Verdict::Refuted, self.remedy),
            _ => (Verdict::NotProven, self.remedy),
        };
        Checked { verdict, at, code: self.code, words: self.words, remedy, belongs_to: None }
    }
}

/// Reduces `text` to one line of at most `max` characters.
fn one_line(text: &str, max: usize) -> String {
    let plain: String =
        text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    let mut words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = words.char_indices().nth(max) {
        words.truncate(end);
        words.pop();
        words.push('…');
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_one_bounded_line() {
        let outcome = Outcome::new(Class::Transient, Remedy::SendLater, "1", "a\nb\u{7}  c");
        assert_eq!(outcome.words, "a b c");
        let long = Outcome::new(Class::Transient, Remedy::SendLater, "1", &"ж".repeat(5_000));
        assert_eq!(long.words.chars().count(), MAX_WORDS);
        assert!(long.words.ends_with('…'));
    }

    #[test]
    fn only_a_refusal_refutes() {
        let at = Timestamp::from_unix_seconds(0);
        let verdict = |class| Outcome::new(class, Remedy::SendLater, "", "").judged(at).verdict;
        assert_eq!(verdict(Class::Accepted { id: None }), Verdict::Proven);
        assert_eq!(verdict(Class::InvalidToken), Verdict::Proven);
        assert_eq!(verdict(Class::DoubtfulToken), Verdict::Proven);
        assert_eq!(verdict(Class::CredentialFault), Verdict::Refuted);
        for class in [
            Class::Transient,
            Class::Rejected,
            Class::QuotaExhausted,
            Class::UnknownAfterWrite,
            Class::Throttled { retry_after: None, scope: Throttle::Token },
            Class::Throttled { retry_after: None, scope: Throttle::Credential },
        ] {
            assert_eq!(verdict(class), Verdict::NotProven);
        }
    }
}
