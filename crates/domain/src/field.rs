//! What is wrong with a field of a form: said beside the field, in the person's language.

use serde::{Deserialize, Serialize};

/// A field that a person fills in. The name is the one in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// **Application Name**.
    Name,
    /// **Description**.
    Description,
    /// **Region**.
    Region,
    /// **Email**.
    Email,
    /// **Password**, at set-up, sign-in and where it is asked for again.
    Password,
    /// The new password when it is changed.
    NewPassword,
    /// **Setup code**.
    SetupCode,
    /// **UserID**.
    UserId,
    /// **Valid for**.
    Expire,
    /// **Room** of a PrivateMapKey.
    Room,
    /// **Overlap**.
    Overlap,
    /// The SDKAppID, typed once more before something that hurts.
    Confirmation,
    /// **SDKAppID** of an application that is imported.
    Sdkappid,
    /// **Key** of an application that is imported.
    Key,
    /// **Subject** of a request.
    Subject,
    /// **Message** of a request.
    Message,
    /// **Amount** that an operator posts.
    Amount,
    /// **Note** beside it.
    Note,
    /// The acceptance of the terms of an order.
    Accept,
}

impl Field {
    /// The `name` attribute of the field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Description => "description",
            Self::Region => "region",
            Self::Email => "email",
            Self::Password => "password",
            Self::NewPassword => "new_password",
            Self::SetupCode => "setup_code",
            Self::UserId => "user_id",
            Self::Expire => "expire",
            Self::Room => "room",
            Self::Overlap => "overlap",
            Self::Confirmation => "confirmation",
            Self::Sdkappid => "sdkappid",
            Self::Key => "key",
            Self::Subject => "subject",
            Self::Message => "message",
            Self::Amount => "amount",
            Self::Note => "note",
            Self::Accept => "accept",
        }
    }
}

/// Why a value was not taken. Lengths count as a person counts: grapheme clusters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// Nothing was given.
    Missing,
    /// More than this many characters.
    TooLong(u32),
    /// Fewer than this many characters.
    TooShort(u32),
    /// A control character that cannot be shown.
    ControlCharacter,
    /// Not an e-mail address.
    NotAnEmail,
    /// None of the choices.
    NotAChoice,
    /// Not a whole number in this range.
    NotWithin {
        /// The smallest.
        least: u64,
        /// The largest.
        most: u64,
    },
    /// More than this many bytes.
    TooManyBytes(usize),
    /// Not ten digits that start with 14.
    NotAnSdkappid,
    /// Taken by another application already.
    Taken,
    /// On the list already.
    Listed,
    /// Not on the list.
    NotListed,
    /// The list has as many as it may have.
    NoMore(usize),
    /// The last one of the list: one has to be left.
    Last,
    /// Not an amount of money; the currency has this many decimal places.
    NotAnAmount(u8),
    /// Not a key.
    Key(crate::key::Unusable),
    /// Well-formed, but not the right one (a password, a code).
    Wrong,
}

/// One field and what is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Invalid {
    /// Where.
    pub field: Field,
    /// What.
    pub problem: Problem,
}

/// Collects what is wrong with a whole form, so that a person hears of everything at once.
#[derive(Debug, Default)]
pub struct Checklist(Vec<Invalid>);

impl Checklist {
    /// Nothing wrong yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps the problem of `field`, if there is one, and hands on the value.
    pub fn check<T>(&mut self, field: Field, parsed: Result<T, Problem>) -> Option<T> {
        parsed.map_err(|problem| self.0.push(Invalid { field, problem })).ok()
    }

    /// Keeps what was wrong with a part of the form.
    pub fn add(&mut self, invalid: Invalid) {
        self.0.push(invalid);
    }

    /// `value` when nothing was wrong; otherwise everything that was.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Vec<Invalid>> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self.0),
        }
    }
}
