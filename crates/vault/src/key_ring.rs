//! The key ring: the newest data key seals, every data key opens.

use std::collections::BTreeMap;
use std::fmt;

use zeroize::Zeroizing;

use crate::cipher::Cipher;
use crate::{Binding, Error, MasterKey, Random};

/// First byte of a sealed secret: the version of its layout.
const FORMAT: u8 = 1;
/// Length of format byte and data key number.
const HEADER_BYTES: usize = 1 + 8;

/// A secret as stored: format, data key number, nonce, ciphertext.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

impl Sealed {
    /// Wraps stored bytes without checking them; [`Vault::open`] does that.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes to store.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({} bytes)", self.0.len())
    }
}

/// The unlocked vault: data keys in memory.
#[derive(Clone)]
pub struct Vault {
    newest: i64,
    ciphers: BTreeMap<i64, Cipher>,
}

impl Vault {
    /// Unwraps `data_keys`, given as number and wrapped bytes. Fails if there are none.
    pub fn unlock<'a>(
        master: &MasterKey,
        data_keys: impl IntoIterator<Item = (i64, &'a [u8])>,
    ) -> Result<Self, Error> {
        let ciphers = data_keys
            .into_iter()
            .map(|(id, wrapped)| Ok((id, Cipher::new(&master.unwrap(id, wrapped)?))))
            .collect::<Result<BTreeMap<_, _>, Error>>()?;
        let newest = *ciphers.keys().next_back().ok_or(Error::NoDataKey)?;
        Ok(Self { newest, ciphers })
    }

    /// Seals `secret` with the newest data key, for the row of `binding`.
    pub fn seal(&self, binding: &Binding, secret: &[u8], random: Random<'_>) -> Result<Sealed, Error> {
        let cipher = self.ciphers.get(&self.newest).ok_or(Error::NoDataKey)?;
        let header = [&[FORMAT], self.newest.to_be_bytes().as_slice()].concat();
        cipher.seal(header, &binding.bytes(), secret, random).map(Sealed)
    }

    /// Opens a secret that was sealed for the row of `binding`.
    pub fn open(&self, binding: &Binding, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, Error> {
        let (header, rest) = sealed.0.split_first_chunk::<HEADER_BYTES>().ok_or(Error::UnknownFormat)?;
        let [format, id @ ..] = header;
        if *format != FORMAT {
            return Err(Error::UnknownFormat);
        }
        let id = i64::from_be_bytes(*id);
        let cipher = self.ciphers.get(&id).ok_or(Error::UnknownDataKey { id })?;
        cipher.open(header, &binding.bytes(), rest).ok_or_else(|| Error::Unopenable(binding.to_string()))
    }
}
