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

/// How a right key signs wrongly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Misuse {
    /// Decoded from hexadecimal, where it is used as text (`facts` 2.1).
    HexDecoded,
    /// In upper case.
    UpperCase,
    /// With a line break after it, as it is read from a file.
    LineBreak,
    /// With quotes around it.
    Quoted,
    /// A private key of the legacy scheme, its PEM used as the key of the current one.
    PemAsSecret,
    /// Key and text are exchanged in the call of the HMAC function.
    Swapped,
}
