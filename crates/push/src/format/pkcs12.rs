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
use zeroize::Zeroizing;

pub(super) use bag::Contents;
use mac::Seal;
use password::Password;
use rounds::Rounds;

use super::tlv::{CONTEXT_0, INTEGER, OID, Reader, SEQUENCE};

/// What is in a `.p12`.
pub(super) fn open(bytes: &[u8], password: Option<&SecretText>) -> Result<Contents, Wrong> {
    if bytes.first() != Some(&SEQUENCE) {
        return Err(Wrong::NotPkcs12);
    }
    let mut file = Reader::new(bytes).sequence()?;
    if !is_version_3(file) {
        return Err(Wrong::NotPkcs12);
    }
    read(&mut file, password).map_err(|wrong| reason(wrong, password))
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
        ways = fitting(&Seal::read(seal.inside())?, &content, ways, &mut rounds)?;
    }
    try_each(&ways, |way| contents(&content, way, &mut rounds))
}

/// The ways that the seal fits; [`Wrong::WrongPassword`] where it fits none.
fn fitting(
    seal: &Seal<'_>,
    content: &[u8],
    mut ways: Vec<Password>,
    rounds: &mut Rounds,
) -> Result<Vec<Password>, Wrong> {
    let mut tried: Vec<&[u8]> = Vec::new();
    for way in &ways {
        let part = seal.part(way);
        if tried.contains(&part) {
            continue;
        }
        match seal.fits(content, part, rounds) {
            Ok(true) => {
                let part = part.to_vec();
                ways.retain(|way| seal.part(way) == part);
                return Ok(ways);
            }
            Ok(false) => tried.push(part),
            // The password as it was typed is wrong; there is no work left to try rarer encodings of it.
            Err(Wrong::TooManyRounds(_)) if !tried.is_empty() => break,
            Err(wrong) => return Err(wrong),
        }
    }
    Err(Wrong::WrongPassword)
}

/// What the first way opens; the others are tried as long as the password is wrong.
fn try_each<T>(ways: &[Password], mut open: impl FnMut(&Password) -> Result<T, Wrong>) -> Result<T, Wrong> {
    let mut outcome = Err(Wrong::WrongPassword);
    for way in ways {
        match open(way) {
            Err(Wrong::WrongPassword) => {}
            // As above.
            Err(Wrong::TooManyRounds(_)) if ways.first() != Some(way) => break,
            opened => {
                outcome = opened;
                break;
            }
        }
    }
    outcome
}

/// The private keys (PKCS#8, DER) of `EncryptedPrivateKeyInfo`s (RFC 5958), as a `.p12` and PEM have them.
pub(super) fn private_keys(
    closed: &[Zeroizing<Vec<u8>>],
    password: Option<&SecretText>,
) -> Result<Vec<Zeroizing<Vec<u8>>>, Wrong> {
    let mut rounds = Rounds::new();
    let ways = Password::ways(password);
    let open =
        |der: &Zeroizing<Vec<u8>>| try_each(&ways, |way| bag::shrouded(Reader::new(der), way, &mut rounds));
    let opened: Result<Vec<_>, Wrong> = closed.iter().map(open).collect();
    opened.map_err(|wrong| reason(wrong, password))
}

/// What is told of a file that is there as a whole.
fn reason(wrong: Wrong, password: Option<&SecretText>) -> Wrong {
    match wrong {
        // What ends too early inside was not cut off but damaged.
        Wrong::Truncated => Wrong::Malformed,
        Wrong::WrongPassword if password.is_none() => Wrong::PasswordMissing,
        wrong => wrong,
    }
}

fn contents(content: &[u8], password: &Password, rounds: &mut Rounds) -> Result<Contents, Wrong> {
    let mut contents = Contents::default();
    let mut parts = Reader::new(content).sequence()?;
    while !parts.is_empty() {
        contents.add(parts.sequence()?, password, rounds)?;
    }
    Ok(contents)
}
