//! Billing: the catalogue of editions, orders, the ledger and account balances.

pub mod account_balance;
pub mod catalogue;
pub mod edition;
pub mod ledger;
pub mod money;
pub mod notice;
pub mod order;
pub mod package;

/// The longest term of a package, in calendar months (docs/facts/packages.md#orders).
pub(crate) const MAX_TERM_MONTHS: u32 = 24;
