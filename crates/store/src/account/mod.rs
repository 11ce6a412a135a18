//! Accounts, the people in them, and how they sign in.

pub(crate) mod access;
pub(crate) mod accounts;
mod invitations;
mod known_origins;
pub(crate) mod people;
mod sessions;
mod throttles;
