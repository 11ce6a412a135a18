//! Calls that go wrong by themselves, the same ones for the same seed.

use std::str::FromStr;
use std::time::Duration;

use super::answer::{Answer, Then};

/// Which share of the calls goes wrong. Written `SEED:RATE`, e.g. `7:0.05`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chaos {
    seed: u64,
    /// Out of a million calls.
    per_million: u32,
}

/// The text is no chaos.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not SEED:RATE: a whole number, and a share from 0 to 1, e.g. 7:0.05")]
pub struct NotChaos;

impl FromStr for Chaos {
    type Err = NotChaos;

    fn from_str(text: &str) -> Result<Self, NotChaos> {
        let (seed, rate) = text.split_once(':').ok_or(NotChaos)?;
        let rate: f64 = rate.parse().map_err(|_| NotChaos)?;
        if !(0.0..=1.0).contains(&rate) {
            return Err(NotChaos);
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of a million is between 0 and a million"
        )]
        let per_million = (rate * 1e6).round() as u32;
        Ok(Self { seed: seed.parse().map_err(|_| NotChaos)?, per_million })
    }
}

impl Chaos {
    /// What becomes of call number `count`, if it goes wrong.
    pub(super) fn strike(self, count: u64) -> Option<Strike> {
        let drawn = mix(self.seed ^ mix(count));
        if drawn % 1_000_000 >= u64::from(self.per_million) {
            return None;
        }
        Some(match mix(drawn) % 5 {
            0 => Strike::Instead(Answer::new(503, "")),
            1 => Strike::Instead(Answer::new(500, "")),
            2 => Strike::Instead(Answer::new(429, "").with("retry-after", "1")),
            3 => Strike::Instead(Answer::new(200, "").then(Then::HangUp)),
            _ => Strike::Later(Duration::from_millis(200 + drawn % 1_000)),
        })
    }
}

/// How a call goes wrong.
#[derive(Debug, Clone)]
pub(super) enum Strike {
    /// It never gets to the vendor.
    Instead(Answer),
    /// Its answer is late.
    Later(Duration),
}

/// One step of `SplitMix64`: even, and the same everywhere.
fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_strikes_the_same_calls_at_about_its_rate() {
        let strikes = |text: &str| {
            let chaos: Chaos = text.parse().unwrap();
            (0..10_000).map(|count| chaos.strike(count).is_some()).collect::<Vec<_>>()
        };
        let count = |text| strikes(text).into_iter().filter(|struck| *struck).count();
        assert_eq!(strikes("7:0.05"), strikes("7:0.05"));
        assert_ne!(strikes("7:0.05"), strikes("8:0.05"));
        assert!((400..600).contains(&count("7:0.05")), "{}", count("7:0.05"));
        assert_eq!((count("7:0"), count("7:1")), (0, 10_000));
        for text in ["", "7", "7:2", "7:-1", "x:0.1", "7:NaN"] {
            assert_eq!(text.parse::<Chaos>(), Err(NotChaos), "{text}");
        }
    }
}
