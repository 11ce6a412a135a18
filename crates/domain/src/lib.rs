//! The domain model: applications and their lifecycle, keys and UserSigs, people, lists and audit entries.
//!
//! Types have private fields and are valid by construction. Rules are pure functions. The crate has no I/O,
//! clock or randomness, and compiles for both browser and server, so that both apply the same rules.

pub mod account;
pub mod application;
pub mod audit;
pub mod billing;
pub mod certificate;
pub mod delivery;
pub mod field;
pub mod key;
pub mod support;
pub mod text;
pub mod time;
pub mod usersig;
pub mod webhook;
