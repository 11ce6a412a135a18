//! When a message is tried again.

use std::time::Duration;

use crate::time::Timestamp;

/// How long a message is tried after it was created or replayed. The last attempt is made at the end of it.
pub const LIFETIME: Duration = Duration::from_hours(24);

/// Mean waits after the first failure, the second one and so on; the last one repeats.
const WAITS: [Duration; 8] = [
    Duration::from_secs(5),
    Duration::from_secs(30),
    Duration::from_mins(2),
    Duration::from_mins(10),
    Duration::from_mins(30),
    Duration::from_hours(1),
    Duration::from_hours(3),
    Duration::from_hours(6),
];

/// When the endpoint asks to be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryAfter {
    /// After that long.
    Wait(Duration),
    /// Then.
    At(Timestamp),
}

impl RetryAfter {
    /// The instant, if the answer came at `now`.
    fn at(self, now: Timestamp) -> Timestamp {
        match self {
            Self::Wait(wait) => now.plus(wait),
            Self::At(at) => at,
        }
    }
}

/// When to try again at `now` what has failed `failures` times since `began`. `None` if that was the last attempt.
///
/// The wait is between a half and one and a half of its mean, uniformly if `random` is, so that messages that failed
/// together are not tried together. It is longer if the endpoint asks for that, but the last attempt stays where it is.
pub fn next_attempt(
    began: Timestamp,
    failures: u32,
    now: Timestamp,
    random: u16,
    asked: Option<RetryAfter>,
) -> Option<Timestamp> {
    let end = began.plus(LIFETIME);
    if now >= end {
        return None;
    }
    let index = usize::try_from(failures.saturating_sub(1)).unwrap_or(usize::MAX);
    let mean = WAITS.get(index).or(WAITS.last()).copied().unwrap_or(LIFETIME);
    let wait = mean / 2 + mean * u32::from(random) / u32::from(u16::MAX);
    let next = now.plus(wait);
    Some(asked.map_or(next, |asked| asked.at(now).max(next)).min(end))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_seconds(1_700_000_000);

    proptest! {
        #[test]
        fn tries_until_the_end_and_less_and_less_often(random in proptest::collection::vec(any::<u16>(), 60)) {
            let (mut now, mut attempts) = (NOW, 1);
            for random in random {
                let Some(next) = next_attempt(NOW, attempts, now, random, None) else { break };
                prop_assert!(next > now && next <= NOW.plus(LIFETIME));
                attempts += 1;
                now = next;
            }
            prop_assert_eq!(now, NOW.plus(LIFETIME));
            prop_assert!((10..=18).contains(&attempts), "{}", attempts);
        }
    }

    #[test]
    fn waits_around_the_mean() {
        let wait = |failures, random| next_attempt(NOW, failures, NOW, random, None).unwrap().since(NOW);
        assert_eq!(wait(1, 0), Duration::from_millis(2_500));
        assert_eq!(wait(1, u16::MAX), Duration::from_millis(7_500));
        assert_eq!(wait(8, 0), Duration::from_hours(3));
        assert_eq!(wait(99, 0), Duration::from_hours(3));
        assert_eq!(next_attempt(NOW, 1, NOW.plus(LIFETIME), 0, None), None);
    }

    #[test]
    fn waits_as_long_as_the_endpoint_asks_and_never_beyond_the_end() {
        let wait = |asked| next_attempt(NOW, 1, NOW, 0, Some(asked)).unwrap().since(NOW);
        let (minute, short) = (Duration::from_mins(1), Duration::from_millis(2_500));
        assert_eq!(wait(RetryAfter::Wait(minute)), minute);
        assert_eq!(wait(RetryAfter::At(NOW.plus(minute))), minute);
        assert_eq!(wait(RetryAfter::Wait(Duration::ZERO)), short, "not sooner");
        assert_eq!(wait(RetryAfter::At(NOW.minus(minute))), short, "it is over");
        assert_eq!(wait(RetryAfter::Wait(Duration::MAX)), LIFETIME);
        let end = NOW.plus(LIFETIME);
        assert_eq!(next_attempt(NOW, 1, end, 0, Some(RetryAfter::Wait(minute))), None);
    }
}
