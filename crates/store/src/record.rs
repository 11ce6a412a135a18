//! From columns to values: everything that is read is judged again by the parsers of `domain`.

use domain::lifecycle::{Life, Term};
use domain::sdkappid::Sdkappid;
use domain::time::Timestamp;

use crate::Error;

/// Names the table of a bad value.
#[derive(Clone, Copy)]
pub(crate) struct Table(pub(crate) &'static str);

impl Table {
    /// The value, if there is one.
    pub(crate) fn some<T>(self, column: &'static str, value: Option<T>) -> Result<T, Error> {
        value.ok_or(Error::Corrupt { table: self.0, column })
    }

    /// The value, if it was taken.
    pub(crate) fn ok<T, E>(self, column: &'static str, value: Result<T, E>) -> Result<T, Error> {
        self.some(column, value.ok())
    }

    /// An SDKAppID.
    pub(crate) fn sdkappid(self, number: i64) -> Result<Sdkappid, Error> {
        let sdkappid = u32::try_from(number).ok().and_then(|number| number.try_into().ok());
        self.some("sdkappid", sdkappid)
    }
}

/// An SDKAppID as it is kept.
pub(crate) fn number(sdkappid: Sdkappid) -> i64 {
    sdkappid.number().into()
}

/// The columns of an application's [`Life`].
pub(crate) struct LifeRecord<'a> {
    pub(crate) edition: &'a str,
    pub(crate) term_start: i64,
    pub(crate) term_months: i64,
    pub(crate) extensions: i64,
    pub(crate) disabled: bool,
    pub(crate) deleted_at: Option<i64>,
}

impl LifeRecord<'_> {
    /// Judges them.
    pub(crate) fn life(&self) -> Result<Life, Error> {
        let table = Table("application");
        let months = table.ok("term_months", u32::try_from(self.term_months))?;
        let start = Timestamp::from_micros(self.term_start);
        Ok(Life {
            edition: table.ok("edition", self.edition.parse())?,
            term: Term { start, months },
            disabled: self.disabled,
            deleted_at: self.deleted_at.map(Timestamp::from_micros),
            extensions: table.ok("extensions", u32::try_from(self.extensions))?,
            ..Life::begin(start)
        })
    }
}
