//! Signs UserSigs of both schemes.

use std::borrow::Cow;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Scheme;
use super::claims::{Claims, Legacy};
use super::container::Writer;
use super::proof::{legacy_lines, sign_current};
use crate::application::sdkappid::Sdkappid;
use crate::key::{EcdsaPair, Key, SecretKey};
use crate::time::Timestamp;
use crate::usersig::user_id::UserId;

/// Maximum size of a userbuf: with it a token still fits into [`MAX_TOKEN_BYTES`](super::MAX_TOKEN_BYTES).
/// A PrivateMapKey has at most 121 bytes.
pub const MAX_USERBUF_BYTES: usize = 4 * 1024;

/// `TLS.version` of legacy tokens: the newest published value (docs/facts/usersig.md#ecdsa-sha256).
const LEGACY_VERSION: &str = "201803230000";

/// Why a UserSig cannot be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignError {
    /// The key is a public key, which can only verify.
    PublicKey,
    /// More than [`MAX_USERBUF_BYTES`].
    UserbufTooLarge,
}

/// Signs a token of the current scheme for `user`, valid for `expire` seconds from `now`.
pub fn sign(sdkappid: Sdkappid, key: &SecretKey, user: &UserId, now: Timestamp, expire: u64) -> String {
    current(&claims(Scheme::V2, sdkappid, user, now, expire, None), key)
}

/// Signs a token in the scheme of `key`. `userbuf` is included in the signature, usually a
/// [`PrivateMapKey`](crate::usersig::private_map_key::PrivateMapKey).
pub fn sign_with(
    sdkappid: Sdkappid,
    key: &Key,
    user: &UserId,
    now: Timestamp,
    expire: u64,
    userbuf: Option<&[u8]>,
) -> Result<String, SignError> {
    if userbuf.is_some_and(|userbuf| userbuf.len() > MAX_USERBUF_BYTES) {
        return Err(SignError::UserbufTooLarge);
    }
    let claims = |scheme| claims(scheme, sdkappid, user, now, expire, userbuf);
    match key {
        Key::Hmac(secret) => Ok(current(&claims(Scheme::V2), secret)),
        Key::EcdsaPair(pair) => Ok(legacy(&claims(Scheme::Legacy), pair)),
        Key::EcdsaPublic(_) => Err(SignError::PublicKey),
    }
}

fn claims<'a>(
    scheme: Scheme,
    sdkappid: Sdkappid,
    user: &'a UserId,
    now: Timestamp,
    expire: u64,
    userbuf: Option<&[u8]>,
) -> Claims<'a> {
    Claims {
        scheme,
        identifier: Cow::Borrowed(user.as_str()),
        sdkappid: u64::from(sdkappid.number()),
        time: u64::try_from(now.unix_seconds()).unwrap_or(0),
        expire,
        userbuf: userbuf.map(|userbuf| STANDARD.encode(userbuf).into()),
        legacy: Legacy { account_type: "0".into(), appid_at_3rd: Some("0".into()) },
        sig: Cow::Borrowed(""),
    }
}

fn current(claims: &Claims<'_>, key: &SecretKey) -> String {
    let mut json = Writer::new();
    json.text("TLS.ver", "2.0");
    json.text("TLS.identifier", &claims.identifier);
    json.number("TLS.sdkappid", claims.sdkappid);
    json.number("TLS.expire", claims.expire);
    json.number("TLS.time", claims.time);
    if let Some(userbuf) = &claims.userbuf {
        json.plain("TLS.userbuf", userbuf);
    }
    json.plain("TLS.sig", &sign_current(claims, key));
    json.finish()
}

/// Signs a legacy token, in which all values are strings.
fn legacy(claims: &Claims<'_>, key: &EcdsaPair) -> String {
    let mut json = Writer::new();
    json.plain("TLS.account_type", &claims.legacy.account_type);
    json.text("TLS.identifier", &claims.identifier);
    json.plain("TLS.appid_at_3rd", claims.legacy.appid_at_3rd.as_deref().unwrap_or_default());
    json.plain("TLS.sdk_appid", &claims.sdkappid.to_string());
    json.plain("TLS.expire_after", &claims.expire.to_string());
    json.plain("TLS.time", &claims.time.to_string());
    json.plain("TLS.version", LEGACY_VERSION);
    if let Some(userbuf) = &claims.userbuf {
        json.plain("TLS.userbuf", userbuf);
    }
    json.plain("TLS.sig", &STANDARD.encode(key.sign(&legacy_lines(claims))));
    json.finish()
}

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PublicKey => "a public key cannot sign",
            Self::UserbufTooLarge => "the userbuf is too large",
        })
    }
}

impl std::error::Error for SignError {}
