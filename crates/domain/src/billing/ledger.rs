//! The ledger: every amount that changed a balance, with its cause. It is append-only; the balance is the sum
//! of its entries.

mod entry;
mod key;
mod month;
mod overage;
mod posted;
mod renewal;

pub use entry::{EntryCause, EntryKind, LedgerEntry, Note, WrongAmount};
pub use key::{EntryKey, OrderToken, ParseTokenError};
pub use month::{Month, ParseMonthError};
pub use overage::{Usage, overage};
pub use posted::{BillingPage, PostedEntry};
pub use renewal::{Renewal, due_renewal};

use crate::billing::money::{Currency, Money, MoneyError};

/// The balance that results from `entries`.
pub fn balance<'a>(
    currency: Currency,
    entries: impl IntoIterator<Item = &'a LedgerEntry>,
) -> Result<Money, MoneyError> {
    entries.into_iter().try_fold(Money::zero(currency), |sum, entry| sum.plus(entry.amount()))
}

#[cfg(test)]
mod tests;
