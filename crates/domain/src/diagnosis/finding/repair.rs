//! Damage to a pasted token that can be undone.

use serde::{Deserialize, Serialize};

/// What had to be put right before a pasted text was readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repair {
    /// Quotes or punctuation around it.
    Quotes,
    /// Spaces, line breaks or invisible characters.
    WhiteSpace,
    /// The percent-encoding of URLs.
    PercentEncoding,
    /// The base64url of RFC 4648.
    Base64Url,
    /// Standard base64: `+`, `/` and `=`.
    StandardBase64,
    /// Padding that is missing.
    Padding,
    /// The escapes of JSON strings: `\/` and `\u002b`.
    Escapes,
    /// `+` that has become a space.
    PlusAsSpace,
    /// Base64 around the token.
    EncodedTwice,
}
