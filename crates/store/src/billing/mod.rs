//! What applications have bought and used, and what that cost.

mod holdings;
mod ledger;
mod usage;
