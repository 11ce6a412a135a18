//! Parsing of `.p12` files.

use std::time::Duration;

use domain::certificate::{ApnsCertificateFacts, CredentialError, Environment, Facts, Upload, Warning};
use push::credential::{ApnsIdentity, Credential, Parsed, parse};

use crate::fixtures::{PASSWORD, by_certificate, fixtures, joined, now, parts, read, upload};

const WHOLE: &str = "-inkey leaf.key -in combined.crt -certfile ca.crt";

fn facts(parsed: &Parsed) -> &ApnsCertificateFacts {
    let Facts::ApnsCertificate(facts) = &parsed.facts else { panic!("of a certificate") };
    facts
}

fn identity(parsed: &Parsed) -> &ApnsIdentity {
    let Credential::ApnsIdentity(identity) = &parsed.credential else { panic!("an identity") };
    identity
}

/// The certificates of a PEM file, DER.
fn der(name: &str) -> Vec<u8> {
    fixtures().run(&format!("x509 -in {name}.crt -outform DER -out {name}.der"), &[]);
    fixtures().bytes(&format!("{name}.der"))
}

#[test]
fn every_algorithm_of_the_command_is_read() {
    let ways = [
        "-legacy",
        "-legacy -descert",
        "-legacy -certpbe PBE-SHA1-RC2-40 -keypbe PBE-SHA1-3DES",
        "-legacy -certpbe PBE-SHA1-RC2-128 -keypbe PBE-SHA1-2DES",
        "-legacy -certpbe PBE-SHA1-RC4-128 -keypbe PBE-SHA1-RC4-40",
        "-legacy -certpbe PBE-SHA1-RC4-40 -keypbe PBE-SHA1-RC2-40",
        "",
        "-certpbe AES-128-CBC -keypbe AES-192-CBC -macalg SHA384",
        "-certpbe AES-256-CBC -keypbe DES-EDE3-CBC -macalg SHA512",
        "-macalg SHA1",
        "-certpbe NONE -keypbe NONE",
        "-iter 1",
        "-iter 100000",
        "-nomac",
        "-nomac -legacy",
    ];
    let (leaf, issuer) = (der("combined"), der("ca"));
    for (count, way) in ways.iter().enumerate() {
        let bytes = fixtures().p12(&format!("way{count}"), &format!("{WHOLE} {way}"), PASSWORD);
        let parsed = read(&bytes, PASSWORD).unwrap_or_else(|wrong| panic!("{way}: {wrong:?}"));
        assert_eq!(identity(&parsed).chain, [leaf.clone(), issuer.clone()], "{way}");
        assert_eq!(
            identity(&parsed).private_key.expose(),
            fixtures().text("leaf.key"),
            "as OpenSSL writes it"
        );
        assert_eq!(parsed.warnings, [], "{way}");
        // Without encryption, only the MAC depends on the password.
        assert_eq!(read(&bytes, "another").err(), Some(vec![CredentialError::WrongPassword]), "{way}");
        assert_eq!(read(&bytes, "").err(), Some(vec![CredentialError::PasswordMissing]), "{way}");
    }
}

#[test]
fn tells_what_the_certificate_says() {
    let parsed = read(&fixtures().p12("says", WHOLE, PASSWORD), PASSWORD).unwrap();
    let facts = facts(&parsed);
    assert_eq!(facts.subject, "Apple Push Services: com.orbit.app");
    assert_eq!(facts.bundle_id.as_str(), "com.orbit.app");
    assert_eq!(facts.environments, Environment::ALL);
    assert_eq!(facts.issuer, "Apple Worldwide Developer Relations Certification Authority");
    assert!(facts.issued_by_apple && facts.had_password && !facts.voip_only);
    assert_eq!(facts.key_bits, 2048);
    let topics: Vec<_> = facts.topics.iter().map(|topic| (&*topic.name, topic.kinds.join(" "))).collect();
    assert_eq!(topics, [("com.orbit.app", "app".to_owned()), ("com.orbit.app.voip", "voip".to_owned())]);
    let term = facts.expires_at.since(facts.not_before);
    assert_eq!(term, Duration::from_hours(24 * 365));
    let json = serde_json::to_string(&parsed.facts).unwrap();
    assert!(!json.contains("PRIVATE"));
    assert_eq!(serde_json::from_str::<Facts>(&json).unwrap(), parsed.facts);
    assert!(!format!("{parsed:?}").contains("PRIVATE KEY"), "secrets are not printed");
    let identity = identity(&parsed);
    assert_eq!((&*identity.bundle_id, identity.environment), ("com.orbit.app", Environment::Production));
}

#[test]
fn a_file_without_a_password_works_and_is_warned_of() {
    for (name, way) in [("open", ""), ("openlegacy", "-legacy"), ("opensealess", "-nomac")] {
        let parsed = read(&fixtures().p12(name, &format!("{WHOLE} {way}"), ""), "").unwrap();
        assert_eq!(parsed.warnings, [Warning::WithoutPassword], "{way}");
    }
}

#[test]
fn names_what_is_missing_or_too_much() {
    let made = |name: &str, arguments: &str| read(&fixtures().p12(name, arguments, PASSWORD), PASSWORD).err();
    assert_eq!(made("keyless", "-nokeys -in combined.crt"), Some(vec![CredentialError::NoPrivateKey]));
    assert_eq!(made("certless", "-nocerts -inkey leaf.key"), Some(vec![CredentialError::NoCertificate]));
    assert_eq!(made("alone", "-inkey leaf.key -in combined.crt"), None);
    // Two certificates for the same key are ambiguous.
    let two = "-inkey leaf.key -in combined.crt -certfile production.crt";
    assert_eq!(made("two", two), Some(vec![CredentialError::TwoIdentities]));
    // A certificate for another key counts as one without a key.
    let companion = made("companion", "-inkey leaf.key -in combined.crt -certfile second.crt");
    assert_eq!(companion, None);
}

#[test]
fn keys_and_certificates_find_each_other() {
    let bare = |name: &str, arguments: &str| {
        fixtures().p12(name, &format!("{arguments} -nomac -certpbe NONE -keypbe NONE"), PASSWORD)
    };
    let joined =
        |files: &[Vec<u8>]| joined(&files.iter().flat_map(|file| parts(file).to_vec()).collect::<Vec<_>>());
    let one = bare("bare1", "-inkey leaf.key -in combined.crt");
    let other = bare("bare2", "-inkey other.key -in second.crt");
    let key = bare("bare3", "-nocerts -inkey other.key");
    let certificate = bare("bare4", "-nokeys -in combined.crt");
    assert!(read(&joined(std::slice::from_ref(&one)), "").is_ok());
    assert_eq!(read(&joined(&[one.clone(), other]), "").err(), Some(vec![CredentialError::TwoIdentities]));
    assert_eq!(
        read(&joined(&[key.clone(), certificate.clone()]), "").err(),
        Some(vec![CredentialError::KeyDoesNotMatch])
    );
    assert!(read(&joined(&[one.clone(), key, certificate, one]), "").is_ok(), "twice the same is one");
}

/// The form that older programs write: indefinite lengths and constructed strings.
#[test]
fn lengths_need_not_be_counted() {
    const DATA: [u8; 11] = [0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1];
    let marked = |tag: u8, content: &[u8]| [&[tag, 0x80], content, &[0, 0]].concat();
    let bare = fixtures().p12("marked", &format!("{WHOLE} -nomac -certpbe NONE -keypbe NONE"), PASSWORD);
    let whole = marked(0x30, parts(&bare));
    let pieces: Vec<u8> = whole
        .chunks(100)
        .flat_map(|piece| [&[4, u8::try_from(piece.len()).unwrap()], piece].concat())
        .collect();
    let safe = marked(0x30, &[&DATA[..], &marked(0xa0, &marked(0x24, &pieces))].concat());
    let file = marked(0x30, &[&[2, 1, 3], &*safe].concat());
    let parsed = read(&file, "").unwrap();
    assert_eq!(identity(&parsed).chain, [der("combined"), der("ca")]);
    for end in 1..file.len() {
        assert_eq!(read(&file[..end], "").err(), Some(vec![CredentialError::Truncated]), "{end}");
    }
}

#[test]
fn a_certificate_has_to_be_for_that_use() {
    use Environment::{Development, Production};
    let p12 = |name: &str| {
        fixtures().p12(&format!("use-{name}"), &format!("-inkey leaf.key -in {name}.crt"), PASSWORD)
    };
    let used = |name: &str, environment, voip| {
        parse(&by_certificate(&p12(name), PASSWORD, environment, voip), now()).err()
    };
    assert_eq!(used("sandbox", Production, false), Some(vec![CredentialError::SandboxInProduction]));
    assert_eq!(used("sandbox", Development, false), None);
    assert_eq!(used("production", Development, false), Some(vec![CredentialError::ProductionInSandbox]));
    assert_eq!(used("production", Production, true), Some(vec![CredentialError::RegularInVoip]));
    assert_eq!(used("combined", Development, true), None);
    let both = used("production", Development, true);
    assert_eq!(
        both,
        Some(vec![CredentialError::ProductionInSandbox, CredentialError::RegularInVoip]),
        "all at once"
    );

    for (name, subject, extensions, wrong) in [
        (
            "voip",
            "/UID=com.orbit.app.voip/CN=VoIP Services: com.orbit.app",
            "none",
            Some(CredentialError::VoipInRegular),
        ),
        (
            "wildcard",
            "/UID=com.orbit.*/CN=Apple Push Services: com.orbit.*",
            "combined",
            Some(CredentialError::WildcardBundleId),
        ),
        ("unnamed", "/CN=pushes", "combined", Some(CredentialError::NoBundleId)),
        ("web", "/CN=orbit.example", "none", Some(CredentialError::NotApnsCertificate)),
        ("developer", "/UID=X/CN=Apple Development: Kim (ABC)", "none", Some(CredentialError::IsCodeSigning)),
        ("plain", "/CN=Apple Production IOS Push Services: com.orbit.app", "none", None),
    ] {
        fixtures().certificate(name, "leaf", subject, extensions, 365);
        assert_eq!(used(name, Production, false), wrong.map(|wrong| vec![wrong]), "{name}");
    }
    let voip = parse(&by_certificate(&p12("voip"), PASSWORD, Production, true), now()).unwrap();
    assert_eq!(facts(&voip).bundle_id.as_str(), "com.orbit.app");
}

#[test]
fn the_term_counts() {
    fixtures().certificate("short", "leaf", crate::fixtures::SUBJECT, "combined", 10);
    let bytes = fixtures().p12("short", "-inkey leaf.key -in short.crt", PASSWORD);
    let parsed = read(&bytes, PASSWORD).unwrap();
    let end = facts(&parsed).expires_at;
    assert_eq!(parsed.warnings, [Warning::ExpiresSoon { at: end }]);
    let at = |now| parse(&by_certificate(&bytes, PASSWORD, Environment::Production, false), now).err();
    assert_eq!(at(end), Some(vec![CredentialError::Expired { at: end }]));
    let begin = facts(&parsed).not_before;
    let before = begin.minus(Duration::from_secs(1));
    assert_eq!(at(before), Some(vec![CredentialError::NotYetValid { from: begin }]));
}

#[test]
fn another_issuer_than_apple_is_warned_of() {
    fixtures().run(
        "req -x509 -new -key leaf.key -days 100 -out own.crt -config extensions.cnf -extensions combined -subj",
        &["/CN=Apple Push Services: com.orbit.app/O=Orbit Inc."],
    );
    let parsed = read(&fixtures().p12("own", "-inkey leaf.key -in own.crt", PASSWORD), PASSWORD).unwrap();
    assert_eq!(parsed.warnings, [Warning::NotIssuedByApple]);
}

#[test]
fn other_files_are_named() {
    let wrong = |bytes: &[u8]| read(bytes, "").unwrap_err();
    assert_eq!(wrong(&der("combined")), [CredentialError::IsCertificate]);
    assert_eq!(wrong(&fixtures().bytes("combined.crt")), [CredentialError::IsCertificate]);
    assert_eq!(wrong(&fixtures().bytes("leaf.key")), [CredentialError::NoCertificate]);
    let signing_key = crate::p8::key("p12", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256");
    assert_eq!(wrong(&signing_key), [CredentialError::IsSigningKey]);
    assert_eq!(wrong(b""), [CredentialError::Empty]);
    assert_eq!(wrong(b"{}"), [CredentialError::NotPkcs12]);
    assert_eq!(wrong(&[0x30, 0x03, 0x02, 0x01, 0x03]), [CredentialError::NotPkcs12]);
    assert_eq!(wrong(&vec![0x30; Upload::MAX_BYTES + 1]), [CredentialError::TooLarge]);
}

#[test]
fn other_kinds_of_keys_are_named_or_taken() {
    for (name, arguments, wrong) in [
        ("weak", "-algorithm RSA -pkeyopt rsa_keygen_bits:1024", Some(CredentialError::WeakKey(1024))),
        ("ed25519", "-algorithm ED25519", Some(CredentialError::CertificateKeyKind)),
        ("p384", "-algorithm EC -pkeyopt ec_paramgen_curve:P-384", Some(CredentialError::CertificateKeyKind)),
        ("p256", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256", None),
    ] {
        fixtures().run(&format!("genpkey {arguments} -out {name}.key"), &[]);
        fixtures().certificate(name, name, crate::fixtures::SUBJECT, "combined", 365);
        let bytes = fixtures().p12(name, &format!("-inkey {name}.key -in {name}.crt"), PASSWORD);
        assert_eq!(read(&bytes, PASSWORD).err(), wrong.map(|wrong| vec![wrong]), "{name}");
    }
}

#[test]
fn hours_of_hashing_are_refused() {
    for (name, way, rounds) in [
        ("rounds", "-iter 20000000", 20_000_000),
        ("roundslegacy", "-legacy -macalg SHA512 -iter 9000000 -nomac", 9_000_000),
    ] {
        let bytes = fixtures().p12(name, &format!("{WHOLE} {way}"), PASSWORD);
        assert_eq!(read(&bytes, PASSWORD).err(), Some(vec![CredentialError::TooManyRounds(rounds)]), "{way}");
    }
}

#[test]
fn cut_off_anywhere_it_is_truncated() {
    for (name, way) in [("cut", "-iter 1"), ("cutlegacy", "-legacy -iter 1")] {
        let bytes = fixtures().p12(name, &format!("{WHOLE} {way}"), PASSWORD);
        for end in 0..bytes.len() {
            let wrong = if end == 0 { CredentialError::Empty } else { CredentialError::Truncated };
            assert_eq!(read(&bytes[..end], PASSWORD).err(), Some(vec![wrong]), "{way}, {end}");
        }
    }
}

#[test]
fn damaged_inside_it_is_not_said_to_be_cut_off() {
    let bare = fixtures().p12("inside", &format!("{WHOLE} -nomac -certpbe NONE -keypbe NONE"), PASSWORD);
    let parts = parts(&bare);
    for end in 0..parts.len() {
        let wrong = read(&joined(&parts[..end]), "").unwrap_err();
        assert!(
            matches!(
                *wrong,
                [CredentialError::Malformed | CredentialError::NoPrivateKey | CredentialError::NoCertificate]
            ),
            "{end}: {wrong:?}"
        );
    }
}

#[test]
fn the_name_of_the_file_does_not_matter() {
    let bytes = fixtures().p12("named", WHOLE, PASSWORD);
    let mut account = by_certificate(&bytes, PASSWORD, Environment::Production, false);
    if let domain::certificate::Account::ApnsCertificate { file, .. } = &mut account {
        *file = upload("인증서 (1).pfx", &bytes);
    }
    assert!(parse(&account, now()).is_ok());
}
