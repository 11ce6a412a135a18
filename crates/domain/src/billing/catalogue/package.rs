//! Packages of the editions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AddOnCode, Limit, LimitKind, Prices, Tariff};
use crate::billing::edition::Edition;

/// The package of one edition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Package {
    /// Monthly price. A paid edition without a price in a currency is not sold in it.
    pub prices: Prices,
    /// Codes of its features.
    pub features: Vec<AddOnCode>,
    /// Its limits; a missing kind has not been set by the operator.
    pub limits: BTreeMap<LimitKind, Limit>,
    /// Price of exceeding each limit.
    pub overage: BTreeMap<LimitKind, Tariff>,
}

impl Package {
    /// Whether it has no price in any currency, so that it cannot be ordered.
    pub fn is_unpriced(&self) -> bool {
        self.prices.is_empty()
    }
}

/// The packages of all editions. A missing one is taken from the default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Packages {
    /// Trial Edition.
    pub trial: Package,
    /// Standard Edition.
    pub standard: Package,
    /// Pro Edition.
    pub pro: Package,
    /// Pro Edition Plus.
    pub pro_plus: Package,
    /// Enterprise Edition.
    pub enterprise: Package,
}

impl Packages {
    /// The package of `edition`.
    pub const fn get(&self, edition: Edition) -> &Package {
        match edition {
            Edition::Trial => &self.trial,
            Edition::Standard => &self.standard,
            Edition::Pro => &self.pro,
            Edition::ProPlus => &self.pro_plus,
            Edition::Enterprise => &self.enterprise,
        }
    }
}
