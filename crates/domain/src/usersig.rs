//! UserSig, the token with which a user signs in to an application: TLSSigAPIv2 with HMAC-SHA256
//! (docs/facts/usersig.md#hmac-sha256), and the legacy scheme with ECDSA-SHA256 (docs/facts/usersig.md#ecdsa-sha256).
//!
//! The signature covers a string of lines. Values and signature form a JSON object, which is packed into a zlib
//! container and encoded in a variant of base64.

mod alphabet;
mod claims;
mod container;
mod proof;
mod sign;

pub(crate) use alphabet::encode as encode_container;

use serde::{Deserialize, Serialize};

pub use claims::Claims;
pub(crate) use claims::Legacy;
pub(crate) use container::MOST_JSON_BYTES;
pub use proof::Proof;
pub(crate) use proof::line_values;
pub use sign::{CannotSign, MOST_USERBUF_BYTES, sign, sign_with};

use crate::key::{Algorithm, Key};
use crate::sdkappid::Sdkappid;
use crate::time::Timestamp;

/// The most bytes of a token that are looked at. One without userbuf has about 280, with it under 1 000.
pub const MOST_TOKEN_BYTES: usize = 8 * 1024;

/// How long a UserSig is valid where nothing else is said: 180 days, in seconds.
pub const DEFAULT_EXPIRE: u64 = 15_552_000;

/// How a UserSig is built and signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// `TLS.ver` 2.0, HMAC-SHA256.
    V2,
    /// Without `TLS.ver`, ECDSA-SHA256.
    Legacy,
}

impl Scheme {
    /// The algorithm of the keys that sign it.
    pub const fn algorithm(self) -> Algorithm {
        match self {
            Self::V2 => Algorithm::HmacSha256,
            Self::Legacy => Algorithm::EcdsaSha256,
        }
    }
}

/// What a valid token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// When it was signed, unix seconds.
    pub time: u64,
    /// For how many seconds from then it is valid.
    pub expire: u64,
    /// Which of the application's keys signed it.
    pub key_version: i64,
    /// In which scheme.
    pub scheme: Scheme,
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

/// A token that has been opened, but not judged.
pub struct Token(container::Opened);

impl Token {
    /// Opens `text`: base64 and zlib.
    pub fn open(text: &str) -> Result<Self, Invalid> {
        container::open(text).map(Self)
    }

    /// What it claims. White space between the characters is for legacy tokens alone.
    pub fn claims(&self) -> Result<Claims<'_>, Invalid> {
        let claims = Claims::read(&self.0.json)?;
        if self.0.spaced && claims.scheme == Scheme::V2 { Err(Invalid::Unreadable) } else { Ok(claims) }
    }
}

impl Claims<'_> {
    /// Whether the time is over. Valid still at the very second of its end; a clock before 1970 expires
    /// nothing.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        u64::try_from(now.unix_seconds()).unwrap_or(0) > self.time.saturating_add(self.expire)
    }

    /// The bytes of the signature. [`Invalid::Unreadable`] where it is not base64.
    pub(crate) fn signature(&self) -> Result<Vec<u8>, Invalid> {
        proof::signature(self)
    }

    /// What is needed to find the key that signed them. [`Invalid::Unreadable`] where the signature is not
    /// base64.
    pub fn proof(&self) -> Result<Proof, Invalid> {
        Proof::new(self)
    }
}

/// Judges `token` for `user` of `sdkappid`: `keys` are the accepted ones with their versions.
pub fn verify(
    token: &str,
    sdkappid: Sdkappid,
    user: &str,
    keys: &[(i64, Key)],
    now: Timestamp,
) -> Result<Verified, Invalid> {
    let token = Token::open(token)?;
    let claims = token.claims()?;
    if claims.sdkappid != u64::from(sdkappid.number()) {
        return Err(Invalid::OtherApplication);
    }
    if claims.identifier != user {
        return Err(Invalid::OtherUser);
    }
    if claims.is_expired(now) {
        return Err(Invalid::Expired);
    }
    let proof = claims.proof()?;
    let (key_version, _) = keys.iter().find(|(_, key)| proof.is_by(key)).ok_or(Invalid::WrongKey)?;
    Ok(Verified {
        time: claims.time,
        expire: claims.expire,
        key_version: *key_version,
        scheme: claims.scheme,
    })
}
