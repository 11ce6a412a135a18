//! One line of the ledger.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{EntryKey, Month};
use crate::application::sdkappid::Sdkappid;
use crate::billing::catalogue::LimitKind;
use crate::billing::edition::Edition;
use crate::billing::money::Money;
use crate::field::Problem;
use crate::text;
use crate::time::Timestamp;

/// What an operator writes beside an amount: 1 to 200 characters on one line.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Note(String);

/// Why the balance changed, with everything that an invoice says about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Cause {
    /// An operator received money.
    TopUp {
        /// From whom, by which way.
        note: Note,
    },
    /// A package was ordered: its price, less what was unused of the one before.
    Order {
        /// For which application.
        sdkappid: Sdkappid,
        /// Which package.
        edition: Edition,
        /// For how many calendar months.
        months: u32,
    },
    /// A package went on.
    Renewal {
        /// Of which application.
        sdkappid: Sdkappid,
        /// Which package.
        edition: Edition,
        /// For how many calendar months.
        months: u32,
    },
    /// A limit was exceeded in a month.
    Overage {
        /// By which application.
        sdkappid: Sdkappid,
        /// When.
        month: Month,
        /// Which limit.
        limit: LimitKind,
        /// By how many.
        beyond: u64,
    },
    /// A package was given back: what was unused of it.
    Refund {
        /// Of which application.
        sdkappid: Sdkappid,
        /// Which package.
        edition: Edition,
    },
    /// An operator puts right what was wrong.
    Correction {
        /// What.
        note: Note,
    },
}

/// The kinds of entries, for lists and filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Above zero.
    TopUp,
    /// Any amount: what comes back from the old package may exceed the price of the new one.
    Order,
    /// At most zero.
    Renewal,
    /// At most zero.
    Overage,
    /// At least zero.
    Refund,
    /// Anything but zero.
    Correction,
}

/// An amount of that kind cannot be on this side of zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongAmount;

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    key: EntryKey,
    cause: Cause,
    amount: Money,
    at: Timestamp,
}

impl Entry {
    /// An entry that is posted at `at`: the amount that is added to the balance, or, below zero, taken from it.
    pub fn new(key: EntryKey, cause: Cause, amount: Money, at: Timestamp) -> Result<Self, WrongAmount> {
        let minor = amount.minor();
        let right = match cause.kind() {
            Kind::TopUp => minor > 0,
            Kind::Order => true,
            Kind::Renewal | Kind::Overage => minor <= 0,
            Kind::Refund => minor >= 0,
            Kind::Correction => minor != 0,
        };
        if right { Ok(Self { key, cause, amount, at }) } else { Err(WrongAmount) }
    }

    /// What makes it the only one of its kind: a second entry with this key is not posted.
    pub const fn key(&self) -> &EntryKey {
        &self.key
    }

    /// Why.
    pub const fn cause(&self) -> &Cause {
        &self.cause
    }

    /// What the balance changed by.
    pub const fn amount(&self) -> Money {
        self.amount
    }

    /// When it was posted.
    pub const fn at(&self) -> Timestamp {
        self.at
    }
}

impl Cause {
    /// Its kind.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::TopUp { .. } => Kind::TopUp,
            Self::Order { .. } => Kind::Order,
            Self::Renewal { .. } => Kind::Renewal,
            Self::Overage { .. } => Kind::Overage,
            Self::Refund { .. } => Kind::Refund,
            Self::Correction { .. } => Kind::Correction,
        }
    }

    /// The application that it is about, if it is about one.
    pub const fn sdkappid(&self) -> Option<Sdkappid> {
        match self {
            Self::Order { sdkappid, .. }
            | Self::Renewal { sdkappid, .. }
            | Self::Overage { sdkappid, .. }
            | Self::Refund { sdkappid, .. } => Some(*sdkappid),
            Self::TopUp { .. } | Self::Correction { .. } => None,
        }
    }
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::TopUp, Self::Order, Self::Renewal, Self::Overage, Self::Refund, Self::Correction];

    /// The short name in addresses and the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TopUp => "top_up",
            Self::Order => "order",
            Self::Renewal => "renewal",
            Self::Overage => "overage",
            Self::Refund => "refund",
            Self::Correction => "correction",
        }
    }

    /// The kind of that short name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

impl Note {
    /// The most characters it may have.
    pub const MOST: u32 = 200;

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Note {
    type Err = Problem;

    fn from_str(raw: &str) -> Result<Self, Problem> {
        text::parse(raw, 1, Self::MOST, false).map(Self)
    }
}

impl TryFrom<String> for Note {
    type Error = &'static str;

    fn try_from(raw: String) -> Result<Self, &'static str> {
        text::kept(raw, 1, false).map(Self).map_err(|_| "not a note: 1 to 200 characters on one line")
    }
}

impl From<Note> for String {
    fn from(note: Note) -> Self {
        note.0
    }
}
