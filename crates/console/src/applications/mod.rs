//! The applications of the actor's account.

mod administrators;
mod change;
mod create;
mod detail;
mod edit;
mod import;
mod list;

use crate::Acting;

/// The applications of the actor's account. Another account's are not found, as if they did not exist.
#[derive(Clone, Copy)]
pub struct Applications<'a>(pub(crate) Acting<'a>);
