//! Parses and verifies JSON Web Signatures (RFC 7515).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Verifier as _;
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, UnparsedPublicKey};
use serde_json::Value;

/// A parsed token. Its claims are unverified until one of the `is_*` methods returns `true`.
pub(crate) struct Jws<'a> {
    pub header: Value,
    pub claims: Value,
    signed: &'a str,
    signature: Vec<u8>,
}

impl<'a> Jws<'a> {
    pub(crate) fn parse(token: &'a str) -> Option<Self> {
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        let json = |part| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok();
        Some(Self {
            header: json(header)?,
            claims: json(claims)?,
            signed,
            signature: URL_SAFE_NO_PAD.decode(signature).ok()?,
        })
    }

    pub(crate) fn header_claim(&self, name: &str) -> &str {
        self.header[name].as_str().unwrap_or_default()
    }

    pub(crate) fn claim(&self, name: &str) -> &str {
        self.claims[name].as_str().unwrap_or_default()
    }

    /// A `NumericDate` claim, in seconds since 1970.
    pub(crate) fn date_claim(&self, name: &str) -> Option<i64> {
        self.claims[name].as_i64()
    }

    pub(crate) fn is_es256(&self, key: &p256::ecdsa::VerifyingKey) -> bool {
        self.header_claim("alg") == "ES256"
            && p256::ecdsa::Signature::from_slice(&self.signature)
                .is_ok_and(|signature| key.verify(self.signed.as_bytes(), &signature).is_ok())
    }

    /// Verifies the signature as RS256; `key` is PKCS#1 DER.
    pub(crate) fn is_rs256(&self, key: &[u8]) -> bool {
        let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key);
        self.header_claim("alg") == "RS256" && key.verify(self.signed.as_bytes(), &self.signature).is_ok()
    }

    /// Verifies the signature as PS256; `key` is PKCS#1 DER.
    pub(crate) fn is_ps256(&self, key: &[u8]) -> bool {
        let key = UnparsedPublicKey::new(&RSA_PSS_2048_8192_SHA256, key);
        self.header_claim("alg") == "PS256" && key.verify(self.signed.as_bytes(), &self.signature).is_ok()
    }
}
