//! What an application has: its life, its add-ons, and what was paid for them.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::OrderRefusal;
use crate::application::lifecycle::Life;
use crate::application::sdkappid::Sdkappid;
use crate::billing::catalogue::{Catalogue, Code};
use crate::billing::edition::Edition;
use crate::billing::money::{Currency, Money, MoneyError};
use crate::time::Timestamp;

const DAY: Duration = Duration::from_hours(24);

/// What an application has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// Which application.
    pub sdkappid: Sdkappid,
    /// Its package and status.
    pub life: Life,
    /// On top of the package.
    pub add_ons: Vec<Code>,
    /// What the current term cost in all, add-ons and renewals included; zero for a trial and after a refund.
    pub paid: Money,
}

impl Holding {
    /// What is unused at `now` of what was paid: the share of the term's whole days that have not been begun
    /// and finished. Where a term was renewed at another price, all its days are worth the same.
    pub fn unused(&self, now: Timestamp) -> Money {
        let Life { term, refunded_at, .. } = self.life;
        let end = term.end();
        if refunded_at.is_some() || end <= now {
            return Money::zero(self.paid.currency());
        }
        let days = |duration: Duration| duration.as_secs() / DAY.as_secs();
        let whole = days(end.since(term.start));
        self.paid.share(whole.saturating_sub(days(now.since(term.start))), whole)
    }

    /// What the package and its add-ons cost for a month at today's prices.
    pub fn monthly_price(&self, catalogue: &Catalogue, currency: Currency) -> Result<Money, OrderRefusal> {
        let add_ons = self.add_ons.iter().map(|code| add_on_price(catalogue, code, currency));
        add_ons.into_iter().try_fold(package_price(catalogue, self.life.edition, currency)?, |sum, price| {
            Ok(sum.plus(price?)?)
        })
    }

    /// After its package went on, for `price`.
    pub(crate) fn renewed(&self, life: Life, price: Money) -> Result<Self, MoneyError> {
        let goes_on = life.term.start == self.life.term.start && self.life.refunded_at.is_none();
        let paid = if goes_on { self.paid.plus(price)? } else { price };
        Ok(Self { life, paid, ..self.clone() })
    }
}

/// What `edition` costs for a month.
pub(super) fn package_price(
    catalogue: &Catalogue,
    edition: Edition,
    currency: Currency,
) -> Result<Money, OrderRefusal> {
    catalogue.package(edition).prices.get(currency).ok_or(OrderRefusal::Unpriced)
}

/// What the add-on of that code costs for a month.
pub(super) fn add_on_price(
    catalogue: &Catalogue,
    code: &Code,
    currency: Currency,
) -> Result<Money, OrderRefusal> {
    let add_on = catalogue.add_on(code).ok_or_else(|| OrderRefusal::UnknownAddOn(code.clone()))?;
    add_on.prices.get(currency).ok_or_else(|| OrderRefusal::UnpricedAddOn(code.clone()))
}
