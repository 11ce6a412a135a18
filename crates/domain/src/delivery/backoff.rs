//! When a push is tried again.

use std::time::Duration;

/// Mean pause before the second attempt, times two.
const BASE: Duration = Duration::from_secs(1);
/// Upper limit of a pause.
const CAP: Duration = Duration::from_mins(5);

/// The pause after that many attempts: any time up to 1 s, doubled with each attempt, at most 5 minutes (full jitter).
/// `fraction` is a random number from 0 to 1.
///
/// Attempts that failed together are thereby spread over the whole pause instead of failing together again
/// (Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
pub fn full_jitter(attempts: u8, fraction: f64) -> Duration {
    let doublings = u32::from(attempts.saturating_sub(1)).min(16);
    BASE.saturating_mul(1 << doublings).min(CAP).mul_f64(fraction.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_limit() {
        assert_eq!(full_jitter(1, 1.0), Duration::from_secs(1));
        assert_eq!(full_jitter(3, 0.5), Duration::from_secs(2));
        assert_eq!(full_jitter(200, 1.0), CAP);
        assert_eq!(full_jitter(0, 0.0), Duration::ZERO);
        assert_eq!(full_jitter(1, f64::INFINITY), Duration::from_secs(1));
    }
}
