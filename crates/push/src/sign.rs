//! JSON Web Signatures (RFC 7515), and digests in lower-case hexadecimal.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use md5::Md5;
use p256::ecdsa::signature::Signer as _;
use p256::pkcs8::DecodePrivateKey as _;
use ring::signature::{RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding, RsaKeyPair};
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::pki_types::pem::PemObject as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::credential::Secret;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Algorithm {
    /// ECDSA on P-256 with SHA-256 (APNs).
    Es256,
    /// RSA with PKCS#1 v1.5 padding and SHA-256 (Google).
    Rs256,
    /// RSA with PSS padding and SHA-256 (`HarmonyOS`).
    Ps256,
}

/// The private key cannot be used with the algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SigningError;

impl Algorithm {
    const fn name(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
        }
    }
}

/// Signs `claims` as a token with `key_id` in its header.
pub(crate) fn token(
    algorithm: Algorithm,
    key_id: &str,
    key: &Secret,
    claims: &Value,
) -> Result<Zeroizing<String>, SigningError> {
    let header = json!({ "alg": algorithm.name(), "kid": key_id, "typ": "JWT" });
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(&header), part(claims));
    let signature = match algorithm {
        Algorithm::Es256 => ecdsa(key, &signed)?,
        Algorithm::Rs256 => rsa(key, &signed, &RSA_PKCS1_SHA256)?,
        Algorithm::Ps256 => rsa(key, &signed, &RSA_PSS_SHA256)?,
    };
    Ok(Zeroizing::new(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))))
}

/// Signs deterministically (RFC 6979).
fn ecdsa(key: &Secret, text: &str) -> Result<Vec<u8>, SigningError> {
    let key = p256::ecdsa::SigningKey::from_pkcs8_pem(key.expose()).map_err(|_| SigningError)?;
    let signature: p256::ecdsa::Signature = key.sign(text.as_bytes());
    Ok(signature.to_bytes().to_vec())
}

/// Signs with salt and blinding from the operating system: `ring` accepts no other source.
fn rsa(key: &Secret, text: &str, encoding: &'static dyn RsaEncoding) -> Result<Vec<u8>, SigningError> {
    let der = PrivatePkcs8KeyDer::from_pem_slice(key.expose().as_bytes()).map_err(|_| SigningError)?;
    let key = RsaKeyPair::from_pkcs8(der.secret_pkcs8_der()).map_err(|_| SigningError)?;
    let mut signature = vec![0; key.public().modulus_len()];
    key.sign(encoding, &ring::rand::SystemRandom::new(), text.as_bytes(), &mut signature)
        .map_err(|_| SigningError)?;
    Ok(signature)
}

pub(crate) fn sha256(text: &str) -> String {
    base16ct::lower::encode_string(&Sha256::digest(text))
}

pub(crate) fn md5(text: &str) -> String {
    base16ct::lower::encode_string(&Md5::digest(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_of_known_texts() {
        assert_eq!(md5("abc"), "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn an_unusable_key_is_an_error() {
        for algorithm in [Algorithm::Es256, Algorithm::Rs256, Algorithm::Ps256] {
            let key = Secret::new("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
            assert_eq!(token(algorithm, "K", &key, &json!({})), Err(SigningError));
        }
    }
}
