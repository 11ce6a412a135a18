//! The keys of an application, which sign and verify its UserSigs.
mod algorithm;
mod ecdsa;
mod error;
mod explicit;
pub mod pem;
mod read;
pub mod rotation;
mod secret;

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub use algorithm::{Algorithm, Curve};
pub(crate) use ecdsa::join_p1363;
pub use ecdsa::{EcdsaPair, EcdsaPublic};
pub use error::{KeyError, OtherCurve};
pub use secret::{ParseKeyError, SecretKey};

use crate::time::Timestamp;

/// Maximum size of a pasted key, in bytes.
pub const MAX_KEY_BYTES: usize = 8 * 1024;

/// A key of an application. Cannot be printed or serialised; only [`Key::expose`] reveals it.
#[derive(Clone, PartialEq, Eq)]
pub enum Key {
    /// Signs and verifies the current scheme.
    Hmac(SecretKey),
    /// Signs and verifies the legacy scheme.
    EcdsaPair(EcdsaPair),
    /// Verifies the legacy scheme.
    EcdsaPublic(EcdsaPublic),
}

impl Key {
    /// Parses a key, as written by [`Key::expose`] or pasted.
    ///
    /// HMAC: 64 lower-case hexadecimal characters and nothing else. ECDSA: PEM with a private key (PKCS#8 or
    /// SEC1), a public key (SPKI), or both, which must belong together; text and white space around the
    /// blocks are ignored (docs/facts/usersig.md#ecdsa-sha256).
    pub fn parse(algorithm: Algorithm, text: &str) -> Result<Self, KeyError> {
        match algorithm {
            Algorithm::HmacSha256 => text.parse().map(Self::Hmac).map_err(|_| KeyError::NotAnHmacKey),
            Algorithm::EcdsaSha256 => read::ecdsa(text),
        }
    }

    /// Parses a pasted key of either algorithm: the text of an HMAC key, or the PEM of an ECDSA key.
    pub fn parse_any(text: &str) -> Result<Self, KeyError> {
        match Self::parse(Algorithm::HmacSha256, text.trim()) {
            Ok(key) => Ok(key),
            Err(_) => Self::parse(Algorithm::EcdsaSha256, text),
        }
    }

    pub const fn algorithm(&self) -> Algorithm {
        match self {
            Self::Hmac(_) => Algorithm::HmacSha256,
            Self::EcdsaPair(_) | Self::EcdsaPublic(_) => Algorithm::EcdsaSha256,
        }
    }

    /// Whether it can sign; a public key only verifies.
    pub const fn can_sign(&self) -> bool {
        matches!(self, Self::Hmac(_) | Self::EcdsaPair(_))
    }

    /// The curve; `None` for HMAC.
    pub const fn curve(&self) -> Option<Curve> {
        match self {
            Self::Hmac(_) => None,
            Self::EcdsaPair(pair) => Some(pair.curve()),
            Self::EcdsaPublic(public) => Some(public.curve()),
        }
    }

    /// The secret: 64 hexadecimal characters, or PEM (PKCS#8 for a pair, SPKI for a public key). The caller is
    /// responsible for where it goes.
    pub fn expose(&self) -> Zeroizing<String> {
        match self {
            Self::Hmac(secret) => Zeroizing::new(secret.expose().to_owned()),
            Self::EcdsaPair(pair) => pair.expose(),
            Self::EcdsaPublic(public) => Zeroizing::new(public.to_pem()),
        }
    }
}

impl From<SecretKey> for Key {
    fn from(secret: SecretKey) -> Self {
        Self::Hmac(secret)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({}, hidden)", self.algorithm().label())
    }
}

/// The public properties of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyFacts {
    /// Counts up from 1 for each application; `KeyVersion` in answers of `/v4`.
    pub version: i64,
    pub algorithm: Algorithm,
    /// Time of creation.
    pub created_at: Timestamp,
}
