//! Texts of support requests.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::field::Problem;
use crate::text;

/// Subject of a request: 1 to 120 characters on one line.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Subject(String);

/// A message of a request: 1 to 4000 characters, line breaks allowed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MessageText(String);

macro_rules! texts {
    ($($name:ident, $most:literal, $lines:literal;)*) => {$(
        impl $name {
            /// Maximum length in characters.
            pub const MAX_LENGTH: u32 = $most;

            /// The value as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = Problem;

            fn from_str(raw: &str) -> Result<Self, Problem> {
                text::parse(raw, 1, Self::MAX_LENGTH, $lines).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(raw: String) -> Result<Self, String> {
                let kept = text::kept(raw, 1, $lines);
                kept.map(Self).map_err(|problem| format!("{}: {problem:?}", stringify!($name)))
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }
    )*};
}

texts! {
    Subject, 120, false;
    MessageText, 4_000, true;
}
