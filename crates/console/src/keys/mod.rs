//! The keys of applications: showing one, rotation, and how much each is used.

pub(crate) mod reveal;
pub(crate) mod rotation;
pub(crate) mod usage;

use crate::Context;

/// The keys of the account's applications.
#[derive(Clone, Copy)]
pub struct Keys<'a>(pub(crate) Context<'a>);
