//! Reads `.p12` files (PKCS#12, RFC 7292), as Keychain Access, OpenSSL and older programs write them.
//!
//! The password is verified by the MAC over the file, if it has one. Matching keys with certificates is left to the
//! caller.

mod bag;
mod decrypt;
mod derive;
mod mac;
mod oid;
mod password;
#[cfg(test)]
mod tests;
mod work_limit;

use domain::certificate::{CredentialError, SecretText};
use zeroize::Zeroizing;

pub(crate) use bag::Contents;
use mac::MacData;
use password::Password;
use work_limit::WorkLimit;

use super::tlv::{CONTEXT_0, INTEGER, OID, Reader, SEQUENCE};

/// Decrypts the keys and certificates of a `.p12`.
pub(crate) fn open(bytes: &[u8], password: Option<&SecretText>) -> Result<Contents, CredentialError> {
    if bytes.first() != Some(&SEQUENCE) {
        return Err(CredentialError::NotPkcs12);
    }
    let mut file = Reader::new(bytes).sequence()?;
    if !is_version_3(file) {
        return Err(CredentialError::NotPkcs12);
    }
    read(&mut file, password).map_err(|error| contextual(error, password))
}

/// Whether the bytes begin like a `.p12`: version 3, followed by the contents.
pub(crate) fn is_pkcs12(bytes: &[u8]) -> bool {
    Reader::new(bytes).sequence().is_ok_and(is_version_3)
}

fn is_version_3(mut file: Reader<'_>) -> bool {
    let version = file.next().is_ok_and(|version| version.tag == INTEGER && version.content == [3]);
    version && file.next().is_ok_and(|info| info.tag == SEQUENCE)
}

fn read(file: &mut Reader<'_>, password: Option<&SecretText>) -> Result<Contents, CredentialError> {
    file.number()?;
    let mut safe = file.sequence()?;
    let kind = safe.expect(OID)?.content;
    if kind != oid::DATA {
        // The file is protected by a signature instead of a password.
        return Err(if kind.starts_with(oid::PKCS7) {
            CredentialError::UnknownEncryption
        } else {
            CredentialError::NotPkcs12
        });
    }
    let octets = safe.expect(CONTEXT_0)?.inside().next()?;
    if !octets.is_octets() {
        return Err(CredentialError::Malformed);
    }
    let content = octets.octets()?;
    let mut work = WorkLimit::new();
    let mut encodings = Password::encodings(password);
    if let Some(mac) = file.take(SEQUENCE)? {
        encodings = verified(&MacData::parse(mac.inside())?, &content, encodings, &mut work)?;
    }
    try_each(&encodings, |encoding| contents(&content, encoding, &mut work))
}

/// The password encodings with which the MAC verifies; [`CredentialError::WrongPassword`] if there are none.
fn verified(
    mac: &MacData<'_>,
    content: &[u8],
    mut encodings: Vec<Password>,
    work: &mut WorkLimit,
) -> Result<Vec<Password>, CredentialError> {
    let mut tried: Vec<&[u8]> = Vec::new();
    for encoding in &encodings {
        let part = mac.password(encoding);
        if tried.contains(&part) {
            continue;
        }
        match mac.verifies(content, part, work) {
            Ok(true) => {
                let part = part.to_vec();
                encodings.retain(|encoding| mac.password(encoding) == part);
                return Ok(encodings);
            }
            Ok(false) => tried.push(part),
            // The likelier encodings were wrong, and the work limit is too low to try the rarer ones.
            Err(CredentialError::TooManyRounds(_)) if !tried.is_empty() => break,
            Err(error) => return Err(error),
        }
    }
    Err(CredentialError::WrongPassword)
}

/// Tries the password encodings in turn until one is not rejected as wrong.
fn try_each<T>(
    encodings: &[Password],
    mut open: impl FnMut(&Password) -> Result<T, CredentialError>,
) -> Result<T, CredentialError> {
    let mut outcome = Err(CredentialError::WrongPassword);
    for encoding in encodings {
        match open(encoding) {
            Err(CredentialError::WrongPassword) => {}
            // The work limit is too low to try further encodings, as above.
            Err(CredentialError::TooManyRounds(_)) if encodings.first() != Some(encoding) => break,
            opened => {
                outcome = opened;
                break;
            }
        }
    }
    outcome
}

/// Decrypts `EncryptedPrivateKeyInfo`s (RFC 5958) to PKCS#8, DER.
pub(crate) fn private_keys(
    encrypted: &[Zeroizing<Vec<u8>>],
    password: Option<&SecretText>,
) -> Result<Vec<Zeroizing<Vec<u8>>>, CredentialError> {
    let mut work = WorkLimit::new();
    let encodings = Password::encodings(password);
    let open = |der: &Zeroizing<Vec<u8>>| {
        try_each(&encodings, |encoding| bag::shrouded(Reader::new(der), encoding, &mut work))
    };
    let opened: Result<Vec<_>, CredentialError> = encrypted.iter().map(open).collect();
    opened.map_err(|error| contextual(error, password))
}

/// Adjusts errors from within a file that is complete as a whole.
fn contextual(error: CredentialError, password: Option<&SecretText>) -> CredentialError {
    match error {
        // A part that ends too early is damaged, not truncated.
        CredentialError::Truncated => CredentialError::Malformed,
        CredentialError::WrongPassword if password.is_none() => CredentialError::PasswordMissing,
        error => error,
    }
}

fn contents(content: &[u8], password: &Password, work: &mut WorkLimit) -> Result<Contents, CredentialError> {
    let mut contents = Contents::default();
    let mut parts = Reader::new(content).sequence()?;
    while !parts.is_empty() {
        contents.add(parts.sequence()?, password, work)?;
    }
    Ok(contents)
}
