//! The bags of a `.p12`: keys, certificates and nested bags (RFC 7292 4.2).

use domain::certificate::CredentialError;
use zeroize::Zeroizing;

use super::decrypt::decrypt;
use super::oid;
use super::password::Password;
use super::work_limit::WorkLimit;
use crate::format::tlv::{CONTEXT_0, CONTEXT_0_PRIMITIVE, OID, Reader, SEQUENCE, write};

/// Maximum nesting depth of bags.
const MAX_DEPTH: usize = 4;
/// Maximum number of keys, and of certificates, in one file. A chain has two or three certificates.
const MAX_ENTRIES: usize = 64;

/// The keys and certificates of a file, in order.
#[derive(Default)]
pub(crate) struct Contents {
    /// Private keys, PKCS#8 DER.
    pub keys: Vec<Zeroizing<Vec<u8>>>,
    /// X.509 certificates, DER.
    pub certificates: Vec<Vec<u8>>,
}

impl Contents {
    /// Adds the bags of a `ContentInfo`, whose contents are `info`.
    pub(super) fn add(
        &mut self,
        mut info: Reader<'_>,
        password: &Password,
        work: &mut WorkLimit,
    ) -> Result<(), CredentialError> {
        let kind = info.expect(OID)?.content;
        let content = info.expect(CONTEXT_0)?;
        if kind == oid::DATA {
            let octets = content.inside().next()?;
            if !octets.is_octets() {
                return Err(CredentialError::Malformed);
            }
            return self.bags(&octets.octets()?, password, work, 0);
        }
        if kind != oid::ENCRYPTED_DATA {
            // Encrypted for a recipient's certificate instead of a password.
            return Err(if kind.starts_with(oid::PKCS7) {
                CredentialError::UnknownEncryption
            } else {
                CredentialError::Malformed
            });
        }
        let mut data = content.inside().sequence()?;
        data.number()?;
        let mut encrypted = data.sequence()?;
        encrypted.expect(OID)?;
        let algorithm = encrypted.sequence()?;
        let ciphertext = encrypted.next()?;
        if !matches!(ciphertext.tag, CONTEXT_0 | CONTEXT_0_PRIMITIVE) {
            return Err(CredentialError::Malformed);
        }
        let plaintext = decrypt(algorithm, &ciphertext.octets()?, password, work)?;
        // With a wrong password the padding is valid by chance in 1 of 256 cases; then this is not a SEQUENCE.
        match plaintext.first() {
            Some(&SEQUENCE) => self.bags(&plaintext, password, work, 0),
            _ => Err(CredentialError::WrongPassword),
        }
    }

    fn bags(
        &mut self,
        contents: &[u8],
        password: &Password,
        work: &mut WorkLimit,
        depth: usize,
    ) -> Result<(), CredentialError> {
        let mut bags = Reader::new(contents).sequence()?;
        while !bags.is_empty() {
            // The attributes that follow are ignored: keys and certificates are matched by public key.
            let mut bag = bags.sequence()?;
            let kind = bag.expect(OID)?.content;
            let value = bag.expect(CONTEXT_0)?.inside();
            match kind.strip_prefix(oid::BAG) {
                Some([oid::KEY_BAG]) => {
                    let mut value = value;
                    let key = value.expect(SEQUENCE)?;
                    self.key(Zeroizing::new(write(SEQUENCE, key.content)))?;
                }
                Some([oid::SHROUDED_KEY_BAG]) => self.key(shrouded(value, password, work)?)?,
                Some([oid::CERT_BAG]) => self.certificate(value)?,
                Some([oid::SAFE_CONTENTS_BAG]) if depth < MAX_DEPTH => {
                    let mut value = value;
                    let inner = value.expect(SEQUENCE)?;
                    let whole = Zeroizing::new(write(SEQUENCE, inner.content));
                    self.bags(&whole, password, work, depth + 1)?;
                }
                // Revocation lists and other secrets are skipped.
                _ => {}
            }
        }
        Ok(())
    }

    fn key(&mut self, key: Zeroizing<Vec<u8>>) -> Result<(), CredentialError> {
        self.keys.push(key);
        if self.keys.len() > MAX_ENTRIES { Err(CredentialError::Malformed) } else { Ok(()) }
    }

    fn certificate(&mut self, mut value: Reader<'_>) -> Result<(), CredentialError> {
        let mut bag = value.sequence()?;
        if bag.expect(OID)?.content != oid::X509 {
            return Ok(());
        }
        let octets = bag.expect(CONTEXT_0)?.inside().next()?;
        if !octets.is_octets() {
            return Err(CredentialError::Malformed);
        }
        self.certificates.push(octets.octets()?.into_owned());
        if self.certificates.len() > MAX_ENTRIES { Err(CredentialError::Malformed) } else { Ok(()) }
    }
}

/// Decrypts the key of a shrouded key bag.
pub(super) fn shrouded(
    mut value: Reader<'_>,
    password: &Password,
    work: &mut WorkLimit,
) -> Result<Zeroizing<Vec<u8>>, CredentialError> {
    let mut info = value.sequence()?;
    let algorithm = info.sequence()?;
    let ciphertext = info.next()?;
    if !ciphertext.is_octets() {
        return Err(CredentialError::Malformed);
    }
    let plaintext = decrypt(algorithm, &ciphertext.octets()?, password, work)?;
    match plaintext.first() {
        Some(&SEQUENCE) => Ok(plaintext),
        _ => Err(CredentialError::WrongPassword),
    }
}
