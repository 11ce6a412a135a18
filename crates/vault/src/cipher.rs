//! XChaCha20-Poly1305 with a random nonce prepended to the ciphertext.
//!
//! Nonces of 24 random bytes do not repeat in practice, no matter how many secrets one key seals.

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::{Error, Random};

/// Length of a key in bytes.
pub(crate) const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;

/// The bytes of a key, wiped when dropped.
pub(crate) type KeyBytes = Zeroizing<[u8; KEY_BYTES]>;

/// A cipher initialised with a key.
#[derive(Clone)]
pub(crate) struct Cipher(XChaCha20Poly1305);

impl Cipher {
    pub(crate) fn new(key: &KeyBytes) -> Self {
        let key: &Key = (&**key).into();
        Self(XChaCha20Poly1305::new(key))
    }

    /// Appends a nonce and the ciphertext of `secret` to `header`; `header` and `context` are authenticated.
    pub(crate) fn seal(
        &self,
        header: Vec<u8>,
        context: &[u8],
        secret: &[u8],
        random: Random<'_>,
    ) -> Result<Vec<u8>, Error> {
        let mut nonce = [0; NONCE_BYTES];
        random(&mut nonce);
        let aad = [header.as_slice(), context].concat();
        let ciphertext = self
            .0
            .encrypt(&XNonce::from(nonce), Payload { msg: secret, aad: &aad })
            .map_err(|_| Error::Cipher)?;
        let mut sealed = header;
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&ciphertext);
        Ok(sealed)
    }

    /// Decrypts the output of [`Cipher::seal`]. `None` if it was altered, or if key, `header` or `context` differ.
    pub(crate) fn open(&self, header: &[u8], context: &[u8], rest: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, ciphertext) = rest.split_first_chunk::<NONCE_BYTES>()?;
        let aad = [header, context].concat();
        let payload = Payload { msg: ciphertext, aad: &aad };
        self.0.decrypt(&XNonce::from(*nonce), payload).ok().map(Zeroizing::new)
    }
}
