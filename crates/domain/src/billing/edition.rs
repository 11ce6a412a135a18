//! The five editions that an application can have (docs/facts/packages.md#editions).

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::field::Problem;

/// A package of limits and features.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edition {
    /// Trial Edition: free, one calendar month at a time.
    Trial,
    Standard,
    Pro,
    ProPlus,
    Enterprise,
}

impl Edition {
    /// From smallest to largest.
    pub const ALL: [Self; 5] = [Self::Trial, Self::Standard, Self::Pro, Self::ProPlus, Self::Enterprise];

    /// Identifier in URLs and the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Trial => "trial",
            Self::Standard => "standard",
            Self::Pro => "pro",
            Self::ProPlus => "pro_plus",
            Self::Enterprise => "enterprise",
        }
    }

    /// Whether it is a paid edition: every edition except Trial Edition.
    pub const fn is_paid(self) -> bool {
        !matches!(self, Self::Trial)
    }
}

impl FromStr for Edition {
    type Err = Problem;

    fn from_str(code: &str) -> Result<Self, Problem> {
        Self::ALL.into_iter().find(|edition| edition.code() == code).ok_or(Problem::NotAChoice)
    }
}
