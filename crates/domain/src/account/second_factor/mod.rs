//! Second factors: codes of an authenticator app, passkeys, and recovery codes for when both are lost.

mod code;
mod passkey;
mod recovery;
mod totp;

use serde::{Deserialize, Serialize};

pub use code::TypedCode;
pub use passkey::{PasskeyChallenge, PasskeyFacts, PasskeyName, PasskeyRefusal, PasskeysOff, RelyingParty};
pub use recovery::RecoveryCode;
pub use totp::{TotpCode, TotpSecret, TotpStep};

use crate::time::Timestamp;

/// The second factors of a person, as `/account` shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactors {
    /// When the authenticator app was set up, if there is one.
    pub authenticator: Option<Timestamp>,
    /// The passkeys, in the order in which they were added.
    pub passkeys: Vec<PasskeyFacts>,
    /// Why passkeys cannot be used here, if they cannot.
    pub passkeys_off: Option<PasskeysOff>,
    /// Recovery codes that have not been used yet.
    pub recovery_codes_left: u32,
    /// Whether the account requires a second factor of everybody in it.
    pub required: bool,
}

impl SecondFactors {
    /// Whether there is any.
    pub fn any(&self) -> bool {
        self.authenticator.is_some() || !self.passkeys.is_empty()
    }
}

/// How far a person has come with setting an authenticator app up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthenticatorSetup {
    /// What to enter in the app, once it was begun.
    pub enrolment: Option<Enrolment>,
    /// Whether there is an app already.
    pub is_set_up: bool,
    /// Whether the account requires a second factor of everybody in it.
    pub required: bool,
}

/// An authenticator app that is being set up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// The `otpauth` URI, for a QR code.
    pub uri: String,
    /// The secret in Base32, in groups of four characters, to be typed in.
    pub secret: String,
}
