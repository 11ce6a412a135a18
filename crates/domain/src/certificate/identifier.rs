//! Identifiers defined by vendors: packages, applications, keys and teams.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::text::conversions;
use crate::field::Problem;

/// An Android package name: two or more words joined by dots, each a letter followed by letters, digits and
/// underscores; up to 255 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PackageName(String);

/// An AppID, AppKey or Client ID: 1 to 128 visible ASCII characters without spaces. Vendors change their
/// formats, so nothing more is required.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Identifier(String);

/// An Apple Key ID or Team ID: 10 upper-case letters and digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AppleId(String);

/// A bundle ID: ASCII letters, digits, hyphens and dots, at most 155 characters, no wildcard
/// (docs/facts/push-credentials.md#apns-certificates).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BundleId(String);

conversions!(PackageName, Identifier, AppleId, BundleId);

impl PackageName {
    /// Maximum length in characters.
    pub const MAX_LENGTH: u32 = 255;
}

impl Identifier {
    /// Maximum length in characters.
    pub const MAX_LENGTH: u32 = 128;
}

impl AppleId {
    /// Length in characters.
    pub const LENGTH: usize = 10;
}

impl BundleId {
    /// Maximum length in characters.
    pub const MAX_LENGTH: u32 = 155;
}

/// Whether `text` consists of at least `least` Java identifiers joined by `.`.
pub(super) fn is_dotted(text: &str, least: usize) -> bool {
    let is_word = |word: &str| {
        let mut chars = word.chars();
        chars.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
            && chars.all(|char| char.is_ascii_alphanumeric() || matches!(char, '_' | '$'))
    };
    text.split('.').count() >= least && text.split('.').all(is_word)
}

/// The trimmed text, unless it is empty or longer than `most` bytes.
pub(super) fn present(raw: &str, most: u32) -> Result<&str, Problem> {
    match raw.trim() {
        "" => Err(Problem::Missing),
        text if text.len() > most as usize => Err(Problem::TooLong(most)),
        text => Ok(text),
    }
}

impl FromStr for PackageName {
    type Err = Problem;

    fn from_str(raw: &str) -> Result<Self, Problem> {
        let text = present(raw, Self::MAX_LENGTH)?;
        let plain = text.split('.').all(|word| !word.starts_with('_')) && !text.contains('$');
        if plain && is_dotted(text, 2) { Ok(Self(text.to_owned())) } else { Err(Problem::NotAPackageName) }
    }
}

impl FromStr for Identifier {
    type Err = Problem;

    fn from_str(raw: &str) -> Result<Self, Problem> {
        let text = present(raw, Self::MAX_LENGTH)?;
        if text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Problem::NotAnIdentifier)
        }
    }
}

impl FromStr for AppleId {
    type Err = Problem;

    fn from_str(raw: &str) -> Result<Self, Problem> {
        let text = present(raw, u32::MAX)?;
        let is_part = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        if text.len() == Self::LENGTH && text.bytes().all(is_part) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Problem::NotAnAppleId)
        }
    }
}

impl FromStr for BundleId {
    type Err = Problem;

    fn from_str(raw: &str) -> Result<Self, Problem> {
        let text = present(raw, Self::MAX_LENGTH)?;
        let is_word = |word: &str| {
            !word.is_empty()
                && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        };
        if text.split('.').all(is_word) { Ok(Self(text.to_owned())) } else { Err(Problem::NotABundleId) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn takes_what_vendors_give() {
        assert_eq!(" com.orbit.app ".parse::<PackageName>().unwrap().as_str(), "com.orbit.app");
        assert!("2882303761517369386".parse::<Identifier>().is_ok());
        assert!("xYzUvD==/+".parse::<Identifier>().is_ok());
        assert!("ABC123DEFG".parse::<AppleId>().is_ok());
        assert!("com.orbit.app-beta".parse::<BundleId>().is_ok());
    }

    #[test]
    fn refuses_what_they_never_give() {
        for wrong in ["app", "com..app", "com.1app", ".com.app", "com.app.", "com/app.x", "com.앱", "com._a"]
        {
            assert_eq!(wrong.parse::<PackageName>(), Err(Problem::NotAPackageName), "{wrong}");
        }
        assert_eq!("a b".parse::<Identifier>(), Err(Problem::NotAnIdentifier));
        assert_eq!("a".repeat(129).parse::<Identifier>(), Err(Problem::TooLong(128)));
        assert_eq!(" ".parse::<Identifier>(), Err(Problem::Missing));
        for wrong in ["ABC123DEF", "ABC123DEFGH", "abc123defg", "ABC-23DEFG"] {
            assert_eq!(wrong.parse::<AppleId>(), Err(Problem::NotAnAppleId), "{wrong}");
        }
        for wrong in ["com.orbit.*", "*", "com..app", "com orbit", "com.orbit/app"] {
            assert_eq!(wrong.parse::<BundleId>(), Err(Problem::NotABundleId), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_taken_stays_taken(raw: String) {
            if let Ok(name) = raw.parse::<PackageName>() {
                prop_assert_eq!(name.to_string().parse(), Ok(name));
            }
            if let Ok(id) = raw.parse::<Identifier>() {
                prop_assert_eq!(id.to_string().parse(), Ok(id));
            }
            if let Ok(id) = raw.parse::<BundleId>() {
                prop_assert_eq!(id.to_string().parse(), Ok(id));
            }
        }
    }
}
