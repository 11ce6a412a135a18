//! What is wrong with a manifest, with the place in the file.

use std::fmt;
use std::io;
use std::path::PathBuf;

use domain::account::language::Language;
use domain::field::InvalidField;

/// A place in the file, counted from 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: usize,
    /// In characters.
    pub column: usize,
}

/// Something wrong at a place of the file. It never quotes a value that may be a secret.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub at: Position,
    pub text: String,
}

/// Why a manifest cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// The file cannot be read.
    #[error("{} cannot be read: {cause}", path.display())]
    Unreadable {
        /// Path of the manifest.
        path: PathBuf,
        /// Error of the operating system.
        cause: io::Error,
    },
    /// Something in it is wrong, or does not fit the console.
    #[error("{}", lines(path, faults))]
    Faulty {
        /// Path of the manifest.
        path: PathBuf,
        /// At least one, in the order of the file.
        faults: Vec<Fault>,
    },
}

impl ManifestError {
    pub(super) fn faulty(path: PathBuf, mut faults: Vec<Fault>) -> Self {
        faults.sort();
        Self::Faulty { path, faults }
    }
}

/// A line for each fault, as compilers write them; the first one follows the name of the program.
fn lines(path: &std::path::Path, faults: &[Fault]) -> String {
    let lines = faults.iter().map(|Fault { at, text }| format!("{}:{at}: {text}", path.display()));
    lines.collect::<Vec<_>>().join("\n")
}

impl Position {
    /// The place of the byte at `offset` of `text`.
    pub(super) fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// The faults that were found so far in a text.
pub(super) struct Faults<'a> {
    text: &'a str,
    found: Vec<Fault>,
}

impl<'a> Faults<'a> {
    pub(super) const fn of(text: &'a str) -> Self {
        Self { text, found: Vec::new() }
    }

    /// Adds what is wrong at the byte at `offset`.
    pub(super) fn add(&mut self, offset: usize, text: impl Into<String>) {
        self.found.push(Fault { at: self.position(offset), text: text.into() });
    }

    /// Adds an invalid field, in the words of the pages.
    pub(super) fn invalid(&mut self, offset: usize, invalid: InvalidField) {
        let text = app::problem_text(Language::English, invalid);
        self.add(offset, format!("`{}`: {text}", invalid.field.name()));
    }

    pub(super) fn position(&self, offset: usize) -> Position {
        Position::of(self.text, offset)
    }

    pub(super) fn into_found(self) -> Vec<Fault> {
        self.found
    }
}
