//! Whether a certificate works, as far as is known.

use serde::{Deserialize, Serialize};

use super::Remedy;
use crate::time::Timestamp;

/// What is known of a certificate's credential at its vendor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Health {
    /// The vendor accepted it.
    Proven {
        /// When it last did.
        at: Timestamp,
    },
    /// The vendor refuses it.
    FailingSince {
        /// Since when, without a success in between.
        since: Timestamp,
        /// The vendor's own words.
        words: String,
        /// What to do about it.
        #[serde(default)]
        remedy: Remedy,
    },
    /// It was tried, and the trial says neither: the vendor was not reached, or has no way of trying.
    NotProven {
        /// When.
        at: Timestamp,
        /// Why not.
        why: String,
        /// What to do about it.
        #[serde(default)]
        remedy: Remedy,
    },
    /// It has not been tried yet.
    Unknown,
    /// It cannot be opened: the key that it was sealed with is not there.
    Undecryptable,
}

impl Health {
    /// Whether pushes are sent with it. One that fails may be right again at the vendor's: it is tried.
    pub const fn is_usable(&self) -> bool {
        !matches!(self, Self::Undecryptable)
    }

    /// What is known after the vendor refused it at `now`: a failure goes on since it began.
    #[must_use]
    pub fn refused(&self, now: Timestamp, words: String, remedy: Remedy) -> Self {
        let since = if let Self::FailingSince { since, .. } = self { *since } else { now };
        Self::FailingSince { since, words, remedy }
    }

    /// What is known after a trial at `now` that says neither: it takes nothing back that was known.
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
