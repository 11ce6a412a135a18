//! Orders: the price of a package, line by line, and the effect of confirming it.
//!
//! Unused time is counted in whole days of 24 hours from the start of the term, and a started day counts as
//! unused: this favours the customer, and keeps a price stable while it is being read.

mod confirm;
mod quote;
mod refund;
mod subscription;

pub use confirm::{Confirmation, OrderReceipt};
pub use quote::{Choice, LineItem, OrderKind, OrderRefusal, Quote, QuoteLine};
pub use refund::{Refunded, refund};
pub use subscription::Subscription;

#[cfg(test)]
mod tests;
