//! `/billing`: balance, ledger, and postings by an operator; `/billing/{number}`: an invoice.

mod api;
mod cause;
mod invoice;
mod page;
mod post;

pub(crate) use invoice::InvoicePage;
pub(crate) use page::BillingPage;

#[cfg(feature = "ssr")]
pub use cause::ledger_columns;
pub use cause::{cause_text, kind_text};
