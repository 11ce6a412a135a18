//! Decrypts the parts of a `.p12`: the encryptions of PKCS#12 itself and PBES2 (RFC 7292 appendix C,
//! RFC 8018). Keychain and older programs write RC2 and triple DES, OpenSSL 3 writes AES.

use aes::{Aes128, Aes192, Aes256};
use cbc::Decryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt as _, InnerIvInit as _, KeyIvInit, StreamCipher as _};
use des::{TdesEde2, TdesEde3};
use domain::certificate::Wrong;
use pbkdf2::pbkdf2_hmac;
use rc2::Rc2;
use rc4::{KeyInit as _, Rc4};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

use super::derive::{Hash, Purpose, derive};
use super::oid;
use super::password::Password;
use super::rounds::Rounds;
use crate::understand::tlv::{OCTET_STRING, OID, Reader};

type Clear = Zeroizing<Vec<u8>>;

/// What `closed` holds, encrypted as `algorithm` says (an `AlgorithmIdentifier`'s inside).
///
/// [`Wrong::WrongPassword`] where the padding at the end is none: with another password that is so for 255
/// of 256.
pub(super) fn decrypt(
    mut algorithm: Reader<'_>,
    closed: &[u8],
    password: &Password,
    rounds: &mut Rounds,
) -> Result<Clear, Wrong> {
    let identifier = algorithm.expect(OID)?.content;
    if identifier == oid::PBES2 {
        return pbes2(algorithm.sequence()?, closed, password, rounds);
    }
    match identifier.strip_prefix(oid::PBE) {
        Some([kind]) => pbe(*kind, algorithm.sequence()?, closed, password, rounds),
        _ => Err(Wrong::UnknownEncryption),
    }
}

/// RFC 7292 appendix C; all of them hash with SHA-1.
fn pbe(
    kind: u8,
    mut parameters: Reader<'_>,
    closed: &[u8],
    password: &Password,
    rounds: &mut Rounds,
) -> Result<Clear, Wrong> {
    let salt = parameters.expect(OCTET_STRING)?.content;
    let count = parameters.number()?;
    let mut bytes = |purpose, size| derive(Hash::Sha1, purpose, &password.bmp, salt, count, size, rounds);
    let key_size = match kind {
        1 | 4 | 5 => 16,
        2 | 6 => 5,
        3 => 24,
        _ => return Err(Wrong::UnknownEncryption),
    };
    let key = bytes(Purpose::Key, key_size)?;
    if matches!(kind, 1 | 2) {
        let mut clear = Zeroizing::new(closed.to_vec());
        Rc4::new_from_slice(&key).map_err(|_| Wrong::Malformed)?.apply_keystream(&mut clear);
        return Ok(clear);
    }
    let iv = bytes(Purpose::Iv, 8)?;
    match kind {
        3 => cbc::<TdesEde3>(&key, &iv, closed),
        4 => cbc::<TdesEde2>(&key, &iv, closed),
        _ => {
            let cipher = Rc2::new_with_eff_key_len(&key, key.len() * 8);
            let mode = Decryptor::<Rc2>::inner_iv_slice_init(cipher, &iv).map_err(|_| Wrong::Malformed)?;
            padded(mode.decrypt_padded_vec::<Pkcs7>(closed), closed.len(), 8)
        }
    }
}

/// RFC 8018 6.2.
fn pbes2(
    mut parameters: Reader<'_>,
    closed: &[u8],
    password: &Password,
    rounds: &mut Rounds,
) -> Result<Clear, Wrong> {
    let mut derivation = parameters.sequence()?;
    let mut scheme = parameters.sequence()?;
    let cipher = scheme.expect(OID)?.content;
    let key_size = match cipher.strip_prefix(oid::AES) {
        Some([0x02]) => 16,
        Some([0x16]) => 24,
        Some([0x2a]) => 32,
        _ if cipher == oid::DES_EDE3_CBC => 24,
        _ => return Err(Wrong::UnknownEncryption),
    };
    let iv = scheme.expect(OCTET_STRING)?.content;
    let key = pbkdf2(&mut derivation, key_size, &password.utf8, rounds)?;
    match key_size {
        _ if cipher == oid::DES_EDE3_CBC => cbc::<TdesEde3>(&key, iv, closed),
        16 => cbc::<Aes128>(&key, iv, closed),
        24 => cbc::<Aes192>(&key, iv, closed),
        _ => cbc::<Aes256>(&key, iv, closed),
    }
}

/// RFC 8018 A.2.
pub(super) fn pbkdf2(
    algorithm: &mut Reader<'_>,
    size: usize,
    password: &[u8],
    rounds: &mut Rounds,
) -> Result<Clear, Wrong> {
    if algorithm.expect(OID)?.content != oid::PBKDF2 {
        return Err(Wrong::UnknownEncryption);
    }
    let mut parameters = algorithm.sequence()?;
    let salt = parameters.expect(OCTET_STRING)?.content;
    let count = parameters.number()?;
    let mut rest = parameters;
    if rest.number().is_ok_and(|length| length as usize == size) {
        parameters = rest;
    }
    let hash = if parameters.is_empty() {
        Hash::Sha1
    } else {
        Hash::of_hmac(parameters.sequence()?.expect(OID)?.content)?
    };
    // A block is an HMAC, which is two hashes.
    let blocks = u32::try_from(size.div_ceil(hash.size())).map_err(|_| Wrong::Malformed)?;
    rounds.spend(count, blocks.saturating_mul(2 * hash.cost()))?;
    let mut key = Zeroizing::new(vec![0; size]);
    match hash {
        Hash::Sha1 => pbkdf2_hmac::<Sha1>(password, salt, count, &mut key),
        Hash::Sha256 => pbkdf2_hmac::<Sha256>(password, salt, count, &mut key),
        Hash::Sha384 => pbkdf2_hmac::<Sha384>(password, salt, count, &mut key),
        Hash::Sha512 => pbkdf2_hmac::<Sha512>(password, salt, count, &mut key),
    }
    Ok(key)
}

fn cbc<C>(key: &[u8], iv: &[u8], closed: &[u8]) -> Result<Clear, Wrong>
where
    C: cbc::cipher::BlockCipherDecrypt + cbc::cipher::KeyInit,
    Decryptor<C>: KeyIvInit + cbc::cipher::BlockModeDecrypt,
{
    let mode = Decryptor::<C>::new_from_slices(key, iv).map_err(|_| Wrong::Malformed)?;
    padded(mode.decrypt_padded_vec::<Pkcs7>(closed), closed.len(), C::block_size())
}

/// Wrong padding tells of a wrong password; half a block does not.
fn padded<E>(clear: Result<Vec<u8>, E>, closed: usize, block: usize) -> Result<Clear, Wrong> {
    let damaged = closed == 0 || !closed.is_multiple_of(block);
    clear.map(Zeroizing::new).map_err(|_| if damaged { Wrong::Malformed } else { Wrong::WrongPassword })
}
