//! The audit trail: reading it, its signed checkpoints, its retention and its verification (docs/adr/0012-audit-chain.md).

pub(crate) mod checkpoints;
pub(crate) mod retention;
pub(crate) mod signing_key;
pub(crate) mod trail;
pub(crate) mod verification;
