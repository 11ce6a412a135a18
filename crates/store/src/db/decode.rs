//! From columns to values: everything that is read passes the parsers of `domain` again.

use domain::application::lifecycle::{Life, Term};
use domain::application::sdkappid::Sdkappid;
use domain::time::Timestamp;

use crate::Error;

/// A table name, for [`Error::Corrupt`].
#[derive(Clone, Copy)]
pub(crate) struct Table(pub(crate) &'static str);

impl Table {
    /// The value, or [`Error::Corrupt`] if there is none.
    pub(crate) fn require<T>(self, column: &'static str, value: Option<T>) -> Result<T, Error> {
        value.ok_or(Error::Corrupt { table: self.0, column })
    }

    /// The value, or [`Error::Corrupt`] if it did not parse.
    pub(crate) fn valid<T, E>(self, column: &'static str, value: Result<T, E>) -> Result<T, Error> {
        self.require(column, value.ok())
    }

    /// Parses an SDKAppID column.
    pub(crate) fn sdkappid(self, number: i64) -> Result<Sdkappid, Error> {
        let sdkappid = u32::try_from(number).ok().and_then(|number| number.try_into().ok());
        self.require("sdkappid", sdkappid)
    }
}

/// An SDKAppID as a column value.
pub(crate) fn sdkappid_to_db(sdkappid: Sdkappid) -> i64 {
    sdkappid.number().into()
}

/// Declares a struct that is read from a row: each field from the column of its name, and a part behind `..` from the
/// columns of its own fields.
macro_rules! record {
    (
        $(#[$meta:meta])*
        $visibility:vis struct $name:ident {
            $($field_visibility:vis $field:ident: $type:ty,)*
            $(..$part:ident: $part_type:ty,)*
        }
    ) => {
        $(#[$meta])*
        $visibility struct $name {
            $($field_visibility $field: $type,)*
            $($part: $part_type,)*
        }

        impl<'r, R: sqlx::Row> sqlx::FromRow<'r, R> for $name
        where
            &'static str: sqlx::ColumnIndex<R>,
            $($type: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,)*
            $($part_type: sqlx::FromRow<'r, R>,)*
        {
            fn from_row(row: &'r R) -> Result<Self, sqlx::Error> {
                Ok(Self {
                    $($field: row.try_get(stringify!($field))?,)*
                    $($part: sqlx::FromRow::from_row(row)?,)*
                })
            }
        }
    };
}

pub(crate) use record;

/// The columns of an application's [`Life`], for a SELECT.
macro_rules! life_columns {
    () => {
        "edition, term_start, term_months, extensions, disabled, deleted_at, grace_until, shredded_at, auto_renew, \
         refunded_at, deletion_requested_at"
    };
}

pub(crate) use life_columns;

record! {
    /// The columns of an application's [`Life`].
    pub(crate) struct LifeRecord {
        pub(crate) edition: String,
        pub(crate) term_start: i64,
        pub(crate) term_months: i64,
        pub(crate) extensions: i64,
        pub(crate) disabled: bool,
        pub(crate) deleted_at: Option<i64>,
        pub(crate) grace_until: Option<i64>,
        pub(crate) shredded_at: Option<i64>,
        pub(crate) auto_renew: bool,
        pub(crate) refunded_at: Option<i64>,
        pub(crate) deletion_requested_at: Option<i64>,
    }
}

impl LifeRecord {
    /// Parses the columns; [`Error::Corrupt`] names the one that is not valid.
    pub(crate) fn life(&self) -> Result<Life, Error> {
        let table = Table("application");
        let months = table.valid("term_months", u32::try_from(self.term_months))?;
        let start = Timestamp::from_micros(self.term_start);
        Ok(Life {
            edition: table.valid("edition", self.edition.parse())?,
            term: Term { start, months },
            disabled: self.disabled,
            deleted_at: self.deleted_at.map(Timestamp::from_micros),
            grace_until: self.grace_until.map(Timestamp::from_micros),
            shredded_at: self.shredded_at.map(Timestamp::from_micros),
            extensions: table.valid("extensions", u32::try_from(self.extensions))?,
            auto_renew: self.auto_renew,
            refunded_at: self.refunded_at.map(Timestamp::from_micros),
            deletion_requested_at: self.deletion_requested_at.map(Timestamp::from_micros),
        })
    }
}

/// The column of that name: from when its package keeps it out of service automatically, suspended if it is a trial,
/// disabled if it is paid for. A package that is renewed automatically has the account's hours in arrears on top of
/// it. A refunded one is over whatever the clock says: since the beginning of time.
pub(crate) fn service_ends_at(life: &Life) -> Timestamp {
    life.refunded_at.map_or_else(|| life.term.end(), |_| Timestamp::from_micros(0))
}
