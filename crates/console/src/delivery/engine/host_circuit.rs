//! The circuit breaker of a vendor's host: when most requests fail for reasons of the network or of the vendor, sending
//! rests for a while instead of trying again with every push.

use std::time::Duration;

use tokio::time::Instant;

/// Results that are looked at.
const WINDOW: u32 = 50;
/// Fewer results than this open nothing.
const LEAST: u32 = 20;
/// The first pause; it doubles while the host goes on failing.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// The longest pause.
const MAX_PAUSE: Duration = Duration::from_mins(1);

/// A circuit breaker.
#[derive(Debug)]
pub(super) struct HostCircuit {
    results: u32,
    failures: u32,
    /// Open until then.
    open_until: Option<Instant>,
    pause: Duration,
}

impl Default for HostCircuit {
    fn default() -> Self {
        Self { results: 0, failures: 0, open_until: None, pause: FIRST_PAUSE }
    }
}

impl HostCircuit {
    /// Until when nothing is sent to the host; afterwards, a few pushes try it.
    pub(super) fn open_until(&self, now: Instant) -> Option<Instant> {
        self.open_until.filter(|until| *until > now)
    }

    /// Whether the pause is over and no result has come since.
    pub(super) fn is_on_trial(&self, now: Instant) -> bool {
        self.open_until.is_some_and(|until| until <= now)
    }

    /// Counts a result: whether the request failed for a reason of the host or the way to it. Returns whether this has
    /// opened the circuit.
    pub(super) fn count(&mut self, failed: bool, now: Instant) -> bool {
        if self.open_until(now).is_some() {
            return false;
        }
        if self.open_until.take().is_some() {
            if failed {
                self.pause = self.pause.saturating_mul(2).min(MAX_PAUSE);
                self.open_until = Some(now + self.pause);
                return true;
            }
            *self = Self::default();
        }
        if self.results >= WINDOW {
            self.results /= 2;
            self.failures /= 2;
        }
        self.results += 1;
        self.failures += u32::from(failed);
        let opens = self.results >= LEAST && self.failures * 2 >= self.results;
        if opens {
            (self.results, self.failures) = (0, 0);
            self.open_until = Some(now + self.pause);
        }
        opens
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_when_half_of_the_requests_fail() {
        let (mut circuit, now) = (HostCircuit::default(), Instant::now());
        for index in 0..19 {
            assert!(!circuit.count(index % 2 == 0, now), "{index}");
        }
        assert!(circuit.count(true, now));
        assert_eq!(circuit.open_until(now), Some(now + FIRST_PAUSE));
        let mut mostly_well = HostCircuit::default();
        assert!((0..500).all(|index| !mostly_well.count(index % 3 == 0, now)));
    }

    #[test]
    fn rests_longer_each_time_and_closes_at_the_first_success() {
        let (mut circuit, mut now) = (HostCircuit::default(), Instant::now());
        for _ in 0..LEAST {
            circuit.count(true, now);
        }
        let mut pauses = Vec::new();
        for _ in 0..8 {
            let until = circuit.open_until(now).unwrap();
            pauses.push((until - now).as_secs());
            now = until;
            assert!(circuit.is_on_trial(now));
            assert!(circuit.count(true, now));
        }
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60]);
        now = circuit.open_until(now).unwrap();
        assert!(!circuit.count(false, now));
        assert!(!circuit.is_on_trial(now) && circuit.open_until(now).is_none());
    }
}
