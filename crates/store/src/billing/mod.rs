//! What applications have bought and used, and what that cost.

mod ledger;
mod subscriptions;
pub(crate) mod usage;
