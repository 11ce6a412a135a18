//! What an edition can do or not do, for the comparison of packages.

use serde::{Deserialize, Serialize};

use super::Code;
use crate::account::language::Language;

/// A line of the comparison. Packages name the features they have by code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feature {
    /// Its short name.
    pub code: Code,
    /// What people read.
    pub name: Names,
    /// Whether the public pages confirm which editions have it.
    #[serde(default)]
    pub verified: bool,
}

/// A name in every language of the console.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// In English.
    pub en: String,
    /// In Korean.
    pub ko: String,
    /// In Simplified Chinese.
    #[serde(rename = "zh-CN")]
    pub zh_cn: String,
}

impl Names {
    /// The most characters of one.
    pub const MOST: u32 = 80;

    /// The name in `language`.
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::Korean => &self.ko,
            Language::Chinese => &self.zh_cn,
        }
    }
}
