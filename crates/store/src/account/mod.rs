//! Accounts, the people in them, and how they sign in.

pub(crate) mod access;
pub(crate) mod accounts;
mod known_origins;
pub(crate) mod people;
mod sessions;
mod throttles;
