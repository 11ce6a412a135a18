//! The outcome of a call in neutral classes (docs/facts/push-vendors.md#outcome-classes). `vendor` assigns the vendors'
//! codes to them.

use std::time::Duration;

use domain::time::Timestamp;

use crate::credential::Environment;
use crate::remedy::Remedy;

/// Maximum length of a vendor's message, in characters.
pub const MOST_WORDS: usize = 300;

/// The outcome of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The neutral class.
    pub class: Class,
    /// The vendor's code as received, or ours if it did not answer: `unreachable`, `timeout`, `broken`.
    pub code: String,
    /// The vendor's message on one line, at most [`MOST_WORDS`] characters, secrets removed.
    pub words: String,
    /// The recommended action.
    pub remedy: Remedy,
}

/// Neutral classes of outcomes. The sender decides by them alone what to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Class {
    /// The vendor accepted it.
    Accepted {
        /// The vendor's ID of the message, if it returns one.
        id: Option<String>,
    },
    /// The device token will never work again with this credential.
    InvalidToken,
    /// The rate limit was exceeded.
    Throttled {
        /// `Retry-After`, if the vendor sends it.
        retry_after: Option<Duration>,
    },
    /// The vendor or the network failed; nothing was delivered.
    Transient,
    /// The credential or its configuration at the vendor is wrong, so no message will be accepted.
    CredentialFault,
    /// The daily quota is exhausted.
    QuotaExhausted,
    /// The vendor will never accept this message.
    Rejected,
    /// The request was written and not answered. It may have been delivered and must not be repeated blindly.
    UnknownAfterWrite,
}

/// Whether a credential works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The vendor accepted it.
    Proven,
    /// The vendor rejected it.
    Refuted,
    /// Neither.
    NotProven,
}

/// The result of checking a credential with its vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Whether it works.
    pub verdict: Verdict,
    /// Time of the check.
    pub at: Timestamp,
    /// As in [`Outcome::code`].
    pub code: String,
    /// As in [`Outcome::words`].
    pub words: String,
    /// The recommended action.
    pub remedy: Remedy,
    /// The other APNs environment, if that one accepted a credential which its own rejected.
    pub belongs_to: Option<Environment>,
}

impl Verdict {
    /// All verdicts.
    pub const ALL: [Self; 3] = [Self::Proven, Self::Refuted, Self::NotProven];

    /// The stable name in the database and in APIs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::Refuted => "refuted",
            Self::NotProven => "not_proven",
        }
    }

    /// The inverse of [`Verdict::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }
}

impl Class {
    /// The stable name in the database and in APIs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Accepted { .. } => "accepted",
            Self::InvalidToken => "invalid_token",
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
        Self { class, code: one_line(&code.into(), 80), words: one_line(words, MOST_WORDS), remedy }
    }

    pub(crate) fn accepted(id: Option<String>) -> Self {
        Self::new(Class::Accepted { id }, Remedy::Nothing, "", "")
    }

    pub(crate) fn throttled(retry_after: Option<Duration>, code: impl Into<String>, words: &str) -> Self {
        Self::new(Class::Throttled { retry_after }, Remedy::SendLater, code, words)
    }

    /// For a call without side effects: turns [`Class::UnknownAfterWrite`] into [`Class::Transient`], because it may
    /// simply be repeated.
    pub(crate) fn without_effect(self) -> Self {
        match self.class {
            Class::UnknownAfterWrite => Self { class: Class::Transient, remedy: Remedy::SendLater, ..self },
            _ => self,
        }
    }

    /// The verdict of a check. A rejected device token proves the credential, because the vendor validates it after
    /// the credential.
    pub(crate) fn judged(self, at: Timestamp) -> Checked {
        let (verdict, remedy) = match self.class {
            Class::Accepted { .. } | Class::InvalidToken => (Verdict::Proven, Remedy::Nothing),
            Class::CredentialFault => (Verdict::Refuted, self.remedy),
            _ => (Verdict::NotProven, self.remedy),
        };
        Checked { verdict, at, code: self.code, words: self.words, remedy, belongs_to: None }
    }
}

/// `text` on one line of at most `most` characters.
fn one_line(text: &str, most: usize) -> String {
    let plain: String =
        text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    let mut words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = words.char_indices().nth(most) {
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
        assert_eq!(long.words.chars().count(), MOST_WORDS);
        assert!(long.words.ends_with('…'));
    }

    #[test]
    fn only_a_refusal_refutes() {
        let at = Timestamp::from_unix_seconds(0);
        let verdict = |class| Outcome::new(class, Remedy::SendLater, "", "").judged(at).verdict;
        assert_eq!(verdict(Class::Accepted { id: None }), Verdict::Proven);
        assert_eq!(verdict(Class::InvalidToken), Verdict::Proven);
        assert_eq!(verdict(Class::CredentialFault), Verdict::Refuted);
        for class in [
            Class::Transient,
            Class::Rejected,
            Class::QuotaExhausted,
            Class::UnknownAfterWrite,
            Class::Throttled { retry_after: None },
        ] {
            assert_eq!(verdict(class), Verdict::NotProven);
        }
    }
}
