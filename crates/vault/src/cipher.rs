//! XChaCha20-Poly1305 with a random nonce in front of the ciphertext.
//!
//! A nonce of 24 random bytes does not repeat in practice, whatever is sealed with one key.

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::{Error, Random};

/// Bytes of a key.
pub(crate) const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;

/// Bytes of a key, wiped when they are dropped.
pub(crate) type KeyBytes = Zeroizing<[u8; KEY_BYTES]>;

/// A key that is ready to work.
#[derive(Clone)]
pub(crate) struct Cipher(XChaCha20Poly1305);

impl Cipher {
    pub(crate) fn new(key: &KeyBytes) -> Self {
        let key: &Key = (&**key).into();
        Self(XChaCha20Poly1305::new(key))
    }

    /// Appends nonce and ciphertext of `secret` to `header`; the header and `context` are authenticated.
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

    /// Opens what [`Cipher::seal`] made of the same `header` and `context`; none if anything differs.
    pub(crate) fn open(&self, header: &[u8], context: &[u8], rest: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, ciphertext) = rest.split_first_chunk::<NONCE_BYTES>()?;
        let aad = [header, context].concat();
        let payload = Payload { msg: ciphertext, aad: &aad };
        self.0.decrypt(&XNonce::from(*nonce), payload).ok().map(Zeroizing::new)
    }
}
