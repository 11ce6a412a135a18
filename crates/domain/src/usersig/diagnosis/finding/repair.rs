//! Damage to a pasted token that can be undone.

use serde::{Deserialize, Serialize};

/// A repair that makes a pasted text readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repair {
    /// Quotes or punctuation around it.
    Quotes,
    /// Spaces, line breaks or invisible characters within it.
    WhiteSpace,
    /// Percent-encoding, as in URLs.
    PercentEncoding,
    /// base64url (RFC 4648) instead of the UserSig alphabet.
    Base64Url,
    /// Standard base64 instead of the UserSig alphabet: `+`, `/` and `=`.
    StandardBase64,
    /// Padding that is missing.
    Padding,
    /// Escapes of JSON strings: `\/` and `\u002b`.
    Escapes,
    /// `+` that was decoded to a space.
    PlusAsSpace,
    /// Base64 around the token.
    EncodedTwice,
}
