//! Instants in UTC and the civil calendar, without a clock.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

const MICROS_PER_SECOND: i64 = 1_000_000;
const SECONDS_PER_DAY: i64 = 86_400;

/// An instant: microseconds since 1970-01-01T00:00:00Z, negative before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

/// A date and time of day in the proleptic Gregorian calendar, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Civil {
    /// Year, e.g. 2026.
    pub year: i64,
    /// Month, 1 to 12.
    pub month: u32,
    /// Day of the month, 1 to 31.
    pub day: u32,
    /// Second of the day, 0 to 86 399.
    pub second_of_day: u32,
}

impl Timestamp {
    /// Creates an instant from microseconds since the Unix epoch.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Creates an instant from whole seconds since the Unix epoch; saturates far outside any calendar.
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(MICROS_PER_SECOND))
    }

    /// Microseconds since the Unix epoch.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since the Unix epoch, rounded down.
    pub const fn unix_seconds(self) -> i64 {
        self.0.div_euclid(MICROS_PER_SECOND)
    }

    /// This instant plus `duration`; saturates.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)))
    }

    /// This instant minus `duration`; saturates.
    #[must_use]
    pub fn minus(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)))
    }

    /// Time elapsed since `earlier`; zero if that is in the future.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// Rounds down to a multiple of `span`, counted from 1970-01-01.
    #[must_use]
    pub fn floor(self, span: Duration) -> Self {
        let micros = i64::try_from(span.as_micros()).unwrap_or(i64::MAX).max(1);
        Self(self.0.saturating_sub(self.0.rem_euclid(micros)))
    }

    /// The same time of day `months` calendar months later. A day that the target month does not have becomes
    /// its last day: 31 January plus one month is 28 or 29 February.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let civil = self.civil();
        let index = civil.year * 12 + i64::from(civil.month) - 1 + i64::from(months);
        let year = index.div_euclid(12);
        let month = u32::try_from(index.rem_euclid(12)).unwrap_or(0) + 1;
        let day = civil.day.min(days_in_month(year, month));
        let fraction = self.0.rem_euclid(MICROS_PER_SECOND);
        let seconds = days_from_civil(year, month, day) * SECONDS_PER_DAY + i64::from(civil.second_of_day);
        Self(seconds.saturating_mul(MICROS_PER_SECOND).saturating_add(fraction))
    }

    /// This instant as date and time of day, UTC.
    pub fn civil(self) -> Civil {
        let seconds = self.unix_seconds();
        let (year, month, day) = civil_from_days(seconds.div_euclid(SECONDS_PER_DAY));
        let second_of_day = u32::try_from(seconds.rem_euclid(SECONDS_PER_DAY)).unwrap_or(0);
        Civil { year, month, day, second_of_day }
    }

    /// The beginning of a day, UTC, given as its date in ISO order, e.g. `2026-11-29`. `None` if there is no such day.
    pub fn from_date(date: &str) -> Option<Self> {
        let is_plain = date.len() == 10 && date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let (year, rest) = date.split_once('-').filter(|(year, _)| is_plain && year.len() == 4)?;
        let (month, day) = rest.split_once('-')?;
        let (year, month, day): (i64, u32, u32) =
            (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        let is_day = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
        is_day.then(|| Self::from_unix_seconds(days_from_civil(year, month, day) * SECONDS_PER_DAY))
    }

    /// The date in ISO order, e.g. `2026-11-29`.
    pub fn date(self) -> String {
        let Civil { year, month, day, .. } = self.civil();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// Date and time to the minute, e.g. `2026-11-29 10:04`, UTC.
    pub fn date_and_minute(self) -> String {
        let second = self.civil().second_of_day;
        format!("{} {:02}:{:02}", self.date(), second / 3600, second / 60 % 60)
    }
}

/// RFC 3339 to the second, e.g. `2026-11-29T10:04:05Z`.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let second = self.civil().second_of_day;
        write!(f, "{}T{:02}:{:02}:{:02}Z", self.date(), second / 3600, second / 60 % 60, second % 60)
    }
}

fn is_leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn days_in_month(year: i64, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01. After Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
fn days_from_civil(year: i64, month: u32, day: u32) -> i64 {
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let year_of_era = shifted.rem_euclid(400);
    let month_from_march = i64::from((month + 9) % 12);
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn civil_from_days(days: i64) -> (i64, u32, u32) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = u32::try_from(day_of_year - (153 * month_from_march + 2) / 5 + 1).unwrap_or(1);
    let month = u32::try_from((month_from_march + 2) % 12 + 1).unwrap_or(1);
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(year: i64, month: u32, day: u32) -> Timestamp {
        Timestamp::from_unix_seconds(days_from_civil(year, month, day) * SECONDS_PER_DAY + 3_723)
    }

    #[test]
    fn a_day_is_read_from_its_date() {
        for date in ["1970-01-01", "2026-11-29", "2024-02-29", "9999-12-31"] {
            let day = Timestamp::from_date(date).unwrap();
            assert_eq!((day.date(), day.civil().second_of_day), (date.to_owned(), 0));
        }
        for date in [
            "",
            "2026-11-31",
            "2025-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-1-01",
            "+026-01-01",
            "2026-01-01T",
        ] {
            assert_eq!(Timestamp::from_date(date), None, "{date}");
        }
    }

    #[test]
    fn formats_known_instants() {
        assert_eq!(Timestamp::from_unix_seconds(0).to_string(), "1970-01-01T00:00:00Z");
        assert_eq!(Timestamp::from_unix_seconds(1_700_000_000).to_string(), "2023-11-14T22:13:20Z");
        assert_eq!(Timestamp::from_unix_seconds(-1).to_string(), "1969-12-31T23:59:59Z");
        assert_eq!(Timestamp::from_unix_seconds(951_782_400).date(), "2000-02-29");
    }

    #[test]
    fn a_month_later_keeps_the_day_or_takes_the_last_one() {
        for (from, months, to) in [
            ((2026, 1, 31), 1, (2026, 2, 28)),
            ((2028, 1, 31), 1, (2028, 2, 29)),
            ((2026, 1, 31), 2, (2026, 3, 31)),
            ((2026, 12, 31), 1, (2027, 1, 31)),
            ((2026, 8, 31), 1, (2026, 9, 30)),
            ((2028, 2, 29), 12, (2029, 2, 28)),
            ((2100, 1, 30), 1, (2100, 2, 28)),
        ] {
            assert_eq!(
                at(from.0, from.1, from.2).plus_months(months),
                at(to.0, to.1, to.2),
                "{from:?} + {months}"
            );
        }
    }

    proptest! {
        #[test]
        fn civil_and_back(seconds in -100_000_000_000_i64..100_000_000_000) {
            let civil = Timestamp::from_unix_seconds(seconds).civil();
            let days = days_from_civil(civil.year, civil.month, civil.day);
            prop_assert_eq!(days * SECONDS_PER_DAY + i64::from(civil.second_of_day), seconds);
        }

        #[test]
        fn months_add_up(seconds in 0_i64..4_000_000_000, months in 0_u32..48) {
            let start = Timestamp::from_unix_seconds(seconds);
            let end = start.plus_months(months);
            prop_assert!(end >= start);
            prop_assert!(end.civil().day <= start.civil().day);
        }
    }
}
