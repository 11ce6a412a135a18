//! `/billing`: balance, ledger, and what an operator posts; `/billing/{number}`: an invoice. Written by the server
//! alone.

mod actions;
mod cause;
mod invoice;
mod page;
mod post;

pub use cause::{cause_text, kind_text, ledger_columns};
pub(crate) use invoice::invoice;
pub(crate) use page::page;
