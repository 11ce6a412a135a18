//! Webhooks: events that happen to an account and its applications, sent to HTTP endpoints as
//! [Standard Webhooks](https://www.standardwebhooks.com) describe (docs/adr/0013-webhooks.md).

pub mod address;
pub mod event;
pub mod message;
pub mod peer;
pub mod retry;
pub mod secret;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::application::Description;
use crate::application::sdkappid::Sdkappid;
use crate::field::{Checklist, Field, InvalidField, Problem};
use crate::time::Timestamp;
use address::EndpointUrl;
use event::EventKinds;

/// The number of an endpoint, unique in the installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EndpointId(pub i64);

impl fmt::Display for EndpointId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for EndpointId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// Whether messages are sent to an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndpointState {
    /// They are.
    Enabled,
    /// A person disabled it.
    Disabled,
    /// It answered 410: it wants no more messages.
    Gone,
}

impl EndpointState {
    pub const ALL: [Self; 3] = [Self::Enabled, Self::Disabled, Self::Gone];

    /// Identifier in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Enabled => "enabled",
            Self::Disabled => "disabled",
            Self::Gone => "gone",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// What a person chooses about an endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndpointSettings {
    /// Where messages are posted to.
    pub url: EndpointUrl,
    /// What it is for; may be empty.
    pub description: Description,
    /// The application whose events it receives; `None` for those of the whole account.
    pub sdkappid: Option<Sdkappid>,
    /// The events that it receives.
    pub events: EventKinds,
}

impl EndpointSettings {
    /// Parses the form; `sdkappid` may be empty. Without a chosen event the form is invalid.
    pub fn parse<'a>(
        url: &str,
        description: &str,
        sdkappid: &str,
        events: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, Vec<InvalidField>> {
        let mut checklist = Checklist::new();
        let url = checklist.check(Field::EndpointUrl, url.parse());
        let description = checklist.check(Field::Description, description.parse());
        let sdkappid = match sdkappid.trim() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| Problem::NotAnSdkappid),
        };
        let sdkappid = checklist.check(Field::Sdkappid, sdkappid);
        let events = checklist.check(Field::Events, EventKinds::parse(events));
        let parsed = url.zip(description).zip(sdkappid.zip(events));
        let parsed = parsed.map(|((url, description), (sdkappid, events))| Self {
            url,
            description,
            sdkappid,
            events,
        });
        checklist.finish(parsed)
    }
}

/// An endpoint, without its secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoint {
    pub id: EndpointId,
    /// What was chosen when it was saved last.
    pub settings: EndpointSettings,
    pub state: EndpointState,
    /// When it was created.
    pub created_at: Timestamp,
}

impl Endpoint {
    /// Maximum number of endpoints of an account.
    pub const MAX_COUNT: usize = 20;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_every_wrong_field_at_once() {
        let wrong = EndpointSettings::parse("ftp://x", &"x".repeat(301), "0", ["no.such"]).unwrap_err();
        let fields: Vec<Field> = wrong.into_iter().map(|wrong| wrong.field).collect();
        assert_eq!(fields, [Field::EndpointUrl, Field::Description, Field::Sdkappid, Field::Events]);
        let parsed = EndpointSettings::parse(" https://a.example/hook ", "", "", ["key.rotated"]).unwrap();
        assert_eq!((parsed.url.as_str(), parsed.sdkappid), ("https://a.example/hook", None));
    }
}
