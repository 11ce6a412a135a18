//! The string that a UserSig signs, and the verification of its signature (docs/facts/usersig.md#hmac-sha256,
//! docs/facts/usersig.md#ecdsa-sha256).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

use super::claims::Claims;
use super::container::is_space;
use super::{Scheme, VerifyError};
use crate::key::{Key, SecretKey};
use crate::usersig::diagnosis::Field;

/// The signed string and its signature, to be verified against one key after another.
pub struct Proof {
    scheme: Scheme,
    lines: Vec<u8>,
    signature: Vec<u8>,
}

impl Proof {
    /// Builds the string that `claims` sign. A signature that is not base64 is [`VerifyError::Unreadable`].
    pub(super) fn new(claims: &Claims<'_>) -> Result<Self, VerifyError> {
        let signature = signature(claims)?;
        let lines = match claims.scheme {
            Scheme::V2 => current_lines(claims),
            Scheme::Legacy => legacy_lines(claims),
        };
        Ok(Self { scheme: claims.scheme, lines, signature })
    }

    /// A proof from its parts, for diagnosing variants of the signed string or the signature.
    pub(crate) const fn of(scheme: Scheme, lines: Vec<u8>, signature: Vec<u8>) -> Self {
        Self { scheme, lines, signature }
    }

    /// The scheme of the signature.
    pub const fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// Whether `key` made the signature; false for a key of the other scheme.
    pub fn is_by(&self, key: &Key) -> bool {
        match (self.scheme, key) {
            (Scheme::V2, Key::Hmac(secret)) => self.is_by_secret(secret.expose().as_bytes()),
            (Scheme::Legacy, Key::EcdsaPair(pair)) => pair.verifies(&self.lines, &self.signature),
            (Scheme::Legacy, Key::EcdsaPublic(public)) => public.verifies(&self.lines, &self.signature),
            _ => false,
        }
    }

    /// Whether the signature is the HMAC of the lines under `secret`. Compares in constant time.
    pub(crate) fn is_by_secret(&self, secret: &[u8]) -> bool {
        let hash = keyed_hash(secret, &self.lines);
        self.scheme == Scheme::V2 && bool::from(hash.as_slice().ct_eq(&self.signature))
    }
}

impl Proof {
    /// Whether key and message were swapped: the signature is the HMAC of `secret` under the lines.
    pub(crate) fn is_by_swapped(&self, secret: &[u8]) -> bool {
        let hash = keyed_hash(&self.lines, secret);
        self.scheme == Scheme::V2 && bool::from(hash.as_slice().ct_eq(&self.signature))
    }
}

/// Decodes the signature. One that is not base64 is [`VerifyError::Unreadable`].
pub(super) fn signature(claims: &Claims<'_>) -> Result<Vec<u8>, VerifyError> {
    let sig = claims.sig.as_bytes();
    let signature = match claims.scheme {
        // Some generators insert line breaks into the base64.
        Scheme::Legacy if sig.iter().copied().any(is_space) => {
            let sig: Vec<u8> = sig.iter().copied().filter(|byte| !is_space(*byte)).collect();
            STANDARD.decode(sig)
        }
        _ => STANDARD.decode(sig),
    };
    signature.map_err(|_| VerifyError::Unreadable)
}

/// Fields and values of the lines that `claims` sign, in order.
pub(crate) fn line_values(claims: &Claims<'_>) -> Vec<(Field, String)> {
    let mut lines = Vec::with_capacity(7);
    let (sdkappid, expire) = match claims.scheme {
        Scheme::V2 => (Field::Sdkappid, Field::Expire),
        Scheme::Legacy => (Field::SdkAppid, Field::ExpireAfter),
    };
    if claims.scheme == Scheme::Legacy {
        let appid_at_3rd = claims.legacy.appid_at_3rd.as_ref();
        lines.extend(appid_at_3rd.map(|value| (Field::AppidAt3rd, value.to_string())));
        lines.push((Field::AccountType, claims.legacy.account_type.to_string()));
    }
    lines.push((Field::Identifier, claims.identifier.to_string()));
    lines.push((sdkappid, claims.sdkappid.to_string()));
    lines.push((Field::Time, claims.time.to_string()));
    lines.push((expire, claims.expire.to_string()));
    lines.extend(claims.userbuf.as_ref().map(|value| (Field::Userbuf, value.to_string())));
    lines
}

/// Signs `claims` with HMAC-SHA256; returns base64.
pub(super) fn sign_current(claims: &Claims<'_>, key: &SecretKey) -> String {
    STANDARD.encode(keyed_hash(key.expose().as_bytes(), &current_lines(claims)))
}

fn keyed_hash(key: &[u8], lines: &[u8]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(lines);
    mac.finalize().into_bytes().into()
}

/// The signed text of the current scheme. Every line ends with LF, including the last.
fn current_lines(claims: &Claims<'_>) -> Vec<u8> {
    let mut lines = Vec::with_capacity(192);
    push_text(&mut lines, "TLS.identifier:", &claims.identifier);
    push_number(&mut lines, "TLS.sdkappid:", claims.sdkappid);
    push_number(&mut lines, "TLS.time:", claims.time);
    push_number(&mut lines, "TLS.expire:", claims.expire);
    if let Some(userbuf) = &claims.userbuf {
        push_text(&mut lines, "TLS.userbuf:", userbuf);
    }
    lines
}

/// The signed text of the legacy scheme, which has other names and another order.
pub(super) fn legacy_lines(claims: &Claims<'_>) -> Vec<u8> {
    let mut lines = Vec::with_capacity(256);
    if let Some(appid_at_3rd) = &claims.legacy.appid_at_3rd {
        push_text(&mut lines, "TLS.appid_at_3rd:", appid_at_3rd);
    }
    push_text(&mut lines, "TLS.account_type:", &claims.legacy.account_type);
    push_text(&mut lines, "TLS.identifier:", &claims.identifier);
    push_number(&mut lines, "TLS.sdk_appid:", claims.sdkappid);
    push_number(&mut lines, "TLS.time:", claims.time);
    push_number(&mut lines, "TLS.expire_after:", claims.expire);
    if let Some(userbuf) = &claims.userbuf {
        push_text(&mut lines, "TLS.userbuf:", userbuf);
    }
    lines
}

fn push_text(lines: &mut Vec<u8>, name: &str, value: &str) {
    lines.extend_from_slice(name.as_bytes());
    lines.extend_from_slice(value.as_bytes());
    lines.push(b'\n');
}

fn push_number(lines: &mut Vec<u8>, name: &str, value: u64) {
    lines.extend_from_slice(name.as_bytes());
    push_digits(lines, value);
    lines.push(b'\n');
}

/// Appends `value` in decimal. Several times faster than `write!`.
pub(super) fn push_digits(bytes: &mut Vec<u8>, mut value: u64) {
    let mut digits = [0_u8; 20];
    let mut first = digits.len();
    loop {
        first -= 1;
        digits[first] = b'0' + (value % 10).to_le_bytes()[0];
        value /= 10;
        if value == 0 {
            break;
        }
    }
    bytes.extend_from_slice(&digits[first..]);
}
