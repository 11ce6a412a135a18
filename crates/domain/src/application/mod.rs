//! An application: its name, its region and its state.
pub mod administrators;
pub mod alarms;
pub mod lifecycle;
pub mod listing;
pub mod region;
pub mod sdkappid;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::application::lifecycle::{Life, Moment, Status};
use crate::application::region::Region;
use crate::application::sdkappid::Sdkappid;
use crate::audit;
use crate::field::{Checklist, Field, InvalidField, Problem};
use crate::key::Key;
use crate::key::KeyFacts;
use crate::key::rotation::KeyState;
use crate::text;
use crate::time::Timestamp;
use crate::usersig::user_id::UserId;

/// **Application Name**: 1 to 60 characters after trimming, no control characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ApplicationName(String);

/// **Description**: up to 300 characters, line breaks allowed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Description(String);

impl ApplicationName {
    /// Maximum length in characters.
    pub const MAX_LENGTH: u32 = 60;

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name folded for search and sorting.
    pub fn folded(&self) -> String {
        text::folded_key(&self.0)
    }
}

impl Description {
    /// Maximum length in characters.
    pub const MAX_LENGTH: u32 = 300;

    /// The description as text; may be empty.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ApplicationName {
    type Err = Problem;

    fn from_str(raw: &str) -> Result<Self, Problem> {
        text::parse(raw, 1, Self::MAX_LENGTH, false).map(Self)
    }
}

impl FromStr for Description {
    type Err = Problem;

    fn from_str(raw: &str) -> Result<Self, Problem> {
        text::parse(raw, 0, Self::MAX_LENGTH, true).map(Self)
    }
}

/// Conversions of a stored text with a minimum length of `least`; `lines` tells whether it may have several lines.
macro_rules! text_conversions {
    ($($name:ty: $least:literal, $lines:literal;)*) => {$(
        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(raw: String) -> Result<Self, String> {
                let kept = text::kept(raw, $least, $lines);
                kept.map(Self).map_err(|problem| format!("{}: {problem:?}", stringify!($name)))
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

text_conversions! {
    ApplicationName: 1, false;
    Description: 0, true;
}

/// Input for creating an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewApplication {
    /// **Application Name**.
    pub name: ApplicationName,
    /// **Description**.
    pub description: Description,
    /// **Region**.
    pub region: Region,
}

impl NewApplication {
    /// Parses the form of **Create Application**; returns every invalid field.
    pub fn parse(name: &str, description: &str, region: &str) -> Result<Self, Vec<InvalidField>> {
        let mut checklist = Checklist::new();
        let name = checklist.check(Field::Name, name.parse());
        let description = checklist.check(Field::Description, description.parse());
        let region = checklist.check(Field::Region, region.parse());
        let whole = name.zip(description).zip(region);
        checklist.finish(whole.map(|((name, description), region)| Self { name, description, region }))
    }
}

/// Input for importing an application that exists elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedApplication {
    /// Its existing SDKAppID, which does not change.
    pub sdkappid: Sdkappid,
    /// The properties of any new application.
    pub application: NewApplication,
    /// Its existing key.
    pub key: Key,
}

impl ImportedApplication {
    /// Parses the form of **Import Application**; returns every invalid field. `key` is the PEM of an ECDSA
    /// key, or the text of an HMAC key.
    pub fn parse(
        sdkappid: &str,
        name: &str,
        description: &str,
        region: &str,
        key: &str,
    ) -> Result<Self, Vec<InvalidField>> {
        let mut checklist = Checklist::new();
        let sdkappid = match sdkappid.trim() {
            "" => Err(Problem::Missing),
            text => text.parse().map_err(|_| Problem::NotAnSdkappid),
        };
        let sdkappid = checklist.check(Field::Sdkappid, sdkappid);
        let application = NewApplication::parse(name, description, region)
            .map_err(|invalid| invalid.into_iter().for_each(|invalid| checklist.add(invalid)))
            .ok();
        let key = checklist.check(Field::Key, Key::parse_any(key).map_err(Problem::Key));
        let whole = sdkappid.zip(application).zip(key);
        checklist.finish(whole.map(|((sdkappid, application), key)| Self { sdkappid, application, key }))
    }
}

/// Input for **Edit** -> **Save**.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// **Application Name**.
    pub name: ApplicationName,
    /// **Description**.
    pub description: Description,
}

impl Profile {
    /// Parses the form of **Edit**; returns every invalid field.
    pub fn parse(name: &str, description: &str) -> Result<Self, Vec<InvalidField>> {
        let mut checklist = Checklist::new();
        let name = checklist.check(Field::Name, name.parse());
        let description = checklist.check(Field::Description, description.parse());
        let whole = name.zip(description);
        checklist.finish(whole.map(|(name, description)| Self { name, description }))
    }
}

/// A stored application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    pub sdkappid: Sdkappid,
    /// **Application Name**.
    pub name: ApplicationName,
    /// **Description**.
    pub description: Description,
    /// Region of its data.
    pub region: Region,
    /// Package, term and lifecycle state.
    pub life: Life,
    /// Time of creation.
    pub created_at: Timestamp,
    /// Incremented with each change. A save states the version that it is based on.
    pub version: i64,
}

impl Application {
    pub fn status(&self, at: Moment) -> Status {
        self.life.status(at)
    }
}

/// Contents of the Chat detail page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationDetail {
    /// Moment of reading, for which statuses and relative times are computed.
    pub at: Moment,
    pub application: Application,
    /// Its current key, without the secret.
    pub key: KeyFacts,
    /// All its keys, newest first: the accepted ones, and those that ended recently.
    pub keys: Vec<KeyState>,
    /// UserIDs that may call `/v4` for it.
    pub administrators: Vec<UserId>,
    /// The secret of the key; set only in the response to **Show Key**.
    pub revealed: Option<String>,
    /// Recent changes, newest first.
    pub recent: Vec<audit::RecentChange>,
}

/// A row of the application selector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationSuggestion {
    pub sdkappid: Sdkappid,
    /// **Application Name**.
    pub name: ApplicationName,
    /// Edition of its package.
    pub edition: crate::billing::edition::Edition,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_hears_of_everything_at_once() {
        let problems = NewApplication::parse(" ", &"x".repeat(301), "atlantis").unwrap_err();
        assert_eq!(
            problems,
            [
                InvalidField { field: Field::Name, problem: Problem::Missing },
                InvalidField { field: Field::Description, problem: Problem::TooLong(300) },
                InvalidField { field: Field::Region, problem: Problem::NotAChoice },
            ]
        );
    }

    #[test]
    fn a_name_that_was_kept_is_read_back_as_it_was() {
        let name: ApplicationName = "  Ward Rounds ".parse().unwrap();
        assert_eq!(name.as_str(), "Ward Rounds");
        let json = serde_json::to_string(&name).unwrap();
        assert_eq!(serde_json::from_str::<ApplicationName>(&json).unwrap(), name);
        assert!(serde_json::from_str::<ApplicationName>("\"\"").is_err());
    }
}
