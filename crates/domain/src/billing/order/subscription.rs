//! An application's package, its add-ons, and the amount paid for them.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::OrderRefusal;
use crate::application::lifecycle::Life;
use crate::application::sdkappid::Sdkappid;
use crate::billing::catalogue::{AddOnCode, Catalogue};
use crate::billing::edition::Edition;
use crate::billing::money::{Currency, Money, MoneyError};
use crate::time::Timestamp;

const DAY: Duration = Duration::from_hours(24);

/// The package and add-ons of an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// The application that has them.
    pub sdkappid: Sdkappid,
    /// Lifecycle state, including the package.
    pub life: Life,
    /// Codes of its add-ons.
    pub add_ons: Vec<AddOnCode>,
    /// Total paid for the current term, add-ons and renewals included; zero for a trial and after a refund.
    pub paid: Money,
}

impl Subscription {
    /// Value of the unused time at `now`: the share of `paid` for the term's whole days, without those that are
    /// over. All days of a term have the same value, even if it was renewed at another price.
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

    /// Price of the package and its add-ons for a month, at current prices.
    pub fn monthly_price(&self, catalogue: &Catalogue, currency: Currency) -> Result<Money, OrderRefusal> {
        let add_ons = self.add_ons.iter().map(|code| add_on_price(catalogue, code, currency));
        add_ons.into_iter().try_fold(package_price(catalogue, self.life.edition, currency)?, |sum, price| {
            Ok(sum.plus(price?)?)
        })
    }

    /// The subscription after its package was renewed for `price`.
    pub(crate) fn renewed(&self, life: Life, price: Money) -> Result<Self, MoneyError> {
        let goes_on = life.term.start == self.life.term.start && self.life.refunded_at.is_none();
        let paid = if goes_on { self.paid.plus(price)? } else { price };
        Ok(Self { life, paid, ..self.clone() })
    }
}

/// Price of `edition` for a month.
pub(super) fn package_price(
    catalogue: &Catalogue,
    edition: Edition,
    currency: Currency,
) -> Result<Money, OrderRefusal> {
    catalogue.package(edition).prices.get(currency).ok_or(OrderRefusal::Unpriced)
}

/// Price of the add-on with this code for a month.
pub(super) fn add_on_price(
    catalogue: &Catalogue,
    code: &AddOnCode,
    currency: Currency,
) -> Result<Money, OrderRefusal> {
    let add_on = catalogue.add_on(code).ok_or_else(|| OrderRefusal::UnknownAddOn(code.clone()))?;
    add_on.prices.get(currency).ok_or_else(|| OrderRefusal::UnpricedAddOn(code.clone()))
}
