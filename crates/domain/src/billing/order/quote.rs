//! What an order would cost.

use serde::{Deserialize, Serialize};

use super::Holding;
use super::holding::{add_on_price, package_price};
use crate::application::lifecycle::{Life, Moment, Refusal, Step};
use crate::billing::catalogue::{Catalogue, Code};
use crate::billing::edition::Edition;
use crate::billing::money::{Currency, Money, MoneyError};
use crate::billing::standing::Standing;
use crate::time::Timestamp;

/// What a person picks on the order page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Which package.
    pub edition: Edition,
    /// For how many calendar months: one of the catalogue's terms.
    pub months: u32,
    /// On top of it; each once.
    pub add_ons: Vec<Code>,
    /// Whether it is to be renewed by itself, a month at a time.
    pub auto_renew: bool,
}

impl Choice {
    /// Whether the two are one, in whatever order the add-ons stand.
    pub fn is_same(&self, other: &Self) -> bool {
        let sorted = |choice: &Self| {
            let mut add_ons = choice.add_ons.clone();
            add_ons.sort_unstable();
            (choice.edition, choice.months, choice.auto_renew, add_ons)
        };
        sorted(self) == sorted(other)
    }
}

/// What an order is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderKind {
    /// The first package after the trial, or one after the last was refunded or lapsed.
    New,
    /// A higher edition, from now.
    Upgrade,
    /// The same edition with other add-ons, from now.
    Change,
    /// The same package, which goes on from its end, or from now once it was refunded or has lapsed.
    Renewal,
}

/// What a line of an order is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// The package.
    Package {
        /// Which.
        edition: Edition,
        /// For how many calendar months.
        months: u32,
    },
    /// An add-on.
    AddOn {
        /// Which.
        code: Code,
        /// For how many calendar months.
        months: u32,
    },
    /// What comes back of the current package and its add-ons; below zero.
    Unused {
        /// Which package.
        edition: Edition,
        /// Until when it would have lasted.
        until: Timestamp,
    },
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What.
    pub what: What,
    /// What it adds to the total.
    pub amount: Money,
}

/// What an order would cost, line by line. Only [`Quote::confirm`] makes it happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    choice: Choice,
    kind: OrderKind,
    lines: Vec<Line>,
    total: Money,
    after: Holding,
    standing: Standing,
    at: Moment,
}

/// Why something cannot be ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderRefusal {
    /// The application's life does not allow it: e.g. a downgrade, or it is deleted.
    Life(Refusal),
    /// The catalogue does not sell this term.
    NotATerm,
    /// The operator has set no price for the edition in the account's currency.
    Unpriced,
    /// There is no such add-on, or it is there twice.
    UnknownAddOn(Code),
    /// The operator has set no price for the add-on in the account's currency.
    UnpricedAddOn(Code),
    /// The edition holds as much already.
    PointlessAddOn(Code),
    /// The price that was shown is of another choice: show the price of this one.
    NotPriced,
    /// The agreement and the billing terms have to be accepted.
    NotAccepted,
    /// It costs something else by now than what was shown: show it again.
    PriceChanged,
    /// The balance does not cover it.
    NotCovered {
        /// How much is missing.
        missing: Money,
    },
    /// An amount does not fit, or the account's currency has changed.
    Unreckonable(MoneyError),
}

impl Quote {
    /// What `choice` costs the application that has `holding`, in the currency of the account. The add-ons of
    /// a package that is left come back with what is unused of it.
    pub fn new(
        catalogue: &Catalogue,
        holding: &Holding,
        choice: &Choice,
        standing: Standing,
        now: Timestamp,
    ) -> Result<Self, OrderRefusal> {
        let at = standing.at(now, catalogue.policy());
        let currency = standing.balance().currency();
        let months = choice.months;
        if !catalogue.terms().contains(&months) {
            return Err(OrderRefusal::NotATerm);
        }
        let kind = kind(holding, choice, holding.life.is_package_over(at));
        let (edition, auto_renew) = (choice.edition, choice.auto_renew);
        let step = if kind == OrderKind::Renewal {
            Step::Renew { months }
        } else {
            Step::Order { edition, months, auto_renew }
        };
        let life = holding.life.next(step, at).map_err(OrderRefusal::Life)?;
        // A renewal is ordered with the same form, which also says whether it goes on by itself.
        let life = Life { auto_renew, ..life };
        let mut lines = priced(catalogue, choice, currency)?;
        let price = total(&lines, currency)?;
        let after = if kind == OrderKind::Renewal {
            holding.renewed(life, price)?
        } else {
            let unused = holding.unused(now);
            if !unused.is_zero() {
                let what = What::Unused { edition: holding.life.edition, until: holding.life.term.end() };
                lines.push(Line { what, amount: unused.negated()? });
            }
            Holding { sdkappid: holding.sdkappid, life, add_ons: choice.add_ons.clone(), paid: price }
        };
        Ok(Self { choice: choice.clone(), kind, total: total(&lines, currency)?, lines, after, standing, at })
    }

    /// What it is.
    pub const fn kind(&self) -> OrderKind {
        self.kind
    }

    /// What it is made of.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// What it costs; below zero where more comes back than is bought.
    pub const fn total(&self) -> Money {
        self.total
    }

    /// What the application will have.
    pub const fn after(&self) -> &Holding {
        &self.after
    }

    pub(super) const fn choice(&self) -> &Choice {
        &self.choice
    }

    pub(super) const fn standing(&self) -> Standing {
        self.standing
    }

    pub(super) const fn at(&self) -> Moment {
        self.at
    }

    pub(super) fn into_after(self) -> Holding {
        self.after
    }
}

impl From<MoneyError> for OrderRefusal {
    fn from(unreckonable: MoneyError) -> Self {
        Self::Unreckonable(unreckonable)
    }
}

fn kind(holding: &Holding, choice: &Choice, over: bool) -> OrderKind {
    let life = &holding.life;
    let same_add_ons = choice.add_ons.len() == holding.add_ons.len()
        && choice.add_ons.iter().all(|code| holding.add_ons.contains(code));
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

fn priced(catalogue: &Catalogue, choice: &Choice, currency: Currency) -> Result<Vec<Line>, OrderRefusal> {
    let (edition, months) = (choice.edition, choice.months);
    let amount = package_price(catalogue, edition, currency)?.times(months)?;
    let mut lines = vec![Line { what: What::Package { edition, months }, amount }];
    for (index, code) in choice.add_ons.iter().enumerate() {
        if choice.add_ons[..index].contains(code) {
            return Err(OrderRefusal::UnknownAddOn(code.clone()));
        }
        let amount = add_on_price(catalogue, code, currency)?.times(months)?;
        if catalogue.add_on(code).is_some_and(|add_on| !add_on.fits(edition)) {
            return Err(OrderRefusal::PointlessAddOn(code.clone()));
        }
        lines.push(Line { what: What::AddOn { code: code.clone(), months }, amount });
    }
    Ok(lines)
}

fn total(lines: &[Line], currency: Currency) -> Result<Money, MoneyError> {
    lines.iter().try_fold(Money::zero(currency), |sum, line| sum.plus(line.amount))
}
