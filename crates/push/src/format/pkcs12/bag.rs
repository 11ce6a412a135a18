//! What a `.p12` carries: bags with keys, certificates and bags (RFC 7292 4.2).

use domain::certificate::Wrong;
use zeroize::Zeroizing;

use super::decrypt::decrypt;
use super::oid;
use super::password::Password;
use super::rounds::Rounds;
use crate::understand::tlv::{CONTEXT_0, CONTEXT_0_PRIMITIVE, OID, Reader, SEQUENCE, write};

/// Bags inside of bags.
const DEEPEST: usize = 4;
/// Keys, or certificates, of one file. A chain has two or three.
const MOST: usize = 64;

/// The keys and certificates of a file, in their order.
#[derive(Default)]
pub(in crate::understand) struct Contents {
    /// PKCS#8, DER.
    pub keys: Vec<Zeroizing<Vec<u8>>>,
    /// X.509, DER.
    pub certificates: Vec<Vec<u8>>,
}

impl Contents {
    /// Adds what a `ContentInfo`'s inside holds.
    pub(super) fn add(
        &mut self,
        mut info: Reader<'_>,
        password: &Password,
        rounds: &mut Rounds,
    ) -> Result<(), Wrong> {
        let kind = info.expect(OID)?.content;
        let content = info.expect(CONTEXT_0)?;
        if kind == oid::DATA {
            let octets = content.inside().next()?;
            if !octets.is_octets() {
                return Err(Wrong::Malformed);
            }
            return self.bags(&octets.octets()?, password, rounds, 0);
        }
        if kind != oid::ENCRYPTED_DATA {
            // Closed with a certificate of the reader's instead of a password.
            return Err(if kind.starts_with(oid::PKCS7) {
                Wrong::UnknownEncryption
            } else {
                Wrong::Malformed
            });
        }
        let mut data = content.inside().sequence()?;
        data.number()?;
        let mut encrypted = data.sequence()?;
        encrypted.expect(OID)?;
        let algorithm = encrypted.sequence()?;
        let closed = encrypted.next()?;
        if !matches!(closed.tag, CONTEXT_0 | CONTEXT_0_PRIMITIVE) {
            return Err(Wrong::Malformed);
        }
        let clear = decrypt(algorithm, &closed.octets()?, password, rounds)?;
        // Padding that was right by chance is rare, and then this is no sequence.
        match clear.first() {
            Some(&SEQUENCE) => self.bags(&clear, password, rounds, 0),
            _ => Err(Wrong::WrongPassword),
        }
    }

    fn bags(
        &mut self,
        contents: &[u8],
        password: &Password,
        rounds: &mut Rounds,
        depth: usize,
    ) -> Result<(), Wrong> {
        let mut bags = Reader::new(contents).sequence()?;
        while !bags.is_empty() {
            // Attributes follow; who belongs to whom is told by the keys themselves.
            let mut bag = bags.sequence()?;
            let kind = bag.expect(OID)?.content;
            let value = bag.expect(CONTEXT_0)?.inside();
            match kind.strip_prefix(oid::BAG) {
                Some([oid::KEY_BAG]) => {
                    let mut value = value;
                    let key = value.expect(SEQUENCE)?;
                    self.key(Zeroizing::new(write(SEQUENCE, key.content)))?;
                }
                Some([oid::SHROUDED_KEY_BAG]) => self.key(shrouded(value, password, rounds)?)?,
                Some([oid::CERT_BAG]) => self.certificate(value)?,
                Some([oid::SAFE_CONTENTS_BAG]) if depth < DEEPEST => {
                    let mut value = value;
                    let inner = value.expect(SEQUENCE)?;
                    let whole = Zeroizing::new(write(SEQUENCE, inner.content));
                    self.bags(&whole, password, rounds, depth + 1)?;
                }
                // Revocation lists and secrets of other kinds.
                _ => {}
            }
        }
        Ok(())
    }

    fn key(&mut self, key: Zeroizing<Vec<u8>>) -> Result<(), Wrong> {
        self.keys.push(key);
        if self.keys.len() > MOST { Err(Wrong::Malformed) } else { Ok(()) }
    }

    fn certificate(&mut self, mut value: Reader<'_>) -> Result<(), Wrong> {
        let mut bag = value.sequence()?;
        if bag.expect(OID)?.content != oid::X509 {
            return Ok(());
        }
        let octets = bag.expect(CONTEXT_0)?.inside().next()?;
        if !octets.is_octets() {
            return Err(Wrong::Malformed);
        }
        self.certificates.push(octets.octets()?.into_owned());
        if self.certificates.len() > MOST { Err(Wrong::Malformed) } else { Ok(()) }
    }
}

/// The key of a bag that is closed with a password.
pub(super) fn shrouded(
    mut value: Reader<'_>,
    password: &Password,
    rounds: &mut Rounds,
) -> Result<Zeroizing<Vec<u8>>, Wrong> {
    let mut info = value.sequence()?;
    let algorithm = info.sequence()?;
    let closed = info.next()?;
    if !closed.is_octets() {
        return Err(Wrong::Malformed);
    }
    let clear = decrypt(algorithm, &closed.octets()?, password, rounds)?;
    match clear.first() {
        Some(&SEQUENCE) => Ok(clear),
        _ => Err(Wrong::WrongPassword),
    }
}
