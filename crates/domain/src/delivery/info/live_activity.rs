//! `LiveActivity` of `ApnsInfo` (docs/facts/push-calls.md#offlinepushinfo).

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::choice::LiveActivityEvent;
use super::member::{Malformed, Member, read, write};
use crate::time::Timestamp;

/// A change to a Live Activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveActivity {
    id: String,
    event: LiveActivityEvent,
    content_state: Map<String, Value>,
    dismissal_date: Option<Timestamp>,
}

impl LiveActivity {
    /// Maximum length of the ID in bytes.
    pub const MAX_ID_BYTES: usize = 64;

    /// `LaId`: the activity's ID at the client, 1 to [`Self::MAX_ID_BYTES`] bytes.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// `Event`.
    pub const fn event(&self) -> LiveActivityEvent {
        self.event
    }

    /// `ContentState`: the state, as the application defines it. Numbers with a fraction have the precision of an
    /// `f64`, and reading the stored form may change their last digit.
    pub const fn content_state(&self) -> &Map<String, Value> {
        &self.content_state
    }

    /// `DismissalDate`: when the system removes an ended activity; soon after the end if missing.
    pub const fn dismissal_date(&self) -> Option<Timestamp> {
        self.dismissal_date
    }
}

impl Member for LiveActivity {
    fn read(value: &Value) -> Result<Option<Self>, Malformed> {
        let object = value.as_object().ok_or(Malformed)?;
        let id: String = read(object, "LaId")?.ok_or(Malformed)?;
        if id.len() > Self::MAX_ID_BYTES {
            return Err(Malformed);
        }
        let content_state = object.get("ContentState").ok_or(Malformed)?;
        Ok(Some(Self {
            id,
            event: read(object, "Event")?.ok_or(Malformed)?,
            content_state: Map::read(content_state)?.unwrap_or_default(),
            dismissal_date: read(object, "DismissalDate")?,
        }))
    }

    fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(name, self)
    }
}

impl Serialize for LiveActivity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.id.write("LaId", &mut map)?;
        self.event.write("Event", &mut map)?;
        self.content_state.write("ContentState", &mut map)?;
        write(&mut map, "DismissalDate", self.dismissal_date.as_ref())?;
        map.end()
    }
}

/// Unix seconds.
impl Member for Timestamp {
    fn read(value: &Value) -> Result<Option<Self>, Malformed> {
        /// The end of the year 9999.
        const LAST: i64 = 253_402_300_799;
        let seconds = value.as_i64().filter(|seconds| (0..=LAST).contains(seconds)).ok_or(Malformed)?;
        Ok(Some(Self::from_unix_seconds(seconds)))
    }

    fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(name, &self.unix_seconds())
    }
}
