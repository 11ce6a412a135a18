//! Signed-in browsers, as listed on `/account`.

use serde::{Deserialize, Serialize};

use crate::account::SessionId;
use crate::account::language::{Language, Theme};
use crate::account::person::Email;
use crate::account::second_factor::SecondFactors;
use crate::time::Timestamp;

/// One signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionFacts {
    pub id: SessionId,
    /// Whether it is the session that made this request.
    pub current: bool,
    /// The browser's name for itself, shortened.
    pub browser: String,
    /// IP address at sign-in.
    pub address: String,
    /// Time of sign-in.
    pub created_at: Timestamp,
    /// Time of the last request, to the minute.
    pub seen_at: Timestamp,
    /// Latest time at which the session ends.
    pub ends_at: Timestamp,
}

/// How a person can prove again who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "a person may have any of these ways")]
pub struct Proofs {
    /// With a code of an authenticator app.
    pub code: bool,
    pub passkey: bool,
    pub password: bool,
    /// With the OpenID Connect provider that they sign in with.
    pub provider: bool,
}

/// Contents of `/account`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountPage {
    /// Time of reading.
    pub now: Timestamp,
    /// E-mail of the signed-in person.
    pub email: Email,
    /// The person's language.
    pub language: Language,
    /// The person's theme.
    pub theme: Theme,
    /// Whether the person has a password. Somebody who joined through the identity provider has none.
    pub has_password: bool,
    /// The person's second factors.
    pub second_factors: SecondFactors,
    /// The person's sessions, the requesting browser first.
    pub sessions: Vec<SessionFacts>,
}
