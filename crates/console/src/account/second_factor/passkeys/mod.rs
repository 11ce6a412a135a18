//! Passkeys (WebAuthn): a person's own, and what they prove with them. A passkey verifies the person itself, by PIN or
//! fingerprint, so it counts as both factors (`docs/adr/0017-passkeys.md`).

mod challenge;
mod collection;
mod proof;
mod relying_party;
mod sign_in;
mod verify;

use domain::account::second_factor::PasskeyRefusal;
use webauthn_rs::prelude::WebauthnError;

use crate::Error;

pub(super) use collection::factor_removed;
pub(crate) use relying_party::Passkeys;

/// What a browser answers a challenge with.
#[derive(Clone, Copy)]
pub struct PasskeyAnswer<'a> {
    /// The token of the [`PasskeyChallenge`](domain::account::second_factor::PasskeyChallenge).
    pub challenge: &'a str,
    /// `RegistrationResponseJSON` or `AuthenticationResponseJSON` of WebAuthn level 3.
    pub credential: &'a str,
}

/// Why the library does not accept an answer. The causes are for the log: they tell who attacks what to change.
fn refusal(error: &WebauthnError) -> PasskeyRefusal {
    tracing::info!(%error, "a passkey was refused");
    match error {
        WebauthnError::CredentialPossibleCompromise => PasskeyRefusal::Copied,
        _ => PasskeyRefusal::Wrong,
    }
}

fn internal(error: &impl std::fmt::Display) -> Error {
    Error::Internal(format!("passkey: {error}"))
}
