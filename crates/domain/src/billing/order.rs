//! Orders: the price of a package, line by line, and the effect of confirming it.
//!
//! Unused time is counted in whole days of 24 hours from the start of the term, and a started day counts as
//! unused: this favours the customer, and keeps a price stable while it is being read.

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
