//! Accounts, the people in them, and how they sign in.

pub(crate) mod access;
pub(crate) mod accounts;
mod authenticators;
mod identities;
mod invitations;
mod known_origins;
pub(crate) mod passkeys;
mod pending_sign_ins;
pub(crate) mod people;
pub(crate) mod provider_requests;
mod recovery_codes;
mod sessions;
mod throttles;
mod tokens;
