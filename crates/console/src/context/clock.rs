//! What a use case takes from the world around it, so that a test can give it instead.

use domain::time::Timestamp;

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// This instant.
    fn now(&self) -> Timestamp;
}

/// Where randomness comes from: a cryptographic source.
pub trait Random: Send + Sync {
    /// Fills `bytes`, all of them.
    fn fill(&self, bytes: &mut [u8]);
}
