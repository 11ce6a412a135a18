//! Environments and regions of vendors' services.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::field::Problem;

/// The environment of Apple's push service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// Sandbox, for builds installed from Xcode.
    Development,
    /// App Store and `TestFlight`.
    Production,
}

/// The region of a Xiaomi application, which determines the host (docs/facts/push-vendors.md#xiaomi).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum XiaomiRegion {
    /// Mainland China.
    China,
    /// Singapore: all markets without a host of their own.
    Singapore,
    Europe,
    India,
    Russia,
}

impl Environment {
    /// Both environments, in display order.
    pub const ALL: [Self; 2] = [Self::Development, Self::Production];

    /// Identifier in forms and the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::Production => "production",
        }
    }
}

impl XiaomiRegion {
    /// All regions, in display order.
    pub const ALL: [Self; 5] = [Self::China, Self::Singapore, Self::Europe, Self::India, Self::Russia];

    /// Identifier in forms and the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::China => "china",
            Self::Singapore => "singapore",
            Self::Europe => "europe",
            Self::India => "india",
            Self::Russia => "russia",
        }
    }
}

/// Finds the entry of `all` whose code is `text`.
pub(super) fn chosen<T: Copy>(all: &[T], code: impl Fn(T) -> &'static str, text: &str) -> Result<T, Problem> {
    match text.trim() {
        "" => Err(Problem::Missing),
        text => all.iter().copied().find(|one| code(*one) == text).ok_or(Problem::NotAChoice),
    }
}

impl FromStr for Environment {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        chosen(&Self::ALL, Self::code, text)
    }
}

impl FromStr for XiaomiRegion {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        chosen(&Self::ALL, Self::code, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn are_chosen_by_their_code() {
        for environment in Environment::ALL {
            assert_eq!(environment.code().parse(), Ok(environment));
        }
        for region in XiaomiRegion::ALL {
            assert_eq!(region.code().parse(), Ok(region));
        }
        assert_eq!("".parse::<Environment>(), Err(Problem::Missing));
        assert_eq!("staging".parse::<Environment>(), Err(Problem::NotAChoice));
    }
}
