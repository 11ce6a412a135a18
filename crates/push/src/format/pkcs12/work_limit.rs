//! How much work a password may cause: a hostile file could otherwise ask for hours of hashing.

use domain::certificate::Wrong;

/// The most calls of a hash function for all of a file: 1 to 3 seconds of one core.
///
/// Enough for 600,000 rounds (OWASP's figure for PBKDF2) in each step of a file with a seal, certificates and
/// three keys: one call for each round of the seal, two for each round of PBKDF2 with SHA-256.
pub(super) const MOST: u32 = 12_000_000;

/// The work that is left for one file.
pub(super) struct Rounds(u32);

impl Rounds {
    pub const fn new() -> Self {
        Self(MOST)
    }

    /// Takes off a step of `rounds`, each of `calls` of a hash function. No rounds at all are as wrong as too
    /// many.
    pub fn spend(&mut self, rounds: u32, calls: u32) -> Result<(), Wrong> {
        if rounds == 0 {
            return Err(Wrong::Malformed);
        }
        let left = rounds.checked_mul(calls).and_then(|work| self.0.checked_sub(work));
        self.0 = left.ok_or(Wrong::TooManyRounds(rounds))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_is_too_long_is_named_by_its_rounds() {
        let mut rounds = Rounds::new();
        assert_eq!(rounds.spend(MOST / 2, 2), Ok(()));
        assert_eq!(rounds.spend(1, 1), Err(Wrong::TooManyRounds(1)));
        assert_eq!(Rounds::new().spend(u32::MAX, 2), Err(Wrong::TooManyRounds(u32::MAX)));
        assert_eq!(Rounds::new().spend(0, 1), Err(Wrong::Malformed));
    }

    #[test]
    fn three_keys_of_600_000_rounds_fit() {
        let mut rounds = Rounds::new();
        assert_eq!(rounds.spend(600_000, 1), Ok(()));
        for _ in 0..4 {
            assert_eq!(rounds.spend(600_000, 2), Ok(()));
        }
    }
}
