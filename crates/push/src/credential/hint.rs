//! Hints that are shown for a secret, so that people can tell which one is stored.

use sha2::{Digest as _, Sha256};

/// Secrets shorter than this reveal no characters, so the hint is at most a quarter of a secret.
const MIN_LENGTH: usize = 16;

/// The first 8 hexadecimal digits of the secret's SHA-256.
pub fn short_fingerprint(secret: &[u8]) -> String {
    base16ct::lower::encode_string(&Sha256::digest(secret)[..4])
}

/// The last four characters; `None` if the secret has fewer than 16.
pub fn last_four(secret: &str) -> Option<String> {
    let count = secret.chars().count();
    (count >= MIN_LENGTH).then(|| secret.chars().skip(count - 4).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reveals_little() {
        assert_eq!(short_fingerprint(b"abc"), "ba7816bf");
        assert_eq!(last_four("0123456789abcdef").as_deref(), Some("cdef"));
        assert_eq!(last_four("0123456789abcde"), None);
    }
}
