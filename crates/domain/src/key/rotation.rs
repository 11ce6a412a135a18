//! Rotation of an application's key: the new key signs at once, and the old one is accepted for a while.
//!
//! The rules are pure; the caller must hold a lock on the application while it applies a step.

use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::field::Problem;
use crate::key::KeyFacts;
use crate::time::Timestamp;

/// Maximum number of keys accepted at the same time.
const MAX_ACCEPTED: usize = 2;

/// The period for which a key is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct KeyLife {
    /// Accepted before this instant; `None` for the current key, which has no end.
    pub ends_at: Option<Timestamp>,
    /// When it was retired by hand. It is refused from that commit on, whatever a server's clock says.
    pub retired_at: Option<Timestamp>,
}

impl KeyLife {
    /// State of the current key.
    pub const CURRENT: Self = Self { ends_at: None, retired_at: None };

    /// State of a key retired at `now`.
    pub const fn retired(now: Timestamp) -> Self {
        Self { ends_at: Some(now), retired_at: Some(now) }
    }

    /// Whether it is the current key, which signs.
    pub const fn is_current(self) -> bool {
        self.ends_at.is_none() && self.retired_at.is_none()
    }

    /// Whether its signatures are accepted at `now`.
    pub fn is_accepted(self, now: Timestamp) -> bool {
        self.retired_at.is_none() && self.ends_at.is_none_or(|end| now < end)
    }
}

/// How long the old key remains accepted: whole days, 0 to 30.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap(u8);

impl Overlap {
    /// Maximum, in days.
    pub const MAX_DAYS: u8 = 30;
    /// Default, in days.
    pub const DEFAULT_DAYS: u8 = 7;

    /// Whether the old key ends at once.
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Converts the overlap to a duration.
    pub const fn duration(self) -> Duration {
        Duration::from_hours(self.0 as u64 * 24)
    }
}

impl FromStr for Overlap {
    type Err = Problem;

    fn from_str(raw: &str) -> Result<Self, Problem> {
        match raw.trim() {
            "" => Err(Problem::Missing),
            text => text
                .parse()
                .ok()
                .filter(|days| *days <= Self::MAX_DAYS)
                .map(Self)
                .ok_or(Problem::NotWithin { least: 0, most: Self::MAX_DAYS.into() }),
        }
    }
}

/// Why a step is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyRefusal {
    /// Two keys are accepted already; the older one must end first.
    TwoAccepted,
    /// No previous key is accepted any more, so there is nothing to return to.
    NothingToUndo,
    /// The current key cannot be retired, only replaced.
    Current,
    /// The key has ended already.
    Ended,
    /// The keys have changed since the page was shown.
    Meanwhile,
}

/// The keys of an application, newest version first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ring(Vec<(i64, KeyLife)>);

impl Ring {
    /// Creates a ring from versions and states, in any order.
    pub fn new(mut keys: Vec<(i64, KeyLife)>) -> Self {
        keys.sort_by_key(|(version, _)| -version);
        Self(keys)
    }

    fn current(&self) -> Option<i64> {
        self.0.iter().find(|(_, life)| life.is_current()).map(|(version, _)| *version)
    }

    /// Version of the key that is accepted in addition to the current one at `now`.
    pub fn old(&self, now: Timestamp) -> Option<i64> {
        let mut others = self.0.iter().filter(|(_, life)| !life.is_current() && life.is_accepted(now));
        others.next().map(|(version, _)| *version)
    }

    /// Why the key cannot be rotated at `now`, if so.
    pub fn refusal(&self, now: Timestamp) -> Option<KeyRefusal> {
        let accepted = self.0.iter().filter(|(_, life)| life.is_accepted(now)).count();
        (accepted >= MAX_ACCEPTED).then_some(KeyRefusal::TwoAccepted)
    }

    fn seen(&self, seen: i64) -> Result<(), KeyRefusal> {
        if self.current() == Some(seen) { Ok(()) } else { Err(KeyRefusal::Meanwhile) }
    }

    /// Returns the version of the new key and the new state of the current one. `seen` is the version that the page
    /// showed as current.
    pub fn rotate(&self, seen: i64, overlap: Overlap, now: Timestamp) -> Result<(i64, KeyLife), KeyRefusal> {
        self.seen(seen)?;
        if let Some(refusal) = self.refusal(now) {
            return Err(refusal);
        }
        let newest = self.0.first().map_or(0, |(version, _)| *version);
        let life = if overlap.is_none() {
            KeyLife::retired(now)
        } else {
            KeyLife { ends_at: Some(now.plus(overlap.duration())), retired_at: None }
        };
        Ok((newest + 1, life))
    }

    /// Returns the version of the old key, which becomes current again. The current key, `seen`, is to be
    /// retired.
    pub fn undo(&self, seen: i64, now: Timestamp) -> Result<i64, KeyRefusal> {
        self.seen(seen)?;
        self.old(now).ok_or(KeyRefusal::NothingToUndo)
    }

    /// Checks whether the key with this `version` can be retired at `now`.
    pub fn retire(&self, version: i64, now: Timestamp) -> Result<(), KeyRefusal> {
        let life = self.0.iter().find(|(own, _)| *own == version).map(|(_, life)| *life);
        match life {
            None => Err(KeyRefusal::Meanwhile),
            Some(life) if life.is_current() => Err(KeyRefusal::Current),
            Some(life) if !life.is_accepted(now) => Err(KeyRefusal::Ended),
            Some(_) => Ok(()),
        }
    }
}

/// Verifications of tokens that were signed with a key.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct KeyUsage {
    /// Time of the last verification.
    pub last_used_at: Option<Timestamp>,
    /// Number of verifications in each of the last 24 clock hours, oldest first.
    pub hours: Vec<u64>,
}

impl KeyUsage {
    /// Number of hours stored and shown.
    pub const HOURS: usize = 24;

    /// Number of verifications in all these hours.
    pub fn uses(&self) -> u64 {
        self.hours.iter().sum()
    }
}

/// A key as shown on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyState {
    /// Public properties of the key.
    pub facts: KeyFacts,
    /// The period for which it is accepted.
    pub life: KeyLife,
    /// Recent verifications with the key.
    pub usage: KeyUsage,
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_seconds(1_700_000_000);
    const WEEK: Duration = Duration::from_hours(7 * 24);

    fn days(text: &str) -> Overlap {
        text.parse().unwrap()
    }

    fn overlapping() -> Ring {
        let old = KeyLife { ends_at: Some(NOW.plus(WEEK)), retired_at: None };
        Ring::new(vec![(1, old), (2, KeyLife::CURRENT)])
    }

    #[test]
    fn the_old_key_is_accepted_until_the_overlap_ends() {
        let ring = Ring::new(vec![(1, KeyLife::CURRENT)]);
        let (new, old) = ring.rotate(1, days("7"), NOW).unwrap();
        assert_eq!(new, 2);
        let end = NOW.plus(WEEK);
        assert!(old.is_accepted(end.minus(Duration::from_micros(1))));
        assert!(!old.is_accepted(end) && !old.is_current());
    }

    #[test]
    fn without_an_overlap_it_ends_whatever_the_clock_says() {
        let ring = Ring::new(vec![(1, KeyLife::CURRENT)]);
        let (_, old) = ring.rotate(1, days("0"), NOW).unwrap();
        assert!(!old.is_accepted(NOW) && !old.is_accepted(NOW.minus(WEEK)));
    }

    #[test]
    fn at_most_two_are_accepted() {
        let ring = overlapping();
        assert_eq!(ring.refusal(NOW), Some(KeyRefusal::TwoAccepted));
        for overlap in ["0", "7"] {
            assert_eq!(ring.rotate(2, days(overlap), NOW), Err(KeyRefusal::TwoAccepted));
        }
        let later = NOW.plus(WEEK);
        assert_eq!(ring.refusal(later), None);
        assert_eq!(ring.rotate(2, days("1"), later).unwrap().0, 3);
    }

    #[test]
    fn a_rotation_is_undone_until_the_overlap_ends() {
        let ring = overlapping();
        assert_eq!(ring.undo(2, NOW), Ok(1));
        assert_eq!(ring.undo(1, NOW), Err(KeyRefusal::Meanwhile));
        assert_eq!(ring.undo(2, NOW.plus(WEEK)), Err(KeyRefusal::NothingToUndo));

        // After an undo, the version of the retired key is not reused.
        let undone = Ring::new(vec![(1, KeyLife::CURRENT), (2, KeyLife::retired(NOW))]);
        assert_eq!(undone.rotate(1, days("7"), NOW).unwrap().0, 3);
        assert_eq!(undone.undo(1, NOW), Err(KeyRefusal::NothingToUndo));
    }

    #[test]
    fn only_an_old_accepted_key_is_retired() {
        let ring = overlapping();
        assert_eq!(ring.retire(1, NOW), Ok(()));
        assert_eq!(ring.retire(2, NOW), Err(KeyRefusal::Current));
        assert_eq!(ring.retire(1, NOW.plus(WEEK)), Err(KeyRefusal::Ended));
        assert_eq!(ring.retire(3, NOW), Err(KeyRefusal::Meanwhile));
    }

    #[test]
    fn an_overlap_is_whole_days_up_to_thirty() {
        assert_eq!("".parse::<Overlap>(), Err(Problem::Missing));
        for wrong in ["31", "-1", "1.5", "x", "256"] {
            assert_eq!(wrong.parse::<Overlap>(), Err(Problem::NotWithin { least: 0, most: 30 }), "{wrong}");
        }
        assert_eq!(days(" 30 ").duration(), Duration::from_hours(720));
    }
}
