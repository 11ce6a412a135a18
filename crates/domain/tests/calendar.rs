//! When terms end: leap years, month ends, UTC, and how extensions and renewals add up.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::time::Duration;

use domain::application::lifecycle::{Life, Moment, Status, Step, Term};
use domain::billing::catalogue::Policy;
use domain::billing::edition::Edition;
use domain::billing::ledger::Month;
use domain::time::Timestamp;

/// `2026-01-31T10:00:00Z`.
fn at(text: &str) -> Timestamp {
    let number = |from: usize| text[from..from + 2].parse::<u64>().unwrap();
    let month: Month = text[..7].parse().unwrap();
    let seconds = (number(8) - 1) * 86_400 + number(11) * 3_600 + number(14) * 60 + number(17);
    let instant = month.start().plus(Duration::from_secs(seconds));
    assert_eq!(instant.to_string(), text, "not an instant");
    instant
}

/// An instant of an account that owes nothing.
fn moment(now: Timestamp) -> Moment {
    Moment { now, arrears_since: None, policy: Policy::default() }
}

#[test]
fn terms_end_on_their_day_or_on_the_last_of_the_month() {
    for (start, months, end) in [
        // The plain case, and across the end of a year.
        ("2026-11-14T22:13:20Z", 1, "2026-12-14T22:13:20Z"),
        ("2026-11-14T22:13:20Z", 2, "2027-01-14T22:13:20Z"),
        ("2026-12-31T23:59:59Z", 1, "2027-01-31T23:59:59Z"),
        ("2026-12-01T00:00:00Z", 12, "2027-12-01T00:00:00Z"),
        ("2026-07-15T12:00:00Z", 24, "2028-07-15T12:00:00Z"),
        // Into February.
        ("2026-01-28T00:00:00Z", 1, "2026-02-28T00:00:00Z"),
        ("2026-01-29T00:00:00Z", 1, "2026-02-28T00:00:00Z"),
        ("2026-01-30T10:00:00Z", 1, "2026-02-28T10:00:00Z"),
        ("2026-01-31T10:00:00Z", 1, "2026-02-28T10:00:00Z"),
        ("2028-01-29T00:00:00Z", 1, "2028-02-29T00:00:00Z"),
        ("2028-01-31T10:00:00Z", 1, "2028-02-29T10:00:00Z"),
        ("2027-12-31T10:00:00Z", 2, "2028-02-29T10:00:00Z"),
        // Through February: the day comes back.
        ("2026-01-31T10:00:00Z", 2, "2026-03-31T10:00:00Z"),
        ("2028-01-30T10:00:00Z", 2, "2028-03-30T10:00:00Z"),
        // Out of February.
        ("2026-02-28T10:00:00Z", 1, "2026-03-28T10:00:00Z"),
        ("2028-02-29T10:00:00Z", 1, "2028-03-29T10:00:00Z"),
        ("2028-02-29T10:00:00Z", 12, "2029-02-28T10:00:00Z"),
        ("2028-02-29T10:00:00Z", 24, "2030-02-28T10:00:00Z"),
        ("2027-02-28T10:00:00Z", 12, "2028-02-28T10:00:00Z"),
        // Months of 30 days.
        ("2026-03-31T10:00:00Z", 1, "2026-04-30T10:00:00Z"),
        ("2026-05-31T10:00:00Z", 1, "2026-06-30T10:00:00Z"),
        ("2026-08-31T10:00:00Z", 1, "2026-09-30T10:00:00Z"),
        ("2026-10-31T10:00:00Z", 1, "2026-11-30T10:00:00Z"),
        ("2026-08-31T10:00:00Z", 2, "2026-10-31T10:00:00Z"),
        ("2026-07-31T10:00:00Z", 1, "2026-08-31T10:00:00Z"),
        // Centuries: 2100 is no leap year, 2000 was one.
        ("2100-01-31T00:00:00Z", 1, "2100-02-28T00:00:00Z"),
        ("2000-01-31T00:00:00Z", 1, "2000-02-29T00:00:00Z"),
        ("2096-02-29T00:00:00Z", 24, "2098-02-28T00:00:00Z"),
        // Midnight and the last second, in UTC whatever clocks do elsewhere in March and October.
        ("2026-02-28T23:59:59Z", 1, "2026-03-28T23:59:59Z"),
        ("2026-03-29T01:30:00Z", 1, "2026-04-29T01:30:00Z"),
        ("2026-09-25T02:30:00Z", 1, "2026-10-25T02:30:00Z"),
        ("2026-10-01T00:00:00Z", 1, "2026-11-01T00:00:00Z"),
        // Nothing at all.
        ("2026-01-31T10:00:00Z", 0, "2026-01-31T10:00:00Z"),
    ] {
        let term = Term { start: at(start), months };
        assert_eq!(term.end().to_string(), end, "{start} + {months}");
    }
}

#[test]
fn a_fraction_of_a_second_is_kept() {
    let start = at("2026-01-31T10:00:00Z").plus(Duration::from_micros(123_456));
    let end = at("2026-02-28T10:00:00Z").plus(Duration::from_micros(123_456));
    assert_eq!(Term { start, months: 1 }.end(), end);
}

#[test]
fn extensions_count_from_the_start_day_while_the_trial_lasts() {
    for (begun, asked, end) in [
        ("2026-01-31T10:00:00Z", &["2026-02-01T00:00:00Z"][..], "2026-03-31T10:00:00Z"),
        // Two months from the start day, not an erosion to the 28th.
        ("2026-01-31T10:00:00Z", &["2026-02-28T09:59:59Z", "2026-03-31T09:59:59Z"], "2026-04-30T10:00:00Z"),
        ("2026-12-31T10:00:00Z", &["2027-01-01T00:00:00Z", "2027-02-01T00:00:00Z"], "2027-03-31T10:00:00Z"),
        ("2027-12-31T10:00:00Z", &["2028-01-01T00:00:00Z"], "2028-02-29T10:00:00Z"),
        // All at once.
        (
            "2026-01-30T00:00:00Z",
            &["2026-01-30T00:00:00Z", "2026-01-30T00:00:00Z", "2026-01-30T00:00:00Z"],
            "2026-05-30T00:00:00Z",
        ),
        // Over at the very instant of its end: from now.
        ("2026-01-31T10:00:00Z", &["2026-02-28T10:00:00Z"], "2026-03-28T10:00:00Z"),
        ("2026-01-31T10:00:00Z", &["2026-03-31T08:00:00Z"], "2026-04-30T08:00:00Z"),
        // Two years too late, on a leap day.
        ("2026-01-31T10:00:00Z", &["2028-02-29T06:00:00Z"], "2028-03-29T06:00:00Z"),
        // Late once, in time then: the new start day counts.
        ("2026-01-31T10:00:00Z", &["2026-03-31T08:00:00Z", "2026-04-30T07:59:59Z"], "2026-05-31T08:00:00Z"),
    ] {
        let extend = |life: Life, now: &&str| life.next(Step::Extend, moment(at(now))).unwrap();
        let life = asked.iter().fold(Life::begin(at(begun)), extend);
        assert_eq!(life.term.end().to_string(), end, "{begun} {asked:?}");
        let last = at(end).minus(Duration::from_micros(1));
        assert_eq!(
            (life.status(moment(last)), life.status(moment(at(end)))),
            (Status::Enabled, Status::Suspended)
        );
    }
}

#[test]
fn renewals_go_on_from_the_end_of_the_package() {
    for (ordered, months, renewals, end) in [
        ("2026-01-31T10:00:00Z", 1, &[("2026-02-10T00:00:00Z", 1)][..], "2026-03-31T10:00:00Z"),
        ("2026-01-31T10:00:00Z", 1, &[("2026-02-28T09:59:59Z", 12)], "2027-02-28T10:00:00Z"),
        ("2027-01-31T10:00:00Z", 1, &[("2027-02-28T09:59:59Z", 12)], "2028-02-29T10:00:00Z"),
        ("2026-08-31T00:00:00Z", 3, &[("2026-09-01T00:00:00Z", 3)], "2027-02-28T00:00:00Z"),
        ("2028-02-29T00:00:00Z", 24, &[("2028-03-01T00:00:00Z", 24)], "2032-02-29T00:00:00Z"),
        // Lapsed at that very instant, and long ago.
        ("2026-01-31T10:00:00Z", 1, &[("2026-02-28T10:00:00Z", 1)], "2026-03-28T10:00:00Z"),
        ("2026-01-31T10:00:00Z", 1, &[("2028-01-31T00:00:00Z", 1)], "2028-02-29T00:00:00Z"),
        (
            "2026-01-31T10:00:00Z",
            1,
            &[("2026-02-01T00:00:00Z", 1), ("2026-03-01T00:00:00Z", 1)],
            "2026-04-30T10:00:00Z",
        ),
    ] {
        let order = Step::Order { edition: Edition::Pro, months, auto_renew: false };
        let mut life = Life::begin(at(ordered)).next(order, moment(at(ordered))).unwrap();
        for (now, months) in renewals {
            life = life.next(Step::Renew { months: *months }, moment(at(now))).unwrap();
        }
        assert_eq!(life.term.end().to_string(), end, "{ordered} {renewals:?}");
        let last = at(end).minus(Duration::from_micros(1));
        assert_eq!(
            (life.status(moment(last)), life.status(moment(at(end)))),
            (Status::Enabled, Status::Disabled)
        );
    }
}
