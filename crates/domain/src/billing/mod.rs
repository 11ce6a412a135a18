//! What things cost: the catalogue of editions, orders, the ledger, and how an account stands.

pub mod catalogue;
pub mod edition;
pub mod ledger;
pub mod money;
pub mod notice;
pub mod order;
pub mod package;
pub mod standing;
