//! The text of an API token: `ccat_`, 43 random digits of base 62, and 6 more with a checksum. Scanners for secrets
//! recognise it by `ccat_[0-9A-Za-z]{49}` and, without asking anybody, by the checksum: the CRC-32 of the 43 digits.

use std::fmt;

use zeroize::Zeroizing;

use crate::Random;
use crate::secrets::tokens;

/// What every token begins with: "Chat Console API token".
const PREFIX: &str = "ccat_";
const BASE: u32 = 62;
const DIGITS: &[u8; BASE as usize] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// Digits that 256 random bits take.
const RANDOM_DIGITS: usize = 43;
/// Digits that 32 bits of checksum take.
const CHECKSUM_DIGITS: usize = 6;

/// An API token. Cannot be printed or serialised.
pub struct TokenSecret(Zeroizing<String>);

impl TokenSecret {
    /// A new token.
    pub(crate) fn generate(random: &dyn Random) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        random.fill(&mut *bytes);
        let digits = Zeroizing::new(base62::<RANDOM_DIGITS>(&mut *bytes));
        Self(Zeroizing::new(format!("{PREFIX}{}{}", *digits, checksum(&digits))))
    }

    /// Whether `text` has the form and the checksum of a token: anything else need not be looked up.
    pub(crate) fn is_valid(text: &str) -> bool {
        let Some(rest) = text.strip_prefix(PREFIX) else { return false };
        if rest.len() != RANDOM_DIGITS + CHECKSUM_DIGITS || !rest.bytes().all(|byte| DIGITS.contains(&byte)) {
            return false;
        }
        let (digits, sum) = rest.split_at(RANDOM_DIGITS);
        checksum(digits) == sum
    }

    /// What is kept of it.
    pub(crate) fn hash(&self) -> Vec<u8> {
        tokens::hash(&self.0)
    }

    /// The text, for the one who made it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for TokenSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenSecret")
    }
}

fn checksum(digits: &str) -> String {
    base62::<CHECKSUM_DIGITS>(&mut crc32fast::hash(digits.as_bytes()).to_be_bytes())
}

/// The last `N` digits of a number whose first byte is the highest. The number is divided in place.
fn base62<const N: usize>(number: &mut [u8]) -> String {
    let mut digits = [b'0'; N];
    for digit in digits.iter_mut().rev() {
        let mut remainder = 0;
        for byte in number.iter_mut() {
            let value = remainder << 8 | u32::from(*byte);
            *byte = u8::try_from(value / BASE).unwrap_or(u8::MAX);
            remainder = value % BASE;
        }
        *digit = DIGITS[remainder as usize];
    }
    digits.iter().map(|digit| char::from(*digit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Constant(u8);

    impl Random for Constant {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0);
        }
    }

    #[test]
    fn numbers_are_written_in_base_62() {
        assert_eq!(base62::<2>(&mut [0, 61]), "0z");
        assert_eq!(base62::<3>(&mut [0, 62]), "010");
        assert_eq!(base62::<6>(&mut u32::MAX.to_be_bytes()), "4gfFC3");
    }

    #[test]
    fn a_token_is_recognised_by_its_checksum() {
        for byte in [0, 1, 127, 255] {
            let token = TokenSecret::generate(&Constant(byte));
            let text = token.expose();
            assert_eq!(text.len(), 54, "{text}");
            assert!(TokenSecret::is_valid(text), "{text}");
            for at in 0..text.len() {
                let mut wrong = text.as_bytes().to_vec();
                wrong[at] = if wrong[at] == b'a' { b'b' } else { b'a' };
                assert!(!TokenSecret::is_valid(std::str::from_utf8(&wrong).unwrap()), "{text} at {at}");
            }
            assert_eq!(format!("{token:?}"), "TokenSecret");
        }
        for other in ["", "ccat_", &"a".repeat(54), "ccat_한국어"] {
            assert!(!TokenSecret::is_valid(other), "{other}");
        }
    }
}
