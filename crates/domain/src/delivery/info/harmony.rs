//! `HarmonyInfo` (docs/facts/push-calls.md#offlinepushinfo).

use serde::ser::SerializeMap;
use serde_json::{Map, Value};

use super::is_https;
use super::member::{Malformed, Member, members};

/// `SoundDuration`: how long the sound is played, 1 to 60 seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SoundDuration(u8);

impl SoundDuration {
    /// The duration in seconds.
    pub const fn seconds(self) -> u8 {
        self.0
    }
}

impl Member for SoundDuration {
    fn read(value: &Value) -> Result<Option<Self>, Malformed> {
        match u8::read(value)? {
            Some(seconds @ 1..=60) => Ok(Some(Self(seconds))),
            _ => Err(Malformed),
        }
    }

    fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(name, &self.0)
    }
}

members! {
    /// What a push sets for HarmonyOS.
    HarmonyInfo {
        texts {
            /// `Title`: replaces the top-level title.
            title = "Title",
            /// `Category`: takes precedence over the certificate's.
            category = "Category",
            /// `Image`: URL of the large icon, beginning with `https://`.
            image = "Image",
            /// `Sound`: file name of the sound with suffix, in the application's `resources/rawfile`.
            sound = "Sound",
        }
        flags {}
        choices {
            /// `SoundDuration`: has an effect only together with [`Self::sound`].
            sound_duration: SoundDuration = "SoundDuration",
        }
        objects {}
        computed {}
    }
}

impl HarmonyInfo {
    pub(super) fn read(object: &Map<String, Value>) -> Result<Self, Malformed> {
        let info = Self::read_members(object)?;
        if is_https(info.image()) { Ok(info) } else { Err(Malformed) }
    }
}
