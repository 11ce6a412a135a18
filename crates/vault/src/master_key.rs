//! The master key wraps the data keys and is stored outside the database.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::cipher::{Cipher, KEY_BYTES, KeyBytes};
use crate::{Error, Random};

/// First byte of a wrapped data key: the version of its layout.
const FORMAT: u8 = 1;
const FINGERPRINT_BYTES: usize = 8;
/// Authenticated with a wrapped data key, followed by the key's number.
const CONTEXT: &[u8] = b"chat-console data key|";

/// Base64 with or without padding, since tools differ.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// 32 random bytes from a file or the environment. The type cannot be printed.
#[derive(Clone)]
pub struct MasterKey(KeyBytes);

/// Distinguishes master keys without revealing anything about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([u8; FINGERPRINT_BYTES]);

impl MasterKey {
    /// Generates a key of 32 random bytes.
    pub fn generate(random: Random<'_>) -> Self {
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        random(key.as_mut_slice());
        Self(key)
    }

    /// A truncated hash that identifies the key without revealing it.
    pub fn fingerprint(&self) -> Fingerprint {
        let hash = Sha256::new().chain_update(b"chat-console master key|").chain_update(*self.0).finalize();
        let mut fingerprint = [0; FINGERPRINT_BYTES];
        fingerprint.copy_from_slice(&hash[..FINGERPRINT_BYTES]);
        Fingerprint(fingerprint)
    }

    /// The text form in key files: 64 hexadecimal characters.
    pub(crate) fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(base16ct::lower::encode_string(self.0.as_slice()))
    }

    /// Generates data key number `id` and returns it wrapped, for the database.
    pub fn new_data_key(&self, id: i64, random: Random<'_>) -> Result<Vec<u8>, Error> {
        let mut key: KeyBytes = Zeroizing::new([0; KEY_BYTES]);
        random(key.as_mut_slice());
        let header = [&[FORMAT], self.fingerprint().0.as_slice()].concat();
        Cipher::new(&self.0).seal(header, &context(id), key.as_slice(), random)
    }

    /// Unwraps data key number `id`. Fails if it was wrapped with another master key, or is damaged.
    pub(crate) fn unwrap(&self, id: i64, wrapped: &[u8]) -> Result<KeyBytes, Error> {
        let damaged = || Error::DamagedDataKey { id };
        let (header, rest) = wrapped.split_first_chunk::<{ 1 + FINGERPRINT_BYTES }>().ok_or_else(damaged)?;
        let [format, needed @ ..] = header;
        if *format != FORMAT {
            return Err(Error::UnknownFormat);
        }
        let (needed, given) = (Fingerprint(*needed), self.fingerprint());
        if needed != given {
            return Err(Error::WrongMasterKey { needed, given });
        }
        let opened = Cipher::new(&self.0).open(header, &context(id), rest).ok_or_else(damaged)?;
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        if opened.len() != KEY_BYTES {
            return Err(damaged());
        }
        key.copy_from_slice(&opened);
        Ok(key)
    }
}

fn context(id: i64) -> Vec<u8> {
    [CONTEXT, &id.to_be_bytes()].concat()
}

/// Parses 64 hexadecimal characters, or the base64 of 32 bytes; surrounding white space is ignored.
impl FromStr for MasterKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let bytes = if text.len() == 2 * KEY_BYTES {
            base16ct::mixed::decode_vec(text).ok()
        } else {
            BASE64.decode(text).ok()
        };
        let bytes =
            bytes.map(Zeroizing::new).filter(|bytes| bytes.len() == KEY_BYTES).ok_or(Error::NotAMasterKey)?;
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        key.copy_from_slice(&bytes);
        Ok(Self(key))
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MasterKey({})", self.fingerprint())
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base16ct::lower::encode_string(&self.0))
    }
}
