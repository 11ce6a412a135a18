//! Instants relative to now.

use domain::account::language::Language;
use domain::time::Timestamp;

use crate::i18n::text::common;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// The number of calendar days (UTC) between two instants, regardless of the time of day.
pub(crate) fn calendar_days(from: Timestamp, to: Timestamp) -> u64 {
    let day = |at: Timestamp| at.unix_seconds().div_euclid(86_400);
    u64::try_from(day(to) - day(from)).unwrap_or(0)
}

/// Relative time and CSS tone of `at`: a warning within 7 days before it, an error after it.
pub(crate) fn relative(language: Language, now: Timestamp, at: Timestamp) -> (String, &'static str) {
    if at > now {
        let ahead = at.since(now).as_secs();
        let tone = if ahead <= 7 * DAY { "tone-warn" } else { "faint" };
        let text = match ahead {
            0..HOUR => common::within_the_hour(language).into(),
            HOUR..DAY => common::in_hours(language, ahead / HOUR),
            _ if ahead < 90 * DAY => match calendar_days(now, at) {
                0 | 1 => common::tomorrow(language).into(),
                days => common::in_days(language, days),
            },
            _ => common::in_months(language, ahead / (30 * DAY)),
        };
        return (text, tone);
    }
    let ago = now.since(at).as_secs();
    let text = match ago {
        0..MINUTE => common::just_now(language).into(),
        MINUTE..HOUR => common::minutes_ago(language, ago / MINUTE),
        HOUR..DAY => common::hours_ago(language, ago / HOUR),
        _ if ago < 90 * DAY => match calendar_days(at, now) {
            0 | 1 => common::yesterday(language).into(),
            days => common::days_ago(language, days),
        },
        _ => common::months_ago(language, ago / (30 * DAY)),
    };
    (text, "tone-bad")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_how_far_it_is() {
        let now = Timestamp::from_unix_seconds(1_700_000_000);
        let at = |seconds: i64| Timestamp::from_unix_seconds(1_700_000_000 + seconds);
        let day = 86_400;
        for (seconds, text, tone) in [
            (0, "just now", "tone-bad"),
            (-61, "1 min ago", "tone-bad"),
            (-7_200, "2 h ago", "tone-bad"),
            (-day, "yesterday", "tone-bad"),
            (-5 * day, "5 days ago", "tone-bad"),
            (60, "within the hour", "tone-warn"),
            (2 * 3_600, "in 2 h", "tone-warn"),
            (day, "in 1 day", "tone-warn"),
            (6 * day, "in 6 days", "tone-warn"),
            (38 * day, "in 38 days", "faint"),
            (280 * day, "in 9 months", "faint"),
        ] {
            assert_eq!(relative(Language::English, now, at(seconds)), (text.into(), tone));
        }
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        // A trial of a month, looked at a second after it began, and a time of grace of seven days.
        let begun = Timestamp::from_unix_seconds(1_790_595_000);
        let now = begun.plus(std::time::Duration::from_secs(1));
        for (months, text) in [(1, "in 30 days"), (2, "in 61 days")] {
            assert_eq!(relative(Language::English, now, begun.plus_months(months)).0, text);
        }
        let week = begun.plus(std::time::Duration::from_hours(7 * 24));
        assert_eq!(relative(Language::English, now, week).0, "in 7 days");
        assert_eq!(relative(Language::English, week, now).0, "7 days ago");
    }
}
