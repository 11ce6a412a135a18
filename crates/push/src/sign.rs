//! The vendors' signatures: JSON Web Signatures (RFC 7515) and hexadecimal digests.

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

/// The algorithm of a JSON Web Signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Algorithm {
    /// ECDSA on P-256 (APNs).
    Es256,
    /// RSA, PKCS#1 v1.5 (Google).
    Rs256,
    /// RSA, PSS (`HarmonyOS`).
    Ps256,
}

/// The key does not fit the algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UnusableKey;

impl Algorithm {
    const fn name(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
        }
    }
}

/// Signs `claims` as a JWT with `key_id` in its header.
pub(crate) fn token(
    algorithm: Algorithm,
    key_id: &str,
    key: &Secret,
    claims: &Value,
) -> Result<Zeroizing<String>, UnusableKey> {
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

/// Deterministic (RFC 6979).
fn ecdsa(key: &Secret, text: &str) -> Result<Vec<u8>, UnusableKey> {
    let key = p256::ecdsa::SigningKey::from_pkcs8_pem(key.expose()).map_err(|_| UnusableKey)?;
    let signature: p256::ecdsa::Signature = key.sign(text.as_bytes());
    Ok(signature.to_bytes().to_vec())
}

/// Salt and blinding come from the operating system; ring takes no other source.
fn rsa(key: &Secret, text: &str, encoding: &'static dyn RsaEncoding) -> Result<Vec<u8>, UnusableKey> {
    let der = PrivatePkcs8KeyDer::from_pem_slice(key.expose().as_bytes()).map_err(|_| UnusableKey)?;
    let key = RsaKeyPair::from_pkcs8(der.secret_pkcs8_der()).map_err(|_| UnusableKey)?;
    let mut signature = vec![0; key.public().modulus_len()];
    key.sign(encoding, &ring::rand::SystemRandom::new(), text.as_bytes(), &mut signature)
        .map_err(|_| UnusableKey)?;
    Ok(signature)
}

/// SHA-256 in lower-case hexadecimal.
pub(crate) fn sha256(text: &str) -> String {
    base16ct::lower::encode_string(&Sha256::digest(text))
}

/// MD5 in lower-case hexadecimal.
pub(crate) fn md5(text: &str) -> String {
    base16ct::lower::encode_string(&Md5::digest(text))
}

/// Meizu's signature: MD5 of `k=v` of every field in ascending order, followed by the secret
/// (docs/facts/push-vendors.md#meizu).
pub(crate) fn meizu(fields: &[(&str, &str)], secret: &str) -> String {
    let mut fields = fields.to_vec();
    fields.sort_unstable();
    let mut text = Zeroizing::new(String::new());
    for part in fields.iter().flat_map(|(name, value)| [name, "=", value]) {
        text.push_str(part);
    }
    text.push_str(secret);
    md5(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vector_of_meizu() {
        let fields = [
            ("pushIds", "RA50c6348036344485d01776773577c64740465480a6b"),
            ("appId", "10000"),
            (
                "messageJson",
                r#"{"title":"title","content":"content","pushTimeInfo":{"offLine":1,"validTime":24}}"#,
            ),
        ];
        assert_eq!(meizu(&fields, "<APP_SECRET>"), "ac076ff25d9900015a681cb5172aa53b");
    }

    #[test]
    fn digests_of_known_texts() {
        assert_eq!(md5("abc"), "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn what_is_no_key_signs_nothing() {
        for algorithm in [Algorithm::Es256, Algorithm::Rs256, Algorithm::Ps256] {
            let key = Secret::new("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
            assert_eq!(token(algorithm, "K", &key, &json!({})), Err(UnusableKey));
        }
    }
}
