//! UserSig, the token with which a user signs in to an application: TLSSigAPIv2, HMAC-SHA256.
//!
//! Byte for byte as `facts` 2.1: a string of lines is signed, the values and the signature go into JSON,
//! the JSON into a zlib container, and that into base64 with three characters replaced.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac as _};
use serde::Deserialize;
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

use crate::inflate::{adler32, inflate_zlib};
use crate::key::SecretKey;
use crate::sdkappid::Sdkappid;
use crate::time::Timestamp;
use crate::user_id::UserId;

/// The most bytes of a token that are looked at. One without userbuf has about 280, with it under 1 000.
pub const MOST_TOKEN_BYTES: usize = 8 * 1024;

/// The most bytes that the container of a token may hold.
const MOST_JSON_BYTES: usize = 16 * 1024;

/// How long a UserSig is valid where nothing else is said: 180 days, in seconds.
pub const DEFAULT_EXPIRE: u64 = 15_552_000;

/// What a valid token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// When it was signed, unix seconds.
    pub time: u64,
    /// For how many seconds from then it is valid.
    pub expire: u64,
    /// Which of the application's keys signed it.
    pub key_version: i64,
}

/// Why a token is not taken, in the order in which the reference implementation looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Invalid {
    /// There is no token.
    Empty,
    /// It cannot be read: truncated, altered, or in another encoding.
    Unreadable,
    /// It was signed for another SDKAppID.
    OtherApplication,
    /// It was signed for another UserID.
    OtherUser,
    /// Its time is over.
    Expired,
    /// No accepted key of the application signed these values.
    WrongKey,
}

/// The JSON inside a token.
#[derive(Deserialize)]
struct Payload {
    #[serde(rename = "TLS.ver")]
    version: String,
    #[serde(rename = "TLS.identifier")]
    identifier: String,
    #[serde(rename = "TLS.sdkappid")]
    sdkappid: u64,
    #[serde(rename = "TLS.expire")]
    expire: u64,
    #[serde(rename = "TLS.time")]
    time: u64,
    #[serde(rename = "TLS.userbuf")]
    userbuf: Option<String>,
    #[serde(rename = "TLS.sig")]
    sig: String,
}

/// Signs a token for `user`, valid for `expire` seconds from `now`.
pub fn sign(sdkappid: Sdkappid, key: &SecretKey, user: &UserId, now: Timestamp, expire: u64) -> String {
    let time = u64::try_from(now.unix_seconds()).unwrap_or(0);
    let mac = signature(key, user.as_str(), u64::from(sdkappid.number()), time, expire, None);
    let json = format!(
        r#"{{"TLS.ver":"2.0","TLS.identifier":{},"TLS.sdkappid":{sdkappid},"TLS.expire":{expire},"TLS.time":{time},"TLS.sig":"{}"}}"#,
        serde_json::Value::from(user.as_str()),
        STANDARD.encode(mac.finalize().into_bytes()),
    );
    to_tencent_alphabet(&STANDARD.encode(store_zlib(json.as_bytes())))
}

/// Judges `token` for `user` of `sdkappid`: `keys` are the accepted ones with their versions.
pub fn verify(
    token: &str,
    sdkappid: Sdkappid,
    user: &str,
    keys: &[(i64, SecretKey)],
    now: Timestamp,
) -> Result<Verified, Invalid> {
    let payload = decode(token)?;
    if payload.sdkappid != u64::from(sdkappid.number()) {
        return Err(Invalid::OtherApplication);
    }
    if payload.identifier != user {
        return Err(Invalid::OtherUser);
    }
    // Valid still at the very second of its end; a clock before 1970 expires nothing.
    if u64::try_from(now.unix_seconds()).unwrap_or(0) > payload.time.saturating_add(payload.expire) {
        return Err(Invalid::Expired);
    }
    let claimed = STANDARD.decode(&payload.sig).map_err(|_| Invalid::Unreadable)?;
    keys.iter()
        .find(|(_, key)| {
            let mac = signature(
                key,
                user,
                payload.sdkappid,
                payload.time,
                payload.expire,
                payload.userbuf.as_deref(),
            );
            bool::from(mac.finalize().into_bytes().as_slice().ct_eq(claimed.as_slice()))
        })
        .map(|(key_version, _)| Verified {
            time: payload.time,
            expire: payload.expire,
            key_version: *key_version,
        })
        .ok_or(Invalid::WrongKey)
}

fn decode(token: &str) -> Result<Payload, Invalid> {
    if token.is_empty() {
        return Err(Invalid::Empty);
    }
    if token.len() > MOST_TOKEN_BYTES {
        return Err(Invalid::Unreadable);
    }
    let container = STANDARD.decode(from_tencent_alphabet(token)?).map_err(|_| Invalid::Unreadable)?;
    let json = inflate_zlib(&container, MOST_JSON_BYTES).map_err(|_| Invalid::Unreadable)?;
    let payload: Payload = serde_json::from_slice(&json).map_err(|_| Invalid::Unreadable)?;
    if payload.version == "2.0" { Ok(payload) } else { Err(Invalid::Unreadable) }
}

/// The keyed hash over the lines; every line ends with LF, the last one too.
fn signature(
    key: &SecretKey,
    identifier: &str,
    sdkappid: u64,
    time: u64,
    expire: u64,
    userbuf: Option<&str>,
) -> Hmac<Sha256> {
    let mut lines = format!(
        "TLS.identifier:{identifier}\nTLS.sdkappid:{sdkappid}\nTLS.time:{time}\nTLS.expire:{expire}\n"
    );
    if let Some(userbuf) = userbuf {
        lines.push_str("TLS.userbuf:");
        lines.push_str(userbuf);
        lines.push('\n');
    }
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key.expose().as_bytes())
        .expect("HMAC takes keys of any length");
    mac.update(lines.as_bytes());
    mac
}

/// A zlib container of one stored block, as the Go library writes it. The JSON of a token is far below the
/// 65 535 bytes that a block can hold.
fn store_zlib(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX);
    let mut container = vec![0x78, 0x01, 0x01];
    container.extend_from_slice(&length.to_le_bytes());
    container.extend_from_slice(&(!length).to_le_bytes());
    container.extend_from_slice(&bytes[..usize::from(length)]);
    container.extend_from_slice(&adler32(bytes).to_be_bytes());
    container
}

/// `+` `/` `=` become `*` `-` `_`. This is not the base64url of RFC 4648.
fn to_tencent_alphabet(base64: &str) -> String {
    base64
        .chars()
        .map(|char| match char {
            '+' => '*',
            '/' => '-',
            '=' => '_',
            other => other,
        })
        .collect()
}

/// The way back; a character that the alphabet lacks is refused, standard base64's own three too.
fn from_tencent_alphabet(token: &str) -> Result<Vec<u8>, Invalid> {
    token
        .bytes()
        .map(|byte| match byte {
            b'*' => Ok(b'+'),
            b'-' => Ok(b'/'),
            b'_' => Ok(b'='),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => Ok(byte),
            _ => Err(Invalid::Unreadable),
        })
        .collect()
}
