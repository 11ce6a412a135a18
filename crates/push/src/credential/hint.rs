//! What tells one secret from another without telling it.

use sha2::{Digest as _, Sha256};

/// The fewest characters of a secret of which four are shown: a quarter of it at most.
const FEWEST: usize = 16;

/// The first 8 hexadecimal digits of the SHA-256.
pub fn fingerprint(secret: &[u8]) -> String {
    let digest = Sha256::digest(secret);
    format!("{:02x}{:02x}{:02x}{:02x}", digest[0], digest[1], digest[2], digest[3])
}

/// The last four characters; `None` of a secret of fewer than 16.
pub fn last_four(secret: &str) -> Option<String> {
    let count = secret.chars().count();
    (count >= FEWEST).then(|| secret.chars().skip(count - 4).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_without_telling() {
        assert_eq!(fingerprint(b"abc"), "ba7816bf");
        assert_eq!(last_four("0123456789abcdef").as_deref(), Some("cdef"));
        assert_eq!(last_four("0123456789abcde"), None);
    }
}
