//! Accounts, the people in them, and how they sign in.

pub(crate) mod access;
pub(crate) mod accounts;
pub(crate) mod authenticators;
mod identities;
pub(crate) mod invitations;
mod known_origins;
pub(crate) mod passkeys;
pub(crate) mod pending_sign_ins;
pub(crate) mod people;
pub(crate) mod provider_requests;
pub(crate) mod recovery_codes;
pub(crate) mod sessions;
pub(crate) mod throttles;
pub(crate) mod tokens;
