//! Calendar months (UTC), the accounting period of overage.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

const EPOCH: Timestamp = Timestamp::from_micros(0);
const FIRST_YEAR: i64 = 1970;

/// A month of the years 1970 to 9999, e.g. `2026-11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month(u32);

/// The text is not a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseMonthError;

impl Month {
    /// The month that contains `instant`; the first month for anything before 1970.
    pub fn of(instant: Timestamp) -> Self {
        let civil = instant.civil();
        let years = u32::try_from(civil.year - FIRST_YEAR).unwrap_or(0);
        Self(years.saturating_mul(12).saturating_add(if civil.year < FIRST_YEAR {
            0
        } else {
            civil.month - 1
        }))
    }

    /// First instant of the month.
    pub fn start(self) -> Timestamp {
        EPOCH.plus_months(self.0)
    }

    /// First instant after the month.
    pub fn end(self) -> Timestamp {
        self.next().start()
    }

    /// The following month.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// The previous month; `None` for the first one.
    pub fn previous(self) -> Option<Self> {
        self.0.checked_sub(1).map(Self)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", FIRST_YEAR + i64::from(self.0 / 12), self.0 % 12 + 1)
    }
}

impl FromStr for Month {
    type Err = ParseMonthError;

    fn from_str(text: &str) -> Result<Self, ParseMonthError> {
        let (year, month) = text.split_once('-').ok_or(ParseMonthError)?;
        let number = |text: &str, length| {
            let plain = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<u32>().ok().filter(|_| plain).ok_or(ParseMonthError)
        };
        let (year, month) = (number(year, 4)?, number(month, 2)?);
        let years = year.checked_sub(1970).ok_or(ParseMonthError)?;
        if (1..=12).contains(&month) { Ok(Self(years * 12 + month - 1)) } else { Err(ParseMonthError) }
    }
}

impl TryFrom<String> for Month {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        text.parse().map_err(|_| "not a month, e.g. 2026-11")
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn begins_and_ends_in_utc() {
        let month: Month = "2028-02".parse().unwrap();
        assert_eq!(month.start().to_string(), "2028-02-01T00:00:00Z");
        assert_eq!(month.end().to_string(), "2028-03-01T00:00:00Z");
        assert_eq!(Month::of(month.start()), month);
        assert_eq!(Month::of(Timestamp::from_micros(month.end().micros() - 1)), month);
        assert_eq!(Month::of(month.end()), month.next());
        assert_eq!("2027-12".parse::<Month>().unwrap().next().to_string(), "2028-01");
        assert_eq!(month.next().previous(), Some(month));
        assert_eq!(Month::of(Timestamp::from_unix_seconds(-1)).to_string(), "1970-01");
        for wrong in ["", "2028", "2028-00", "2028-13", "28-02", "2028-2", "1969-12", "+028-02"] {
            assert_eq!(wrong.parse::<Month>(), Err(ParseMonthError), "{wrong}");
        }
    }
}
