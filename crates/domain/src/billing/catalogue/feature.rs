//! Features of editions, for the comparison of packages.

use serde::{Deserialize, Serialize};

use super::AddOnCode;
use crate::account::language::Language;

/// A row of the comparison. Packages refer to features by code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feature {
    /// Identifier of the feature.
    pub code: AddOnCode,
    /// Display name in each language.
    pub name: Names,
    /// Whether the public pages confirm which editions have it.
    #[serde(default)]
    pub verified: bool,
}

/// A name in every language of the console.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// The English name.
    pub en: String,
    /// The Korean name.
    pub ko: String,
    /// The name in Simplified Chinese.
    #[serde(rename = "zh-CN")]
    pub zh_cn: String,
}

impl Names {
    /// Maximum length of each name, in characters.
    pub const MAX_LENGTH: u32 = 80;

    /// The name in `language`.
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::Korean => &self.ko,
            Language::Chinese => &self.zh_cn,
        }
    }
}
