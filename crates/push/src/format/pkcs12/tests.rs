use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;

use super::derive::{Hash, Purpose, derive};
use super::*;
use crate::format::tlv::{NULL, OCTET_STRING, write};

const SALT: &[u8] = b"saltsalt";

/// A file without contents, with a MAC keyed by the encoded `password`.
fn empty_file(password: &[u8]) -> Vec<u8> {
    let content = write(SEQUENCE, &[]);
    let key = derive(Hash::Sha1, Purpose::Mac, password, SALT, 1, 20, &mut WorkLimit::new()).unwrap();
    let digest = Hmac::<Sha1>::new_from_slice(&key).unwrap().chain_update(&content).finalize().into_bytes();
    let info = write(CONTEXT_0, &write(OCTET_STRING, &content));
    let algorithm = write(SEQUENCE, &[write(OID, oid::SHA1), write(NULL, &[])].concat());
    let info_of_digest = write(SEQUENCE, &[algorithm, write(OCTET_STRING, &digest)].concat());
    let parts = [
        write(INTEGER, &[3]),
        write(SEQUENCE, &[write(OID, oid::DATA), info].concat()),
        // The number of rounds defaults to 1.
        write(SEQUENCE, &[info_of_digest, write(OCTET_STRING, SALT)].concat()),
    ];
    write(SEQUENCE, &parts.concat())
}

#[test]
fn an_empty_password_has_two_encodings() {
    for password in [&[][..], &[0, 0]] {
        assert!(open(&empty_file(password), None).is_ok(), "{password:?}");
        let given = SecretText::password("x").unwrap();
        assert_eq!(open(&empty_file(password), given.as_ref()).err(), Some(CredentialError::WrongPassword));
    }
    let other = empty_file(&[0, b'x', 0, 0]);
    assert_eq!(open(&other, None).err(), Some(CredentialError::PasswordMissing));
    assert!(open(&other, SecretText::password("x").unwrap().as_ref()).is_ok());
}

#[test]
fn a_changed_file_fails_its_mac() {
    let mut file = empty_file(&[0, 0]);
    let place = file.windows(2).position(|window| window == [SEQUENCE, 0]).unwrap();
    file[place] = NULL;
    assert_eq!(open(&file, None).err(), Some(CredentialError::PasswordMissing));
}

/// RFC 9579, as OpenSSL 3.4 and later write it on request.
#[test]
fn a_mac_by_pbkdf2_is_verified() {
    let (content, rounds) = (write(SEQUENCE, &[]), [0x27, 0x10]);
    let mut key = [0; 32];
    pbkdf2::pbkdf2_hmac::<sha2::Sha256>("pässword".as_bytes(), SALT, 10_000, &mut key);
    let digest = Hmac::<sha2::Sha256>::new_from_slice(&key).unwrap().chain_update(&content).finalize();
    let hmac = write(SEQUENCE, &[write(OID, &[oid::HMAC, &[9]].concat()), write(NULL, &[])].concat());
    let parameters =
        [write(OCTET_STRING, SALT), write(INTEGER, &rounds), write(INTEGER, &[32]), hmac.clone()];
    let derivation = [write(OID, oid::PBKDF2), write(SEQUENCE, &parameters.concat())].concat();
    let algorithm =
        [write(OID, oid::PBMAC1), write(SEQUENCE, &[write(SEQUENCE, &derivation), hmac].concat())];
    let info = [write(SEQUENCE, &algorithm.concat()), write(OCTET_STRING, &digest.into_bytes())].concat();
    let seal = [write(SEQUENCE, &info), write(OCTET_STRING, b"unused"), write(INTEGER, &[1])].concat();
    let safe = [write(OID, oid::DATA), write(CONTEXT_0, &write(OCTET_STRING, &content))].concat();
    let parts = [write(INTEGER, &[3]), write(SEQUENCE, &safe), write(SEQUENCE, &seal)];
    let file = write(SEQUENCE, &parts.concat());
    assert!(open(&file, SecretText::password("pässword").unwrap().as_ref()).is_ok());
    let wrong = open(&file, SecretText::password("password").unwrap().as_ref());
    assert_eq!(wrong.err(), Some(CredentialError::WrongPassword));
}
