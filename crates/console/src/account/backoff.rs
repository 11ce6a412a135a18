//! Exponential backoff after failed attempts: a pure function of the failures so far.

use std::net::IpAddr;
use std::time::Duration;

use domain::account::SessionId;
use domain::account::person::Email;
use domain::time::Timestamp;
use store::ThrottleRow;

/// Upper limit of the wait between two attempts.
const MAX_WAIT: Duration = Duration::from_mins(15);
/// Failures are forgotten after so long without another one.
pub(crate) const FAILURE_WINDOW: Duration = Duration::from_hours(1);

/// Value of `blocked_until` when the next attempt is free. Not the current time: concurrent requests, and servers, do
/// not agree on the microsecond.
const NOT_BLOCKED: Timestamp = Timestamp::from_micros(0);

/// What failures are counted by: an address, a person, a browser, or a combination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject {
    /// The name in the database.
    pub(crate) name: String,
    /// Failures that cost nothing: people mistype.
    free: i64,
}

/// Origin of an attempt, in relation to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin<'a> {
    /// A browser that the person signed in with before, by the name of its token.
    Device(&'a str),
    /// A network that the person signed in from before.
    Network,
    /// Neither the browser nor the network is known to the person.
    Elsewhere,
}

impl Subject {
    /// All that an attempt to sign in counts for, narrowest first.
    ///
    /// Strangers share limits with strangers alone. So nobody can lock a person out of their own devices and networks
    /// by guessing from elsewhere, however many addresses they have; and elsewhere few guesses hold up the one who
    /// makes them, more of them everybody who is unknown.
    pub(crate) fn of_sign_in(email: &Email, address: IpAddr, origin: Origin<'_>) -> Vec<Self> {
        match origin {
            Origin::Device(name) => vec![Self { name: name.to_owned(), free: 5 }],
            Origin::Network => vec![Self::email_from(email, address)],
            Origin::Elsewhere => {
                vec![Self::email_from(email, address), Self::address(address), Self::email(email)]
            }
        }
    }

    /// Of one person by strangers, wherever they are.
    pub(crate) fn email(email: &Email) -> Self {
        Self { name: format!("email:{email}"), free: 20 }
    }

    /// Of one person from one network.
    fn email_from(email: &Email, address: IpAddr) -> Self {
        Self { name: format!("{}{}", emails_from(email), network(address)), free: 5 }
    }

    /// Of one network, whoever it tries to be. People behind one address share it, so more is free.
    pub(crate) fn address(address: IpAddr) -> Self {
        Self { name: network(address), free: 20 }
    }

    /// Of browsers of one network that were sent to the identity provider and have not come back.
    pub(crate) fn provider(address: IpAddr) -> Self {
        Self { name: format!("provider {}", network(address)), free: 50 }
    }

    /// Of a signed-in browser, where the password is asked for again.
    pub(crate) fn session(session: SessionId) -> Self {
        Self { name: format!("session:{}", session.0), free: 5 }
    }

    /// The row after one more failure at `now`.
    pub(crate) fn after_failure(&self, row: Option<ThrottleRow>, now: Timestamp) -> ThrottleRow {
        let before =
            row.filter(|row| now.since(row.failed_at) < FAILURE_WINDOW).map_or(0, |row| row.failures);
        let failures = before.saturating_add(1);
        let wait = wait_after(failures - self.free);
        let blocked_until = if wait.is_zero() { NOT_BLOCKED } else { now.plus(wait) };
        ThrottleRow { failures, blocked_until, failed_at: now }
    }
}

/// Common prefix of the names of all subjects of one person and one network. No address has a space in it.
pub(crate) fn emails_from(email: &Email) -> String {
    format!("email:{email} from ")
}

/// The network of an address, as it is named in the database. Of an IPv6 address the first 64 bits count: a single
/// subscriber has all of the rest.
pub(crate) fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => format!("address:{address}"),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("address:{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// Wait after `paid` failures beyond the free ones: 2 s, doubled each time, at most [`MAX_WAIT`].
fn wait_after(paid: i64) -> Duration {
    if paid > 0 { Duration::from_secs(1 << paid.min(20)).min(MAX_WAIT) } else { Duration::ZERO }
}

/// Remaining wait before the next attempt is accepted, if there is one.
pub(crate) fn retry_after(row: Option<ThrottleRow>, now: Timestamp) -> Option<Duration> {
    row.map(|row| row.blocked_until.since(now)).filter(|wait| !wait.is_zero())
}

/// The row after an attempt that was counted as a failure turned out well; none when nothing is left to count.
/// Failures before it stay.
pub(crate) fn without_last_failure(row: Option<ThrottleRow>) -> Option<ThrottleRow> {
    let row = row.filter(|row| row.failures > 1)?;
    Some(ThrottleRow { failures: row.failures - 1, blocked_until: NOT_BLOCKED, ..row })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_seconds(1_700_000_000);

    fn waits(subject: &Subject, failures: usize) -> Vec<u64> {
        let mut row = None;
        (0..failures)
            .map(|_| {
                row = Some(subject.after_failure(row, NOW));
                retry_after(row, NOW).map_or(0, |wait| wait.as_secs())
            })
            .collect()
    }

    #[test]
    fn waits_double_up_to_a_quarter_of_an_hour() {
        let session = Subject::session(SessionId(1));
        assert_eq!(waits(&session, 16), [0, 0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
        let address = Subject::address("192.0.2.1".parse().unwrap());
        assert_eq!(waits(&address, 22)[19..], [0, 2, 4]);
        assert_eq!(waits(&session, 200)[199], 900);
        assert_eq!(wait_after(i64::MAX), MAX_WAIT);
    }

    #[test]
    fn whoever_may_try_is_not_blocked_by_a_clock_that_is_behind() {
        let session = Subject::session(SessionId(1));
        let behind = NOW.minus(Duration::from_millis(3));
        let free = session.after_failure(None, NOW);
        assert_eq!(retry_after(Some(free), behind), None);
        assert_eq!(
            retry_after(without_last_failure(Some(session.after_failure(Some(free), NOW))), behind),
            None
        );
        let paid = (0..6).fold(None, |row, _| Some(session.after_failure(row, NOW)));
        assert!(retry_after(paid, behind).is_some_and(|wait| wait > Duration::from_secs(2)));
    }

    #[test]
    fn failures_are_forgotten_after_an_hour() {
        let email = Subject::email(&"a@example.org".parse().unwrap());
        let row = ThrottleRow { failures: 9, blocked_until: NOW, failed_at: NOW };
        let later = NOW.plus(FAILURE_WINDOW);
        assert_eq!(email.after_failure(Some(row), later).failures, 1);
        let just_before = later.minus(Duration::from_micros(1));
        assert_eq!(email.after_failure(Some(row), just_before).failures, 10);
    }

    #[test]
    fn a_stranger_counts_for_nothing_that_a_person_knows() {
        let email: Email = "a@example.org".parse().unwrap();
        let names = |address: &str, origin| {
            let subjects = Subject::of_sign_in(&email, address.parse().unwrap(), origin);
            subjects.into_iter().map(|subject| subject.name).collect::<Vec<_>>()
        };
        let stranger = names("203.0.113.9", Origin::Elsewhere);
        let home = names("192.0.2.1", Origin::Network);
        let device = names("192.0.2.1", Origin::Device("device:ab"));
        assert_eq!(stranger.len(), 3);
        assert!(home.iter().chain(&device).all(|name| !stranger.contains(name)), "{home:?} {device:?}");
        assert!(!names("192.0.2.1", Origin::Elsewhere).contains(&device[0]));
        assert!(stranger[0].starts_with(&emails_from(&email)));
    }

    #[test]
    fn a_subscriber_has_one_subject() {
        let name = |address: &str| Subject::address(address.parse().unwrap()).name;
        assert_eq!(name("2001:db8:1:2::3"), name("2001:db8:1:2:ffff::9"));
        assert_ne!(name("2001:db8:1:2::3"), name("2001:db8:1:3::3"));
        assert_eq!(name("::ffff:192.0.2.1"), name("192.0.2.1"));
        assert_ne!(name("192.0.2.2"), name("192.0.2.1"));
    }

    #[test]
    fn a_good_attempt_gives_back_its_own_count_only() {
        let row =
            |failures| Some(ThrottleRow { failures, blocked_until: NOW.plus(MAX_WAIT), failed_at: NOW });
        assert_eq!(without_last_failure(row(1)), None);
        assert_eq!(without_last_failure(None), None);
        let rest = without_last_failure(row(7));
        assert_eq!(rest.map(|row| row.failures), Some(6));
        assert_eq!(retry_after(rest, NOW), None);
    }
}
