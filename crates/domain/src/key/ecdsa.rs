//! Keys of the legacy scheme: ECDSA over SHA-256 on P-256 or secp256k1 (docs/facts/usersig.md#ecdsa-sha256).

use std::fmt;

use p256::ecdsa::signature::{Signer as _, Verifier as _};
use p256::pkcs8::{EncodePrivateKey as _, EncodePublicKey as _};
use zeroize::Zeroizing;

use super::Curve;
use crate::key::pem;

/// A private key with its public key. Cannot be printed or serialised; its memory is overwritten when it is
/// dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct EcdsaPair(Signing);

/// A public key: verifies, but cannot sign.
#[derive(Clone, PartialEq, Eq)]
pub struct EcdsaPublic(Verifying);

#[derive(Clone, PartialEq, Eq)]
enum Signing {
    P256(p256::ecdsa::SigningKey),
    Secp256k1(k256::ecdsa::SigningKey),
}

#[derive(Clone, PartialEq, Eq)]
enum Verifying {
    P256(p256::ecdsa::VerifyingKey),
    Secp256k1(k256::ecdsa::VerifyingKey),
}

impl EcdsaPair {
    /// Creates a pair from a private number, big-endian. `None` if it is zero or not below the curve's order;
    /// for uniformly random numbers, the probability of that is less than 2^-32.
    pub fn from_bytes(curve: Curve, number: &[u8; 32]) -> Option<Self> {
        Some(Self(match curve {
            Curve::P256 => Signing::P256(p256::ecdsa::SigningKey::from_slice(number).ok()?),
            Curve::Secp256k1 => Signing::Secp256k1(k256::ecdsa::SigningKey::from_slice(number).ok()?),
        }))
    }

    /// Curve of both keys.
    pub const fn curve(&self) -> Curve {
        match self.0 {
            Signing::P256(_) => Curve::P256,
            Signing::Secp256k1(_) => Curve::Secp256k1,
        }
    }

    /// The public key of the pair.
    pub fn public(&self) -> EcdsaPublic {
        EcdsaPublic(match &self.0 {
            Signing::P256(key) => Verifying::P256(*key.verifying_key()),
            Signing::Secp256k1(key) => Verifying::Secp256k1(*key.verifying_key()),
        })
    }

    /// The pair as PKCS#8 PEM, as written by OpenSSL. The caller is responsible for where it goes.
    pub fn expose(&self) -> Zeroizing<String> {
        let der = match &self.0 {
            Signing::P256(key) => key.to_pkcs8_der(),
            Signing::Secp256k1(key) => key.to_pkcs8_der(),
        };
        let der = der.unwrap_or_else(|_| unreachable!("a key of fixed size has an encoding"));
        pem::write("PRIVATE KEY", der.as_bytes())
    }

    /// Signs the SHA-256 of `message`; returns the signature in DER. The same message always has the same
    /// signature (RFC 6979), so no randomness is needed.
    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        match &self.0 {
            Signing::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign(message);
                signature.to_der().as_bytes().to_vec()
            }
            Signing::Secp256k1(key) => {
                let signature: k256::ecdsa::Signature = key.sign(message);
                signature.to_der().as_bytes().to_vec()
            }
        }
    }

    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match &self.0 {
            Signing::P256(key) => verifies_p256(key.verifying_key(), message, signature),
            Signing::Secp256k1(key) => verifies_secp256k1(key.verifying_key(), message, signature),
        }
    }
}

impl EcdsaPublic {
    /// The key at a point (SEC1 2.3.3): compressed, uncompressed, or in OpenSSL's hybrid form.
    pub(super) fn from_point(curve: Curve, point: &[u8]) -> Option<Self> {
        let mut plain = [0; 65];
        // A hybrid point is the uncompressed one, with the parity of y in its first byte.
        let point = match point {
            [tag @ (6 | 7), rest @ ..] if rest.len() == 64 && rest[63] & 1 == tag & 1 => {
                plain[0] = 4;
                plain[1..].copy_from_slice(rest);
                &plain
            }
            point => point,
        };
        Some(Self(match curve {
            Curve::P256 => Verifying::P256(p256::ecdsa::VerifyingKey::from_sec1_bytes(point).ok()?),
            Curve::Secp256k1 => Verifying::Secp256k1(k256::ecdsa::VerifyingKey::from_sec1_bytes(point).ok()?),
        }))
    }

    /// Curve of the key.
    pub const fn curve(&self) -> Curve {
        match self.0 {
            Verifying::P256(_) => Curve::P256,
            Verifying::Secp256k1(_) => Curve::Secp256k1,
        }
    }

    /// The key as SPKI PEM, as written by OpenSSL.
    pub fn to_pem(&self) -> String {
        let der = match &self.0 {
            Verifying::P256(key) => key.to_public_key_der(),
            Verifying::Secp256k1(key) => key.to_public_key_der(),
        };
        let der = der.unwrap_or_else(|_| unreachable!("a key of fixed size has an encoding"));
        std::mem::take(&mut *pem::write("PUBLIC KEY", der.as_bytes()))
    }

    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match &self.0 {
            Verifying::P256(key) => verifies_p256(key, message, signature),
            Verifying::Secp256k1(key) => verifies_secp256k1(key, message, signature),
        }
    }
}

/// Converts a 64-byte signature of two concatenated numbers (IEEE P1363) to DER.
pub(crate) fn join_p1363(numbers: &[u8]) -> Option<Vec<u8>> {
    // Both curves have the same format.
    let signature = p256::ecdsa::Signature::from_slice(numbers).ok()?;
    Some(signature.to_der().as_bytes().to_vec())
}

fn verifies_p256(key: &p256::ecdsa::VerifyingKey, message: &[u8], signature: &[u8]) -> bool {
    p256::ecdsa::Signature::from_der(signature).is_ok_and(|signature| key.verify(message, &signature).is_ok())
}

/// Both s and n - s are valid. The library accepts only the lower one; OpenSSL writes either.
fn verifies_secp256k1(key: &k256::ecdsa::VerifyingKey, message: &[u8], signature: &[u8]) -> bool {
    k256::ecdsa::Signature::from_der(signature)
        .is_ok_and(|signature| key.verify(message, &signature.normalize_s()).is_ok())
}

impl fmt::Debug for EcdsaPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EcdsaPair({}, hidden)", self.curve())
    }
}

impl fmt::Debug for EcdsaPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EcdsaPublic({})", self.curve())
    }
}
