//! Rooms, either numeric or named (docs/facts/usersig.md#privatemapkey).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A room.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Room {
    /// By number. 0 is no room that can be entered.
    Number(u32),
    /// By name. The room "10000" is another one than the room 10000.
    Name(RoomName),
}

/// The name of a room.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RoomName(String);

/// The text is not a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseRoomError;

impl Room {
    /// The largest number of a room.
    pub const MAX_NUMBER: u32 = u32::MAX - 1;

    /// The room of that number, written in digits: 1 to [`Self::MAX_NUMBER`].
    pub fn number(text: &str) -> Result<Self, ParseRoomError> {
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ParseRoomError);
        }
        match text.parse() {
            Ok(number @ 1..=Self::MAX_NUMBER) => Ok(Self::Number(number)),
            _ => Err(ParseRoomError),
        }
    }
}

impl Room {
    /// As it may be shown: a name that somebody else has made may be very long.
    pub(crate) fn clipped(self) -> Self {
        match self {
            Self::Name(RoomName(name)) if name.len() > RoomName::MAX_BYTES => {
                Self::Name(RoomName(name.chars().take(16).chain(['…']).collect()))
            }
            room => room,
        }
    }
}

impl RoomName {
    /// The most bytes that the name of a new PrivateMapKey may have.
    pub const MAX_BYTES: usize = 64;

    /// As it stands in a PrivateMapKey that somebody else has made: up to 65 535 bytes of any text.
    pub(super) const fn found(text: String) -> Self {
        Self(text)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for RoomName {
    type Err = ParseRoomError;

    /// 1 to [`Self::MAX_BYTES`] bytes without control characters.
    fn from_str(text: &str) -> Result<Self, ParseRoomError> {
        if text.is_empty() || text.len() > Self::MAX_BYTES || text.chars().any(char::is_control) {
            Err(ParseRoomError)
        } else {
            Ok(Self(text.to_owned()))
        }
    }
}

impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Name(name) => f.write_str(name.as_str()),
        }
    }
}

impl fmt::Display for ParseRoomError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a room: a number from 1 to 4294967294, or a name of 1 to 64 bytes")
    }
}

impl std::error::Error for ParseRoomError {}
