//! How fast pushes are sent with one credential: a token bucket that follows the vendor.

use std::time::Duration;

use domain::certificate::Platform;
use tokio::time::Instant;

/// What remains of the rate after the vendor has said that it is exceeded.
const DECREASE: f64 = 0.5;
/// Growth of the rate per second, until it is the vendor's again.
const INCREASE: f64 = 0.05;
/// The lowest rate, in pushes per second.
const MIN: f64 = 1.0;

/// A token bucket. Its rate begins at the vendor's lowest documented limit, is halved when the vendor says that it is
/// exceeded, and grows again by 5 % a second.
#[derive(Debug)]
pub(super) struct Rate {
    /// The vendor's limit in pushes per second; none where it has no limit for a credential.
    limit: Option<f64>,
    per_second: f64,
    tokens: f64,
    at: Instant,
}

/// The lowest limit that a vendor documents for one application, in pushes per second
/// (docs/facts/push-vendors.md#rate-limits).
const fn vendor_limit(platform: Platform) -> Option<f64> {
    match platform {
        Platform::Apns => None,
        Platform::Fcm => Some(10_000.0),
        Platform::Huawei | Platform::Harmony => Some(6_000.0),
        Platform::Honor | Platform::Vivo => Some(3_000.0),
        Platform::Xiaomi => Some(500.0),
        Platform::Oppo => Some(5_000.0),
        Platform::Meizu => Some(200.0),
    }
}

impl Rate {
    pub(super) fn new(platform: Platform, now: Instant) -> Self {
        let limit = vendor_limit(platform);
        let rate = limit.unwrap_or(f64::INFINITY);
        Self { limit, per_second: rate, tokens: rate, at: now }
    }

    /// How many of `wanted` pushes may be sent now.
    pub(super) fn available(&mut self, wanted: usize, now: Instant) -> usize {
        self.refill(now);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "saturates; the rest is no token"
        )]
        let available = self.tokens as usize;
        available.min(wanted)
    }

    /// Takes the tokens of pushes that are sent.
    pub(super) fn take(&mut self, count: usize) {
        self.tokens -= f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    }

    /// How long until the next push may be sent.
    pub(super) fn pause(&self) -> Duration {
        Duration::try_from_secs_f64(((1.0 - self.tokens) / self.per_second).max(0.0)).unwrap_or_default()
    }

    /// The vendor says that the rate is exceeded. `sent` is the rate at which pushes were sent, which is what is halved
    /// where the vendor has no limit of its own.
    pub(super) fn exceeded(&mut self, sent: f64, now: Instant) {
        self.refill(now);
        self.per_second = (self.per_second.min(sent.max(MIN)) * DECREASE).max(MIN);
        self.tokens = self.tokens.min(self.per_second);
    }

    fn refill(&mut self, now: Instant) {
        let seconds = now.saturating_duration_since(self.at).as_secs_f64();
        self.at = now;
        self.per_second =
            (self.per_second * (1.0 + INCREASE).powf(seconds)).min(self.limit.unwrap_or(f64::INFINITY));
        // No more than a second's worth is saved up.
        self.tokens = (self.tokens + self.per_second * seconds).min(self.per_second);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_has_as_many_tokens_as_the_rate() {
        let start = Instant::now();
        let mut rate = Rate::new(Platform::Meizu, start);
        assert_eq!(rate.available(500, start), 200);
        rate.take(200);
        assert_eq!(rate.available(500, start), 0);
        assert!(rate.pause() <= Duration::from_millis(5));
        assert_eq!(rate.available(500, start + Duration::from_millis(500)), 100);
        assert_eq!(rate.available(500, start + Duration::from_secs(9)), 200, "no more is saved up");
    }

    #[test]
    fn a_rate_falls_at_once_and_recovers_slowly() {
        let start = Instant::now();
        let mut rate = Rate::new(Platform::Meizu, start);
        rate.exceeded(200.0, start);
        assert_eq!(rate.available(500, start), 100);
        rate.take(100);
        let (soon, later) = (start + Duration::from_secs(2), start + Duration::from_mins(1));
        assert_eq!(rate.available(500, soon), 110);
        assert_eq!(rate.available(500, later), 200, "no more than the vendor's limit");
    }

    #[test]
    fn a_vendor_without_a_limit_is_slowed_from_what_was_sent() {
        let start = Instant::now();
        let mut rate = Rate::new(Platform::Apns, start);
        assert_eq!(rate.available(100_000, start), 100_000);
        rate.exceeded(800.0, start);
        assert_eq!(rate.available(100_000, start), 400);
        rate.exceeded(0.0, start);
        assert_eq!(rate.available(100_000, start), 1, "never stops altogether");
    }
}
