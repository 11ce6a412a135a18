//! The setup code: whoever can read the console's output may become its owner.

use console::Random;

/// Letters and digits that cannot be confused. There are 32, so a random byte selects each with equal probability.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LENGTH: usize = 12;

/// Generates a code of the form `XXXX-XXXX-XXXX` (60 bits).
pub fn generate(random: &dyn Random) -> String {
    let mut bytes = [0; LENGTH];
    random.fill(&mut bytes);
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemRandom;

    #[test]
    fn is_three_groups_of_four_and_never_the_same() {
        let code = generate(&SystemRandom);
        assert!(code.split('-').map(str::len).eq([4, 4, 4]), "{code}");
        assert_ne!(code, generate(&SystemRandom));
    }
}
