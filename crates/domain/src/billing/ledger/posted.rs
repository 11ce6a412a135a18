//! Posted ledger entries, as read.

use serde::{Deserialize, Serialize};

use super::LedgerEntry;
use crate::audit::CONSOLE;
use crate::billing::account_balance::AccountBalance;
use crate::billing::money::{Currency, Money};
use crate::billing::order::QuoteLine;

/// A posted entry with its context.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostedEntry {
    /// Entry ID; later entries have greater ones.
    pub id: i64,
    pub entry: LedgerEntry,
    /// Lines of an order; empty for other kinds.
    pub lines: Vec<QuoteLine>,
    /// The account's balance after the entry.
    pub balance: Money,
    /// Who posted it, by the name that the audit trail uses.
    pub who: String,
}

impl PostedEntry {
    /// Whether the console itself posted it, e.g. a renewal.
    pub fn is_by_console(&self) -> bool {
        self.who == CONSOLE
    }
}

/// Contents of `/billing`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillingPage {
    /// The account's balance and arrears.
    pub account_balance: AccountBalance,
    /// Entries, newest first.
    pub entries: Vec<PostedEntry>,
    /// Whether there are older entries.
    pub has_older: bool,
    /// Currencies in which anything is priced.
    pub currencies: Vec<Currency>,
    /// Whether the person who asked is an operator of this installation.
    pub operator: bool,
}
