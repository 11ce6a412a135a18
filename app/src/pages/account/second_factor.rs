//! Two-step verification: the authenticator app, recovery codes, and proof of who asks.

mod api;
mod authenticator;
mod card;
mod recovery_codes;
mod verify;

#[cfg(feature = "ssr")]
pub(crate) use api::QrCode;
pub(crate) use authenticator::AuthenticatorPage;
pub(super) use card::{REMOVE, RemoveDialog, SecondFactorCard};
pub(crate) use recovery_codes::RecoveryCodesPage;
pub(crate) use verify::VerifyPage;
