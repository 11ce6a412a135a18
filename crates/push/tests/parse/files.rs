//! Files written by programs that the tests cannot run. Their passwords are `simple`, `simple1` and `pässwört`.

use std::time::Duration;

use domain::certificate::{
    Account, ApnsCertificateFacts, CredentialError, Environment, Facts, FileFacts, FileUse, SecretText,
    Vendor,
};
use domain::time::Timestamp;
use push::credential::{Credential, Parsed, inspect_file, parse};

use crate::fixtures::{by_certificate, upload};
use crate::p8::by_key;

const MULTI: &[u8] = include_bytes!("files/multi-push+p384.p12");

/// 2026-11-28 15:00, when the files were created.
const NOW: Timestamp = Timestamp::from_unix_seconds(1_795_878_000);

fn read(bytes: &[u8], password: &str) -> Result<Parsed, Vec<CredentialError>> {
    parse(&by_certificate(bytes, password, Environment::Production, false), NOW)
}

fn facts(bytes: &[u8], password: &str) -> ApnsCertificateFacts {
    match read(bytes, password).map(|parsed| parsed.facts) {
        Ok(Facts::ApnsCertificate(facts)) => facts,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_certificate_for_pushes_is_taken_and_the_other_is_named() {
    let facts = facts(include_bytes!("files/push-and-dist-samekey.p12"), "simple");
    assert_eq!(facts.subject, "Apple Push Services: com.example.messenger");
    assert!(matches!(&*facts.unused, [name] if name.contains("Distribution")), "{:?}", facts.unused);
}

#[test]
fn a_key_that_is_not_known_here_does_not_stand_in_the_way() {
    let facts = facts(MULTI, "simple1");
    assert_eq!(facts.subject, "Apple Push Services: com.example.messenger");
    assert_eq!(facts.unused, ["Apple Development: Kim (p384)"]);
}

/// OpenSSL up to 1.0.2 widened each byte of the password instead of decoding it; OpenSSL 3 tries that as well.
#[test]
fn passwords_of_older_programs_open() {
    let bytes = include_bytes!("files/openssl102-umlaut.p12");
    assert!(read(bytes, "pässwört").is_ok());
    assert!(read(bytes, "pa\u{308}sswo\u{308}rt").is_ok(), "decomposed");
    assert_eq!(read(bytes, "passwort").err(), Some(vec![CredentialError::WrongPassword]));
    assert_eq!(read(bytes, "pässword").err(), Some(vec![CredentialError::WrongPassword]));
}

#[test]
fn the_rounds_that_are_recommended_are_done() {
    let bytes = include_bytes!("files/iter600k.p12");
    assert!(read(bytes, "simple").is_ok());
    assert_eq!(read(bytes, "other").err(), Some(vec![CredentialError::WrongPassword]));
}

#[test]
fn the_moment_from_which_it_is_good_is_told() {
    let bytes = include_bytes!("files/notyet3min.p12");
    let from = Timestamp::from_unix_seconds(1_795_876_550);
    let at = |now| parse(&by_certificate(bytes, "simple", Environment::Production, false), now).err();
    assert_eq!(at(from.minus(Duration::from_secs(1))), Some(vec![CredentialError::NotYetValid { from }]));
    assert_eq!(at(from), None);
}

#[test]
fn pem_with_both_is_read_and_a_signing_request_is_named() {
    assert_eq!(
        facts(include_bytes!("files/bundle.pem"), "").subject,
        "Apple Push Services: com.example.messenger"
    );
    let request = include_bytes!("files/x.certSigningRequest");
    assert_eq!(read(request, "").err(), Some(vec![CredentialError::IsSigningRequest]));
    let as_key = parse(&by_key("AuthKey_ABC1234567.p8", request, None), NOW);
    assert_eq!(as_key.err(), Some(vec![CredentialError::IsSigningRequest]));
}

#[test]
fn signing_keys_in_other_forms_are_read() {
    for bytes in [&include_bytes!("files/explicit.p8")[..], include_bytes!("files/utf16le.p8")] {
        let parsed = parse(&by_key("AuthKey_ABC1234567.p8", bytes, None), NOW).unwrap();
        let Credential::ApnsKey(key) = parsed.credential else { panic!("a key") };
        assert!(key.private_key.expose().starts_with("-----BEGIN PRIVATE KEY-----\n"));
    }
}

#[test]
fn service_accounts_in_utf16_are_read_and_closed_ones_are_googles() {
    let fcm = |bytes: &[u8]| parse(&Account::Fcm { file: upload("orbit.json", bytes) }, NOW);
    assert!(fcm(include_bytes!("files/fcm-utf16le.json")).is_ok());
    let closed = fcm(include_bytes!("files/fcm-encrypted.json")).err();
    assert_eq!(closed, Some(vec![CredentialError::EncryptedKey(Vendor::Google)]));
}

/// A file is described in the same way while its form is filled in and after the form is submitted.
#[test]
fn a_file_alone_says_the_same() {
    let p12 = |password: &str| {
        let password = SecretText::password(password).unwrap();
        let wanted = FileUse::ApnsCertificate { password, environment: Environment::Production, voip: false };
        inspect_file(&upload("push.p12", MULTI), &wanted, NOW)
    };
    let (said, warnings) = p12("simple1").unwrap();
    assert_eq!(said, FileFacts::ApnsCertificate(facts(MULTI, "simple1")));
    assert_eq!(warnings, read(MULTI, "simple1").unwrap().warnings);
    assert_eq!(p12("").err(), Some(vec![CredentialError::PasswordMissing]));
    assert_eq!(p12("simple").err(), Some(vec![CredentialError::WrongPassword]));

    let key = include_bytes!("files/utf16le.p8");
    let p8 = |name: &str| inspect_file(&upload(name, key), &FileUse::ApnsKey { key_id: None }, NOW).unwrap();
    let named = |key_id: Option<&str>| FileFacts::ApnsKey {
        key_id: key_id.map(|id| id.parse().unwrap()),
        curve: "P-256".into(),
    };
    assert_eq!(p8("AuthKey_ABC1234567.p8").0, named(Some("ABC1234567")));
    assert_eq!(p8("key.p8").0, named(None), "it is asked for when the form is sent");

    let account = include_bytes!("files/fcm-utf16le.json");
    let (said, _) = inspect_file(&upload("orbit.json", account), &FileUse::Fcm, NOW).unwrap();
    assert!(matches!(said, FileFacts::GoogleAccount(_)));
    let wrong = inspect_file(&upload("orbit.json", account), &FileUse::Harmony, NOW).unwrap_err();
    assert!(matches!(*wrong, [CredentialError::OtherJson { wanted: Vendor::Huawei, .. }]), "{wrong:?}");
}
