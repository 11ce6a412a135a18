//! Keys pasted instead of tokens, and keys used in the wrong way.

use serde::{Deserialize, Serialize};

/// A key that was pasted instead of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PastedKey {
    /// An HMAC key.
    Secret,
    /// A private key in PEM.
    Private,
    /// A public key in PEM.
    Public,
}

/// A mistake in the use of the right key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Misuse {
    /// Decoded from hexadecimal instead of used as text (docs/facts/usersig.md#hmac-sha256).
    HexDecoded,
    /// Converted to upper case.
    UpperCase,
    /// With a trailing line break, as read from a file.
    LineBreak,
    /// Enclosed in quotes.
    Quoted,
    /// The PEM of a legacy private key, used as an HMAC key.
    PemAsSecret,
    /// Key and message swapped in the call of the HMAC function.
    Swapped,
}
