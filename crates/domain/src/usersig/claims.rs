//! The claims of a UserSig, parsed strictly from its JSON.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Scheme, VerifyError};

/// The claims of a UserSig. They cannot be trusted until its signature is verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims<'a> {
    /// Scheme of the signature.
    pub scheme: Scheme,
    /// UserID of the token.
    pub identifier: Cow<'a, str>,
    /// SDKAppID of the token.
    pub sdkappid: u64,
    /// Time of signing, unix seconds.
    pub time: u64,
    /// Validity from the time of signing, in seconds.
    pub expire: u64,
    /// Additional signed bytes in standard base64: a PrivateMapKey.
    pub userbuf: Option<Cow<'a, str>>,
    /// Further signed values of the legacy scheme.
    pub(crate) legacy: Legacy<'a>,
    /// Signature in base64.
    pub(crate) sig: Cow<'a, str>,
}

/// Values of the legacy scheme that are not used here, but are signed verbatim.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Legacy<'a> {
    pub account_type: Cow<'a, str>,
    pub appid_at_3rd: Option<Cow<'a, str>>,
}

/// The fields of both schemes. A repeated field is an error.
#[derive(Deserialize)]
struct Fields<'a> {
    #[serde(rename = "TLS.ver", borrow)]
    ver: Option<Scalar<'a>>,
    #[serde(rename = "TLS.identifier", borrow)]
    identifier: Option<Scalar<'a>>,
    #[serde(rename = "TLS.sdkappid", borrow)]
    sdkappid: Option<Scalar<'a>>,
    #[serde(rename = "TLS.expire", borrow)]
    expire: Option<Scalar<'a>>,
    #[serde(rename = "TLS.time", borrow)]
    time: Option<Scalar<'a>>,
    #[serde(rename = "TLS.userbuf", borrow)]
    userbuf: Option<Scalar<'a>>,
    #[serde(rename = "TLS.sig", borrow)]
    sig: Option<Scalar<'a>>,
    #[serde(rename = "TLS.account_type", borrow)]
    account_type: Option<Scalar<'a>>,
    #[serde(rename = "TLS.appid_at_3rd", borrow)]
    appid_at_3rd: Option<Scalar<'a>>,
    #[serde(rename = "TLS.sdk_appid", borrow)]
    sdk_appid: Option<Scalar<'a>>,
    #[serde(rename = "TLS.expire_after", borrow)]
    expire_after: Option<Scalar<'a>>,
}

/// A value that is a string or an integer from 0 to 2^64 - 1; anything else is an error.
enum Scalar<'a> {
    Number(u64),
    Text(Cow<'a, str>),
}

impl<'a> Scalar<'a> {
    /// A string of the current scheme.
    fn text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(_) => None,
        }
    }

    /// A number of the current scheme.
    fn number(self) -> Option<u64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Text(_) => None,
        }
    }

    /// A string of the legacy scheme; a number is converted to its digits.
    fn lenient_text(self) -> Cow<'a, str> {
        match self {
            Self::Number(number) => number.to_string().into(),
            Self::Text(text) => text,
        }
    }

    /// A number of the legacy scheme: a string of digits. Only the canonical form is accepted, because the digits
    /// are signed.
    fn lenient_number(self) -> Option<u64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Text(text) if text.starts_with('0') && text.len() > 1 => None,
            Self::Text(text) if !text.bytes().all(|byte| byte.is_ascii_digit()) => None,
            Self::Text(text) => text.parse().ok(),
        }
    }
}

impl<'a> Claims<'a> {
    /// Parses the JSON of a token. With `TLS.ver` it uses the current scheme, in which strings and numbers are
    /// typed strictly. Without it, it uses the legacy scheme, in which all values are strings but numbers are
    /// accepted.
    pub(crate) fn read(json: &'a [u8]) -> Result<Self, VerifyError> {
        let fields: Fields<'a> = serde_json::from_slice(json).map_err(|_| VerifyError::Unreadable)?;
        if fields.ver.is_some() { current(fields) } else { legacy(fields) }.ok_or(VerifyError::Unreadable)
    }
}

impl Claims<'_> {
    /// Converts the claims to owned values, independent of the token.
    pub(crate) fn into_owned(self) -> Claims<'static> {
        Claims {
            scheme: self.scheme,
            identifier: owned(self.identifier),
            sdkappid: self.sdkappid,
            time: self.time,
            expire: self.expire,
            userbuf: self.userbuf.map(owned),
            legacy: Legacy {
                account_type: owned(self.legacy.account_type),
                appid_at_3rd: self.legacy.appid_at_3rd.map(owned),
            },
            sig: owned(self.sig),
        }
    }
}

fn owned(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}

fn current(fields: Fields<'_>) -> Option<Claims<'_>> {
    fields.ver?.text().filter(|version| version == "2.0")?;
    Some(Claims {
        scheme: Scheme::V2,
        identifier: fields.identifier?.text()?,
        sdkappid: fields.sdkappid?.number()?,
        time: fields.time?.number()?,
        expire: fields.expire?.number()?,
        userbuf: match fields.userbuf {
            Some(userbuf) => Some(userbuf.text()?),
            None => None,
        },
        legacy: Legacy::default(),
        sig: fields.sig?.text()?,
    })
}

fn legacy(fields: Fields<'_>) -> Option<Claims<'_>> {
    let legacy = Legacy {
        account_type: fields.account_type?.lenient_text(),
        appid_at_3rd: fields.appid_at_3rd.map(Scalar::lenient_text),
    };
    // A line break in these values would give two different tokens the same signed string.
    let lines = [Some(&legacy.account_type), legacy.appid_at_3rd.as_ref()];
    if lines.into_iter().flatten().any(|text| text.contains('\n')) {
        return None;
    }
    Some(Claims {
        scheme: Scheme::Legacy,
        identifier: fields.identifier?.lenient_text(),
        sdkappid: fields.sdk_appid?.lenient_number()?,
        time: fields.time?.lenient_number()?,
        expire: fields.expire_after?.lenient_number()?,
        userbuf: match fields.userbuf {
            Some(userbuf) => Some(userbuf.text()?),
            None => None,
        },
        legacy,
        sig: fields.sig?.text()?,
    })
}

impl<'de: 'a, 'a> Deserialize<'de> for Scalar<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = Scalar<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a whole number")
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Scalar<'de>, E> {
                Ok(Scalar::Number(number))
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Scalar<'de>, E> {
                Ok(Scalar::Text(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Scalar<'de>, E> {
                Ok(Scalar::Text(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_any(Either)
    }
}
