//! How often a password may be hashed: a hostile file could otherwise ask for hours of it.

use domain::certificate::Wrong;

/// The most rounds for all of a file. Programs write 1 to 10 000 for each of its two or three parts.
pub(super) const MOST: u32 = 1_000_000;

/// The rounds that are left for one file.
pub(super) struct Rounds(u32);

impl Rounds {
    pub const fn new() -> Self {
        Self(MOST)
    }

    /// Takes `rounds` off, each of `blocks` hashes. No rounds at all are as wrong as too many.
    pub fn spend(&mut self, rounds: u32, blocks: u32) -> Result<(), Wrong> {
        if rounds == 0 {
            return Err(Wrong::Malformed);
        }
        let rounds = rounds.checked_mul(blocks).ok_or(Wrong::TooManyRounds)?;
        self.0 = self.0.checked_sub(rounds).ok_or(Wrong::TooManyRounds)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_a_million_of_them() {
        let mut rounds = Rounds::new();
        assert_eq!(rounds.spend(MOST / 2, 2), Ok(()));
        assert_eq!(rounds.spend(1, 1), Err(Wrong::TooManyRounds));
        assert_eq!(Rounds::new().spend(u32::MAX, 2), Err(Wrong::TooManyRounds));
        assert_eq!(Rounds::new().spend(0, 1), Err(Wrong::Malformed));
    }
}
