//! The transitions of the state machine.

use super::{Life, Moment, Refusal, Status, StatusCause, Step, Term};
use crate::billing::MAX_TERM_MONTHS;
use crate::billing::edition::Edition;

impl Life {
    /// The state after `step`, or why the step is refused. A refused step changes nothing.
    pub fn next(self, step: impl Into<Step>, at: impl Into<Moment>) -> Result<Self, Refusal> {
        let at = at.into();
        let step = step.into();
        match (step, self.deleted_at.is_some()) {
            (Step::Restore, _) => self.restore(at),
            (Step::Shred, _) => self.shred(at),
            (_, true) => Err(Refusal::Deleted),
            (Step::Disable, _) => self.disable(at),
            (Step::Enable, _) => self.enable(at),
            (Step::Extend, _) => self.extend(at),
            (Step::Order { edition, months, auto_renew }, _) => self.order(edition, months, auto_renew, at),
            (Step::Renew { months }, _) => self.renew(months, at),
            (Step::RenewByItself, _) => self.renew_by_itself(at),
            (Step::NoLongerRenewByItself, _) => self.paid().map(|()| Self { auto_renew: false, ..self }),
            (Step::Refund, _) => self.refund(at),
            (Step::RequestDeletion, _) => self.request_deletion(at),
            (Step::DismissRequest, _) => {
                self.requested().map(|()| Self { deletion_requested_at: None, ..self })
            }
            (Step::Delete, _) => self.delete(at),
            (Step::DeleteOnRequest, _) => self.delete_on_request(at),
        }
    }

    fn disable(self, at: Moment) -> Result<Self, Refusal> {
        match self.status(at) {
            _ if self.edition.is_paid() => Err(Refusal::PaidDisablesItself),
            Status::Enabled => Ok(Self { disabled: true, ..self }),
            Status::Disabled => Err(Refusal::AlreadyDisabled),
            Status::Suspended => Err(Refusal::SuspendedAlready),
            Status::Deleted => Err(Refusal::Deleted),
        }
    }

    fn enable(self, at: Moment) -> Result<Self, Refusal> {
        match self.status(at) {
            Status::Enabled => Err(Refusal::AlreadyEnabled),
            _ if self.edition.is_paid() => Err(Refusal::PaidEnablesItself),
            _ if self.term.end() <= at.now => Err(Refusal::TrialOver),
            _ => Ok(Self { disabled: false, ..self }),
        }
    }

    fn extend(self, at: Moment) -> Result<Self, Refusal> {
        if self.edition.is_paid() {
            return Err(Refusal::OnlyTrialsExtend);
        }
        if at.policy.trial_extensions.is_some_and(|most| self.extensions >= most) {
            return Err(Refusal::ExtensionsUsedUp);
        }
        let over = self.term.end() <= at.now;
        let term = if over { Term { start: at.now, months: 1 } } else { self.term.longer(1) };
        Ok(Self { term, extensions: self.extensions.saturating_add(1), ..self })
    }

    fn order(self, edition: Edition, months: u32, auto_renew: bool, at: Moment) -> Result<Self, Refusal> {
        if !edition.is_paid() {
            return Err(Refusal::NeverBackToTrial);
        }
        if edition < self.edition && !self.is_package_over(at) {
            return Err(Refusal::DowngradeIsRefund);
        }
        let months = term(months)?;
        Ok(Self { auto_renew, ..self.in_service(edition, Term { start: at.now, months }) })
    }

    fn renew(self, months: u32, at: Moment) -> Result<Self, Refusal> {
        self.paid()?;
        let months = term(months)?;
        let fresh = Term { start: at.now, months };
        let term = if self.is_package_over(at) { fresh } else { self.term.longer(months) };
        Ok(self.in_service(self.edition, term))
    }

    fn renew_by_itself(self, at: Moment) -> Result<Self, Refusal> {
        self.paid()?;
        // If it was switched on only now, automatic renewal cannot bring back a package that is out of service.
        if self.refunded_at.is_some() || self.term.end() <= at.now {
            return Err(Refusal::PackageOver);
        }
        Ok(Self { auto_renew: true, ..self })
    }

    fn refund(self, at: Moment) -> Result<Self, Refusal> {
        self.paid()?;
        if self.refunded_at.is_some() {
            return Err(Refusal::AlreadyRefunded);
        }
        if self.is_package_over(at) {
            return Err(Refusal::PackageOver);
        }
        Ok(Self { refunded_at: Some(at.now), auto_renew: false, ..self })
    }

    fn request_deletion(self, at: Moment) -> Result<Self, Refusal> {
        self.paid().map_err(|_| Refusal::TrialDeletedByHand)?;
        if self.deletion_requested_at.is_some() {
            return Err(Refusal::AlreadyRequested);
        }
        Ok(Self { deletion_requested_at: Some(at.now), ..self })
    }

    fn delete(self, at: Moment) -> Result<Self, Refusal> {
        match self.status(at) {
            _ if self.edition.is_paid() => Err(Refusal::PaidDeletedOnRequest),
            Status::Disabled => Ok(self.deleted(at)),
            Status::Enabled => Err(Refusal::DisableFirst),
            Status::Suspended => Err(Refusal::SuspendedNotDisabled),
            Status::Deleted => Err(Refusal::Deleted),
        }
    }

    fn delete_on_request(self, at: Moment) -> Result<Self, Refusal> {
        self.requested()?;
        if self.cause(at).is_none() { Err(Refusal::DisableFirst) } else { Ok(self.deleted(at)) }
    }

    fn restore(self, at: Moment) -> Result<Self, Refusal> {
        if self.deleted_at.is_none() {
            return Err(Refusal::NotDeleted);
        }
        let in_time = self.shredded_at.is_none() && self.grace_until.is_some_and(|end| at.now < end);
        if in_time {
            Ok(Self { deleted_at: None, grace_until: None, ..self })
        } else {
            Err(Refusal::GraceOver)
        }
    }

    fn shred(self, at: Moment) -> Result<Self, Refusal> {
        if self.deleted_at.is_none() {
            Err(Refusal::NotDeleted)
        } else if self.shredded_at.is_some() {
            Err(Refusal::AlreadyShredded)
        } else if self.grace_until.is_some_and(|end| at.now < end) {
            Err(Refusal::GraceRuns)
        } else {
            Ok(Self { shredded_at: Some(at.now), ..self })
        }
    }

    /// Whether a paid package was refunded or has lapsed, even if another cause also keeps it out of service.
    pub fn is_package_over(&self, at: impl Into<Moment>) -> bool {
        let alone = Self { disabled: false, ..*self };
        matches!(alone.cause(at), Some(StatusCause::Refund | StatusCause::Lapsed))
    }

    const fn paid(&self) -> Result<(), Refusal> {
        if self.edition.is_paid() { Ok(()) } else { Err(Refusal::NothingPaid) }
    }

    fn requested(&self) -> Result<(), Refusal> {
        self.deletion_requested_at.map(|_| ()).ok_or(Refusal::NotRequested)
    }

    const fn in_service(self, edition: Edition, term: Term) -> Self {
        Self { edition, term, disabled: false, refunded_at: None, ..self }
    }

    /// Also closes an open deletion request, so that it is not open again after **Restore**.
    fn deleted(self, at: Moment) -> Self {
        let grace_until = Some(at.now.plus(at.policy.deletion_grace()));
        Self { deleted_at: Some(at.now), grace_until, deletion_requested_at: None, ..self }
    }
}

fn term(months: u32) -> Result<u32, Refusal> {
    if (1..=MAX_TERM_MONTHS).contains(&months) { Ok(months) } else { Err(Refusal::NotATerm) }
}
