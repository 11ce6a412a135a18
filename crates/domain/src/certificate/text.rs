//! Names of certificates, and notes about them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::field::Problem;
use crate::text;

/// Display name of a certificate: 1 to 60 characters after trimming, no control characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CertificateName(String);

/// Notes: up to 300 characters, line breaks allowed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Notes(String);

impl CertificateName {
    /// Maximum length in characters.
    pub const MAX_LENGTH: u32 = 60;
}

impl Notes {
    /// Maximum length in characters.
    pub const MAX_LENGTH: u32 = 300;
}

impl FromStr for CertificateName {
    type Err = Problem;

    fn from_str(raw: &str) -> Result<Self, Problem> {
        text::parse(raw, 1, Self::MAX_LENGTH, false).map(Self)
    }
}

impl FromStr for Notes {
    type Err = Problem;

    fn from_str(raw: &str) -> Result<Self, Problem> {
        text::parse(raw, 0, Self::MAX_LENGTH, true).map(Self)
    }
}

/// Conversions of a text type, all of which use its parser, or [`text::kept`] if `least` and `lines` are given.
macro_rules! conversions {
    ($($name:ty: $least:literal, $lines:literal;)*) => {$(
        $crate::certificate::text::conversions!(
            $name, |raw| $crate::text::kept(raw, $least, $lines).map(Self)
        );
    )*};
    ($($name:ty),* $(,)?) => {$(
        $crate::certificate::text::conversions!($name, |raw: String| raw.parse());
    )*};
    ($name:ty, |$raw:ident $(: $kind:ty)?| $read:expr) => {
        impl $name {
            /// The value as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from($raw: String) -> Result<Self, String> {
                let read: Result<Self, $crate::field::Problem> = $read;
                read.map_err(|problem| format!("{}: {problem:?}", stringify!($name)))
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

pub(super) use conversions;

conversions! {
    CertificateName: 1, false;
    Notes: 0, true;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_needed_and_notes_are_not() {
        assert_eq!(" iOS, App Store ".parse::<CertificateName>().unwrap().as_str(), "iOS, App Store");
        assert_eq!("".parse::<CertificateName>(), Err(Problem::Missing));
        assert_eq!("x".repeat(61).parse::<CertificateName>(), Err(Problem::TooLong(60)));
        assert_eq!("".parse::<Notes>().unwrap().as_str(), "");
        assert_eq!("of Kim\r\nuntil May".parse::<Notes>().unwrap().as_str(), "of Kim\nuntil May");
        assert_eq!("x".repeat(301).parse::<Notes>(), Err(Problem::TooLong(300)));
        assert!(serde_json::from_str::<CertificateName>("\"\"").is_err());
    }
}
