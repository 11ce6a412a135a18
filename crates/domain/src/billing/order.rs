//! Orders: what a package costs, line by line, and what confirming it does.
//!
//! Unused time is counted in whole days of 24 hours from the start of the term, and a begun day counts as
//! unused: it is in the customer's favour, and a price stands still while somebody reads it.

mod confirm;
mod holding;
mod quote;
mod refund;

pub use confirm::{Bought, Confirmation};
pub use holding::Holding;
pub use quote::{Choice, Line, OrderKind, OrderRefusal, Quote, What};
pub use refund::{Refunded, refund};

#[cfg(test)]
mod tests;
