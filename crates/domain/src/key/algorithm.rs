//! Signature algorithms of UserSigs, and the curves of their keys.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The signature algorithm of an application's UserSigs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Algorithm {
    /// The current scheme, TLSSigAPIv2 (docs/facts/usersig.md#hmac-sha256).
    HmacSha256,
    /// The scheme of applications created before 2019-08-15 (docs/facts/usersig.md#ecdsa-sha256).
    EcdsaSha256,
}

impl Algorithm {
    /// All algorithms, the current one first.
    pub const ALL: [Self; 2] = [Self::HmacSha256, Self::EcdsaSha256];

    /// Display name of the algorithm.
    pub const fn label(self) -> &'static str {
        match self {
            Self::HmacSha256 => "HMAC-SHA256",
            Self::EcdsaSha256 => "ECDSA-SHA256",
        }
    }

    /// Identifier in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::HmacSha256 => "hmac_sha256",
            Self::EcdsaSha256 => "ecdsa_sha256",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.code() == code)
    }
}

/// The curve of an ECDSA key. Both are in use (docs/facts/usersig.md#ecdsa-sha256).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Curve {
    /// NIST P-256, prime256v1 in OpenSSL.
    P256,
    /// secp256k1.
    Secp256k1,
}

impl Curve {
    /// Display name of the curve.
    pub const fn label(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::Secp256k1 => "secp256k1",
        }
    }
}

impl fmt::Display for Curve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}
