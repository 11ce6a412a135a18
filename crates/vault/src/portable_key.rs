//! Secrets that leave this installation in a file, sealed with a key of their own.

use zeroize::Zeroizing;

use crate::cipher::{Cipher, KEY_BYTES, KeyBytes};
use crate::{Error, Random};

/// A key that was made of a passphrase. Cannot be printed.
pub struct PortableKey(Cipher);

impl PortableKey {
    /// Bytes that it is made of.
    pub const BYTES: usize = KEY_BYTES;

    /// From the bytes that a passphrase was stretched to.
    pub fn new(bytes: &Zeroizing<[u8; Self::BYTES]>) -> Self {
        let bytes: &KeyBytes = bytes;
        Self(Cipher::new(bytes))
    }

    /// Seals `secret` together with `context`, which stays readable beside it and cannot be altered.
    pub fn seal(&self, context: &[u8], secret: &[u8], random: Random<'_>) -> Result<Vec<u8>, Error> {
        self.0.seal(Vec::new(), context, secret, random)
    }

    /// Opens what [`PortableKey::seal`] made with the same key of the same `context`; none if anything differs.
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
