//! Damage to a pasted token that can be undone.

use serde::{Deserialize, Serialize};

/// A repair without which a pasted text was unreadable.
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
    /// Missing padding.
    Padding,
    /// The escapes of JSON strings: `\/` and `\u002b`.
    Escapes,
    /// `+` that was decoded to a space.
    PlusAsSpace,
    /// Base64 around the token.
    EncodedTwice,
}
