//! Parsing of `.p8` files.

use domain::certificate::{
    Account, CredentialError, CurveName, Environment, Facts, NewAccount, Vendor, Warning,
};
use domain::key::OtherCurve;
use push::credential::{Credential, Parsed, parse};

use crate::fixtures::{fixtures, now, upload};

pub fn by_key(name: &str, bytes: &[u8], key_id: Option<&str>) -> NewAccount {
    Account::ApnsKey {
        file: upload(name, bytes),
        key_id: key_id.map(|id| id.parse().unwrap()),
        team_id: "TEAM123456".parse().unwrap(),
        bundle_id: "com.orbit.app".parse().unwrap(),
        environment: Environment::Production,
    }
}

fn read(bytes: &[u8]) -> Result<Parsed, Vec<CredentialError>> {
    parse(&by_key("AuthKey_ABC1234567.p8", bytes, None), now())
}

/// Generates a key, PKCS#8 PEM.
pub fn key(name: &str, arguments: &str) -> Vec<u8> {
    fixtures().run(&format!("genpkey {arguments} -out {name}.pem"), &[]);
    fixtures().bytes(&format!("{name}.pem"))
}

const P256: &str = "-algorithm EC -pkeyopt ec_paramgen_curve:P-256";

#[test]
fn takes_apples_key_in_every_form() {
    let pem = key("apple", P256);
    let parsed = read(&pem).unwrap();
    let Credential::ApnsKey(apns) = &parsed.credential else { panic!("a key") };
    assert_eq!(apns.private_key.expose().as_bytes(), pem, "as OpenSSL writes it");
    assert_eq!(
        (&*apns.key_id, &*apns.team_id, &*apns.bundle_id),
        ("ABC1234567", "TEAM123456", "com.orbit.app")
    );
    let Facts::ApnsKey(facts) = &parsed.facts else { panic!("of a key") };
    assert_eq!((facts.key_id.as_str(), &*facts.curve), ("ABC1234567", "P-256"));
    assert_eq!(parsed.warnings, []);

    fixtures().run("ec -in apple.pem -out sec1.pem", &[]);
    fixtures().run("ec -in apple.pem -outform DER -out sec1.der", &[]);
    fixtures().run("pkcs8 -topk8 -nocrypt -in apple.pem -outform DER -out apple.der", &[]);
    let crlf = String::from_utf8(pem.clone()).unwrap().replace('\n', "\r\n").into_bytes();
    let files = ["sec1.pem", "sec1.der", "apple.der"].map(|name| fixtures().bytes(name));
    for bytes in files.into_iter().chain([crlf]) {
        assert_eq!(read(&bytes), Ok(parsed.clone()));
    }
}

#[test]
fn the_key_id_comes_from_the_form_or_the_name() {
    let pem = key("named", P256);
    let read = |name: &str, typed| parse(&by_key(name, &pem, typed), now());
    assert_eq!(read("key.p8", None).err(), Some(vec![CredentialError::KeyIdMissing]));
    assert_eq!(read("key.p8", Some("XYZ1234567")).unwrap().warnings, []);
    assert_eq!(read("AuthKey_XYZ1234567.p8", Some("XYZ1234567")).unwrap().warnings, []);
    let differs = read("AuthKey_ABC1234567.p8", Some("XYZ1234567")).unwrap();
    assert_eq!(differs.warnings, [Warning::KeyIdDiffers]);
    let Credential::ApnsKey(key) = differs.credential else { panic!("a key") };
    assert_eq!(key.key_id, "XYZ1234567", "what was typed counts");
}

#[test]
fn other_curves_are_named() {
    let curve = |name: &str| format!("-algorithm EC -pkeyopt ec_paramgen_curve:{name}");
    for (arguments, name) in [
        (curve("P-384"), CurveName::Other(OtherCurve::P384)),
        (curve("P-521"), CurveName::Other(OtherCurve::P521)),
        (curve("P-224"), CurveName::Other(OtherCurve::P224)),
        (curve("secp256k1"), CurveName::Secp256k1),
        (curve("brainpoolP256r1"), CurveName::Other(OtherCurve::Brainpool)),
        ("-algorithm ED25519".into(), CurveName::Other(OtherCurve::Ed25519)),
        ("-algorithm ED448".into(), CurveName::Other(OtherCurve::Ed448)),
        ("-algorithm X25519".into(), CurveName::Other(OtherCurve::X25519)),
    ] {
        assert_eq!(
            read(&key("curve", &arguments)).err(),
            Some(vec![CredentialError::CurveIs(name)]),
            "{arguments}"
        );
    }
}

#[test]
fn other_files_are_named() {
    let pem = key("wrong", P256);
    let wrong = |bytes: &[u8]| read(bytes).unwrap_err();
    assert_eq!(wrong(&fixtures().bytes("leaf.key")), [CredentialError::RsaKey]);
    fixtures().run("pkey -in wrong.pem -pubout -out wrong.pub", &[]);
    assert_eq!(wrong(&fixtures().bytes("wrong.pub")), [CredentialError::PublicKeyOnly(Vendor::Apple)]);
    fixtures().run("pkcs8 -topk8 -in wrong.pem -out closed.pem -passout pass:secret", &[]);
    assert_eq!(wrong(&fixtures().bytes("closed.pem")), [CredentialError::EncryptedKey(Vendor::Apple)]);
    assert_eq!(wrong(&[pem.clone(), key("wrong2", P256)].concat()), [CredentialError::SeveralKeys]);
    assert_eq!(wrong(&fixtures().bytes("combined.crt")), [CredentialError::IsCertificate]);
    fixtures().run("x509 -in combined.crt -outform DER -out p8.der", &[]);
    assert_eq!(wrong(&fixtures().bytes("p8.der")), [CredentialError::IsCertificate]);
    let p12 = fixtures().p12("p8", "-inkey leaf.key -in combined.crt", "secret");
    assert_eq!(wrong(&p12), [CredentialError::IsPkcs12]);
    assert_eq!(wrong(b""), [CredentialError::Empty]);
    assert_eq!(wrong(b"a note"), [CredentialError::NotAKey]);
    assert_eq!(wrong(&[0xff; 40]), [CredentialError::NotAKey]);
    assert_eq!(wrong(&vec![b'x'; 70_000]), [CredentialError::TooLarge]);
}

#[test]
fn cut_off_anywhere_it_has_a_name() {
    let pem = key("cut", P256);
    let end = pem.windows(9).position(|window| window == b"-----END ").unwrap();
    for length in 1..pem.trim_ascii_end().len() {
        let expected = match length {
            // Shorter than the start of the first line.
            ..11 => CredentialError::NotAKey,
            length if length < end + 9 => CredentialError::Truncated,
            _ => CredentialError::Malformed,
        };
        assert_eq!(read(&pem[..length]).err(), Some(vec![expected]), "{length}");
    }
}
