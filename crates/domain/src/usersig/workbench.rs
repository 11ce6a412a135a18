//! The UserSig tool: what is asked of it, and what it answers.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::application::ApplicationName;
use crate::application::sdkappid::Sdkappid;
use crate::field::{Checklist, Field, Invalid, Problem};
use crate::key::KeyFacts;
use crate::time::Timestamp;
use crate::usersig::DEFAULT_EXPIRE;
use crate::usersig::diagnosis::Diagnosis;
use crate::usersig::private_map_key::{PrivateMapKey, Privilege, Privileges, Room, RoomName};
use crate::usersig::user_id::UserId;

/// How long a UserSig is to be valid: 1 second to 50 years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity(u64);

impl Validity {
    /// The longest, in seconds.
    pub const MOST: u64 = 50 * 366 * 86_400;

    /// In seconds.
    pub const fn seconds(self) -> u64 {
        self.0
    }
}

impl Default for Validity {
    fn default() -> Self {
        Self(DEFAULT_EXPIRE)
    }
}

/// What the number in the form counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
}

impl Unit {
    /// From the longest to the shortest.
    pub const ALL: [Self; 4] = [Self::Days, Self::Hours, Self::Minutes, Self::Seconds];

    /// The `value` of the choice.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Seconds => "seconds",
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
        }
    }

    /// In seconds.
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

/// The form **Generate**, as it was filled in.
#[derive(Debug, Clone, Copy, Default)]
pub struct GenerateForm<'a> {
    /// **UserID**.
    pub user_id: &'a str,
    /// **Valid for**: a number.
    pub expire: &'a str,
    /// What it counts; seconds where it is not said.
    pub unit: &'a str,
    /// `none`, `number` or `name`; none where it is not said.
    pub room_kind: &'a str,
    /// The number or name of the room.
    pub room: &'a str,
    /// Codes of privileges, separated by commas.
    pub privileges: &'a str,
}

/// The rest of the form **Generate** as it was filled in, to be shown again with what was made.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FilledIn {
    /// **Valid for**: a number.
    pub expire: String,
    /// What it counts.
    pub unit: String,
    /// The kind of room.
    pub room_kind: String,
    /// The number or name of the room.
    pub room: String,
    /// Codes of privileges, separated by commas.
    pub privileges: String,
}

impl From<GenerateForm<'_>> for FilledIn {
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

impl FilledIn {
    /// The privileges that were ticked.
    pub fn privileges(&self) -> Privileges {
        privileges(&self.privileges)
    }
}

/// A UserSig to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUserSig {
    /// For whom.
    pub user: UserId,
    /// For how long.
    pub validity: Validity,
    /// The room of its PrivateMapKey, where it is to have one, and what the user may do there.
    pub room: Option<(Room, Privileges)>,
    /// The form, to be shown again.
    pub filled_in: FilledIn,
}

impl NewUserSig {
    /// Reads the form; says everything that is wrong with it.
    pub fn parse(form: GenerateForm<'_>) -> Result<Self, Vec<Invalid>> {
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
    let most = Validity::MOST / unit.seconds();
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

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generated {
    /// The UserSig.
    pub usersig: String,
    /// For whom.
    pub user: String,
    /// Which key signed it.
    pub key: KeyFacts,
    /// When.
    pub at: Timestamp,
    /// For how many seconds.
    pub expire: u64,
    /// What its PrivateMapKey says, where it has one.
    pub map_key: Option<PrivateMapKey>,
    /// What else the form said.
    #[serde(default)]
    pub filled_in: FilledIn,
}

/// What was found out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosed {
    /// What was pasted, so that it is still there.
    pub pasted: String,
    /// The **UserID** that was given.
    pub user: String,
    /// When it was looked at.
    pub at: Timestamp,
    /// What there is to say.
    pub diagnosis: Diagnosis,
}

/// An answer of the tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// To **Generate**.
    Generated(Generated),
    /// To **Verify**.
    Diagnosed(Diagnosed),
}

/// Everything that the page of the tool shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workbench {
    /// When this was read.
    pub now: Timestamp,
    /// The application.
    pub sdkappid: Sdkappid,
    /// **Application Name**.
    pub name: ApplicationName,
    /// The key that signs.
    pub key: KeyFacts,
    /// Whether it can: a public key alone cannot.
    pub can_sign: bool,
    /// Whether the key cannot be decrypted, so that it is not known what it can.
    pub sealed: bool,
    /// What was asked last, and answered.
    pub answer: Option<Answer>,
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
        let FilledIn { expire, unit, room_kind, room, .. } = &new.filled_in;
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
                Problem::NotWithin { least: 1, most: Validity::MOST / 86_400 },
                Problem::NotWithin { least: 1, most: u32::MAX.into() },
            ]
        );
        let long = "가".repeat(11);
        let problem = NewUserSig::parse(GenerateForm { user_id: &long, ..form() }).unwrap_err()[0].problem;
        assert_eq!(problem, Problem::TooManyBytes(32));
    }
}
