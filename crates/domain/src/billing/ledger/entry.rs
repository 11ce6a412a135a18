//! Entries of the ledger.

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

/// An operator's note on an amount: 1 to 200 characters on one line.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Note(String);

/// Why the balance changed, with the details that an invoice needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum EntryCause {
    /// An operator recorded a payment.
    TopUp {
        /// Payer and payment method.
        note: Note,
    },
    /// A package was ordered: its price, less the unused part of the previous package.
    Order {
        /// The application of the order.
        sdkappid: Sdkappid,
        /// The ordered edition.
        edition: Edition,
        /// Length in calendar months.
        months: u32,
    },
    /// A package was renewed.
    Renewal {
        /// The application of the package.
        sdkappid: Sdkappid,
        /// The renewed edition.
        edition: Edition,
        /// Length in calendar months.
        months: u32,
    },
    /// A limit was exceeded in a calendar month.
    Overage {
        /// The application that exceeded it.
        sdkappid: Sdkappid,
        /// The calendar month (UTC).
        month: Month,
        /// The exceeded limit.
        limit: LimitKind,
        /// Number of units beyond the limit.
        beyond: u64,
    },
    /// A package was refunded: its unused part.
    Refund {
        /// The application of the package.
        sdkappid: Sdkappid,
        /// The refunded edition.
        edition: Edition,
    },
    /// An operator corrected the balance.
    Correction {
        /// Reason for the correction.
        note: Note,
    },
}

/// The kind of an entry, for lists and filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A payment received; positive.
    TopUp,
    /// An order; any amount, since the refund for the old package may exceed the price of the new one.
    Order,
    /// A renewal; at most zero.
    Renewal,
    /// A charge for exceeding a limit; at most zero.
    Overage,
    /// A refund; at least zero.
    Refund,
    /// A correction; anything but zero.
    Correction,
}

/// The sign of the amount does not fit the kind of entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongAmount;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerEntry {
    key: EntryKey,
    cause: EntryCause,
    amount: Money,
    at: Timestamp,
}

impl LedgerEntry {
    /// Creates an entry posted at `at`. A positive amount is added to the balance, a negative one is deducted.
    pub fn new(key: EntryKey, cause: EntryCause, amount: Money, at: Timestamp) -> Result<Self, WrongAmount> {
        let minor = amount.minor();
        let right = match cause.kind() {
            EntryKind::TopUp => minor > 0,
            EntryKind::Order => true,
            EntryKind::Renewal | EntryKind::Overage => minor <= 0,
            EntryKind::Refund => minor >= 0,
            EntryKind::Correction => minor != 0,
        };
        if right { Ok(Self { key, cause, amount, at }) } else { Err(WrongAmount) }
    }

    /// Idempotency key: a second entry with this key is not posted.
    pub const fn key(&self) -> &EntryKey {
        &self.key
    }

    /// Why the balance changed.
    pub const fn cause(&self) -> &EntryCause {
        &self.cause
    }

    /// The change of the balance.
    pub const fn amount(&self) -> Money {
        self.amount
    }

    /// Time of posting.
    pub const fn at(&self) -> Timestamp {
        self.at
    }
}

impl EntryCause {
    pub const fn kind(&self) -> EntryKind {
        match self {
            Self::TopUp { .. } => EntryKind::TopUp,
            Self::Order { .. } => EntryKind::Order,
            Self::Renewal { .. } => EntryKind::Renewal,
            Self::Overage { .. } => EntryKind::Overage,
            Self::Refund { .. } => EntryKind::Refund,
            Self::Correction { .. } => EntryKind::Correction,
        }
    }

    /// The application that it concerns, if any.
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

impl EntryKind {
    /// All kinds.
    pub const ALL: [Self; 6] =
        [Self::TopUp, Self::Order, Self::Renewal, Self::Overage, Self::Refund, Self::Correction];

    /// Identifier in URLs and the database.
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

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

impl Note {
    /// Maximum length in characters.
    pub const MAX_LENGTH: u32 = 200;

    /// The note as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Note {
    type Err = Problem;

    fn from_str(raw: &str) -> Result<Self, Problem> {
        text::parse(raw, 1, Self::MAX_LENGTH, false).map(Self)
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
