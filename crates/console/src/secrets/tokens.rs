//! Random tokens that a browser is given, and the hashes of them that are kept.

use sha2::{Digest as _, Sha256};

use crate::Random;

/// `N` random bytes in hexadecimal.
pub(crate) fn random_hex<const N: usize>(random: &dyn Random) -> String {
    let mut bytes = [0; N];
    random.fill(&mut bytes);
    base16ct::lower::encode_string(&bytes)
}

/// Whether `text` is what [`random_hex`] makes of `N` bytes.
pub(crate) fn is_hex<const N: usize>(text: &str) -> bool {
    text.len() == 2 * N && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// What is kept of a token: whoever reads the database cannot use it. The tokens are random, so the hash
/// needs neither salt nor cost.
pub(crate) fn hash(token: &str) -> Vec<u8> {
    digest(token).to_vec()
}

/// The same, as an array.
pub(crate) fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}
