//! `BadgeAddNum` and `BadgeSetNum` (docs/facts/push-calls.md#offlinepushinfo).

use serde::ser::SerializeMap;
use serde_json::{Map, Value};

use super::member::{Malformed, read};

const ADD: &str = "BadgeAddNum";
const SET: &str = "BadgeSetNum";

/// A change to the number on the application's icon, for iOS, Huawei, HONOR and `HarmonyOS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Badge {
    /// `BadgeAddNum`: adds 1 to 99.
    Add(u8),
    /// `BadgeSetNum`: sets it to 0 to 999. All but iOS show at most 99.
    Set(u16),
}

impl Badge {
    /// A number that is set takes precedence over one that is added.
    pub(super) fn read(object: &Map<String, Value>) -> Result<Option<Self>, Malformed> {
        let add = match read(object, ADD)? {
            Some(number @ 1..=99) => Some(Self::Add(number)),
            None => None,
            Some(_) => return Err(Malformed),
        };
        match read(object, SET)? {
            Some(number @ 0..=999) => Ok(Some(Self::Set(number))),
            None => Ok(add),
            Some(_) => Err(Malformed),
        }
    }

    pub(super) fn write<M: SerializeMap>(self, map: &mut M) -> Result<(), M::Error> {
        match self {
            Self::Add(number) => map.serialize_entry(ADD, &number),
            Self::Set(number) => map.serialize_entry(SET, &number),
        }
    }
}
