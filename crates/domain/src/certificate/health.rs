//! Whether a certificate is known to work.

use serde::{Deserialize, Serialize};

use super::Remedy;
use crate::time::Timestamp;

/// Known state of a certificate's credential at its vendor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Health {
    /// The vendor accepted it.
    Proven {
        /// Time of the last success.
        at: Timestamp,
    },
    /// The vendor rejects it.
    FailingSince {
        /// Time of the first rejection since the last success.
        since: Timestamp,
        /// The vendor's message.
        words: String,
        /// What a person can do about it.
        #[serde(default)]
        remedy: Remedy,
    },
    /// A check was inconclusive: the vendor was not reached, or has no way to check.
    NotProven {
        /// Time of the check.
        at: Timestamp,
        /// Reason why it was inconclusive.
        why: String,
        /// What a person can do about it.
        #[serde(default)]
        remedy: Remedy,
    },
    /// It has not been checked yet.
    Unknown,
    /// It cannot be decrypted: the key that it was encrypted with is missing.
    Undecryptable,
}

impl Health {
    /// Whether pushes are sent with it. A failing one is still tried, because the vendor may accept it again.
    pub const fn is_usable(&self) -> bool {
        !matches!(self, Self::Undecryptable)
    }

    /// The state after a rejection at `now`. A failure keeps its original start.
    #[must_use]
    pub fn refused(&self, now: Timestamp, words: String, remedy: Remedy) -> Self {
        let since = if let Self::FailingSince { since, .. } = self { *since } else { now };
        Self::FailingSince { since, words, remedy }
    }

    /// The state after an inconclusive check at `now`, which does not override an earlier success or rejection.
    #[must_use]
    pub fn undecided(&self, now: Timestamp, why: String, remedy: Remedy) -> Self {
        match self {
            Self::Unknown | Self::NotProven { .. } => Self::NotProven { at: now, why, remedy },
            known => known.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEN: Timestamp = Timestamp::from_unix_seconds(1_700_000_000);
    const NOW: Timestamp = Timestamp::from_unix_seconds(1_700_000_600);

    #[test]
    fn a_failure_goes_on_since_it_began() {
        let first = Health::Proven { at: THEN }.refused(THEN, "BadCertificate".into(), Remedy::CorrectId);
        let second = first.refused(NOW, "Forbidden".into(), Remedy::CorrectSecret);
        assert_eq!(
            second,
            Health::FailingSince { since: THEN, words: "Forbidden".into(), remedy: Remedy::CorrectSecret }
        );
        assert_eq!(second.undecided(NOW, "not reached".into(), Remedy::CheckNetwork), second);
        assert!(second.is_usable() && !Health::Undecryptable.is_usable());
    }

    #[test]
    fn a_trial_that_says_neither_takes_nothing_back() {
        let proven = Health::Proven { at: THEN };
        assert_eq!(proven.undecided(NOW, "not reached".into(), Remedy::CheckNetwork), proven);
        let unknown = Health::Unknown.undecided(NOW, "not reached".into(), Remedy::CheckNetwork);
        assert_eq!(
            unknown,
            Health::NotProven { at: NOW, why: "not reached".into(), remedy: Remedy::CheckNetwork }
        );
        let json = serde_json::to_string(&unknown).unwrap();
        assert_eq!(serde_json::from_str::<Health>(&json).unwrap(), unknown);
    }
}
