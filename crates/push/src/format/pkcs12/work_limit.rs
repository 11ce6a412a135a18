//! Limits the work of key derivation: a hostile file could demand hours of hashing.

use domain::certificate::CredentialError;

/// Maximum number of hash function calls per file: 1 to 3 seconds on one core.
///
/// Enough for 600,000 rounds (OWASP's figure for PBKDF2) in every step of a file with a MAC, certificates and three
/// keys: one call per round of the MAC, two per round of PBKDF2 with SHA-256.
pub(super) const MAX_HASH_CALLS: u32 = 12_000_000;

/// The number of hash function calls left for a file.
pub(super) struct WorkLimit(u32);

impl WorkLimit {
    pub const fn new() -> Self {
        Self(MAX_HASH_CALLS)
    }

    /// Deducts `rounds` of `calls` hash function calls each. Zero rounds are malformed.
    pub fn spend(&mut self, rounds: u32, calls: u32) -> Result<(), CredentialError> {
        if rounds == 0 {
            return Err(CredentialError::Malformed);
        }
        let left = rounds.checked_mul(calls).and_then(|work| self.0.checked_sub(work));
        self.0 = left.ok_or(CredentialError::TooManyRounds(rounds))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_rounds_are_refused() {
        let mut work = WorkLimit::new();
        assert_eq!(work.spend(MAX_HASH_CALLS / 2, 2), Ok(()));
        assert_eq!(work.spend(1, 1), Err(CredentialError::TooManyRounds(1)));
        assert_eq!(WorkLimit::new().spend(u32::MAX, 2), Err(CredentialError::TooManyRounds(u32::MAX)));
        assert_eq!(WorkLimit::new().spend(0, 1), Err(CredentialError::Malformed));
    }

    #[test]
    fn three_keys_of_600_000_rounds_fit() {
        let mut work = WorkLimit::new();
        assert_eq!(work.spend(600_000, 1), Ok(()));
        for _ in 0..4 {
            assert_eq!(work.spend(600_000, 2), Ok(()));
        }
    }
}
