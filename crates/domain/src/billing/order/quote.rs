//! Quotes: the price of an order before it is placed.

use serde::{Deserialize, Serialize};

use super::Subscription;
use super::subscription::{add_on_price, package_price};
use crate::application::lifecycle::{Life, Moment, Refusal, Step};
use crate::billing::account_balance::AccountBalance;
use crate::billing::catalogue::{AddOnCode, Catalogue};
use crate::billing::edition::Edition;
use crate::billing::money::{Currency, Money, MoneyError};
use crate::time::Timestamp;

/// A person's choice on the order page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The edition to order.
    pub edition: Edition,
    /// Length in calendar months: one of the catalogue's terms.
    pub months: u32,
    /// Distinct codes of the add-ons to order.
    pub add_ons: Vec<AddOnCode>,
    /// Whether the package is renewed automatically, one month at a time.
    pub auto_renew: bool,
}

impl Choice {
    /// Whether both choices are equal, regardless of the order of the add-ons.
    pub fn is_same(&self, other: &Self) -> bool {
        let sorted = |choice: &Self| {
            let mut add_ons = choice.add_ons.clone();
            add_ons.sort_unstable();
            (choice.edition, choice.months, choice.auto_renew, add_ons)
        };
        sorted(self) == sorted(other)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderKind {
    /// The first package after the trial, or after the previous package was refunded or lapsed.
    New,
    /// A higher edition, starting now.
    Upgrade,
    /// The same edition with other add-ons, starting now.
    Change,
    /// The same package, extended from its end, or from now if it was refunded or has lapsed.
    Renewal,
}

/// Subject of an order line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineItem {
    /// The package of an edition.
    Package {
        /// The ordered edition.
        edition: Edition,
        /// Length in calendar months.
        months: u32,
    },
    /// An add-on to the package.
    AddOn {
        code: AddOnCode,
        /// Length in calendar months.
        months: u32,
    },
    /// Refund for the unused part of the current package and its add-ons; negative.
    Unused {
        /// Edition of the current package.
        edition: Edition,
        /// End of its term.
        until: Timestamp,
    },
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteLine {
    /// Subject of the line.
    pub what: LineItem,
    /// Amount that it adds to the total.
    pub amount: Money,
}

/// The price of an order, line by line. Only [`Quote::confirm`] places the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    choice: Choice,
    kind: OrderKind,
    lines: Vec<QuoteLine>,
    total: Money,
    after: Subscription,
    account_balance: AccountBalance,
    at: Moment,
}

/// Why an order is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderRefusal {
    /// The application's lifecycle does not allow it: e.g. a downgrade, or it is deleted.
    Life(Refusal),
    /// The catalogue does not offer this term.
    NotATerm,
    /// The operator has set no price for the edition in the account's currency.
    Unpriced,
    /// The add-on does not exist or was chosen twice.
    UnknownAddOn(AddOnCode),
    /// The operator has set no price for the add-on in the account's currency.
    UnpricedAddOn(AddOnCode),
    /// The edition already includes what the add-on provides.
    PointlessAddOn(AddOnCode),
    /// The price was shown for another choice; show the price of this one.
    NotPriced,
    /// The agreement and the billing terms must be accepted.
    NotAccepted,
    /// The price has changed since it was shown; show it again.
    PriceChanged,
    /// The balance does not cover the order.
    NotCovered {
        /// Missing amount.
        missing: Money,
    },
    /// An amount overflows, or the account's currency has changed.
    Unreckonable(MoneyError),
}

impl Quote {
    /// Quotes `choice` for the application that has `subscription`, in the account's currency. Leaving a package
    /// refunds its unused part, add-ons included.
    pub fn new(
        catalogue: &Catalogue,
        subscription: &Subscription,
        choice: &Choice,
        account_balance: AccountBalance,
        now: Timestamp,
    ) -> Result<Self, OrderRefusal> {
        let at = account_balance.at(now, catalogue.policy());
        let currency = account_balance.balance().currency();
        let months = choice.months;
        if !catalogue.terms().contains(&months) {
            return Err(OrderRefusal::NotATerm);
        }
        let kind = kind(subscription, choice, subscription.life.is_package_over(at));
        let (edition, auto_renew) = (choice.edition, choice.auto_renew);
        let step = if kind == OrderKind::Renewal {
            Step::Renew { months }
        } else {
            Step::Order { edition, months, auto_renew }
        };
        let life = subscription.life.next(step, at).map_err(OrderRefusal::Life)?;
        // A renewal uses the same form, which also chooses automatic renewal.
        let life = Life { auto_renew, ..life };
        let mut lines = priced(catalogue, choice, currency)?;
        let price = total(&lines, currency)?;
        let after = if kind == OrderKind::Renewal {
            subscription.renewed(life, price)?
        } else {
            let unused = subscription.unused(now);
            if !unused.is_zero() {
                let what = LineItem::Unused {
                    edition: subscription.life.edition,
                    until: subscription.life.term.end(),
                };
                lines.push(QuoteLine { what, amount: unused.negated()? });
            }
            Subscription {
                sdkappid: subscription.sdkappid,
                life,
                add_ons: choice.add_ons.clone(),
                paid: price,
            }
        };
        Ok(Self {
            choice: choice.clone(),
            kind,
            total: total(&lines, currency)?,
            lines,
            after,
            account_balance,
            at,
        })
    }

    pub const fn kind(&self) -> OrderKind {
        self.kind
    }

    /// Lines of the order.
    pub fn lines(&self) -> &[QuoteLine] {
        &self.lines
    }

    /// Total price; negative if the refund exceeds it.
    pub const fn total(&self) -> Money {
        self.total
    }

    /// The application's subscription after the order.
    pub const fn after(&self) -> &Subscription {
        &self.after
    }

    pub(super) const fn choice(&self) -> &Choice {
        &self.choice
    }

    pub(super) const fn account_balance(&self) -> AccountBalance {
        self.account_balance
    }

    pub(super) const fn at(&self) -> Moment {
        self.at
    }

    pub(super) fn into_after(self) -> Subscription {
        self.after
    }
}

impl From<MoneyError> for OrderRefusal {
    fn from(unreckonable: MoneyError) -> Self {
        Self::Unreckonable(unreckonable)
    }
}

fn kind(subscription: &Subscription, choice: &Choice, over: bool) -> OrderKind {
    let life = &subscription.life;
    let same_add_ons = choice.add_ons.len() == subscription.add_ons.len()
        && choice.add_ons.iter().all(|code| subscription.add_ons.contains(code));
    if life.edition.is_paid() && choice.edition == life.edition && same_add_ons {
        OrderKind::Renewal
    } else if !life.edition.is_paid() || over {
        OrderKind::New
    } else if choice.edition == life.edition {
        OrderKind::Change
    } else {
        OrderKind::Upgrade
    }
}

fn priced(
    catalogue: &Catalogue,
    choice: &Choice,
    currency: Currency,
) -> Result<Vec<QuoteLine>, OrderRefusal> {
    let (edition, months) = (choice.edition, choice.months);
    let amount = package_price(catalogue, edition, currency)?.times(months)?;
    let mut lines = vec![QuoteLine { what: LineItem::Package { edition, months }, amount }];
    for (index, code) in choice.add_ons.iter().enumerate() {
        if choice.add_ons[..index].contains(code) {
            return Err(OrderRefusal::UnknownAddOn(code.clone()));
        }
        let amount = add_on_price(catalogue, code, currency)?.times(months)?;
        if catalogue.add_on(code).is_some_and(|add_on| !add_on.fits(edition)) {
            return Err(OrderRefusal::PointlessAddOn(code.clone()));
        }
        lines.push(QuoteLine { what: LineItem::AddOn { code: code.clone(), months }, amount });
    }
    Ok(lines)
}

fn total(lines: &[QuoteLine], currency: Currency) -> Result<Money, MoneyError> {
    lines.iter().try_fold(Money::zero(currency), |sum, line| sum.plus(line.amount))
}
