//! The catalogue: what each edition holds and costs, and the terms on which it is sold. An operator writes it
//! (`catalogue/default.toml` is the one to start from). The default contains only limits that a current page confirms
//! (docs/facts/packages.md#verified-limits).

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

pub use add_on::{AddOn, Code, ParseCodeError, Raise};
pub use check::Fault;
pub use feature::{Feature, Names};
pub use limit::{Level, Limit, LimitKind, Most, Over};
pub use package::{Package, Packages};
pub use policy::Policy;
pub use price::{Prices, Tariff};

/// The commented text that an operator edits, in TOML; it says what [`Catalogue::default`] says.
pub const DEFAULT_TEXT: &str = include_str!("catalogue/default.toml");

/// A catalogue as it was written, not judged yet: read this, then [`Draft::check`] it. A table that is missing
/// is the default's; within a package that is given, what is missing is not set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Draft {
    /// Deadlines and permissions.
    pub policy: Policy,
    /// Terms that can be ordered, in calendar months, 1 to 24, ascending (docs/facts/packages.md#orders).
    pub terms: Vec<u32>,
    /// The editions.
    pub edition: Packages,
    /// What editions can do beyond their limits.
    #[serde(rename = "feature")]
    pub features: Vec<Feature>,
    /// What can be ordered on top.
    #[serde(rename = "add_on")]
    pub add_ons: Vec<AddOn>,
}

/// A catalogue without contradictions.
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

    /// What `edition` holds.
    pub const fn package(&self, edition: Edition) -> &Package {
        self.0.edition.get(edition)
    }

    /// All features, in the order in which they are compared.
    pub fn features(&self) -> &[Feature] {
        &self.0.features
    }

    /// All add-ons, in the order in which they are offered.
    pub fn add_ons(&self) -> &[AddOn] {
        &self.0.add_ons
    }

    /// The add-on of that code.
    pub fn add_on(&self, code: &Code) -> Option<&AddOn> {
        self.0.add_ons.iter().find(|add_on| add_on.code == *code)
    }

    /// The limit that holds for `edition` with these add-ons; none where the operator has set none. An add-on
    /// never lowers a limit.
    pub fn limit(&self, edition: Edition, add_ons: &[Code], kind: LimitKind) -> Option<Limit> {
        let own = *self.package(edition).limits.get(&kind)?;
        let raises = add_ons.iter().filter_map(|code| self.add_on(code)?.raises);
        let most = raises.filter(|raise| raise.limit == kind).map(|raise| raise.to).fold(own.most, Most::max);
        // What an add-on raises is the operator's word.
        Some(Limit { most, verified: own.verified && most == own.most, ..own })
    }

    /// The currencies that something is priced in, in alphabetical order.
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
