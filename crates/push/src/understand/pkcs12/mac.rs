//! The seal over a `.p12`: made with the password, so it tells whether the password is right (RFC 7292 4).

use domain::certificate::Wrong;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

use super::derive::{Hash, Purpose, derive};
use super::password::Password;
use super::rounds::Rounds;
use crate::understand::tlv::{OCTET_STRING, OID, Reader};

/// A `MacData`.
pub(super) struct Seal<'a> {
    hash: Hash,
    digest: &'a [u8],
    salt: &'a [u8],
    rounds: u32,
}

impl<'a> Seal<'a> {
    /// Reads what is inside of a `MacData`.
    pub fn read(mut data: Reader<'a>) -> Result<Self, Wrong> {
        let mut info = data.sequence()?;
        let hash = Hash::named(info.sequence()?.expect(OID)?.content)?;
        let digest = info.expect(OCTET_STRING)?.content;
        let salt = data.expect(OCTET_STRING)?.content;
        let rounds = if data.is_empty() { 1 } else { data.number()? };
        Ok(Self { hash, digest, salt, rounds })
    }

    /// Whether `password` made it over `content`.
    pub fn fits(&self, content: &[u8], password: &Password, rounds: &mut Rounds) -> Result<bool, Wrong> {
        let (hash, size) = (self.hash, self.hash.size());
        let key = derive(hash, Purpose::Mac, &password.bmp, self.salt, self.rounds, size, rounds)?;
        macro_rules! verify {
            ($digest:ty) => {
                Hmac::<$digest>::new_from_slice(&key)
                    .is_ok_and(|mac| mac.chain_update(content).verify_slice(self.digest).is_ok())
            };
        }
        Ok(match hash {
            Hash::Sha1 => verify!(Sha1),
            Hash::Sha256 => verify!(Sha256),
            Hash::Sha384 => verify!(Sha384),
            Hash::Sha512 => verify!(Sha512),
        })
    }
}
