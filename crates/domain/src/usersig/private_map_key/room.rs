//! Rooms, either numeric or named (docs/facts/usersig.md#privatemapkey).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A room, by number or by name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Room {
    /// By number. Room 0 cannot be entered.
    Number(u32),
    /// By name. The room "10000" is not the room 10000.
    Name(RoomName),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RoomName(String);

/// The text is not a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseRoomError;

impl Room {
    /// The largest valid room number.
    pub const MAX_NUMBER: u32 = u32::MAX - 1;

    /// Parses a room number in decimal digits: 1 to [`Self::MAX_NUMBER`].
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
    /// Shortened for display: a name from a foreign PrivateMapKey may be very long.
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
    /// Maximum size of the name in a new PrivateMapKey, in bytes.
    pub const MAX_BYTES: usize = 64;

    /// A name in a PrivateMapKey made elsewhere: any text of up to 65 535 bytes.
    pub(super) const fn found(text: String) -> Self {
        Self(text)
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for RoomName {
    type Err = ParseRoomError;

    /// Accepts 1 to [`Self::MAX_BYTES`] bytes without control characters.
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
