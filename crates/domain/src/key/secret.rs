//! The SDKSecretKey of an application, with which its back end signs UserSigs.

use std::fmt;
use std::str::FromStr;

use zeroize::Zeroizing;

/// 64 lower-case hexadecimal characters, used as ASCII text and never decoded
/// (docs/facts/usersig.md#hmac-sha256).
///
/// Cannot be printed or serialised; only [`SecretKey::expose`] reveals it.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretKey(Zeroizing<String>);

/// The text is not a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseKeyError;

impl SecretKey {
    /// Length in characters.
    pub const LENGTH: usize = 64;

    /// Creates a key from 32 bytes of a cryptographic random source.
    pub fn from_random(random: &[u8; 32]) -> Self {
        Self(Zeroizing::new(base16ct::lower::encode_string(random)))
    }

    /// The key as text. The caller is responsible for where it goes.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl FromStr for SecretKey {
    type Err = ParseKeyError;

    fn from_str(text: &str) -> Result<Self, ParseKeyError> {
        let is_hex = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() == Self::LENGTH && text.bytes().all(is_hex) {
            Ok(Self(Zeroizing::new(text.to_owned())))
        } else {
            Err(ParseKeyError)
        }
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(hidden)")
    }
}

impl fmt::Display for ParseKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a key: 64 lower-case hexadecimal characters")
    }
}

impl std::error::Error for ParseKeyError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_made_of_random_bytes_as_lower_case_hex() {
        let mut random = [0; 32];
        random[0] = 0xf9;
        random[31] = 0x0a;
        let key = SecretKey::from_random(&random);
        assert!(key.expose().starts_with("f900") && key.expose().ends_with("000a"));
        assert_eq!(key.expose().parse::<SecretKey>().unwrap(), key);
    }

    #[test]
    fn does_not_print() {
        let key = SecretKey::from_random(&[7; 32]);
        assert!(!format!("{key:?}").contains("07"));
    }

    #[test]
    fn takes_64_lower_case_hex_characters_alone() {
        for wrong in ["", "ab", &"G".repeat(64), &"A".repeat(64), &"a".repeat(65)] {
            assert_eq!(wrong.parse::<SecretKey>(), Err(ParseKeyError));
        }
    }
}
