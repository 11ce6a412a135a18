//! The applications of the actor's account.

mod administrators;
mod change;
mod create;
mod detail;
mod edit;
mod import;
mod list;
mod order;
mod package;
mod refund;
mod restore;

use crate::Context;

pub(crate) use change::{update, write_step};
pub use order::OrderPage;
pub(crate) use restore::shred;

/// The applications of the actor's account. Another account's are not found, as if they did not exist.
#[derive(Clone, Copy)]
pub struct Applications<'a>(pub(crate) Context<'a>);
