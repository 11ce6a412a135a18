//! The ledger as it is read.

use serde::{Deserialize, Serialize};

use super::Entry;
use crate::billing::money::{Currency, Money};
use crate::billing::order::Line;
use crate::billing::standing::Standing;

/// An entry of a ledger with what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostedEntry {
    /// Its number; later ones are greater.
    pub id: i64,
    /// The entry.
    pub entry: Entry,
    /// What an order is made of; empty for everything else.
    pub lines: Vec<Line>,
    /// The account's after it.
    pub balance: Money,
    /// Who posted it, as the audit trail names them.
    pub who: String,
}

/// What `/billing` shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillingPage {
    /// How the account stands.
    pub standing: Standing,
    /// Newest first.
    pub entries: Vec<PostedEntry>,
    /// Whether there are older ones.
    pub has_older: bool,
    /// The currencies that something is priced in.
    pub currencies: Vec<Currency>,
    /// Whether whoever asks runs this installation.
    pub operator: bool,
}
