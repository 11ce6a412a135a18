//! UserSig, the token with which a user signs in to an application: TLSSigAPIv2 with HMAC-SHA256
//! (docs/facts/usersig.md#hmac-sha256), and the legacy scheme with ECDSA-SHA256 (docs/facts/usersig.md#ecdsa-sha256).
//!
//! The signature covers a string of lines. Values and signature form a JSON object, which is packed into a zlib
//! container and encoded in a variant of base64.
mod alphabet;
mod claims;
mod container;
pub mod diagnosis;
pub mod inflate;
pub mod private_map_key;
mod proof;
pub mod service_code;
mod sign;
pub mod tool;
pub mod user_id;
pub mod verifier;

pub(crate) use alphabet::encode as encode_container;

use serde::{Deserialize, Serialize};

pub use claims::Claims;
pub(crate) use claims::Legacy;
pub(crate) use container::MAX_JSON_BYTES;
pub use proof::Proof;
pub(crate) use proof::line_values;
pub use sign::{MAX_USERBUF_BYTES, SignError, sign, sign_with};

use crate::application::sdkappid::Sdkappid;
use crate::key::{Algorithm, Key};
use crate::time::Timestamp;

/// Maximum length of a token. One without userbuf has about 280 bytes, one with a PrivateMapKey fewer than 1,000.
pub const MAX_TOKEN_BYTES: usize = 8 * 1024;

/// Default validity of a UserSig: 180 days, in seconds.
pub const DEFAULT_EXPIRE: u64 = 15_552_000;

/// The scheme of a UserSig.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// `TLS.ver` 2.0, HMAC-SHA256.
    V2,
    /// Without `TLS.ver`, ECDSA-SHA256.
    Legacy,
}

impl Scheme {
    /// Algorithm of the scheme's keys.
    pub const fn algorithm(self) -> Algorithm {
        match self {
            Self::V2 => Algorithm::HmacSha256,
            Self::Legacy => Algorithm::EcdsaSha256,
        }
    }
}

/// The content of a valid token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// Time of signing, unix seconds.
    pub time: u64,
    /// Validity from then, in seconds.
    pub expire: u64,
    /// Version of the key that signed it.
    pub key_version: i64,
    /// Scheme of the token.
    pub scheme: Scheme,
}

/// Why a token is refused, in the order in which the reference implementation checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VerifyError {
    /// There is no token.
    Empty,
    /// It cannot be parsed: truncated, altered, or in another encoding.
    Unreadable,
    /// It was signed for another SDKAppID.
    OtherApplication,
    /// It was signed for another UserID.
    OtherUser,
    Expired,
    /// No accepted key of the application signed these values.
    WrongKey,
}

/// A token that was unpacked but not verified.
pub struct Token(container::Opened);

impl Token {
    /// Decodes and unpacks `text`.
    pub fn open(text: &str) -> Result<Self, VerifyError> {
        container::open(text).map(Self)
    }

    /// Parses the claims. Only legacy tokens may contain white space.
    pub fn claims(&self) -> Result<Claims<'_>, VerifyError> {
        let claims = Claims::read(&self.0.json)?;
        if self.0.spaced && claims.scheme == Scheme::V2 { Err(VerifyError::Unreadable) } else { Ok(claims) }
    }
}

impl Claims<'_> {
    /// Whether it has expired. It is still valid in the second of its end, and never expires by a clock before 1970.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        u64::try_from(now.unix_seconds()).unwrap_or(0) > self.time.saturating_add(self.expire)
    }

    /// Decodes the signature. One that is not base64 is [`VerifyError::Unreadable`].
    pub(crate) fn signature(&self) -> Result<Vec<u8>, VerifyError> {
        proof::signature(self)
    }

    /// The signed string with its signature. A signature that is not base64 is [`VerifyError::Unreadable`].
    pub fn proof(&self) -> Result<Proof, VerifyError> {
        Proof::new(self)
    }
}

/// Verifies `token` for `user` of `sdkappid` against the accepted `keys` and their versions.
pub fn verify(
    token: &str,
    sdkappid: Sdkappid,
    user: &str,
    keys: &[(i64, Key)],
    now: Timestamp,
) -> Result<Verified, VerifyError> {
    let token = Token::open(token)?;
    let claims = token.claims()?;
    if claims.sdkappid != u64::from(sdkappid.number()) {
        return Err(VerifyError::OtherApplication);
    }
    if claims.identifier != user {
        return Err(VerifyError::OtherUser);
    }
    if claims.is_expired(now) {
        return Err(VerifyError::Expired);
    }
    let proof = claims.proof()?;
    let (key_version, _) = keys.iter().find(|(_, key)| proof.is_by(key)).ok_or(VerifyError::WrongKey)?;
    Ok(Verified {
        time: claims.time,
        expire: claims.expire,
        key_version: *key_version,
        scheme: claims.scheme,
    })
}
