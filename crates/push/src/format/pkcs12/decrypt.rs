//! Password-based decryption: the schemes of PKCS#12 (RFC 7292 appendix C) and PBES2 (RFC 8018). Keychain Access and
//! older programs write RC2 and triple DES, OpenSSL 3 writes AES.

use aes::{Aes128, Aes192, Aes256};
use cbc::Decryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt as _, InnerIvInit as _, KeyIvInit, StreamCipher as _};
use des::{TdesEde2, TdesEde3};
use domain::certificate::CredentialError;
use pbkdf2::pbkdf2_hmac;
use rc2::Rc2;
use rc4::{KeyInit as _, Rc4};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

use super::derive::{Hash, Purpose, derive};
use super::oid;
use super::password::Password;
use super::work_limit::WorkLimit;
use crate::format::tlv::{OCTET_STRING, OID, Reader};

type Plaintext = Zeroizing<Vec<u8>>;

/// Decrypts `ciphertext` with `algorithm`, the contents of an `AlgorithmIdentifier`.
///
/// Returns [`CredentialError::WrongPassword`] if the padding is invalid, as it is for 255 of 256 wrong passwords.
pub(super) fn decrypt(
    mut algorithm: Reader<'_>,
    ciphertext: &[u8],
    password: &Password,
    work: &mut WorkLimit,
) -> Result<Plaintext, CredentialError> {
    let identifier = algorithm.expect(OID)?.content;
    if identifier == oid::PBES2 {
        return pbes2(algorithm.sequence()?, ciphertext, password, work);
    }
    match identifier.strip_prefix(oid::PBE) {
        Some([kind]) => pbe(*kind, algorithm.sequence()?, ciphertext, password, work),
        _ => Err(CredentialError::UnknownEncryption),
    }
}

/// Decrypts with a scheme of RFC 7292 appendix C, all of which use SHA-1.
fn pbe(
    kind: u8,
    mut parameters: Reader<'_>,
    ciphertext: &[u8],
    password: &Password,
    work: &mut WorkLimit,
) -> Result<Plaintext, CredentialError> {
    let salt = parameters.expect(OCTET_STRING)?.content;
    let count = parameters.number()?;
    let mut bytes = |purpose, size| derive(Hash::Sha1, purpose, &password.bmp, salt, count, size, work);
    let key_size = match kind {
        1 | 4 | 5 => 16,
        2 | 6 => 5,
        3 => 24,
        _ => return Err(CredentialError::UnknownEncryption),
    };
    let key = bytes(Purpose::Key, key_size)?;
    if matches!(kind, 1 | 2) {
        let mut plaintext = Zeroizing::new(ciphertext.to_vec());
        Rc4::new_from_slice(&key).map_err(|_| CredentialError::Malformed)?.apply_keystream(&mut plaintext);
        return Ok(plaintext);
    }
    let iv = bytes(Purpose::Iv, 8)?;
    match kind {
        3 => cbc::<TdesEde3>(&key, &iv, ciphertext),
        4 => cbc::<TdesEde2>(&key, &iv, ciphertext),
        _ => {
            let cipher = Rc2::new_with_eff_key_len(&key, key.len() * 8);
            let mode =
                Decryptor::<Rc2>::inner_iv_slice_init(cipher, &iv).map_err(|_| CredentialError::Malformed)?;
            unpadded(mode.decrypt_padded_vec::<Pkcs7>(ciphertext), ciphertext.len(), 8)
        }
    }
}

/// Decrypts with PBES2 (RFC 8018 6.2).
fn pbes2(
    mut parameters: Reader<'_>,
    ciphertext: &[u8],
    password: &Password,
    work: &mut WorkLimit,
) -> Result<Plaintext, CredentialError> {
    let mut derivation = parameters.sequence()?;
    let mut scheme = parameters.sequence()?;
    let cipher = scheme.expect(OID)?.content;
    let key_size = match cipher.strip_prefix(oid::AES) {
        Some([0x02]) => 16,
        Some([0x16]) => 24,
        Some([0x2a]) => 32,
        _ if cipher == oid::DES_EDE3_CBC => 24,
        _ => return Err(CredentialError::UnknownEncryption),
    };
    let iv = scheme.expect(OCTET_STRING)?.content;
    let key = pbkdf2(&mut derivation, key_size, &password.utf8, work)?;
    match key_size {
        _ if cipher == oid::DES_EDE3_CBC => cbc::<TdesEde3>(&key, iv, ciphertext),
        16 => cbc::<Aes128>(&key, iv, ciphertext),
        24 => cbc::<Aes192>(&key, iv, ciphertext),
        _ => cbc::<Aes256>(&key, iv, ciphertext),
    }
}

/// Derives a key with PBKDF2, from encoded parameters (RFC 8018 A.2).
pub(super) fn pbkdf2(
    algorithm: &mut Reader<'_>,
    size: usize,
    password: &[u8],
    work: &mut WorkLimit,
) -> Result<Plaintext, CredentialError> {
    if algorithm.expect(OID)?.content != oid::PBKDF2 {
        return Err(CredentialError::UnknownEncryption);
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
        Hash::from_hmac_oid(parameters.sequence()?.expect(OID)?.content)?
    };
    // Each round of a block is an HMAC: two calls of the hash function.
    let blocks = u32::try_from(size.div_ceil(hash.size())).map_err(|_| CredentialError::Malformed)?;
    work.spend(count, blocks.saturating_mul(2 * hash.cost()))?;
    let mut key = Zeroizing::new(vec![0; size]);
    match hash {
        Hash::Sha1 => pbkdf2_hmac::<Sha1>(password, salt, count, &mut key),
        Hash::Sha256 => pbkdf2_hmac::<Sha256>(password, salt, count, &mut key),
        Hash::Sha384 => pbkdf2_hmac::<Sha384>(password, salt, count, &mut key),
        Hash::Sha512 => pbkdf2_hmac::<Sha512>(password, salt, count, &mut key),
    }
    Ok(key)
}

fn cbc<C>(key: &[u8], iv: &[u8], ciphertext: &[u8]) -> Result<Plaintext, CredentialError>
where
    C: cbc::cipher::BlockCipherDecrypt + cbc::cipher::KeyInit,
    Decryptor<C>: KeyIvInit + cbc::cipher::BlockModeDecrypt,
{
    let mode = Decryptor::<C>::new_from_slices(key, iv).map_err(|_| CredentialError::Malformed)?;
    unpadded(mode.decrypt_padded_vec::<Pkcs7>(ciphertext), ciphertext.len(), C::block_size())
}

/// Removes the padding. Invalid padding means a wrong password, unless the ciphertext is no multiple of the block size.
fn unpadded<E>(
    plaintext: Result<Vec<u8>, E>,
    ciphertext: usize,
    block: usize,
) -> Result<Plaintext, CredentialError> {
    let damaged = ciphertext == 0 || !ciphertext.is_multiple_of(block);
    plaintext
        .map(Zeroizing::new)
        .map_err(|_| if damaged { CredentialError::Malformed } else { CredentialError::WrongPassword })
}
