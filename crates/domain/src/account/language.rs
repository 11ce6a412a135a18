//! The languages and themes of the console, and how the initial language is negotiated.

use serde::{Deserialize, Serialize};

/// A language of the console. Every visible string exists in each of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    #[default]
    #[serde(rename = "en")]
    English,
    #[serde(rename = "ko")]
    Korean,
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    Chinese,
}

impl Language {
    /// In display order.
    pub const ALL: [Self; 3] = [Self::English, Self::Korean, Self::Chinese];

    /// BCP 47 tag, for the `lang` attribute of a page.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Korean => "ko",
            Self::Chinese => "zh-CN",
        }
    }

    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Korean => "한국어",
            Self::Chinese => "简体中文",
        }
    }

    /// The language with exactly this tag.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// Best match for an `Accept-Language` header (RFC 9110 12.5.4); English if none matches.
    pub fn negotiate(header: &str) -> Self {
        let mut best = (0_u32, Self::default());
        for part in header.split(',').take(32) {
            let mut pieces = part.split(';').map(str::trim);
            let Some(language) = pieces.next().and_then(Self::of_range) else { continue };
            let weight = pieces
                .find_map(|piece| piece.strip_prefix("q="))
                .map_or(Some(1_000), parse_weight)
                .unwrap_or(0);
            if weight > best.0 {
                best = (weight, language);
            }
        }
        best.1
    }

    /// Maps `zh`, `zh-Hans`, `zh-TW` and so on: only the primary subtag counts, and there is one Chinese.
    fn of_range(range: &str) -> Option<Self> {
        let primary = range.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        match primary.as_str() {
            "en" => Some(Self::English),
            "ko" => Some(Self::Korean),
            "zh" => Some(Self::Chinese),
            _ => None,
        }
    }
}

/// Parses a weight into thousandths: `0.8` is 800.
fn parse_weight(text: &str) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !matches!(whole, "0" | "1")
        || fraction.len() > 3
        || !fraction.bytes().all(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    format!("{whole}{fraction:0<3}").parse().ok()
}

/// Colour scheme of the console.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Follows the system setting.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// In display order.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Identifier in forms, cookies and the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn takes_the_heaviest_language_that_it_speaks() {
        for (header, language) in [
            ("", Language::English),
            ("ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", Language::Korean),
            ("fr, zh-Hans;q=0.5, en;q=0.4", Language::Chinese),
            ("en;q=0.3, ko;q=0.9", Language::Korean),
            ("ko;q=0, de", Language::English),
            ("zh-TW", Language::Chinese),
            ("ko;q=nonsense, zh;q=0.1", Language::Chinese),
        ] {
            assert_eq!(Language::negotiate(header), language, "{header}");
        }
    }

    proptest! {
        #[test]
        fn any_header_is_read(header: String) {
            let _ = Language::negotiate(&header);
        }
    }
}
