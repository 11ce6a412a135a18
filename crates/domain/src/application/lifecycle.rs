//! The life of an application as a state machine: its state, the possible steps, and why a step is refused.
//!
//! The status is computed from the state, the account's arrears, the policy and the clock; no job has to run
//! for a trial to end, a package to lapse or arrears to disable an application.

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

/// The value shown under **Status**.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// In service.
    Enabled,
    /// Out of service for one of the reasons in [`StatusCause`].
    Disabled,
    /// The trial is over.
    Suspended,
    /// Deleted permanently; its SDKAppID is never reused.
    Deleted,
}

impl Status {
    /// Statuses that a list can be filtered by.
    pub const LISTED: [Self; 3] = [Self::Enabled, Self::Disabled, Self::Suspended];

    /// Identifier in URLs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Enabled => "enabled",
            Self::Disabled => "disabled",
            Self::Suspended => "suspended",
            Self::Deleted => "deleted",
        }
    }
}

/// Why an application is disabled. If there are several causes, the first of these is shown, because it has to
/// be resolved first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusCause {
    /// Disabled by a person; **Enable** brings it back.
    ByHand,
    /// Its package was refunded; a renewal or a new order brings it back.
    Refund,
    /// Its package has ended and is no longer paid for; a renewal or a new order brings it back.
    Lapsed,
    /// The account has been in arrears for too long; settling the arrears brings it back.
    Arrears,
}

/// A period of whole calendar months (UTC). It keeps its start so that a term begun on the 31st, extended
/// twice, ends on a 31st again if the month has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// First instant of the term.
    pub start: Timestamp,
    /// Length in calendar months.
    pub months: u32,
}

impl Term {
    /// The first instant after the term.
    pub fn end(self) -> Timestamp {
        self.start.plus_months(self.months)
    }

    /// The same term extended by `months`.
    #[must_use]
    pub const fn longer(self, months: u32) -> Self {
        Self { months: self.months.saturating_add(months), ..self }
    }
}

/// Stored state of an application: everything that determines its status, except the account and the clock. Create it
/// with [`Life::begin`]; only [`Life::next`] changes it. The browser receives all of it and computes the same status as
/// the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Life {
    /// Edition of its package.
    pub edition: Edition,
    /// Term of the package.
    pub term: Term,
    /// Whether a person disabled it.
    pub disabled: bool,
    /// When it was deleted, if it was.
    pub deleted_at: Option<Timestamp>,
    /// Until when it can be restored; `None` if it is not deleted or was deleted permanently at once. Stored,
    /// so that a policy change does not shorten a deadline already promised.
    pub grace_until: Option<Timestamp>,
    /// When its secrets were destroyed, if they were.
    pub shredded_at: Option<Timestamp>,
    /// Number of trial extensions so far.
    pub extensions: u32,
    /// Whether a paid package is renewed automatically, one month at a time.
    pub auto_renew: bool,
    /// When its package was refunded; `None` again after a new order.
    pub refunded_at: Option<Timestamp>,
    /// Time of the owner's open deletion request, if any.
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

    /// Status at `at`. Ends are exclusive: at the very instant of its end, a term is over.
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

    /// Why it is disabled or, while it is deleted, would be; `None` if it is not.
    pub fn cause(&self, at: impl Into<Moment>) -> Option<StatusCause> {
        let at = at.into();
        let paid = self.edition.is_paid();
        if self.disabled {
            Some(StatusCause::ByHand)
        } else if self.refunded_at.is_some() {
            Some(StatusCause::Refund)
        } else if self.lapses_at(&at.policy).is_some_and(|end| end <= at.now) {
            Some(StatusCause::Lapsed)
        } else if paid && at.arrears_disable_at().is_some_and(|end| end <= at.now) {
            Some(StatusCause::Arrears)
        } else {
            None
        }
    }

    /// When the trial is suspended unless it is extended; `None` for a paid package.
    pub fn suspends_at(&self) -> Option<Timestamp> {
        (!self.edition.is_paid()).then(|| self.term.end())
    }

    /// When a paid package goes out of service unless it is renewed: the end of its term. With automatic
    /// renewal it stays in service after that for as long as an account may be in arrears, since the renewal is
    /// due but may not have been posted yet. `None` for a trial.
    pub fn lapses_at(&self, policy: &Policy) -> Option<Timestamp> {
        let end = self.term.end();
        let end = if self.auto_renew { end.plus(policy.arrears()) } else { end };
        self.edition.is_paid().then_some(end)
    }

    /// When an enabled application next goes out of service automatically, if nothing is done.
    pub fn stops_at(&self, at: impl Into<Moment>) -> Option<Timestamp> {
        let at = at.into();
        let term = self.suspends_at().or_else(|| self.lapses_at(&at.policy))?;
        let arrears = at.arrears_disable_at().filter(|_| self.edition.is_paid());
        let stop = arrears.map_or(term, |arrears| arrears.min(term));
        (self.status(at) == Status::Enabled).then_some(stop)
    }

    /// Why `step` is not possible now, if so; the reason shown on a disabled button.
    pub fn refusal(&self, step: impl Into<Step>, at: impl Into<Moment>) -> Option<Refusal> {
        self.next(step, at).err()
    }
}

#[cfg(test)]
mod tests;
