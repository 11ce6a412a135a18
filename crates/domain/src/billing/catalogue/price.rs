//! Prices, written in major units: `{ USD = "399.00" }`.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::billing::money::{Currency, Money};

/// Prices by currency. A missing currency has not been set by the operator: prices are never converted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prices(BTreeMap<Currency, Money>);

/// Price of exceeding a limit in a calendar month, charged per started block of units beyond it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tariff {
    /// Units per block, at least 1.
    #[serde(default = "one")]
    pub per: u64,
    /// Price per block.
    pub prices: Prices,
}

const fn one() -> u64 {
    1
}

impl Prices {
    /// Creates prices. If a currency occurs twice, the last price counts.
    pub fn new(prices: impl IntoIterator<Item = Money>) -> Self {
        Self(prices.into_iter().map(|money| (money.currency(), money)).collect())
    }

    /// The price in `currency`, if the operator has set it.
    pub fn get(&self, currency: Currency) -> Option<Money> {
        self.0.get(&currency).copied()
    }

    /// Whether there is no price in any currency.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All prices, ordered by currency.
    pub fn iter(&self) -> impl Iterator<Item = Money> {
        self.0.values().copied()
    }

    /// The currencies, in alphabetical order.
    pub fn currencies(&self) -> impl Iterator<Item = Currency> {
        self.0.keys().copied()
    }
}

impl Serialize for Prices {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(currency, money)| (currency, money.plain())))
    }
}

impl<'de> Deserialize<'de> for Prices {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PricesVisitor;

        impl<'de> Visitor<'de> for PricesVisitor {
            type Value = Prices;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("prices by currency, e.g. { USD = \"399.00\" }")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Prices, A::Error> {
                let mut prices = BTreeMap::new();
                while let Some(currency) = map.next_key::<Currency>()? {
                    // Parsed here so that an error refers to the line of the invalid amount.
                    if prices.insert(currency, map.next_value_seed(Amount(currency))?).is_some() {
                        return Err(A::Error::custom(format_args!("{currency} is there twice")));
                    }
                }
                Ok(Prices(prices))
            }
        }

        deserializer.deserialize_map(PricesVisitor)
    }
}

/// Deserialises an amount whose currency is already known.
struct Amount(Currency);

impl<'de> DeserializeSeed<'de> for Amount {
    type Value = Money;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Money, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Amount {
    type Value = Money;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an amount in quotation marks, e.g. \"399.00\"")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Money, E> {
        let money = Money::parse(text, self.0).map_err(E::custom)?;
        if money.is_negative() { Err(E::custom("a price is not below zero")) } else { Ok(money) }
    }
}
