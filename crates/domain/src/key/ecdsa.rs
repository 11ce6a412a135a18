//! Keys of the legacy scheme: ECDSA over SHA-256 on P-256 or secp256k1 (docs/facts/usersig.md#ecdsa-sha256).

use std::fmt;

use p256::ecdsa::signature::{Signer as _, Verifier as _};
use p256::pkcs8::{EncodePrivateKey as _, EncodePublicKey as _};
use zeroize::Zeroizing;

use super::Curve;
use crate::key::pem;

/// A private key with the public key that belongs to it. Cannot be printed or serialised; its memory is
/// overwritten when it is dropped.
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
    /// The pair of a private number, big-endian. `None` where it is zero or not below the curve's order:
    /// for evenly random numbers that happens less than once in 2^32 times.
    pub fn from_bytes(curve: Curve, number: &[u8; 32]) -> Option<Self> {
        Some(Self(match curve {
            Curve::P256 => Signing::P256(p256::ecdsa::SigningKey::from_slice(number).ok()?),
            Curve::Secp256k1 => Signing::Secp256k1(k256::ecdsa::SigningKey::from_slice(number).ok()?),
        }))
    }

    /// The curve of both.
    pub const fn curve(&self) -> Curve {
        match self.0 {
            Signing::P256(_) => Curve::P256,
            Signing::Secp256k1(_) => Curve::Secp256k1,
        }
    }

    /// The public key that belongs to it.
    pub fn public(&self) -> EcdsaPublic {
        EcdsaPublic(match &self.0 {
            Signing::P256(key) => Verifying::P256(*key.verifying_key()),
            Signing::Secp256k1(key) => Verifying::Secp256k1(*key.verifying_key()),
        })
    }

    /// The pair as PKCS#8 PEM, as OpenSSL writes it. Whoever calls this answers for where it goes.
    pub fn expose(&self) -> Zeroizing<String> {
        let der = match &self.0 {
            Signing::P256(key) => key.to_pkcs8_der(),
            Signing::Secp256k1(key) => key.to_pkcs8_der(),
        };
        let der = der.unwrap_or_else(|_| unreachable!("a key of fixed size has an encoding"));
        pem::write("PRIVATE KEY", der.as_bytes())
    }

    /// Signs the SHA-256 of `message`; the signature in DER. The same message always gets the same one
    /// (RFC 6979), so no randomness is needed.
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
    /// The key at a point (SEC1 2.3.3): compressed, not compressed, or OpenSSL's hybrid of both.
    pub(super) fn from_point(curve: Curve, point: &[u8]) -> Option<Self> {
        let mut plain = [0; 65];
        // A hybrid point is the plain one with the parity of y in its first byte.
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

    /// The curve.
    pub const fn curve(&self) -> Curve {
        match self.0 {
            Verifying::P256(_) => Curve::P256,
            Verifying::Secp256k1(_) => Curve::Secp256k1,
        }
    }

    /// The key as SPKI PEM, as OpenSSL writes it.
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

/// The DER of a signature that is given as its two numbers one after the other (IEEE P1363), 64 bytes.
pub(crate) fn join_p1363(numbers: &[u8]) -> Option<Vec<u8>> {
    // The form of both curves is the same.
    let signature = p256::ecdsa::Signature::from_slice(numbers).ok()?;
    Some(signature.to_der().as_bytes().to_vec())
}

fn verifies_p256(key: &p256::ecdsa::VerifyingKey, message: &[u8], signature: &[u8]) -> bool {
    p256::ecdsa::Signature::from_der(signature).is_ok_and(|signature| key.verify(message, &signature).is_ok())
}

/// Of the two numbers that sign equally well, the library takes the lower one alone; OpenSSL writes either.
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
