//! The settings and their sources: the file, overridden by the environment.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use serde::Deserialize as _;
use serde::de::value::MapDeserializer;
use toml::Value;

use super::{Config, ConfigError, environment};

/// Source of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A line of a file, counted from 1.
    File { path: PathBuf, line: usize },
    /// A variable, by its name.
    Environment(String),
}

/// A value that was set, with its source.
#[derive(Debug, Clone)]
pub struct Setting {
    pub value: Value,
    pub source: Source,
}

/// All settings by their key.
#[derive(Debug, Clone, Default)]
pub struct Sources(BTreeMap<String, Setting>);

impl Sources {
    /// `environment` overrides `file`. Variables stay text: a code made of digits must not become a number.
    pub fn new(file: BTreeMap<String, Setting>, environment: BTreeMap<&'static str, String>) -> Self {
        let mut settings = file;
        settings.extend(environment.into_iter().map(|(key, text)| {
            let source = Source::Environment(environment::variable_of(key));
            (key.to_owned(), Setting { value: Value::String(text), source })
        }));
        Self(settings)
    }

    /// Source of `key`; `None` if its default applies.
    pub fn of(&self, key: &str) -> Option<&Source> {
        self.0.get(key).map(|setting| &setting.source)
    }

    /// The settings as a configuration, or what is wrong with one of them.
    pub fn config(&self) -> Result<Config, ConfigError> {
        // An error concerns the setting that was read last.
        let current = Cell::new(None);
        let pairs = self.0.iter().map(|(key, setting)| {
            current.set(Some((key, setting)));
            (key.as_str(), setting.value.clone())
        });
        Config::deserialize(MapDeserializer::new(pairs)).map_err(|error: toml::de::Error| {
            let message = error.message().to_owned();
            match current.get() {
                Some((key, Setting { source, .. })) => {
                    ConfigError::Value(source.clone(), key.clone(), message)
                }
                None => unreachable!("every key has a default: {message}"),
            }
        })
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, line } => write!(f, "{}:{line}", path.display()),
            Self::Environment(variable) => f.write_str(variable),
        }
    }
}
