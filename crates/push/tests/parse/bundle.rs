//! Certificates and keys outside a `.p12`, and several of them in one file.

use std::time::Duration;

use domain::certificate::{CredentialError, Environment, Facts, Warning};
use push::credential::parse;

use crate::fixtures::{PASSWORD, SUBJECT, by_certificate, fixtures, joined, now, parts, read};
use crate::p8::by_key;

/// The subject of a parsed file, and the names of its unused certificates.
fn said(bytes: &[u8], password: &str) -> Result<(String, Vec<String>), Vec<CredentialError>> {
    read(bytes, password).map(|parsed| match parsed.facts {
        Facts::ApnsCertificate(facts) => (facts.subject, facts.unused),
        other => panic!("{other:?}"),
    })
}

#[test]
fn pem_is_read_as_a_p12_is() {
    let shop = fixtures();
    let whole = shop.p12("pem", "-inkey leaf.key -in combined.crt -certfile ca.crt", PASSWORD);
    let expected = read(&whole, PASSWORD).unwrap();
    shop.run("rsa -in leaf.key -traditional -out pem.pkcs1", &[]);
    shop.run("pkcs8 -topk8 -in leaf.key -out pem.closed -passout", &[&format!("pass:{PASSWORD}")]);
    let parts = ["leaf.key", "combined.crt", "ca.crt"].map(|name| shop.text(name));
    let [key, leaf, issuer] = &parts;
    let (pkcs1, closed) = (shop.text("pem.pkcs1"), shop.text("pem.closed"));
    let attributes = "Bag Attributes\r\n    friendlyName: 푸시\r\n";
    for text in [
        format!("{key}{leaf}{issuer}"),
        format!("{issuer}{leaf}{key}"),
        format!("{attributes}{leaf}{attributes}{key}{issuer}").replace('\n', "\r\n"),
        format!("\u{feff}{pkcs1}{leaf}{issuer}"),
    ] {
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [text.as_bytes(), &utf16] {
            let parsed = read(bytes, "").unwrap_or_else(|wrong| panic!("{wrong:?}: {text}"));
            assert_eq!(parsed.credential, expected.credential, "{text}");
            assert_eq!(parsed.warnings, [Warning::WithoutPassword]);
        }
    }
    let closed = format!("{leaf}{closed}{issuer}");
    assert_eq!(read(closed.as_bytes(), PASSWORD).unwrap(), expected, "with its password");
    assert_eq!(read(closed.as_bytes(), "").err(), Some(vec![CredentialError::PasswordMissing]));
    assert_eq!(read(closed.as_bytes(), "other").err(), Some(vec![CredentialError::WrongPassword]));
    shop.run("rsa -in leaf.key -traditional -aes128 -out pem.old -passout pass:secret", &[]);
    let old = format!("{leaf}{}", shop.text("pem.old"));
    assert_eq!(read(old.as_bytes(), "secret").err(), Some(vec![CredentialError::UnknownEncryption]));
    let cut = format!("{leaf}{}", &key[..key.len() / 2]);
    assert_eq!(read(cut.as_bytes(), "").err(), Some(vec![CredentialError::Truncated]));
}

#[test]
fn other_files_of_certificates_are_named() {
    let shop = fixtures();
    shop.run("crl2pkcs7 -nocrl -certfile combined.crt -out only.p7b", &[]);
    shop.run("crl2pkcs7 -nocrl -certfile combined.crt -outform DER -out only.p7b.der", &[]);
    shop.run("x509 -in combined.crt -outform DER -out only.der", &[]);
    shop.run("x509 -in combined.crt -trustout -out only.trusted", &[]);
    shop.run("req -new -key leaf.key -out only.csr -subj", &[SUBJECT]);
    shop.run("req -in only.csr -outform DER -out only.csr.der", &[]);
    for name in ["combined.crt", "only.p7b", "only.p7b.der", "only.der", "only.trusted"] {
        let bytes = shop.bytes(name);
        assert_eq!(read(&bytes, "").err(), Some(vec![CredentialError::IsCertificate]), "{name}");
        let as_key = parse(&by_key("AuthKey_ABC1234567.p8", &bytes, None), now()).err();
        assert_eq!(as_key, Some(vec![CredentialError::IsCertificate]), "{name}");
    }
    for name in ["only.csr", "only.csr.der"] {
        let bytes = shop.bytes(name);
        assert_eq!(read(&bytes, "").err(), Some(vec![CredentialError::IsSigningRequest]), "{name}");
    }
    let p7b = format!("{}{}", shop.text("only.p7b"), shop.text("leaf.key"));
    assert!(read(p7b.as_bytes(), "").is_ok());
    let both = format!("{}{}", shop.text("combined.crt"), shop.text("leaf.key"));
    let as_key = parse(&by_key("AuthKey_ABC1234567.p8", both.as_bytes(), None), now()).err();
    assert_eq!(as_key, Some(vec![CredentialError::IsPkcs12]));
    shop.run("pkey -in leaf.key -pubout -out only.pub", &[]);
    assert_eq!(read(&shop.bytes("only.pub"), "").err(), Some(vec![CredentialError::NotPkcs12]));
    let as_key = parse(&by_key("AuthKey_ABC1234567.p8", &shop.bytes("only.pub"), None), now()).err();
    assert_eq!(as_key, Some(vec![CredentialError::RsaKey]));
}

#[test]
fn the_order_of_certificates_and_keys_does_not_matter() {
    let shop = fixtures();
    shop.certificate("dist", "other", "/CN=Apple Distribution: Orbit (TEAM123456)/O=Orbit", "none", 365);
    shop.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out order384.key", &[]);
    shop.certificate("order384", "order384", "/CN=Apple Development: Kim/O=Orbit", "none", 365);
    let bare = |name: &str, arguments: &str| {
        let file = shop.p12(name, &format!("{arguments} -nomac -certpbe NONE -keypbe NONE"), PASSWORD);
        parts(&file).to_vec()
    };
    let pieces = [
        bare("order1", "-inkey leaf.key -in combined.crt"),
        bare("order2", "-inkey other.key -in dist.crt"),
        bare("order3", "-inkey order384.key -in order384.crt"),
        bare("order4", "-nokeys -in ca.crt"),
    ];
    let expected = (
        "Apple Push Services: com.orbit.app",
        ["Apple Development: Kim", "Apple Distribution: Orbit (TEAM123456)"],
    );
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]] {
        let file = joined(&order.map(|piece: usize| pieces[piece].clone()).concat());
        let (subject, mut unused) = said(&file, "").unwrap();
        unused.sort();
        assert_eq!(
            (&*subject, unused.iter().map(String::as_str).collect()),
            (expected.0, expected.1.to_vec())
        );
    }
    // Without an APNs certificate, the error names the kind that was found.
    let other = joined(&[pieces[2].clone(), pieces[1].clone()].concat());
    assert_eq!(said(&other, "").err(), Some(vec![CredentialError::IsCodeSigning]));
    // The certificate is there, but not its key.
    let keyless = bare("order5", "-nokeys -in combined.crt");
    let keyless = joined(&[pieces[1].clone(), keyless].concat());
    assert_eq!(said(&keyless, "").err(), Some(vec![CredentialError::NoPrivateKey]));
}

#[test]
fn of_several_for_pushes_the_one_that_fits_is_taken() {
    let shop = fixtures();
    shop.certificate("renewed", "leaf", SUBJECT, "combined", 390);
    let p12 =
        |name: &str, certificates: &str| shop.p12(name, &format!("-inkey leaf.key {certificates}"), PASSWORD);
    let expiry = |bytes: &[u8]| match read(bytes, PASSWORD).unwrap().facts {
        Facts::ApnsCertificate(facts) => facts.expires_at.since(now()),
        other => panic!("{other:?}"),
    };
    for (name, certificates) in [
        ("several1", "-in combined.crt -certfile renewed.crt"),
        ("several2", "-in renewed.crt -certfile combined.crt"),
    ] {
        assert!(expiry(&p12(name, certificates)) > Duration::from_hours(24 * 380), "the one that ends last");
    }
    // One for each of Apple's services.
    let both = p12("several3", "-in sandbox.crt -certfile production.crt");
    for environment in Environment::ALL {
        let used = parse(&by_certificate(&both, PASSWORD, environment, false), now()).unwrap();
        let Facts::ApnsCertificate(facts) = used.facts else { panic!("a certificate") };
        assert_eq!(facts.environments, [environment]);
    }
    // For different applications it is ambiguous.
    shop.certificate(
        "beta",
        "leaf",
        "/UID=com.orbit.beta/CN=Apple Push Services: com.orbit.beta",
        "combined",
        300,
    );
    let open = p12("several4", "-in combined.crt -certfile beta.crt");
    assert_eq!(read(&open, PASSWORD).err(), Some(vec![CredentialError::TwoIdentities]));
}
