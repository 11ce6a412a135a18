//! What follows from an outcome: is the push done, is it tried again and when, or is it the credential that is refused.

use std::time::Duration;

use domain::certificate::Platform;
use domain::delivery::backoff::full_jitter;
use domain::delivery::outcome::DeliveryState;
use domain::time::Timestamp;
use push::message::Repeat;
use push::outcome::{Class, Outcome, Throttle};

/// Pause of one device whose vendor says that it gets too many pushes.
const DEVICE_PAUSE: Duration = Duration::from_secs(30);
/// Pause of a credential whose rate is exceeded, where the vendor names none.
const THROTTLE_PAUSE: Duration = Duration::from_secs(1);
/// After that time a push is tried again that FCM has refused because of a rate; it asks for a minute at least
/// (docs/facts/push-vendors.md#fcm).
const FCM_RETRY: Duration = Duration::from_mins(1);
/// After that time a push is tried again for which the quota of the day was used up.
const QUOTA_RETRY: Duration = Duration::from_hours(1);
/// Pause of a credential whose quota of the day is used up.
const QUOTA_PAUSE: Duration = Duration::from_mins(1);
/// Pause before a push is repeated of which nobody knows whether it was delivered, where the repeat replaces it.
const UNKNOWN_PAUSE: Duration = Duration::from_secs(10);

/// What follows from an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    /// Nothing more happens.
    Done(DeliveryState),
    /// Tried again after that time.
    Retry(Duration),
    /// The same, and the credential sends nothing for a while, and more slowly afterwards.
    Slow {
        /// When the push is tried again.
        retry: Duration,
        /// When other pushes are sent again.
        pause: Duration,
    },
    /// The vendor refuses the credential: nothing is known about the device.
    CredentialRefused,
}

/// One attempt to send a push.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attempt {
    pub platform: Platform,
    /// How many there were, with this one.
    pub attempts: u8,
    /// What a second delivery does.
    pub repeat: Repeat,
    pub now: Timestamp,
    pub expires_at: Timestamp,
    /// A random number from 0 to 1.
    pub fraction: f64,
}

impl Attempt {
    /// Decides what follows from the outcome of this attempt.
    pub(super) fn decide(self, outcome: &Outcome) -> Decision {
        let decision = self.undated(outcome);
        let is_too_late = |pause| self.now.plus(pause) >= self.expires_at;
        match decision {
            Decision::Retry(pause) | Decision::Slow { retry: pause, .. } if is_too_late(pause) => {
                Decision::Done(DeliveryState::Expired)
            }
            decision => decision,
        }
    }

    fn undated(self, outcome: &Outcome) -> Decision {
        let backoff = full_jitter(self.attempts, self.fraction);
        match &outcome.class {
            Class::Accepted { .. } => Decision::Done(DeliveryState::Accepted),
            Class::InvalidToken => Decision::Done(DeliveryState::DeadToken),
            Class::DoubtfulToken => Decision::Done(DeliveryState::DoubtfulToken),
            Class::Rejected => Decision::Done(DeliveryState::Rejected),
            Class::CredentialFault => Decision::CredentialRefused,
            Class::Transient => Decision::Retry(backoff),
            Class::QuotaExhausted => Decision::Slow { retry: QUOTA_RETRY, pause: QUOTA_PAUSE },
            Class::Throttled { retry_after, scope: Throttle::Token } => {
                Decision::Retry(retry_after.unwrap_or_default().max(DEVICE_PAUSE))
            }
            Class::Throttled { retry_after, scope: Throttle::Credential } => {
                let least = if self.platform == Platform::Fcm { FCM_RETRY } else { THROTTLE_PAUSE };
                let retry = retry_after.unwrap_or(least) + backoff;
                Decision::Slow { retry, pause: retry_after.unwrap_or(THROTTLE_PAUSE) }
            }
            Class::UnknownAfterWrite => match self.repeat {
                Repeat::Dropped => Decision::Retry(backoff),
                Repeat::Replaces if self.attempts <= 1 => Decision::Retry(UNKNOWN_PAUSE),
                Repeat::Replaces | Repeat::ShowsTwice => Decision::Done(DeliveryState::Unknown),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::certificate::Remedy;

    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_seconds(1_790_000_000);

    fn decide(class: Class, change: impl FnOnce(&mut Attempt)) -> Decision {
        let mut attempt = Attempt {
            platform: Platform::Apns,
            attempts: 1,
            repeat: Repeat::Replaces,
            now: NOW,
            expires_at: NOW.plus(Duration::from_hours(24)),
            fraction: 1.0,
        };
        change(&mut attempt);
        let outcome = Outcome { class, code: "code".into(), words: String::new(), remedy: Remedy::Nothing };
        attempt.decide(&outcome)
    }

    #[test]
    fn what_is_final_is_done() {
        for (class, state) in [
            (Class::Accepted { id: None }, DeliveryState::Accepted),
            (Class::InvalidToken, DeliveryState::DeadToken),
            (Class::DoubtfulToken, DeliveryState::DoubtfulToken),
            (Class::Rejected, DeliveryState::Rejected),
        ] {
            assert_eq!(decide(class, |_| ()), Decision::Done(state));
        }
        assert_eq!(decide(Class::CredentialFault, |_| ()), Decision::CredentialRefused);
    }

    #[test]
    fn failures_are_tried_again_within_the_life_of_the_push() {
        assert_eq!(decide(Class::Transient, |_| ()), Decision::Retry(Duration::from_secs(1)));
        assert_eq!(decide(Class::Transient, |it| it.attempts = 4), Decision::Retry(Duration::from_secs(8)));
        let soon_over = |it: &mut Attempt| it.expires_at = NOW.plus(Duration::from_secs(1));
        assert_eq!(decide(Class::Transient, soon_over), Decision::Done(DeliveryState::Expired));
        assert_eq!(decide(Class::QuotaExhausted, soon_over), Decision::Done(DeliveryState::Expired));
    }

    #[test]
    fn a_device_that_gets_too_much_delays_itself_alone() {
        let throttled = |seconds: Option<u64>, scope| Class::Throttled {
            retry_after: seconds.map(Duration::from_secs),
            scope,
        };
        let second = Duration::from_secs(1);
        assert_eq!(decide(throttled(None, Throttle::Token), |_| ()), Decision::Retry(DEVICE_PAUSE));
        assert_eq!(decide(throttled(Some(90), Throttle::Token), |_| ()), Decision::Retry(second * 90));
        let slow = |retry, pause| Decision::Slow { retry, pause };
        assert_eq!(decide(throttled(Some(7), Throttle::Credential), |_| ()), slow(second * 8, second * 7));
        let fcm = |it: &mut Attempt| it.platform = Platform::Fcm;
        assert_eq!(decide(throttled(None, Throttle::Credential), fcm), slow(second * 61, second));
    }

    #[test]
    fn what_may_have_been_delivered_is_repeated_only_where_that_is_not_seen() {
        let unknown = |repeat, attempts| {
            decide(Class::UnknownAfterWrite, |it| (it.repeat, it.attempts) = (repeat, attempts))
        };
        assert_eq!(unknown(Repeat::Dropped, 3), Decision::Retry(Duration::from_secs(4)));
        assert_eq!(unknown(Repeat::Replaces, 1), Decision::Retry(UNKNOWN_PAUSE));
        assert_eq!(unknown(Repeat::Replaces, 2), Decision::Done(DeliveryState::Unknown));
        assert_eq!(unknown(Repeat::ShowsTwice, 1), Decision::Done(DeliveryState::Unknown));
    }
}
