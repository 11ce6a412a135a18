//! Reasons why a text is not a usable key.

use std::fmt;

use crate::key::pem::PemError;

use serde::{Deserialize, Serialize};

/// Why a text is not a usable key, as specific as possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyError {
    /// The text is empty.
    Empty,
    /// More than [`MAX_KEY_BYTES`](super::MAX_KEY_BYTES).
    TooLarge,
    /// No PEM block: `-----BEGIN` to `-----END`.
    NotPem,
    /// PEM blocks, but none of them is a key.
    NoKey,
    /// A private key protected by a passphrase.
    Encrypted,
    /// A key on a curve other than P-256 and secp256k1.
    OtherCurve(OtherCurve),
    /// An RSA key, which signs no UserSigs.
    Rsa,
    /// A certificate: it contains a public key, but is not one.
    Certificate,
    /// An HMAC key, 64 hexadecimal characters, where an ECDSA key is required.
    HmacKey,
    /// Two private or two public keys.
    Several,
    /// The private and the public key do not belong together.
    Mismatch,
    /// A key according to its label, but damaged or incomplete.
    Malformed,
    /// Not 64 lower-case hexadecimal characters, where an HMAC key is required.
    NotAnHmacKey,
}

/// A curve that UserSigs do not support.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherCurve {
    /// NIST P-192.
    P192,
    /// NIST P-224.
    P224,
    /// NIST P-384.
    P384,
    /// NIST P-521.
    P521,
    /// Ed25519.
    Ed25519,
    /// Ed448.
    Ed448,
    /// X25519.
    X25519,
    /// X448.
    X448,
    /// One of the Brainpool curves.
    Brainpool,
    /// SM2, the Chinese standard curve.
    Sm2,
    /// A curve with explicit parameters instead of a name.
    Explicit,
    /// A curve without a common name.
    Unnamed,
}

impl OtherCurve {
    /// Common name of the curve, if it has one.
    pub const fn label(self) -> Option<&'static str> {
        Some(match self {
            Self::P192 => "P-192",
            Self::P224 => "P-224",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
            Self::Ed25519 => "Ed25519",
            Self::Ed448 => "Ed448",
            Self::X25519 => "X25519",
            Self::X448 => "X448",
            Self::Brainpool => "Brainpool",
            Self::Sm2 => "SM2",
            Self::Explicit | Self::Unnamed => return None,
        })
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "no key was given",
            Self::TooLarge => "the text is too large for a key",
            Self::NotPem => "not PEM: a block from -----BEGIN to -----END is needed",
            Self::NoKey => "none of the PEM blocks is a key",
            Self::Encrypted => "the private key is encrypted; decrypt it first",
            Self::OtherCurve(curve) => {
                return write!(
                    f,
                    "the key is on {}; it must be on P-256 or secp256k1",
                    curve.label().unwrap_or("another curve")
                );
            }
            Self::Rsa => "an RSA key; it must be ECDSA on P-256 or secp256k1",
            Self::Certificate => "a certificate, not a key",
            Self::HmacKey => "an HMAC key; an ECDSA key in PEM is needed",
            Self::Several => "more than one key of a kind",
            Self::Mismatch => "the private and the public key do not belong together",
            Self::Malformed => "the key is damaged or incomplete",
            Self::NotAnHmacKey => "not a key: 64 lower-case hexadecimal characters",
        })
    }
}

impl std::error::Error for KeyError {}

impl From<PemError> for KeyError {
    fn from(_: PemError) -> Self {
        Self::Malformed
    }
}
