//! Events of the sample after its applications were created, oldest first.

use std::time::Duration;

use domain::billing::edition::Edition;
use domain::time::Timestamp;

use super::money::Order;

/// The application with verifications and certificates.
pub(super) const BUSIEST: &str = "Orbit Messenger";

/// An entry of the sample's history.
pub(super) struct Event {
    pub(super) when: EventTime,
    /// Name of the application; an event of the account if none has that name.
    pub(super) application: &'static str,
    pub(super) kind: EventKind,
}

/// Instant of an event, relative to the creation of the sample.
pub(super) enum EventTime {
    /// This many hours before the sample is created.
    HoursAgo(u32),
    /// A calendar month before the renewal.
    MonthBeforeRenewal,
    /// A few hours ago; earlier if no calendar month ends then.
    Renewal,
}

impl EventTime {
    /// The instant, for a sample that is created at `now`.
    pub(super) fn at(&self, now: Timestamp) -> Timestamp {
        const RENEWED: Duration = Duration::from_hours(3);
        const DAY: Duration = Duration::from_hours(24);
        let order = || {
            let end = now.minus(RENEWED);
            let candidates = (28..=31).map(|days| end.minus(DAY * days));
            candidates.clone().find(|start| start.plus_months(1) <= end).unwrap_or(end.minus(DAY * 31))
        };
        match self {
            Self::HoursAgo(hours) => now.minus(Duration::from_hours(u64::from(*hours))),
            Self::MonthBeforeRenewal => order(),
            Self::Renewal => order().plus_months(1),
        }
    }
}

/// Kind of an event, with its details.
pub(super) enum EventKind {
    /// The operator received money.
    ToppedUp { amount: &'static str, note: &'static str },
    /// A package was ordered.
    Ordered(Order),
    /// A package was refunded.
    Refunded,
    /// The jobs of the console ran.
    JobsRan,
    /// An application was deleted; it can be restored for a while.
    Deleted,
    /// Somebody asked technical support.
    Asked { subject: &'static str, text: &'static str, answer: Option<&'static str> },
}

const fn package(edition: Edition, months: u32) -> Order {
    Order { edition, months, add_on: None, auto_renew: false }
}

const fn event(hours_ago: u32, application: &'static str, kind: EventKind) -> Event {
    Event { when: EventTime::HoursAgo(hours_ago), application, kind }
}

pub(super) const EVENTS: [Event; 13] = [
    event(34 * 24, "", EventKind::ToppedUp { amount: "1000.00", note: "Wire transfer, Orbit Labs Ltd." }),
    Event {
        when: EventTime::MonthBeforeRenewal,
        application: "한빛 상담톡",
        kind: EventKind::Ordered(Order { auto_renew: true, ..package(Edition::Standard, 1) }),
    },
    event(24 * 24, "", EventKind::ToppedUp { amount: "4000.00", note: "Wire transfer, Orbit Labs Ltd." }),
    event(
        20 * 24,
        "邻里社区",
        EventKind::Ordered(Order { add_on: Some("history"), ..package(Edition::Pro, 3) }),
    ),
    event(12 * 24, "Stadium Live", EventKind::Ordered(package(Edition::Standard, 1))),
    event(
        9 * 24,
        "邻里社区",
        EventKind::Asked {
            subject: "Can group members be raised above 2,000?",
            text: "Our largest community has 1,900 members and grows by about 40 a week.",
            answer: Some(
                "Yes: Pro Edition Plus allows 5,000 members per group. An upgrade counts what is unused of Pro Edition.",
            ),
        },
    ),
    event(6 * 24, "Stadium Live", EventKind::Refunded),
    event(4 * 24, BUSIEST, EventKind::Ordered(package(Edition::Pro, 3))),
    event(2 * 24 + 1, "Harbour Ops", EventKind::Deleted),
    event(
        26,
        "Night Owl Support",
        EventKind::Asked {
            subject: "Invoice address",
            text: "Please put our new address on future invoices: 12 Quay Street, Rotterdam.",
            answer: None,
        },
    ),
    event(
        25,
        BUSIEST,
        EventKind::Asked {
            subject: "vivo refuses our pushes since yesterday",
            text: "The certificate says \"Failing\". We did not change anything. EventKind should we look at?",
            answer: None,
        },
    ),
    // The renewal of the first package: the balance does not cover it, so the account is in arrears.
    Event { when: EventTime::Renewal, application: "", kind: EventKind::JobsRan },
    event(
        2,
        "Playground",
        EventKind::Asked {
            subject: "How long are deleted applications kept?",
            text: "We deleted one by mistake last week.",
            answer: Some("For seven days: Application Management, Deleted, Restore."),
        },
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_renewal_is_a_month_after_the_order_and_lately_on_every_day_of_a_year() {
        for day in 0..366_i64 {
            let now = Timestamp::from_unix_seconds(1_700_000_000 + day * 86_400);
            let (order, renewal) = (EventTime::MonthBeforeRenewal.at(now), EventTime::Renewal.at(now));
            assert_eq!(order.plus_months(1), renewal);
            let ago = now.since(renewal);
            assert!((3..=3 + 3 * 24).contains(&(ago.as_secs() / 3_600)), "{day}: {ago:?}");
        }
    }
}
