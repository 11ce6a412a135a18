//! The catalogue file: TOML, as `chat-console catalogue` prints it. Errors name the line and the
//! field.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use domain::billing::catalogue::{Catalogue, Draft};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::config::Config;

/// Maximum size in bytes; far more than a catalogue needs.
const MAX_BYTES: u64 = 1024 * 1024;

/// Why a catalogue file cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the catalogue {} cannot be used: {what}", path.display())]
pub struct CatalogueError {
    path: PathBuf,
    what: String,
}

/// Reads the configured catalogue; the default if there is none.
pub fn load(config: &Config) -> Result<Catalogue, CatalogueError> {
    match config.catalogue_file() {
        Some(path) => read(&path),
        None => Ok(Catalogue::default()),
    }
}

/// Reads the catalogue file at `path`.
pub fn read(path: &Path) -> Result<Catalogue, CatalogueError> {
    let wrong = |what: String| CatalogueError { path: path.to_path_buf(), what };
    let size = fs::metadata(path).map_err(|error| wrong(error.to_string()))?.len();
    if size > MAX_BYTES {
        return Err(wrong(format!("it is larger than {MAX_BYTES} bytes")));
    }
    let text = fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    parse(&text).map_err(wrong)
}

/// Parses a catalogue; on failure returns all errors, one per line.
fn parse(text: &str) -> Result<Catalogue, String> {
    // The parser's own error names line, column and field.
    let draft: Draft = toml::from_str(text).map_err(|error| error.to_string())?;
    draft.check().map_err(|faults| {
        faults.iter().fold(String::new(), |mut all, fault| {
            let line = line_of(text, &fault.path).unwrap_or(1);
            // Writing to a string does not fail.
            let _ = write!(all, "\nline {line}: {fault}");
            all
        })
    })
}

/// The line of the field with that path, or of its nearest parent in the file.
fn line_of(text: &str, path: &str) -> Option<usize> {
    let table = DeTable::parse(text).ok()?;
    let mut span = table.span();
    let mut value: Option<&Spanned<DeValue<'_>>> = None;
    for part in parts(path) {
        let next = match (value.map(Spanned::get_ref), part.parse::<usize>()) {
            (None, _) => table.get_ref().get(part),
            (Some(DeValue::Table(table)), _) => table.get(part),
            (Some(DeValue::Array(array)), Ok(index)) => array.get(index),
            _ => None,
        };
        let Some(next) = next else { break };
        span = next.span();
        value = Some(next);
    }
    Some(text.get(..span.start)?.matches('\n').count() + 1)
}

/// `edition.pro.features[1]` as `edition`, `pro`, `features`, `1`.
fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split(['.', '[']).map(|part| part.trim_end_matches(']')).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said_with_line_and_field() {
        for (text, expected) in [
            ("terms = [1,\n 25]\n", "line 2: terms[1]: a term is 1 to 24 months"),
            ("\n[edition.pro]\nfeatures = [\"nothing\"]\n", "line 3: edition.pro.features[0]"),
            ("[edition.trial]\nprices = { USD = \"1.00\" }\n", "line 2: edition.trial.prices"),
            ("[policy]\n\narrears_hours = \"soon\"\n", "line 3"),
            ("[edition.pro]\nprizes = 1\n", "prizes"),
            ("[edition.pro]\nprices = { USD = \"1.001\" }\n", "line 2"),
            ("terms = [1", "line 1"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.contains(expected), "{expected:?} in {error}");
        }
        assert_eq!(parse(domain::billing::catalogue::DEFAULT_TEXT).unwrap(), Catalogue::default());
    }
}
