//! The life of an application as a state machine: what it is now, what may happen to it, and why not.
//!
//! The status is computed from the state, the account's arrears, the policy and the clock; no job has to run
//! for a trial to be over, for a package to lapse or for arrears to disable.

mod event;
mod moment;
mod next;
mod refusal;
mod step;

use serde::{Deserialize, Serialize};

use crate::billing::catalogue::Policy;
use crate::billing::edition::Edition;
use crate::time::Timestamp;

pub use event::Event;
pub use moment::Moment;
pub use refusal::Refusal;
pub use step::Step;

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

/// Why an application is disabled. Where there are several reasons, the first of these is said: it is the one
/// that has to go first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Somebody disabled it; **Enable** brings it back.
    ByHand,
    /// Its package was refunded; renewing it or another order brings it back.
    Refund,
    /// Its package is over and not paid for any longer; renewing it or another order brings it back.
    Lapsed,
    /// The account has been in arrears for too long; settling them brings it back.
    Arrears,
}

/// A span of whole calendar months (UTC). The start is kept, so that two extensions of a term that began on
/// the 31st end on a 31st again where there is one.
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

    /// The same term, longer by `months`.
    #[must_use]
    pub const fn longer(self, months: u32) -> Self {
        Self { months: self.months.saturating_add(months), ..self }
    }
}

/// How an application has been left: everything that decides its status, but for the account and the clock.
/// Begin with [`Life::begin`]; then [`Life::next`] alone changes it. The browser gets all of it, and judges as the server
/// does.
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
    /// Until when it can be restored; none where it is not deleted, and where it was deleted for good at once.
    /// Kept, so that a changed policy does not shorten a time that was promised.
    pub grace_until: Option<Timestamp>,
    /// When its secrets were destroyed.
    pub shredded_at: Option<Timestamp>,
    /// How often its trial has been extended.
    pub extensions: u32,
    /// Whether a paid package is renewed by itself, a month at a time.
    pub auto_renew: bool,
    /// When its package was refunded; none again once there is a new one.
    pub refunded_at: Option<Timestamp>,
    /// Since when the owner's request to delete it is open.
    pub deletion_requested_at: Option<Timestamp>,
}

impl Life {
    /// A new application: Trial Edition, one calendar month, enabled.
    pub const fn begin(now: Timestamp) -> Self {
        Self {
            edition: Edition::Trial,
            term: Term { start: now, months: 1 },
            disabled: false,
            deleted_at: None,
            grace_until: None,
            shredded_at: None,
            extensions: 0,
            auto_renew: false,
            refunded_at: None,
            deletion_requested_at: None,
        }
    }

    /// What it is at that moment. Every end is sharp: at the very instant of it, it is over.
    pub fn status(&self, at: impl Into<Moment>) -> Status {
        let at = at.into();
        if self.deleted_at.is_some() {
            Status::Deleted
        } else if self.cause(at).is_some() {
            Status::Disabled
        } else if self.suspends_at().is_some_and(|end| end <= at.now) {
            Status::Suspended
        } else {
            Status::Enabled
        }
    }

    /// Why it is disabled, if it is or, while it is deleted, would be.
    pub fn cause(&self, at: impl Into<Moment>) -> Option<Cause> {
        let at = at.into();
        let paid = self.edition.is_paid();
        if self.disabled {
            Some(Cause::ByHand)
        } else if self.refunded_at.is_some() {
            Some(Cause::Refund)
        } else if self.lapses_at(&at.policy).is_some_and(|end| end <= at.now) {
            Some(Cause::Lapsed)
        } else if paid && at.arrears_disable_at().is_some_and(|end| end <= at.now) {
            Some(Cause::Arrears)
        } else {
            None
        }
    }

    /// The instant from which it is suspended if nothing is done; none where the package is paid for.
    pub fn suspends_at(&self) -> Option<Timestamp> {
        (!self.edition.is_paid()).then(|| self.term.end())
    }

    /// The instant from which a paid package that nobody renews is out of service: the end of its term. One
    /// that is renewed by itself stays in service for as long after it as an account may be in arrears, since
    /// its renewal is due but may not have been posted yet. None for a trial.
    pub fn lapses_at(&self, policy: &Policy) -> Option<Timestamp> {
        let end = self.term.end();
        let end = if self.auto_renew { end.plus(policy.arrears()) } else { end };
        self.edition.is_paid().then_some(end)
    }

    /// The next instant at which an enabled application goes out of service by itself, if nothing is done.
    pub fn stops_at(&self, at: impl Into<Moment>) -> Option<Timestamp> {
        let at = at.into();
        let term = self.suspends_at().or_else(|| self.lapses_at(&at.policy))?;
        let arrears = at.arrears_disable_at().filter(|_| self.edition.is_paid());
        let stop = arrears.map_or(term, |arrears| arrears.min(term));
        (self.status(at) == Status::Enabled).then_some(stop)
    }

    /// Why `step` cannot happen now, if it cannot: what a disabled button says.
    pub fn refusal(&self, step: impl Into<Step>, at: impl Into<Moment>) -> Option<Refusal> {
        self.next(step, at).err()
    }
}

#[cfg(test)]
mod tests;
