//! What the product is about: applications and their life, keys and UserSigs, people, lists and audit entries.
//!
//! Types with private fields: whoever holds one holds a valid one. Rules are pure functions. There is no
//! I/O, no clock and no randomness in here, and it builds for the browser and for the server alike, so both
//! judge with the same code.

pub mod account;
pub mod application;
pub mod audit;
pub mod billing;
pub mod certificate;
pub mod field;
pub mod key;
pub mod support;
pub mod text;
pub mod time;
pub mod usersig;
