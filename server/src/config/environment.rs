//! The environment as a source of configuration: text alone, so that a code made of digits stays what it is.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

use figment::value::{Dict, Map, Value};
use figment::{Error, Metadata, Profile, Provider};

const PREFIX: &str = "CHAT_CONSOLE_";
/// Set by platforms that come with a PostgreSQL.
const DATABASE_URL: &str = "DATABASE_URL";
/// Variables of ours that are not configuration: the tools' folder, the binary under test, and their like.
const OTHERS: [&str; 4] = ["cache", "binary", "demo_password", "require_postgres"];

/// The variables that are keys of the configuration.
pub struct Environment(BTreeMap<&'static str, String>);

/// The variable of a key.
pub fn variable_of(key: &str) -> String {
    if key == "database_url" {
        return DATABASE_URL.to_owned();
    }
    format!("{PREFIX}{}", key.to_uppercase())
}

/// The variables of the process that are text. [`super::Error::NotText`] where one of ours is not.
pub fn text_variables(
    variables: impl IntoIterator<Item = (OsString, OsString)>,
) -> Result<Vec<(String, String)>, super::Error> {
    let mut texts = Vec::new();
    for (name, value) in variables {
        // No name of ours has other characters.
        let Ok(name) = name.into_string() else { continue };
        match value.into_string() {
            Ok(value) => texts.push((name, value)),
            Err(_) if is_ours(&name) => return Err(super::Error::NotText(name)),
            Err(_) => {}
        }
    }
    Ok(texts)
}

fn is_ours(variable: &str) -> bool {
    variable == DATABASE_URL || variable.starts_with(PREFIX)
}

impl Environment {
    /// Sorts the variables into configuration, names that are unknown, and the file named by
    /// `CHAT_CONSOLE_CONFIG`.
    pub fn of(
        variables: impl IntoIterator<Item = (String, String)>,
        keys: &[&'static str],
    ) -> (Self, Vec<String>, Option<PathBuf>) {
        let mut known = BTreeMap::new();
        let mut unknown = Vec::new();
        let mut file = None;
        let mut database_url = None;
        // An empty variable is one that is not set: platforms and `.env` files have many of these.
        for (variable, value) in variables.into_iter().filter(|(_, value)| !value.trim().is_empty()) {
            if variable == DATABASE_URL {
                database_url = Some(value);
                continue;
            }
            let Some(name) = variable.strip_prefix(PREFIX).map(str::to_lowercase) else { continue };
            if name == "config" {
                file = Some(PathBuf::from(value));
            } else if let Some(key) = keys.iter().find(|key| **key == name) {
                known.insert(*key, value);
            } else if !OTHERS.contains(&name.as_str()) {
                unknown.push(variable);
            }
        }
        if let Some(value) = database_url {
            known.entry("database_url").or_insert(value);
        }
        (Self(known), unknown, file)
    }
}

impl Provider for Environment {
    fn metadata(&self) -> Metadata {
        Metadata::named("the environment").interpolater(|_, keys| variable_of(&keys.join("_")))
    }

    fn data(&self) -> Result<Map<Profile, Dict>, Error> {
        let dict =
            self.0.iter().map(|(key, value)| ((*key).to_owned(), Value::from(value.as_str()))).collect();
        Ok(Profile::Default.collect(dict))
    }
}
