//! Add-ons: extras that can be ordered with a package.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{LimitKind, Names, Prices, Quota};
use crate::billing::edition::Edition;

/// Identifier of an add-on or feature in forms, files and the database: 1 to 32 lower-case letters, digits and
/// `_`, beginning with a letter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AddOnCode(String);

/// The text is not a [`AddOnCode`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseAddOnCodeError;

/// An add-on, charged for each month of the package's term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddOn {
    /// Identifier of the add-on.
    pub code: AddOnCode,
    /// Display name in each language.
    pub name: Names,
    /// Monthly price. Without a price in a currency, it cannot be ordered in it.
    #[serde(default)]
    pub prices: Prices,
    /// Editions that already include what it provides. It is not offered with them, and an upgrade to one of them
    /// refunds its unused part (docs/facts/packages.md#orders).
    #[serde(default)]
    pub pointless_in: Vec<Edition>,
    /// The limit that it raises, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raises: Option<Raise>,
}

/// A limit that an add-on raises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Raise {
    pub limit: LimitKind,
    /// The new limit.
    pub to: Quota,
}

impl AddOn {
    /// Whether it can be ordered with `edition`.
    pub fn fits(&self, edition: Edition) -> bool {
        edition.is_paid() && !self.pointless_in.contains(&edition)
    }
}

impl AddOnCode {
    /// Maximum length in bytes.
    pub const MAX_BYTES: usize = 32;

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AddOnCode {
    type Err = ParseAddOnCodeError;

    fn from_str(text: &str) -> Result<Self, ParseAddOnCodeError> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let first = text.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
        if first && text.len() <= Self::MAX_BYTES && text.bytes().all(plain) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseAddOnCodeError)
        }
    }
}

impl TryFrom<String> for AddOnCode {
    type Error = ParseAddOnCodeError;

    fn try_from(text: String) -> Result<Self, ParseAddOnCodeError> {
        text.parse()
    }
}

impl From<AddOnCode> for String {
    fn from(code: AddOnCode) -> Self {
        code.0
    }
}

impl fmt::Display for AddOnCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for ParseAddOnCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a code: 1 to 32 small letters, digits and _, a letter first")
    }
}

impl std::error::Error for ParseAddOnCodeError {}
