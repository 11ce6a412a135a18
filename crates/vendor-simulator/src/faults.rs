//! Faults of individual vendors, as set at `/control/chaos`. Whether a push fails depends only on the seed, the vendor,
//! the device token and how often it was sent to that token before, not on the order in which pushes arrive.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use domain::certificate::Platform;
use serde::Deserialize;

use crate::chaos::mix;

/// Maximum number of device tokens whose pushes are counted. Beyond it, counting starts anew.
const MAX_COUNTED: usize = 1_000_000;

/// The faults of all vendors, none by default.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    plan: Plan,
    /// Number of pushes by vendor and device token, as a hash.
    counts: HashMap<u64, u64>,
}

/// The body of a request to `/control/chaos`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Plan {
    seed: u64,
    /// By the vendor's short name.
    vendors: BTreeMap<String, VendorPlan>,
}

/// The faults of one vendor. Shares are between 0 and 1; together they are at most 1.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct VendorPlan {
    /// Share answered with status 500 or 503.
    unavailable: f64,
    /// Share answered with status 429.
    throttled: f64,
    /// Seconds in the `Retry-After` of those.
    retry_after: u64,
    /// Share whose connection is dropped before the push is processed.
    dropped_before: f64,
    /// Share whose connection is dropped after the push is accepted.
    dropped_after: f64,
    /// Delay of every answer in milliseconds.
    delay_ms: u64,
    /// Senders (bundle ids, projects, application ids, keys) whose pushes are all refused.
    refused: Vec<String>,
}

/// What happens to one push.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The vendor refuses the credential.
    Refused,
    /// This status is the answer.
    Status(u16),
    /// The answer is 429 with these seconds in `Retry-After`.
    Throttled(u64),
    DroppedBefore,
    DroppedAfter,
}

/// The body is not a plan of faults.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ParseFaultsError {
    #[error("{0}")]
    NotAPlan(#[from] serde_json::Error),
    #[error("there is no vendor {0}")]
    UnknownVendor(String),
    #[error("the shares of {0} are not between 0 and 1, or their sum is above 1")]
    Share(String),
}

impl Faults {
    pub(crate) fn parse(body: &[u8]) -> Result<Self, ParseFaultsError> {
        let plan: Plan = serde_json::from_slice(body)?;
        for (name, vendor) in &plan.vendors {
            if name.parse::<Platform>().is_err() {
                return Err(ParseFaultsError::UnknownVendor(name.clone()));
            }
            let shares = vendor.shares();
            if shares.iter().any(|share| !(0.0..=1.0).contains(share)) || shares.iter().sum::<f64>() > 1.0 {
                return Err(ParseFaultsError::Share(name.clone()));
            }
        }
        Ok(Self { plan, counts: HashMap::new() })
    }

    /// The delay of the vendor's answers.
    pub(crate) fn delay(&self, platform: Platform) -> Duration {
        self.plan
            .vendors
            .get(platform.code())
            .map_or(Duration::ZERO, |vendor| Duration::from_millis(vendor.delay_ms))
    }

    /// The fault of the next push of `sender` to the device `token`, if any.
    pub(crate) fn draw(&mut self, platform: Platform, sender: &str, token: &str) -> Option<Fault> {
        let vendor = self.plan.vendors.get(platform.code())?;
        if vendor.refused.iter().any(|refused| refused == sender) {
            return Some(Fault::Refused);
        }
        let parts = platform.code().bytes().chain([0]).chain(token.bytes());
        let key = parts.fold(0, |hash, byte| mix(hash ^ u64::from(byte)));
        if self.counts.len() >= MAX_COUNTED && !self.counts.contains_key(&key) {
            self.counts.clear();
        }
        let count = self.counts.entry(key).or_default();
        *count += 1;
        let drawn = mix(self.plan.seed ^ mix(key ^ mix(*count)));
        #[expect(clippy::cast_precision_loss, reason = "53 bits are exact, and more than enough")]
        let mut point = (drawn >> 11) as f64 / (1_u64 << 53) as f64;
        for (share, fault) in vendor.shares().into_iter().zip([
            Fault::Status(if drawn & 1 == 0 { 500 } else { 503 }),
            Fault::Throttled(vendor.retry_after),
            Fault::DroppedBefore,
            Fault::DroppedAfter,
        ]) {
            if point < share {
                return Some(fault);
            }
            point -= share;
        }
        None
    }
}

impl VendorPlan {
    const fn shares(&self) -> [f64; 4] {
        [self.unavailable, self.throttled, self.dropped_before, self.dropped_after]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = r#"{ "seed": 7, "vendors": { "apns": {
        "unavailable": 0.1, "throttled": 0.1, "retry_after": 9, "dropped_before": 0.1, "dropped_after": 0.1,
        "delay_ms": 20, "refused": ["com.example.refused"] } } }"#;

    fn draw(plan: &str, tokens: impl Iterator<Item = u32>) -> Vec<Option<Fault>> {
        let mut faults = Faults::parse(plan.as_bytes()).unwrap();
        tokens.map(|token| faults.draw(Platform::Apns, "com.example", &token.to_string())).collect()
    }

    #[test]
    fn faults_have_their_shares_and_do_not_depend_on_the_order() {
        let drawn = draw(PLAN, 0..10_000);
        let mut backwards = draw(PLAN, (0..10_000).rev());
        backwards.reverse();
        assert_eq!(drawn, backwards);
        assert_ne!(drawn, draw(&PLAN.replace('7', "8"), 0..10_000));
        for fault in [
            Fault::Status(500),
            Fault::Status(503),
            Fault::Throttled(9),
            Fault::DroppedBefore,
            Fault::DroppedAfter,
        ] {
            let count = drawn.iter().filter(|drawn| **drawn == Some(fault)).count();
            let share = if matches!(fault, Fault::Status(_)) { 500 } else { 1_000 };
            assert!((share * 8 / 10..share * 12 / 10).contains(&count), "{fault:?}: {count}");
        }
    }

    #[test]
    fn every_attempt_is_drawn_anew() {
        let attempts = draw(PLAN, std::iter::repeat_n(1, 100));
        assert!(attempts.contains(&None) && attempts.iter().any(Option::is_some));
    }

    #[test]
    fn faults_concern_one_vendor_or_one_sender() {
        let mut faults = Faults::parse(PLAN.as_bytes()).unwrap();
        assert_eq!(faults.draw(Platform::Apns, "com.example.refused", "a"), Some(Fault::Refused));
        assert!((0..100).all(|n: u32| faults.draw(Platform::Fcm, "a", &n.to_string()).is_none()));
        assert_eq!(faults.delay(Platform::Apns), Duration::from_millis(20));
        assert_eq!(faults.delay(Platform::Fcm), Duration::ZERO);
    }

    #[test]
    fn what_is_no_plan_is_refused() {
        for plan in [
            "",
            "7",
            r#"{ "seeds": 1 }"#,
            r#"{ "vendors": { "nobody": {} } }"#,
            r#"{ "vendors": { "fcm": { "throttled": 1.1 } } }"#,
            r#"{ "vendors": { "fcm": { "throttled": -0.1 } } }"#,
            r#"{ "vendors": { "fcm": { "throttled": 0.6, "unavailable": 0.6 } } }"#,
        ] {
            assert!(Faults::parse(plan.as_bytes()).is_err(), "{plan}");
        }
        assert!(Faults::parse(b"{}").is_ok());
    }
}
