//! Second factors: codes of an authenticator app, and recovery codes for when it is lost.

mod code;
mod recovery;
mod totp;

use serde::{Deserialize, Serialize};

pub use code::TypedCode;
pub use recovery::RecoveryCode;
pub use totp::{TotpCode, TotpSecret, TotpStep};

use crate::time::Timestamp;

/// The second factors of a person, as `/account` shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactors {
    /// The authenticator app, if there is one.
    pub authenticator: Option<Authenticator>,
    /// Whether the account requires a second factor of everybody in it.
    pub required: bool,
}

/// An authenticator app that a person has set up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authenticator {
    /// When its first code was entered.
    pub since: Timestamp,
    /// Recovery codes that have not been used yet.
    pub recovery_codes_left: u32,
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
