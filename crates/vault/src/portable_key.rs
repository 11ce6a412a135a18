//! Seals secrets for export from this installation, with a key derived from a passphrase.

use zeroize::Zeroizing;

use crate::cipher::{Cipher, KEY_BYTES, KeyBytes};
use crate::{Error, Random};

/// A key derived from a passphrase. The type cannot be printed.
pub struct PortableKey(Cipher);

impl PortableKey {
    /// Length of the key in bytes.
    pub const BYTES: usize = KEY_BYTES;

    /// Uses `bytes`, the passphrase after key stretching.
    pub fn new(bytes: &Zeroizing<[u8; Self::BYTES]>) -> Self {
        let bytes: &KeyBytes = bytes;
        Self(Cipher::new(bytes))
    }

    /// Seals `secret` and authenticates `context`, which is stored in plain beside it.
    pub fn seal(&self, context: &[u8], secret: &[u8], random: Random<'_>) -> Result<Vec<u8>, Error> {
        self.0.seal(Vec::new(), context, secret, random)
    }

    /// Opens the output of [`PortableKey::seal`]. `None` if it was altered, or if key or `context` differ.
    pub fn open(&self, context: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        self.0.open(&[], context, sealed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_opens_with_its_key_and_context_alone() {
        let key = PortableKey::new(&Zeroizing::new([1; PortableKey::BYTES]));
        let sealed = key.seal(b"name", b"secret", &mut |bytes| bytes.fill(7)).unwrap();
        assert_eq!(&**key.open(b"name", &sealed).unwrap(), b"secret");
        assert!(key.open(b"other", &sealed).is_none());
        let mut altered = sealed.clone();
        altered[30] ^= 1;
        assert!(key.open(b"name", &altered).is_none());
        assert!(key.open(b"name", &sealed[..20]).is_none());
        let other = PortableKey::new(&Zeroizing::new([2; PortableKey::BYTES]));
        assert!(other.open(b"name", &sealed).is_none());
    }
}
