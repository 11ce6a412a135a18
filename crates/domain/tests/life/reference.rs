//! What a person would expect, said as plainly as possible and without the product's own rules.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::application::lifecycle::{Refusal, Status, StatusCause, Step};
use domain::billing::catalogue::Policy;
use domain::billing::edition::Edition;
use domain::billing::money::{Currency, Money};
use domain::billing::order::OrderRefusal;
use domain::time::Timestamp;

use crate::world::{Action, No, Seen, World};

const DAY: i64 = 86_400_000_000;

#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "as plain as can be")]
pub struct Reference {
    policy: Policy,
    edition: Edition,
    start: Timestamp,
    months: u32,
    off: bool,
    auto: bool,
    refunded: bool,
    asked: bool,
    restorable_until: Option<Timestamp>,
    shredded: bool,
    extended: u32,
    paid: i64,
    balance: i64,
    since: Option<Timestamp>,
    forms: BTreeSet<u64>,
    charged: BTreeSet<String>,
}

impl Reference {
    pub fn new(world: &World) -> Self {
        Self {
            policy: world.catalogue.policy(),
            edition: Edition::Trial,
            start: world.now,
            months: 1,
            off: false,
            auto: false,
            refunded: false,
            asked: false,
            restorable_until: None,
            shredded: false,
            extended: 0,
            paid: 0,
            balance: 0,
            since: None,
            forms: BTreeSet::new(),
            charged: BTreeSet::new(),
        }
    }

    /// The reference: ten lines that everything else has to agree with.
    fn cause(&self, now: Timestamp) -> Option<StatusCause> {
        let paid = self.edition != Edition::Trial;
        let late = |since: Timestamp| since.plus(self.patience()) <= now;
        [
            (self.off, StatusCause::ByHand),
            (self.refunded, StatusCause::Refund),
            (paid && if self.auto { late(self.end()) } else { self.end() <= now }, StatusCause::Lapsed),
            (paid && self.since.is_some_and(late), StatusCause::Arrears),
        ]
        .into_iter()
        .find_map(|(so, cause)| so.then_some(cause))
    }

    fn status(&self, now: Timestamp) -> Status {
        match self.cause(now) {
            _ if self.restorable_until.is_some() => Status::Deleted,
            Some(_) => Status::Disabled,
            None if self.edition == Edition::Trial && self.end() <= now => Status::Suspended,
            None => Status::Enabled,
        }
    }

    pub fn seen(&self, now: Timestamp) -> Seen {
        let (status, cause) = (self.status(now), self.cause(now));
        let arrears_since = self.since;
        Seen { status, cause, end: self.end(), balance: self.balance, arrears_since, paid: self.paid }
    }

    fn patience(&self) -> Duration {
        Duration::from_secs(u64::from(self.policy.arrears_hours) * 3_600)
    }

    /// Day by day through the calendar: no shared arithmetic.
    fn end(&self) -> Timestamp {
        let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = |year, month| match month {
            1 => 28 + i64::from(leap(year)),
            3 | 5 | 8 | 10 => 30,
            _ => 31,
        };
        let (mut year, mut month, mut day) = (1970, 0, self.start.micros() / DAY);
        let time_of_day = self.start.micros() % DAY;
        while day >= length(year, month) {
            day -= length(year, month);
            (year, month) = if month == 11 { (year + 1, 0) } else { (year, month + 1) };
        }
        let mut days = self.start.micros() / DAY - day;
        for _ in 0..self.months {
            days += length(year, month);
            (year, month) = if month == 11 { (year + 1, 0) } else { (year, month + 1) };
        }
        Timestamp::from_micros((days + day.min(length(year, month) - 1)) * DAY + time_of_day)
    }

    fn over(&self, now: Timestamp) -> bool {
        matches!(self.cause(now), Some(StatusCause::Refund | StatusCause::Lapsed))
    }

    fn first_refusal(&self, step: Step, now: Timestamp) -> Option<Refusal> {
        use Refusal as R;
        let (status, trial) = (self.status(now), self.edition == Edition::Trial);
        let (disabled, suspended) = (status == Status::Disabled, status == Status::Suspended);
        let enabled = status == Status::Enabled;
        let deleted = self.restorable_until.is_some();
        let too_late = self.shredded || self.restorable_until.is_some_and(|until| until <= now);
        let capped = self.policy.trial_extensions.is_some_and(|most| most <= self.extended);
        let rules = match step {
            Step::Restore => vec![(!deleted, R::NotDeleted), (too_late, R::GraceOver)],
            Step::Shred => {
                vec![
                    (!deleted, R::NotDeleted),
                    (self.shredded, R::AlreadyShredded),
                    (!too_late, R::GraceRuns),
                ]
            }
            _ if deleted => vec![(true, R::Deleted)],
            Step::Disable => vec![
                (!trial, R::PaidDisablesItself),
                (disabled, R::AlreadyDisabled),
                (suspended, R::SuspendedAlready),
            ],
            Step::Enable => vec![
                (enabled, R::AlreadyEnabled),
                (!trial, R::PaidEnablesItself),
                (self.end() <= now, R::TrialOver),
            ],
            Step::Extend => vec![(!trial, R::OnlyTrialsExtend), (capped, R::ExtensionsUsedUp)],
            Step::Order { edition, months, .. } => vec![
                (edition == Edition::Trial, R::NeverBackToTrial),
                (edition < self.edition && !self.over(now), R::DowngradeIsRefund),
                (months == 0 || months > 24, R::NotATerm),
            ],
            Step::Renew { months } => {
                vec![(trial, R::NothingPaid), (months == 0 || months > 24, R::NotATerm)]
            }
            Step::RenewByItself => {
                vec![(trial, R::NothingPaid), (self.refunded || self.end() <= now, R::PackageOver)]
            }
            Step::NoLongerRenewByItself => vec![(trial, R::NothingPaid)],
            Step::Refund => vec![
                (trial, R::NothingPaid),
                (self.refunded, R::AlreadyRefunded),
                (self.over(now), R::PackageOver),
            ],
            Step::RequestDeletion => vec![(trial, R::TrialDeletedByHand), (self.asked, R::AlreadyRequested)],
            Step::DismissRequest => vec![(!self.asked, R::NotRequested)],
            Step::Delete => vec![
                (!trial, R::PaidDeletedOnRequest),
                (enabled, R::DisableFirst),
                (suspended, R::SuspendedNotDisabled),
            ],
            Step::DeleteOnRequest => vec![(!self.asked, R::NotRequested), (!disabled, R::DisableFirst)],
        };
        rules.into_iter().find_map(|(so, refusal)| so.then_some(refusal))
    }

    fn step(&mut self, step: Step, now: Timestamp) -> Result<(), Refusal> {
        if let Some(refusal) = self.first_refusal(step, now) {
            return Err(refusal);
        }
        let goes_on = if self.edition == Edition::Trial { now < self.end() } else { !self.over(now) };
        match step {
            Step::Disable => self.off = true,
            Step::Enable => self.off = false,
            Step::Extend => {
                self.extended += 1;
                self.last(1, goes_on, now);
            }
            Step::Order { edition, months, auto_renew } => {
                self.last(months, false, now);
                (self.edition, self.auto, self.off, self.refunded) = (edition, auto_renew, false, false);
            }
            Step::Renew { months } => {
                self.last(months, goes_on, now);
                self.refunded = false;
            }
            Step::RenewByItself => self.auto = true,
            Step::NoLongerRenewByItself => self.auto = false,
            Step::Refund => (self.refunded, self.auto) = (true, false),
            Step::RequestDeletion => self.asked = true,
            Step::DismissRequest => self.asked = false,
            Step::Delete | Step::DeleteOnRequest => {
                self.restorable_until = Some(Timestamp::from_micros(now.micros() + 7 * DAY));
                self.asked = false;
            }
            Step::Restore => self.restorable_until = None,
            Step::Shred => self.shredded = true,
        }
        Ok(())
    }

    fn last(&mut self, months: u32, goes_on: bool, now: Timestamp) {
        (self.start, self.months) = if goes_on { (self.start, self.months + months) } else { (now, months) };
    }

    fn post(&mut self, minor: i64, now: Timestamp) {
        self.balance += minor;
        self.since = if self.balance < 0 { self.since.or(Some(now)) } else { None };
    }

    fn price(edition: Edition) -> Option<i64> {
        match edition {
            Edition::Standard => Some(30_000),
            Edition::Pro => Some(60_000),
            Edition::ProPlus => Some(90_000),
            Edition::Trial | Edition::Enterprise => None,
        }
    }

    /// What is left of what was paid, a begun day among it, rounded up.
    fn unused(&self, now: Timestamp) -> i64 {
        let (start, end) = (self.start.micros(), self.end().micros());
        if self.refunded || end <= now.micros() {
            return 0;
        }
        let (whole, used) = ((end - start) / DAY, (now.micros() - start) / DAY);
        (self.paid * (whole - used) + whole - 1) / whole
    }

    pub fn carry_out(&mut self, action: Action, now: Timestamp) -> Result<(), No> {
        match action {
            Action::Wait(_) => Ok(()),
            Action::Step(step) => self.step(step, now).map_err(No::Life),
            Action::Order { edition, months, auto_renew, form } => {
                self.once(form)?;
                self.order(edition, months, auto_renew, now).map_err(No::Order)?;
                self.forms.insert(form);
                Ok(())
            }
            Action::Refund { form } => {
                self.once(form)?;
                let unused = self.unused(now);
                self.step(Step::Refund, now).map_err(|refusal| No::Order(OrderRefusal::Life(refusal)))?;
                self.post(unused, now);
                self.paid = 0;
                self.forms.insert(form);
                Ok(())
            }
            Action::Post { minor, form } => {
                self.once(form)?;
                self.post(minor, now);
                self.forms.insert(form);
                Ok(())
            }
            Action::Renewals { .. } => self.renew_if_due(now).ok_or(No::NothingDue),
            Action::Overage { used, .. } => {
                let civil = now.civil();
                let month = format!("{}-{}", civil.year, civil.month);
                if self.edition != Edition::Standard || used <= 100 || !self.charged.insert(month) {
                    return Err(No::NothingDue);
                }
                let blocks = i64::try_from((used - 100).div_ceil(10)).unwrap();
                self.post(-500 * blocks, now);
                Ok(())
            }
        }
    }

    fn once(&self, form: u64) -> Result<(), No> {
        if self.forms.contains(&form) { Err(No::Before) } else { Ok(()) }
    }

    fn order(
        &mut self,
        edition: Edition,
        months: u32,
        auto_renew: bool,
        now: Timestamp,
    ) -> Result<(), OrderRefusal> {
        let renewal = edition == self.edition && edition != Edition::Trial;
        let goes_on = renewal && !self.over(now);
        let step = if renewal { Step::Renew { months } } else { Step::Order { edition, months, auto_renew } };
        if !(1..=24).contains(&months) {
            return Err(OrderRefusal::NotATerm);
        }
        if let Some(refusal) = self.first_refusal(step, now) {
            return Err(OrderRefusal::Life(refusal));
        }
        let price = Self::price(edition).ok_or(OrderRefusal::Unpriced)? * i64::from(months);
        let total = if renewal { price } else { price - self.unused(now) };
        let left = self.balance - total;
        if total > 0 && left < 0 && !self.policy.orders_below_zero {
            return Err(OrderRefusal::NotCovered { missing: Money::new(-left, Currency::USD) });
        }
        self.step(step, now).map_err(OrderRefusal::Life)?;
        self.auto = auto_renew;
        self.paid = if goes_on { self.paid + price } else { price };
        self.post(-total, now);
        Ok(())
    }

    fn renew_if_due(&mut self, now: Timestamp) -> Option<()> {
        let waits = self.auto && self.end() <= now && !self.asked && self.restorable_until.is_none();
        let out_for_arrears = self.since.is_some_and(|since| since.plus(self.patience()) <= now);
        let price = Self::price(self.edition).filter(|_| waits && !out_for_arrears)?;
        let lapsed = self.over(now);
        if lapsed && self.balance < price {
            return None;
        }
        self.paid = if lapsed { price } else { self.paid + price };
        self.step(Step::Renew { months: 1 }, now).ok()?;
        self.post(-price, now);
        Some(())
    }
}
