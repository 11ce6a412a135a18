//! Comparison of language tags.

/// The parts of a language tag that decide which text is understood, in lower case. Case, `_` for `-`, and the
/// spelling of Java (`zh_TW_#Hant`) make no difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LanguageTag {
    language: String,
    script: Option<String>,
    region: Option<String>,
}

/// How well the region of a text fits a device, in ascending order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RegionFit {
    /// The text is for another region.
    Other,
    /// The text is for no particular region.
    Any,
    /// The text is for the device's region.
    Same,
}

impl LanguageTag {
    /// `None` if it is no language tag.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.to_ascii_lowercase();
        let mut subtags = text.split(['-', '_']).map(|subtag| subtag.trim_start_matches('#'));
        let language = subtags.next().filter(|tag| (2..=8).contains(&tag.len()) && is_alphabetic(tag))?;
        let mut tag = Self { language: current(language).to_owned(), script: None, region: None };
        // A subtag of one character begins an extension.
        for subtag in subtags.take_while(|subtag| subtag.len() != 1) {
            let is_region = (subtag.len() == 2 && is_alphabetic(subtag))
                || (subtag.len() == 3 && subtag.bytes().all(|byte| byte.is_ascii_digit()));
            if tag.script.is_none() && subtag.len() == 4 && is_alphabetic(subtag) {
                tag.script = Some(subtag.to_owned());
            } else if tag.region.is_none() && is_region {
                tag.region = Some(subtag.to_owned());
            }
        }
        if tag.language == "zh" && tag.script.is_none() {
            let is_traditional = matches!(tag.region.as_deref(), Some("tw" | "hk" | "mo"));
            tag.script = Some(if is_traditional { "hant" } else { "hans" }.to_owned());
        }
        Some(tag)
    }

    /// How well a text in this language fits a device of language `wanted`; `None` if not at all.
    pub(super) fn fit(&self, wanted: &Self) -> Option<RegionFit> {
        let is_other_script =
            self.script.as_ref().zip(wanted.script.as_ref()).is_some_and(|(script, wanted)| script != wanted);
        if self.language != wanted.language || is_other_script {
            return None;
        }
        Some(match &self.region {
            region if *region == wanted.region => RegionFit::Same,
            None => RegionFit::Any,
            Some(_) => RegionFit::Other,
        })
    }
}

fn is_alphabetic(subtag: &str) -> bool {
    subtag.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The current code of a language. Java, and therefore Android, uses withdrawn ones.
fn current(language: &str) -> &str {
    match language {
        "iw" => "he",
        "in" => "id",
        "ji" => "yi",
        "no" => "nb",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(text: &str, wanted: &str) -> Option<RegionFit> {
        LanguageTag::parse(text).unwrap().fit(&LanguageTag::parse(wanted).unwrap())
    }

    #[test]
    fn a_text_fits_devices_whose_users_can_read_it() {
        use RegionFit::{Any, Other, Same};
        for (text, wanted, expected) in [
            ("en", "en", Some(Same)),
            ("en", "en-GB", Some(Any)),
            ("en-US", "en-GB", Some(Other)),
            ("en-US", "en", Some(Other)),
            ("EN_us", "en-US-u-hc-h12", Some(Same)),
            ("es-419", "es_419", Some(Same)),
            ("en", "de", None),
            ("zh", "zh-Hans-CN", Some(Any)),
            ("zh", "zh-CN", Some(Any)),
            ("zh", "zh-Hant-TW", None),
            ("zh", "zh_TW", None),
            ("zh-hant", "zh-TW", Some(Any)),
            ("zh-hant", "zh_TW_#Hant", Some(Any)),
            ("zh-TW", "zh-HK", Some(Other)),
            ("zh-hant", "zh", None),
            ("sr-Latn", "sr-Cyrl", None),
            ("sr", "sr-Latn-RS", Some(Any)),
            ("he", "iw_IL", Some(Any)),
            ("id", "in_ID", Some(Any)),
            ("no", "nb-NO", Some(Any)),
        ] {
            assert_eq!(fit(text, wanted), expected, "{text} on {wanted}");
        }
    }

    #[test]
    fn other_text_is_no_language_tag() {
        for text in ["", "-", "z", "中文", "12", "en us", "abcdefghi"] {
            assert_eq!(LanguageTag::parse(text), None, "{text}");
        }
    }
}
