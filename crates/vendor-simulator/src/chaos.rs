//! Injects faults into a share of the requests, reproducibly from a seed.

use std::str::FromStr;
use std::time::Duration;

use crate::response::{ConnectionAction, Response};

/// Fault injection: a seed and the share of requests that fail. Parsed from `SEED:RATE`, e.g. `7:0.05`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chaos {
    seed: u64,
    /// Faults per million requests.
    per_million: u32,
}

/// The text is not `SEED:RATE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not SEED:RATE: a whole number, and a share from 0 to 1, e.g. 7:0.05")]
pub struct ParseChaosError;

impl FromStr for Chaos {
    type Err = ParseChaosError;

    fn from_str(text: &str) -> Result<Self, ParseChaosError> {
        let (seed, rate) = text.split_once(':').ok_or(ParseChaosError)?;
        let rate: f64 = rate.parse().map_err(|_| ParseChaosError)?;
        if !(0.0..=1.0).contains(&rate) {
            return Err(ParseChaosError);
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of a million is between 0 and a million"
        )]
        let per_million = (rate * 1e6).round() as u32;
        Ok(Self { seed: seed.parse().map_err(|_| ParseChaosError)?, per_million })
    }
}

impl Chaos {
    /// The fault to inject into request number `count`, if any.
    pub(crate) fn fault(self, count: u64) -> Option<Fault> {
        let drawn = mix(self.seed ^ mix(count));
        if drawn % 1_000_000 >= u64::from(self.per_million) {
            return None;
        }
        Some(match mix(drawn) % 5 {
            0 => Fault::Replace(Response::new(503, "")),
            1 => Fault::Replace(Response::new(500, "")),
            2 => Fault::Replace(Response::new(429, "").with_header("retry-after", "1")),
            3 => Fault::Replace(Response::new(200, "").with_connection(ConnectionAction::Abort)),
            _ => Fault::Delay(Duration::from_millis(200 + drawn % 1_000)),
        })
    }
}

#[derive(Debug, Clone)]
pub(crate) enum Fault {
    /// The request does not reach the vendor; this response is sent instead.
    Replace(Response),
    Delay(Duration),
}

/// One step of `SplitMix64`: uniformly distributed, and the same on every platform.
pub(crate) fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_injects_the_same_faults_at_about_its_rate() {
        let faults = |text: &str| {
            let chaos: Chaos = text.parse().unwrap();
            (0..10_000).map(|count| chaos.fault(count).is_some()).collect::<Vec<_>>()
        };
        let count = |text| faults(text).into_iter().filter(|is_fault| *is_fault).count();
        assert_eq!(faults("7:0.05"), faults("7:0.05"));
        assert_ne!(faults("7:0.05"), faults("8:0.05"));
        assert!((400..600).contains(&count("7:0.05")), "{}", count("7:0.05"));
        assert_eq!((count("7:0"), count("7:1")), (0, 10_000));
        for text in ["", "7", "7:2", "7:-1", "x:0.1", "7:NaN"] {
            assert_eq!(text.parse::<Chaos>(), Err(ParseChaosError), "{text}");
        }
    }
}
