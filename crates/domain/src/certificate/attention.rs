//! How urgently certificates need attention, as counted by a list, a tab and the navigation.

use serde::{Deserialize, Serialize};

use super::{Certificate, ExpiryStage, Health, expiry_notice};
use crate::time::Timestamp;

/// How urgently a certificate needs attention, most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attention {
    /// It delivers no pushes: the vendor rejects it, it has expired, or it cannot be decrypted.
    Failing,
    /// It works, and expires within [`Attention::ENDING_DAYS`] days.
    Expiring,
    /// Not known to work.
    NotProven,
    /// The vendor accepted it.
    Proven,
}

impl Attention {
    /// All levels, most urgent first.
    pub const ALL: [Self; 4] = [Self::Failing, Self::Expiring, Self::NotProven, Self::Proven];

    /// Number of days before expiry from which a certificate counts as expiring: the same as for the first notice.
    pub const ENDING_DAYS: u32 = ExpiryStage::Month.days();

    /// Attention needed by a credential with this health and expiry.
    pub fn of(health: &Health, expires_at: Option<Timestamp>, now: Timestamp) -> Self {
        let is_over = expires_at.is_some_and(|end| end <= now);
        match health {
            Health::FailingSince { .. } | Health::Undecryptable => Self::Failing,
            _ if is_over => Self::Failing,
            _ if expires_at.is_some_and(|end| expiry_notice(end, now).is_some()) => Self::Expiring,
            Health::NotProven { .. } | Health::Unknown => Self::NotProven,
            Health::Proven { .. } => Self::Proven,
        }
    }

    /// Identifier in URLs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Failing => "failing",
            Self::Expiring => "expiring",
            Self::NotProven => "not_proven",
            Self::Proven => "proven",
        }
    }

    /// The level with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|attention| attention.code() == code)
    }
}

impl Certificate {
    /// How urgently it needs attention at `now`.
    pub fn attention(&self, now: Timestamp) -> Attention {
        Attention::of(&self.health, self.facts.expires_at(), now)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_seconds(1_700_000_000);

    #[test]
    fn the_worst_that_is_known_counts() {
        let proven = Health::Proven { at: NOW };
        let failing = Health::Unknown.refused(NOW, String::new(), crate::certificate::Remedy::default());
        let unproven = Health::Unknown.undecided(NOW, String::new(), crate::certificate::Remedy::default());
        let in_days = |days: u64| Some(NOW.plus(Duration::from_hours(24 * days)));
        for (health, end, expected) in [
            (&proven, None, Attention::Proven),
            (&proven, in_days(31), Attention::Proven),
            (&proven, in_days(30), Attention::Expiring),
            (&proven, Some(NOW), Attention::Failing),
            (&unproven, None, Attention::NotProven),
            (&unproven, in_days(3), Attention::Expiring),
            (&Health::Unknown, None, Attention::NotProven),
            (&failing, in_days(3), Attention::Failing),
            (&Health::Undecryptable, None, Attention::Failing),
        ] {
            assert_eq!(Attention::of(health, end, NOW), expected, "{health:?} {end:?}");
        }
        assert!(Attention::ALL.is_sorted());
        assert!(Attention::ALL.iter().all(|one| Attention::from_code(one.code()) == Some(*one)));
    }
}
