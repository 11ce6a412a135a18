//! `/billing`: balance, ledger, and what an operator posts; `/billing/{number}`: an invoice. Written by the server
//! alone.

#[cfg(feature = "ssr")]
mod actions;
#[cfg(feature = "ssr")]
mod cause;
#[cfg(feature = "ssr")]
mod invoice;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod post;

#[cfg(feature = "ssr")]
pub use cause::{cause_text, kind_text, ledger_columns};
#[cfg(feature = "ssr")]
pub(crate) use invoice::invoice;
#[cfg(feature = "ssr")]
pub(crate) use page::page;
