//! Opens a `.p12` (PKCS#12, RFC 7292), as Keychain Access, OpenSSL and older programs write it.
//!
//! The password is judged by the seal over the file, where it has one; whatever cannot be opened has a name.
//! Who belongs to whom inside is for [`identity`](super::identity).

mod bag;
mod decrypt;
mod derive;
mod mac;
mod oid;
mod password;
mod rounds;
#[cfg(test)]
mod tests;

use domain::certificate::{SecretText, Wrong};

pub(super) use bag::Contents;
use mac::Seal;
use password::Password;
use rounds::Rounds;

use super::tlv::{CONTEXT_0, INTEGER, OID, Reader, SEQUENCE};

/// What is in a `.p12`.
pub(super) fn open(bytes: &[u8], password: Option<&SecretText>) -> Result<Contents, Wrong> {
    if bytes.first() != Some(&SEQUENCE) {
        return Err(not_pkcs12(bytes));
    }
    let mut file = Reader::new(bytes).sequence()?;
    if !is_version_3(file) {
        return Err(not_pkcs12(bytes));
    }
    read(&mut file, password).map_err(|wrong| match wrong {
        // The whole is there: what ends too early inside was not cut off but damaged.
        Wrong::Truncated => Wrong::Malformed,
        Wrong::WrongPassword if password.is_none() => Wrong::PasswordMissing,
        wrong => wrong,
    })
}

/// Whether these bytes begin as a `.p12` does.
pub(super) fn is_pkcs12(bytes: &[u8]) -> bool {
    Reader::new(bytes).sequence().is_ok_and(is_version_3)
}

fn is_version_3(mut file: Reader<'_>) -> bool {
    let version = file.next().is_ok_and(|version| version.tag == INTEGER && version.content == [3]);
    version && file.next().is_ok_and(|info| info.tag == SEQUENCE)
}

fn read(file: &mut Reader<'_>, password: Option<&SecretText>) -> Result<Contents, Wrong> {
    file.number()?;
    let mut safe = file.sequence()?;
    let kind = safe.expect(OID)?.content;
    if kind != oid::DATA {
        // Sealed with a signature instead of a password.
        return Err(if kind.starts_with(oid::PKCS7) { Wrong::UnknownEncryption } else { Wrong::NotPkcs12 });
    }
    let octets = safe.expect(CONTEXT_0)?.inside().next()?;
    if !octets.is_octets() {
        return Err(Wrong::Malformed);
    }
    let content = octets.octets()?;
    let mut rounds = Rounds::new();
    let mut ways = Password::ways(password);
    if let Some(seal) = file.take(SEQUENCE)? {
        let seal = Seal::read(seal.inside())?;
        let mut fitting = None;
        for way in ways {
            if seal.fits(&content, &way, &mut rounds)? {
                fitting = Some(way);
                break;
            }
        }
        ways = vec![fitting.ok_or(Wrong::WrongPassword)?];
    }
    // Without a seal the contents themselves tell which way is right.
    let mut outcome = Err(Wrong::WrongPassword);
    for way in ways {
        outcome = contents(&content, &way, &mut rounds);
        if !matches!(outcome, Err(Wrong::WrongPassword)) {
            break;
        }
    }
    outcome
}

fn contents(content: &[u8], password: &Password, rounds: &mut Rounds) -> Result<Contents, Wrong> {
    let mut contents = Contents::default();
    let mut parts = Reader::new(content).sequence()?;
    while !parts.is_empty() {
        contents.add(parts.sequence()?, password, rounds)?;
    }
    Ok(contents)
}

/// What a file is that is no `.p12`.
fn not_pkcs12(bytes: &[u8]) -> Wrong {
    let text = String::from_utf8_lossy(bytes);
    if text.contains("-----BEGIN CERTIFICATE") {
        Wrong::IsCertificate
    } else if text.contains("-----BEGIN ") && text.contains("PRIVATE KEY-----") {
        Wrong::IsSigningKey
    } else if super::apple::is_certificate(bytes) {
        Wrong::IsCertificate
    } else {
        Wrong::NotPkcs12
    }
}
