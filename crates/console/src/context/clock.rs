//! Time and randomness as dependencies, so that tests can supply their own.

use domain::time::Timestamp;

/// Source of the current time.
pub trait Clock: Send + Sync {
    /// The current time in UTC, in microseconds.
    fn now(&self) -> Timestamp;
}

/// Cryptographically secure source of randomness.
pub trait Random: Send + Sync {
    /// Fills all of `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}
