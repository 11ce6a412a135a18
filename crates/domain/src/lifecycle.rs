//! The life of an application as a state machine: what it is now, what may happen to it, and why not.
//!
//! The status is computed from the state and the clock; no job has to run for a trial to be over.

use serde::{Deserialize, Serialize};

use crate::edition::Edition;
use crate::time::Timestamp;

/// What a person sees under **Status**.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// In service.
    Enabled,
    /// Switched off.
    Disabled,
    /// The trial is over.
    Suspended,
    /// Gone for good; its SDKAppID is never given away again.
    Deleted,
}

impl Status {
    /// The ones that a list can be filtered by.
    pub const LISTED: [Self; 3] = [Self::Enabled, Self::Disabled, Self::Suspended];

    /// The short name in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Enabled => "enabled",
            Self::Disabled => "disabled",
            Self::Suspended => "suspended",
            Self::Deleted => "deleted",
        }
    }
}

/// A span of whole calendar months. The start is kept, so that two extensions of a term that began on the
/// 31st end on a 31st again where there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// First instant.
    pub start: Timestamp,
    /// Length in calendar months.
    pub months: u32,
}

impl Term {
    /// The first instant that is no longer part of it.
    pub fn end(self) -> Timestamp {
        self.start.plus_months(self.months)
    }
}

/// How an application has been left: everything that decides its status, but for the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Life {
    /// Its package.
    pub edition: Edition,
    /// How long the package lasts.
    pub term: Term,
    /// Whether somebody switched it off.
    pub disabled: bool,
    /// When it was deleted.
    pub deleted_at: Option<Timestamp>,
}

/// Something that a person asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// **Disable**.
    Disable,
    /// **Enable**.
    Enable,
    /// **Delete**.
    Delete,
}

impl Event {
    /// All that can be asked for.
    pub const ALL: [Self; 3] = [Self::Disable, Self::Enable, Self::Delete];

    /// The short name in addresses and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Disable => "disable",
            Self::Enable => "enable",
            Self::Delete => "delete",
        }
    }

    /// The event of that short name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.code() == code)
    }
}

/// Why something cannot be done now: shown beside the disabled button, and answered by the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It is in that state already.
    AlreadyDisabled,
    /// It is in that state already.
    AlreadyEnabled,
    /// A suspended application is out of service as it is; only an enabled one can be disabled.
    SuspendedAlready,
    /// The trial is over: it must be extended first.
    TrialOver,
    /// Only a disabled application can be deleted.
    DisableFirst,
    /// A suspended application has to be extended and disabled before it can be deleted.
    SuspendedNotDisabled,
    /// A paid application "is disabled automatically after 24 hours in arrears or after a refund".
    PaidDisablesItself,
    /// A paid application is enabled when the arrears are settled or the package is renewed.
    PaidEnablesItself,
    /// A paid application: "please contact us to delete this application".
    PaidDeletedOnRequest,
    /// There is nothing left to act on.
    Deleted,
}

impl Life {
    /// A new application: Trial Edition, one calendar month, enabled.
    pub fn begin(now: Timestamp) -> Self {
        Self {
            edition: Edition::Trial,
            term: Term { start: now, months: 1 },
            disabled: false,
            deleted_at: None,
        }
    }

    /// What it is at `now`. A trial ends at the very instant of its end.
    pub fn status(&self, now: Timestamp) -> Status {
        if self.deleted_at.is_some() {
            Status::Deleted
        } else if self.disabled {
            Status::Disabled
        } else if self.suspends_at().is_some_and(|end| end <= now) {
            Status::Suspended
        } else {
            Status::Enabled
        }
    }

    /// The instant from which it is suspended if nothing is done; none where the package is paid for.
    pub fn suspends_at(&self) -> Option<Timestamp> {
        (!self.edition.is_paid()).then(|| self.term.end())
    }

    /// The state after `event`, or why it cannot happen. Refused means unchanged.
    pub fn next(mut self, event: Event, now: Timestamp) -> Result<Self, Refusal> {
        let status = self.status(now);
        match (event, status) {
            (_, Status::Deleted) => Err(Refusal::Deleted),
            (Event::Disable, _) if self.edition.is_paid() => Err(Refusal::PaidDisablesItself),
            (Event::Disable, Status::Disabled) => Err(Refusal::AlreadyDisabled),
            (Event::Disable, Status::Suspended) => Err(Refusal::SuspendedAlready),
            (Event::Disable, Status::Enabled) => {
                self.disabled = true;
                Ok(self)
            }
            (Event::Enable, Status::Enabled) => Err(Refusal::AlreadyEnabled),
            (Event::Enable, _) if self.edition.is_paid() => Err(Refusal::PaidEnablesItself),
            (Event::Enable, Status::Suspended) => Err(Refusal::TrialOver),
            (Event::Enable, Status::Disabled) if self.suspends_at().is_some_and(|end| end <= now) => {
                Err(Refusal::TrialOver)
            }
            (Event::Enable, Status::Disabled) => {
                self.disabled = false;
                Ok(self)
            }
            (Event::Delete, _) if self.edition.is_paid() => Err(Refusal::PaidDeletedOnRequest),
            (Event::Delete, Status::Enabled) => Err(Refusal::DisableFirst),
            (Event::Delete, Status::Suspended) => Err(Refusal::SuspendedNotDisabled),
            (Event::Delete, Status::Disabled) => {
                self.deleted_at = Some(now);
                Ok(self)
            }
        }
    }

    /// Why `event` cannot happen now, if it cannot: what a disabled button says.
    pub fn refusal(&self, event: Event, now: Timestamp) -> Option<Refusal> {
        self.next(event, now).err()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_seconds(1_700_000_000);

    #[test]
    fn a_trial_is_suspended_at_the_instant_of_its_end() {
        let life = Life::begin(NOW);
        let end = NOW.plus_months(1);
        assert_eq!(life.status(end.minus(Duration::from_micros(1))), Status::Enabled);
        assert_eq!(life.status(end), Status::Suspended);
        assert_eq!(life.next(Event::Enable, end), Err(Refusal::TrialOver));
        assert_eq!(life.next(Event::Disable, end), Err(Refusal::SuspendedAlready));
        assert_eq!(life.next(Event::Delete, end), Err(Refusal::SuspendedNotDisabled));
    }

    #[test]
    fn a_trial_is_disabled_enabled_and_deleted_by_hand() {
        let life = Life::begin(NOW);
        assert_eq!(life.next(Event::Delete, NOW), Err(Refusal::DisableFirst));
        assert_eq!(life.next(Event::Enable, NOW), Err(Refusal::AlreadyEnabled));
        let disabled = life.next(Event::Disable, NOW).unwrap();
        assert_eq!(disabled.status(NOW), Status::Disabled);
        assert_eq!(disabled.next(Event::Disable, NOW), Err(Refusal::AlreadyDisabled));
        assert_eq!(disabled.next(Event::Enable, NOW).unwrap(), life);
        assert_eq!(disabled.next(Event::Enable, NOW.plus_months(1)), Err(Refusal::TrialOver));
        let deleted = disabled.next(Event::Delete, NOW).unwrap();
        assert_eq!(deleted.status(NOW), Status::Deleted);
        for event in Event::ALL {
            assert_eq!(deleted.next(event, NOW), Err(Refusal::Deleted));
        }
    }

    #[test]
    fn a_paid_application_is_not_switched_by_hand() {
        let life = Life { edition: Edition::Pro, ..Life::begin(NOW) };
        let later = NOW.plus_months(12);
        assert_eq!(life.status(later), Status::Enabled);
        assert_eq!(life.refusal(Event::Disable, later), Some(Refusal::PaidDisablesItself));
        assert_eq!(life.refusal(Event::Delete, later), Some(Refusal::PaidDeletedOnRequest));
        let disabled = Life { disabled: true, ..life };
        assert_eq!(disabled.refusal(Event::Enable, later), Some(Refusal::PaidEnablesItself));
    }
}
