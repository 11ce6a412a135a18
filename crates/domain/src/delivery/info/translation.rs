//! `MultiLanguageContent` (docs/facts/push-calls.md#offlinepushinfo).

use std::cmp::Reverse;

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::language_tag::LanguageTag;
use super::member::{Malformed, read, write};

/// Title and text in one language; at least one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Translation {
    language: String,
    tag: LanguageTag,
    pub(super) title: Option<String>,
    pub(super) desc: Option<String>,
}

impl Translation {
    /// Reads the array. Entries without text or without a language are left out, as they are never shown.
    pub(super) fn read_all(object: &Map<String, Value>) -> Result<Vec<Self>, Malformed> {
        let entries = match object.get("MultiLanguageContent") {
            None | Some(Value::Null) => return Ok(Vec::new()),
            Some(value) => value.as_array().ok_or(Malformed)?,
        };
        entries.iter().filter_map(|entry| Self::read(entry).transpose()).collect()
    }

    fn read(entry: &Value) -> Result<Option<Self>, Malformed> {
        let entry = entry.as_object().ok_or(Malformed)?;
        let language: Option<String> = read(entry, "Language")?;
        let (title, desc) = (read(entry, "Title")?, read(entry, "Desc")?);
        let has_text = title.is_some() || desc.is_some();
        Ok(language.filter(|_| has_text).and_then(|language| {
            LanguageTag::parse(&language).map(|tag| Self { language, tag, title, desc })
        }))
    }

    /// The best translation for a device's language, the first of several.
    pub(super) fn best<'a>(all: &'a [Self], language: &str) -> Option<&'a Self> {
        if all.is_empty() {
            return None;
        }
        let wanted = LanguageTag::parse(language)?;
        let fitting = all
            .iter()
            .filter_map(|translation| translation.tag.fit(&wanted).map(|fit| (Reverse(fit), translation)));
        fitting.min_by_key(|(fit, _)| *fit).map(|(_, translation)| translation)
    }
}

impl Serialize for Translation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("Language", &self.language)?;
        write(&mut map, "Title", self.title.as_ref())?;
        write(&mut map, "Desc", self.desc.as_ref())?;
        map.end()
    }
}
