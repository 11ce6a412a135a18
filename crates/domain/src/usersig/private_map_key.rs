//! PrivateMapKey: the room that a user may enter and their privileges in it (docs/facts/usersig.md#privatemapkey).
//!
//! It is the userbuf of a UserSig. All numbers are big-endian.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::application::sdkappid::Sdkappid;
use crate::time::Timestamp;
use crate::usersig::user_id::UserId;

mod privileges;
mod room;

pub use privileges::{Privilege, Privileges};
pub use room::{ParseRoomError, Room, RoomName};

const NUMERIC: u8 = 0;
const NAMED: u8 = 1;

/// The content of a PrivateMapKey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivateMapKey {
    /// UserID of the user.
    pub account: String,
    /// SDKAppID of the application.
    pub sdkappid: u32,
    /// Room that the user may enter.
    pub room: Room,
    /// Time of expiry, unix seconds.
    pub expires_at: u32,
    /// Privileges of the user in the room.
    pub privileges: Privileges,
    /// Always 0 in tokens of the reference libraries.
    pub account_type: u32,
}

/// Why bytes are not a PrivateMapKey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParsePrivateMapKeyError {
    /// A version other than 0 and 1.
    Version(u8),
    /// The input ends too early.
    Truncated,
    /// Bytes follow the end.
    Trailing,
    /// The UserID or the room is not UTF-8.
    NotText,
    /// It has both a numeric and a named room.
    TwoRooms,
}

impl PrivateMapKey {
    /// Creates a key for `user` in `room`, valid for `expire` seconds from `now`, but at most until 2106, the
    /// limit of its four bytes.
    pub fn new(
        sdkappid: Sdkappid,
        user: &UserId,
        room: Room,
        privileges: Privileges,
        now: Timestamp,
        expire: u64,
    ) -> Self {
        let end = u64::try_from(now.unix_seconds()).unwrap_or(0).saturating_add(expire);
        Self {
            account: user.as_str().to_owned(),
            sdkappid: sdkappid.number(),
            room,
            expires_at: u32::try_from(end).unwrap_or(u32::MAX),
            privileges,
            account_type: 0,
        }
    }

    /// Encodes the key. An account or room name would be truncated at 65 535 bytes; those of this console are shorter.
    pub fn encode(&self) -> Vec<u8> {
        let (version, number) = match &self.room {
            Room::Number(number) => (NUMERIC, *number),
            Room::Name(_) => (NAMED, 0),
        };
        let mut bytes = vec![version];
        push_text(&mut bytes, &self.account);
        for number in [self.sdkappid, number, self.expires_at, self.privileges.bits(), self.account_type] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        if let Room::Name(name) = &self.room {
            push_text(&mut bytes, name.as_str());
        }
        bytes
    }

    /// Decodes a key; trailing bytes are an error.
    pub fn decode(bytes: &[u8]) -> Result<Self, ParsePrivateMapKeyError> {
        let mut rest = bytes;
        let [version] = take(&mut rest)?;
        if !matches!(version, NUMERIC | NAMED) {
            return Err(ParsePrivateMapKeyError::Version(version));
        }
        let account = take_text(&mut rest)?;
        let [sdkappid, number, expires_at, privileges, account_type] = [
            u32::from_be_bytes(take(&mut rest)?),
            u32::from_be_bytes(take(&mut rest)?),
            u32::from_be_bytes(take(&mut rest)?),
            u32::from_be_bytes(take(&mut rest)?),
            u32::from_be_bytes(take(&mut rest)?),
        ];
        let room = match version {
            NAMED if number != 0 => return Err(ParsePrivateMapKeyError::TwoRooms),
            NAMED => Room::Name(RoomName::found(take_text(&mut rest)?)),
            _ => Room::Number(number),
        };
        if !rest.is_empty() {
            return Err(ParsePrivateMapKeyError::Trailing);
        }
        let privileges = Privileges::from_bits(privileges);
        Ok(Self { account, sdkappid, room, expires_at, privileges, account_type })
    }
}

fn push_text(bytes: &mut Vec<u8>, text: &str) {
    let length = u16::try_from(text.len()).unwrap_or(u16::MAX);
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(&text.as_bytes()[..usize::from(length)]);
}

fn take<const COUNT: usize>(rest: &mut &[u8]) -> Result<[u8; COUNT], ParsePrivateMapKeyError> {
    let (taken, after) = rest.split_first_chunk::<COUNT>().ok_or(ParsePrivateMapKeyError::Truncated)?;
    *rest = after;
    Ok(*taken)
}

fn take_text(rest: &mut &[u8]) -> Result<String, ParsePrivateMapKeyError> {
    let length = usize::from(u16::from_be_bytes(take(rest)?));
    let (taken, after) = rest.split_at_checked(length).ok_or(ParsePrivateMapKeyError::Truncated)?;
    *rest = after;
    std::str::from_utf8(taken).map(str::to_owned).map_err(|_| ParsePrivateMapKeyError::NotText)
}

impl fmt::Display for ParsePrivateMapKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version(version) => write!(f, "unknown version {version} of a PrivateMapKey"),
            Self::Truncated => f.write_str("the PrivateMapKey ends too early"),
            Self::Trailing => f.write_str("bytes after the end of the PrivateMapKey"),
            Self::NotText => f.write_str("the PrivateMapKey holds a name that is not UTF-8"),
            Self::TwoRooms => f.write_str("the PrivateMapKey names two rooms"),
        }
    }
}

impl std::error::Error for ParsePrivateMapKeyError {}
