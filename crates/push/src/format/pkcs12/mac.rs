//! The MAC over a `.p12`, keyed with the password (RFC 7292 4, RFC 9579).

use domain::certificate::CredentialError;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

use super::decrypt::pbkdf2;
use super::derive::{Hash, Purpose, derive};
use super::oid;
use super::password::Password;
use super::work_limit::WorkLimit;
use crate::format::tlv::{OCTET_STRING, OID, Reader};

pub(super) struct MacData<'a> {
    key: Derivation<'a>,
    hash: Hash,
    digest: &'a [u8],
}

/// How the MAC key is derived from the password.
enum Derivation<'a> {
    /// The key derivation of RFC 7292 appendix B.
    Pkcs12 { salt: &'a [u8], rounds: u32 },
    /// PBKDF2 with these parameters.
    Pbmac1(Reader<'a>),
}

impl<'a> MacData<'a> {
    /// Parses the contents of a `MacData`.
    pub fn parse(mut data: Reader<'a>) -> Result<Self, CredentialError> {
        let mut info = data.sequence()?;
        let mut algorithm = info.sequence()?;
        let identifier = algorithm.expect(OID)?.content;
        let digest = info.expect(OCTET_STRING)?.content;
        if identifier == oid::PBMAC1 {
            let mut parameters = algorithm.sequence()?;
            let key = Derivation::Pbmac1(parameters.sequence()?);
            let hash = Hash::from_hmac_oid(parameters.sequence()?.expect(OID)?.content)?;
            return Ok(Self { key, hash, digest });
        }
        let salt = data.expect(OCTET_STRING)?.content;
        let rounds = if data.is_empty() { 1 } else { data.number()? };
        Ok(Self { key: Derivation::Pkcs12 { salt, rounds }, hash: Hash::from_oid(identifier)?, digest })
    }

    /// The encoding of a password that the key is derived from.
    pub fn password<'p>(&self, password: &'p Password) -> &'p [u8] {
        match self.key {
            Derivation::Pkcs12 { .. } => &password.bmp,
            Derivation::Pbmac1(_) => &password.utf8,
        }
    }

    /// Whether the MAC over `content` verifies with `password`, in the encoding of [`MacData::password`].
    pub fn verifies(
        &self,
        content: &[u8],
        password: &[u8],
        work: &mut WorkLimit,
    ) -> Result<bool, CredentialError> {
        let (hash, size) = (self.hash, self.hash.size());
        let key = match self.key {
            Derivation::Pkcs12 { salt, rounds } => {
                derive(hash, Purpose::Mac, password, salt, rounds, size, work)?
            }
            Derivation::Pbmac1(mut parameters) => pbkdf2(&mut parameters, size, password, work)?,
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
