//! The file as a source of configuration.

use std::collections::BTreeMap;
use std::path::Path;

use toml::{Spanned, Value};

use super::ConfigError;
use super::sources::{Setting, Source};

/// An empty text counts as unset, except for this key, where it means "none".
const EMPTY_MEANS_NONE: &str = "metrics_listen";

/// The settings of the TOML file at `path`, without the keys whose text is empty.
pub fn read(path: &Path) -> Result<BTreeMap<String, Setting>, ConfigError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?;
    let place = |offset| Source::File { path: path.to_path_buf(), line: line_of(&text, offset) };
    // The library's own error quotes the line, which may contain a secret.
    let table: BTreeMap<Spanned<String>, Value> = toml::from_str(&text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        ConfigError::NotToml(place(offset), error.message().to_owned())
    })?;
    let settings =
        table.into_iter().filter(|(key, value)| key.get_ref() == EMPTY_MEANS_NONE || !is_empty(value));
    Ok(settings
        .map(|(key, value)| {
            let source = place(key.span().start);
            (key.into_inner(), Setting { value, source })
        })
        .collect())
}

/// The line of the byte at `offset` of `text`, counted from 1.
fn line_of(text: &str, offset: usize) -> usize {
    text.get(..offset).unwrap_or(text).matches('\n').count() + 1
}

fn is_empty(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.trim().is_empty())
}
