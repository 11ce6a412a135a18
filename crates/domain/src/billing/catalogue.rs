//! The catalogue: limits, features and prices of each edition, and the terms of sale. An operator edits it
//! (`catalogue/default.toml` is the file to start from). The default contains only limits that a current page
//! confirms (docs/facts/packages.md#verified-limits).

mod add_on;
mod check;
mod default;
mod feature;
mod limit;
mod package;
mod policy;
mod price;

use serde::{Deserialize, Serialize};

use crate::billing::edition::Edition;
use crate::billing::money::Currency;

pub use add_on::{AddOn, AddOnCode, ParseAddOnCodeError, Raise};
pub use check::CatalogueProblem;
pub use feature::{Feature, Names};
pub use limit::{Level, Limit, LimitKind, OverLimit, Quota};
pub use package::{Package, Packages};
pub use policy::Policy;
pub use price::{Prices, Tariff};

/// The commented TOML file that an operator edits; equivalent to [`Catalogue::default`].
pub const DEFAULT_TEXT: &str = include_str!("catalogue/default.toml");

/// A parsed catalogue that has not been validated; see [`Draft::check`]. A missing table is taken from the
/// default; within a package that is present, a missing entry is unset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Draft {
    /// Deadlines and permissions.
    pub policy: Policy,
    /// Terms that can be ordered, in calendar months, 1 to 24, ascending (docs/facts/packages.md#orders).
    pub terms: Vec<u32>,
    /// Package of each edition.
    pub edition: Packages,
    /// Features of editions, beyond their limits.
    #[serde(rename = "feature")]
    pub features: Vec<Feature>,
    /// Add-ons that can be ordered with a package.
    #[serde(rename = "add_on")]
    pub add_ons: Vec<AddOn>,
}

/// A valid catalogue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Draft", into = "Draft")]
pub struct Catalogue(Draft);

impl Catalogue {
    /// Deadlines and permissions.
    pub const fn policy(&self) -> Policy {
        self.0.policy
    }

    /// Terms that can be ordered, in calendar months, ascending.
    pub fn terms(&self) -> &[u32] {
        &self.0.terms
    }

    /// Package of `edition`.
    pub const fn package(&self, edition: Edition) -> &Package {
        self.0.edition.get(edition)
    }

    /// All features, in display order.
    pub fn features(&self) -> &[Feature] {
        &self.0.features
    }

    /// All add-ons, in display order.
    pub fn add_ons(&self) -> &[AddOn] {
        &self.0.add_ons
    }

    pub fn add_on(&self, code: &AddOnCode) -> Option<&AddOn> {
        self.0.add_ons.iter().find(|add_on| add_on.code == *code)
    }

    /// The limit of `edition` with these add-ons; `None` if the operator has not set one. An add-on never
    /// lowers a limit.
    pub fn limit(&self, edition: Edition, add_ons: &[AddOnCode], kind: LimitKind) -> Option<Limit> {
        let own = *self.package(edition).limits.get(&kind)?;
        let raises = add_ons.iter().filter_map(|code| self.add_on(code)?.raises);
        let most =
            raises.filter(|raise| raise.limit == kind).map(|raise| raise.to).fold(own.most, Quota::max);
        // A limit raised by an add-on is set by the operator, so it is not verified.
        Some(Limit { most, verified: own.verified && most == own.most, ..own })
    }

    /// Currencies in which anything is priced, in alphabetical order.
    pub fn currencies(&self) -> Vec<Currency> {
        let packages = Edition::ALL.into_iter().map(|edition| &self.package(edition).prices);
        let all = packages.chain(self.0.add_ons.iter().map(|add_on| &add_on.prices));
        let mut currencies: Vec<_> = all.flat_map(Prices::currencies).collect();
        currencies.sort_unstable();
        currencies.dedup();
        currencies
    }
}

impl From<Catalogue> for Draft {
    fn from(catalogue: Catalogue) -> Self {
        catalogue.0
    }
}

#[cfg(test)]
mod tests;
