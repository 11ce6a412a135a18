//! Keys in the wrong place, and keys used in the wrong form.

use serde::{Deserialize, Serialize};

/// A key that was pasted where a token belongs.
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

/// A mistake in using the right key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Misuse {
    /// Decoded from hexadecimal instead of used as text (docs/facts/usersig.md#hmac-sha256).
    HexDecoded,
    /// In upper case.
    UpperCase,
    /// With a trailing line break, as read from a file.
    LineBreak,
    /// With quotes around it.
    Quoted,
    /// The PEM of a legacy private key, used as an HMAC key.
    PemAsSecret,
    /// Key and message were swapped in the call of the HMAC function.
    Swapped,
}
