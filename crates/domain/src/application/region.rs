//! The region of an application's data, immutable after creation (docs/facts/applications.md#regions).

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::field::Problem;

/// Data centre of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Region {
    #[serde(rename = "sg")]
    Singapore,
    /// Seoul (KR).
    #[serde(rename = "kr")]
    Seoul,
    /// Frankfurt (DE).
    #[serde(rename = "de")]
    Frankfurt,
    /// Silicon Valley (US).
    #[serde(rename = "us")]
    SiliconValley,
    /// Jakarta (ID).
    #[serde(rename = "id")]
    Jakarta,
    #[serde(rename = "cn")]
    China,
}

impl Region {
    /// In display order.
    pub const ALL: [Self; 6] =
        [Self::Singapore, Self::Seoul, Self::Frankfurt, Self::SiliconValley, Self::Jakarta, Self::China];

    /// Identifier in forms, URLs and the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Singapore => "sg",
            Self::Seoul => "kr",
            Self::Frankfurt => "de",
            Self::SiliconValley => "us",
            Self::Jakarta => "id",
            Self::China => "cn",
        }
    }
}

impl FromStr for Region {
    type Err = Problem;

    fn from_str(code: &str) -> Result<Self, Problem> {
        if code.is_empty() {
            return Err(Problem::Missing);
        }
        Self::ALL.into_iter().find(|region| region.code() == code).ok_or(Problem::NotAChoice)
    }
}
