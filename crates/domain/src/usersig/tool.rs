//! The UserSig tool: its forms and its results.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::application::ApplicationName;
use crate::application::sdkappid::Sdkappid;
use crate::field::{Checklist, Field, InvalidField, Problem};
use crate::key::KeyFacts;
use crate::time::Timestamp;
use crate::usersig::DEFAULT_EXPIRE;
use crate::usersig::diagnosis::Diagnosis;
use crate::usersig::private_map_key::{PrivateMapKey, Privilege, Privileges, Room, RoomName};
use crate::usersig::user_id::UserId;

/// Validity of a UserSig: 1 second to 50 years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity(u64);

impl Validity {
    /// Maximum, in seconds.
    pub const MAX_SECONDS: u64 = 50 * 366 * 86_400;

    pub const fn seconds(self) -> u64 {
        self.0
    }
}

impl Default for Validity {
    fn default() -> Self {
        Self(DEFAULT_EXPIRE)
    }
}

/// Unit of the validity in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Seconds,
    Minutes,
    Hours,
    Days,
}

impl Unit {
    /// All units, from longest to shortest.
    pub const ALL: [Self; 4] = [Self::Days, Self::Hours, Self::Minutes, Self::Seconds];

    /// The `value` of the unit in the form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Seconds => "seconds",
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
        }
    }

    /// Length of the unit in seconds.
    pub const fn seconds(self) -> u64 {
        match self {
            Self::Seconds => 1,
            Self::Minutes => 60,
            Self::Hours => 3_600,
            Self::Days => 86_400,
        }
    }
}

impl FromStr for Unit {
    type Err = Problem;

    fn from_str(code: &str) -> Result<Self, Problem> {
        Self::ALL.into_iter().find(|unit| unit.code() == code).ok_or(Problem::NotAChoice)
    }
}

/// The form **Generate**, as submitted.
#[derive(Debug, Clone, Copy, Default)]
pub struct GenerateForm<'a> {
    /// **UserID** of the token.
    pub user_id: &'a str,
    /// **Valid for**: a number.
    pub expire: &'a str,
    /// Unit of **Valid for**; seconds if empty.
    pub unit: &'a str,
    /// `none`, `number` or `name`; `none` if empty.
    pub room_kind: &'a str,
    /// Number or name of the room.
    pub room: &'a str,
    /// Codes of the privileges, separated by commas.
    pub privileges: &'a str,
}

/// The rest of the form **Generate** as submitted, to be shown again with the result.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct GenerateInput {
    /// **Valid for**: a number.
    pub expire: String,
    /// Unit of **Valid for**.
    pub unit: String,
    /// `none`, `number` or `name`.
    pub room_kind: String,
    /// Number or name of the room.
    pub room: String,
    /// Codes of the privileges, separated by commas.
    pub privileges: String,
}

impl From<GenerateForm<'_>> for GenerateInput {
    fn from(form: GenerateForm<'_>) -> Self {
        Self {
            expire: form.expire.into(),
            unit: form.unit.into(),
            room_kind: form.room_kind.into(),
            room: form.room.into(),
            privileges: form.privileges.into(),
        }
    }
}

impl GenerateInput {
    /// The selected privileges.
    pub fn privileges(&self) -> Privileges {
        privileges(&self.privileges)
    }
}

/// Parsed input for generating a UserSig.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUserSig {
    /// UserID of the token.
    pub user: UserId,
    /// Validity of the token.
    pub validity: Validity,
    /// Room and privileges of its PrivateMapKey, if it has one.
    pub room: Option<(Room, Privileges)>,
    /// The form as submitted, to be shown again.
    pub filled_in: GenerateInput,
}

impl NewUserSig {
    /// Parses the form; returns every invalid field.
    pub fn parse(form: GenerateForm<'_>) -> Result<Self, Vec<InvalidField>> {
        let mut checklist = Checklist::new();
        let user = checklist.check(Field::UserId, user(form.user_id));
        let validity = checklist.check(Field::Expire, validity(form.expire, form.unit));
        let room = checklist.check(Field::Room, room(form.room_kind, form.room));
        let whole = user.zip(validity).zip(room).map(|((user, validity), room)| {
            let room = room.map(|room| (room, privileges(form.privileges)));
            Self { user, validity, room, filled_in: form.into() }
        });
        checklist.finish(whole)
    }
}

fn user(raw: &str) -> Result<UserId, Problem> {
    match raw.trim() {
        "" => Err(Problem::Missing),
        text if text.len() > UserId::MAX_BYTES => Err(Problem::TooManyBytes(UserId::MAX_BYTES)),
        text => text.parse().map_err(|_| Problem::ControlCharacter),
    }
}

fn validity(number: &str, unit: &str) -> Result<Validity, Problem> {
    let unit = if unit.is_empty() { Unit::Seconds } else { unit.parse()? };
    let most = Validity::MAX_SECONDS / unit.seconds();
    match number.trim() {
        "" => Err(Problem::Missing),
        text => text
            .parse::<u64>()
            .ok()
            .filter(|number| (1..=most).contains(number))
            .map(|number| Validity(number * unit.seconds()))
            .ok_or(Problem::NotWithin { least: 1, most }),
    }
}

fn room(kind: &str, raw: &str) -> Result<Option<Room>, Problem> {
    let text = raw.trim();
    match kind {
        "" | "none" => Ok(None),
        "number" | "name" if text.is_empty() => Err(Problem::Missing),
        "number" => {
            let problem = Problem::NotWithin { least: 1, most: u32::MAX.into() };
            text.parse()
                .ok()
                .filter(|number| *number > 0)
                .map(|number| Some(Room::Number(number)))
                .ok_or(problem)
        }
        "name" => text
            .parse::<RoomName>()
            .map(|name| Some(Room::Name(name)))
            .map_err(|_| Problem::TooManyBytes(RoomName::MAX_BYTES)),
        _ => Err(Problem::NotAChoice),
    }
}

fn privileges(codes: &str) -> Privileges {
    let bits =
        codes.split(',').filter_map(Privilege::from_code).fold(0, |bits, privilege| bits | privilege.bit());
    Privileges::from_bits(bits)
}

/// A generated UserSig and its properties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generated {
    pub usersig: String,
    /// UserID of the token.
    pub user: String,
    /// Public properties of the key that signed it.
    pub key: KeyFacts,
    /// Time of signing.
    pub at: Timestamp,
    /// Validity in seconds.
    pub expire: u64,
    /// Its PrivateMapKey, if it has one.
    pub map_key: Option<PrivateMapKey>,
    /// The rest of the form as submitted.
    #[serde(default)]
    pub filled_in: GenerateInput,
}

/// A diagnosed UserSig.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosed {
    /// The pasted text, to be shown again.
    pub pasted: String,
    /// The given **UserID**.
    pub user: String,
    /// Time of the diagnosis.
    pub at: Timestamp,
    /// Result of the diagnosis.
    pub diagnosis: Diagnosis,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToolResult {
    /// Result of **Generate**.
    Generated(Generated),
    /// Result of **Verify**.
    Diagnosed(Diagnosed),
}

/// Contents of the tool's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolPage {
    /// Time of reading.
    pub now: Timestamp,
    /// SDKAppID of the application.
    pub sdkappid: Sdkappid,
    /// **Application Name** of the application.
    pub name: ApplicationName,
    /// Public properties of the key that signs.
    pub key: KeyFacts,
    /// Whether the key can sign: a public key cannot.
    pub can_sign: bool,
    /// Whether the key cannot be decrypted, so that its abilities are unknown.
    pub sealed: bool,
    /// The latest result, if any.
    pub answer: Option<ToolResult>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> GenerateForm<'static> {
        GenerateForm { user_id: " jiwoo ", expire: "2", unit: "hours", ..GenerateForm::default() }
    }

    #[test]
    fn reads_the_form() {
        let plain = NewUserSig::parse(form()).unwrap();
        assert_eq!((plain.user.as_str(), plain.validity.seconds(), plain.room), ("jiwoo", 7_200, None));
        let seconds = NewUserSig::parse(GenerateForm { unit: "", ..form() }).unwrap();
        assert_eq!(seconds.validity.seconds(), 2);
        let room = GenerateForm {
            room_kind: "number",
            room: "10000",
            privileges: "enter_room,receive_audio,x",
            ..form()
        };
        let new = NewUserSig::parse(room).unwrap();
        let (room, privileges) = new.room.unwrap();
        assert_eq!((room, privileges.bits()), (Room::Number(10_000), 10));
        let GenerateInput { expire, unit, room_kind, room, .. } = &new.filled_in;
        assert_eq!([expire, unit, room_kind, room], ["2", "hours", "number", "10000"]);
        assert_eq!(new.filled_in.privileges(), privileges);
    }

    #[test]
    fn says_everything_that_is_wrong() {
        let wrong = GenerateForm {
            user_id: "",
            expire: "0",
            unit: "days",
            room_kind: "number",
            room: "x",
            privileges: "",
        };
        let problems: Vec<_> =
            NewUserSig::parse(wrong).unwrap_err().iter().map(|invalid| invalid.problem).collect();
        assert_eq!(
            problems,
            [
                Problem::Missing,
                Problem::NotWithin { least: 1, most: Validity::MAX_SECONDS / 86_400 },
                Problem::NotWithin { least: 1, most: u32::MAX.into() },
            ]
        );
        let long = "가".repeat(11);
        let problem = NewUserSig::parse(GenerateForm { user_id: &long, ..form() }).unwrap_err()[0].problem;
        assert_eq!(problem, Problem::TooManyBytes(32));
    }
}
