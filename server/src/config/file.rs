//! The file as a source of configuration.

use std::path::Path;

use figment::providers::{Data, Format as _, Toml};
use figment::value::{Dict, Map, Value};
use figment::{Error, Metadata, Profile, Provider};

/// An empty text is as good as no line, but for this key: there it has always meant "none".
const EMPTY_MEANS_NONE: &str = "metrics_listen";

/// A TOML file without the keys whose text is empty.
pub struct File(Data<Toml>);

impl File {
    /// The one at `path`; it is read later.
    pub fn new(path: &Path) -> Self {
        // `exact`: figment would look for the file in the parent folders too.
        Self(Toml::file_exact(path))
    }
}

impl Provider for File {
    fn metadata(&self) -> Metadata {
        self.0.metadata()
    }

    fn data(&self) -> Result<Map<Profile, Dict>, Error> {
        let mut data = self.0.data()?;
        for dict in data.values_mut() {
            dict.retain(|key, value| key == EMPTY_MEANS_NONE || !is_empty(value));
        }
        Ok(data)
    }
}

fn is_empty(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.trim().is_empty())
}
