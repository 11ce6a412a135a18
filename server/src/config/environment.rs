//! The environment as a source of configuration.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

const PREFIX: &str = "CHAT_CONSOLE_";
/// Set by platforms that provide a PostgreSQL.
const DATABASE_URL: &str = "DATABASE_URL";
/// Variables with our prefix that are not configuration: the tools' folder, the binary under test, and what
/// commands that call a console are told.
const OTHERS: [&str; 6] = ["cache", "binary", "demo_password", "require_postgres", "token", "url"];

/// What the variables say.
#[derive(Debug, Default)]
pub struct Environment {
    /// The keys of the configuration that are set.
    pub settings: BTreeMap<&'static str, String>,
    /// Names with our prefix that are not a key.
    pub unknown: Vec<String>,
    /// The configuration file, named by `CHAT_CONSOLE_CONFIG`.
    pub file: Option<PathBuf>,
}

pub fn variable_of(key: &str) -> String {
    if key == "database_url" {
        return DATABASE_URL.to_owned();
    }
    format!("{PREFIX}{}", key.to_uppercase())
}

/// The variables of the process that are text. [`super::ConfigError::NotText`] where one of ours is not.
pub fn text_variables(
    variables: impl IntoIterator<Item = (OsString, OsString)>,
) -> Result<Vec<(String, String)>, super::ConfigError> {
    let mut texts = Vec::new();
    for (name, value) in variables {
        // None of our names contains other characters.
        let Ok(name) = name.into_string() else { continue };
        match value.into_string() {
            Ok(value) => texts.push((name, value)),
            Err(_) if is_ours(&name) => return Err(super::ConfigError::NotText(name)),
            Err(_) => {}
        }
    }
    Ok(texts)
}

fn is_ours(variable: &str) -> bool {
    variable == DATABASE_URL || variable.starts_with(PREFIX)
}

impl Environment {
    /// Sorts the variables. An empty one counts as unset: platforms and `.env` files have many of them.
    pub fn of(variables: impl IntoIterator<Item = (String, String)>, keys: &[&'static str]) -> Self {
        let mut found = Self::default();
        let mut database_url = None;
        for (variable, value) in variables.into_iter().filter(|(_, value)| !value.trim().is_empty()) {
            if variable == DATABASE_URL {
                database_url = Some(value);
                continue;
            }
            let Some(name) = variable.strip_prefix(PREFIX).map(str::to_lowercase) else { continue };
            if name == "config" {
                found.file = Some(PathBuf::from(value));
            } else if let Some(key) = keys.iter().find(|key| **key == name) {
                found.settings.insert(*key, value);
            } else if !OTHERS.contains(&name.as_str()) {
                found.unknown.push(variable);
            }
        }
        if let Some(value) = database_url {
            found.settings.entry("database_url").or_insert(value);
        }
        found
    }
}
