//! Accounts, the people in them, and how they sign in.

pub(crate) mod access;
pub(crate) mod accounts;
mod authenticators;
mod invitations;
mod known_origins;
pub(crate) mod passkeys;
mod pending_sign_ins;
pub(crate) mod people;
mod recovery_codes;
mod sessions;
mod throttles;
mod tokens;
