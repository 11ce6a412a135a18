//! The seal over a `.p12`: made with the password, so it tells whether the password is right (RFC 7292 4,
//! RFC 9579).

use domain::certificate::Wrong;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

use super::decrypt::pbkdf2;
use super::derive::{Hash, Purpose, derive};
use super::oid;
use super::password::Password;
use super::rounds::Rounds;
use crate::understand::tlv::{OCTET_STRING, OID, Reader};

/// A `MacData`.
pub(super) struct Seal<'a> {
    key: Derivation<'a>,
    hash: Hash,
    digest: &'a [u8],
}

/// How its key comes from the password.
enum Derivation<'a> {
    /// As RFC 7292 appendix B says.
    Pkcs12 { salt: &'a [u8], rounds: u32 },
    /// By PBKDF2, with these parameters.
    Pbmac1(Reader<'a>),
}

impl<'a> Seal<'a> {
    /// Reads what is inside of a `MacData`.
    pub fn read(mut data: Reader<'a>) -> Result<Self, Wrong> {
        let mut info = data.sequence()?;
        let mut algorithm = info.sequence()?;
        let identifier = algorithm.expect(OID)?.content;
        let digest = info.expect(OCTET_STRING)?.content;
        if identifier == oid::PBMAC1 {
            let mut parameters = algorithm.sequence()?;
            let key = Derivation::Pbmac1(parameters.sequence()?);
            let hash = Hash::of_hmac(parameters.sequence()?.expect(OID)?.content)?;
            return Ok(Self { key, hash, digest });
        }
        let salt = data.expect(OCTET_STRING)?.content;
        let rounds = if data.is_empty() { 1 } else { data.number()? };
        Ok(Self { key: Derivation::Pkcs12 { salt, rounds }, hash: Hash::named(identifier)?, digest })
    }

    /// What of a password the seal is made with.
    pub fn part<'p>(&self, password: &'p Password) -> &'p [u8] {
        match self.key {
            Derivation::Pkcs12 { .. } => &password.bmp,
            Derivation::Pbmac1(_) => &password.utf8,
        }
    }

    /// Whether this part of a password made it over `content`.
    pub fn fits(&self, content: &[u8], part: &[u8], left: &mut Rounds) -> Result<bool, Wrong> {
        let (hash, size) = (self.hash, self.hash.size());
        let key = match self.key {
            Derivation::Pkcs12 { salt, rounds } => {
                derive(hash, Purpose::Mac, part, salt, rounds, size, left)?
            }
            Derivation::Pbmac1(mut parameters) => pbkdf2(&mut parameters, size, part, left)?,
        };
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
