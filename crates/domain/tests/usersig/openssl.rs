//! The legacy scheme against OpenSSL's command line: it makes keys in every form that it knows, verifies
//! what we sign and signs what we verify.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::application::sdkappid::Sdkappid;
use domain::key::{Algorithm, Curve, Key, KeyError, OtherCurve};
use domain::time::Timestamp;
use domain::usersig::{Token, sign_with, verify};

use crate::support::{opened, token};

const CURVES: [(Curve, &str); 2] = [(Curve::P256, "prime256v1"), (Curve::Secp256k1, "secp256k1")];

/// What `openssl` with these arguments prints when it reads `input`.
fn openssl(arguments: &str, input: &str) -> String {
    let mut child = Command::new("openssl")
        .args(arguments.split(' '))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("openssl is installed");
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "openssl {arguments}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn parse(text: &str) -> Result<Key, KeyError> {
    Key::parse(Algorithm::EcdsaSha256, text)
}

fn app() -> Sdkappid {
    "1400000000".parse().unwrap()
}

#[test]
fn reads_keys_in_every_form() {
    for (curve, name) in CURVES {
        let with_parameters = openssl(&format!("ecparam -name {name} -genkey"), "");
        let sec1 = openssl(&format!("ecparam -name {name} -genkey -noout"), "");
        assert!(with_parameters.contains("EC PARAMETERS") && !sec1.contains("EC PARAMETERS"));
        assert_eq!(parse(&with_parameters).unwrap().curve(), Some(curve));
        let key = parse(&sec1).unwrap();
        let pkcs8 = openssl("pkcs8 -topk8 -nocrypt", &sec1);
        assert!(pkcs8.contains("BEGIN PRIVATE KEY"));
        assert_eq!(key.expose().as_str(), pkcs8, "written as OpenSSL writes it");
        let Key::EcdsaPair(pair) = &key else { panic!("a pair") };
        let spki = openssl("ec -pubout", &sec1);
        assert_eq!(pair.public().to_pem(), spki, "written as OpenSSL writes it");
        for text in [
            pkcs8.clone(),
            openssl("ec -conv_form compressed", &sec1),
            openssl("ec -conv_form hybrid", &sec1),
            openssl("ec -no_public", &sec1),
            openssl("ec -param_enc explicit", &sec1),
            openssl("ec -param_enc explicit -conv_form compressed", &sec1),
            openssl("ec -param_enc explicit -conv_form hybrid", &sec1),
            openssl("ec -param_enc explicit -no_public", &sec1),
            openssl("pkcs8 -topk8 -nocrypt", &openssl("ec -param_enc explicit", &sec1)),
            openssl(&format!("ecparam -name {name} -param_enc explicit -genkey"), "")
                .split_inclusive("-----END EC PARAMETERS-----\n")
                .next()
                .unwrap()
                .to_owned()
                + &openssl("ec -no_public", &sec1),
            format!("{sec1}{spki}"),
            format!("{spki}\n{pkcs8}"),
            format!(
                "private_key:\r\n{}\r\npublic_key:\r\n{}",
                pkcs8.replace('\n', "\r\n"),
                spki.replace('\n', "\r\n")
            ),
            format!("  \n{}\n ", pkcs8.replace('\n', "\n  ")),
            format!("{{\"private_key\": \"{}\"}}", pkcs8.replace('\n', "\\n")),
        ] {
            assert!(parse(&text) == Ok(key.clone()), "{text}");
        }
        for text in [
            spki.clone(),
            openssl("ec -pubout -conv_form compressed", &sec1),
            openssl("ec -pubout -conv_form hybrid", &sec1),
            openssl("ec -pubout -param_enc explicit", &sec1),
            openssl("ec -pubout -param_enc explicit -conv_form compressed", &sec1),
        ] {
            assert!(parse(&text) == Ok(Key::EcdsaPublic(pair.public())), "{text}");
        }
        let other = openssl(&format!("ecparam -name {name} -genkey -noout"), "");
        let other_public = openssl("ec -pubout", &other);
        for (text, unusable) in [
            (format!("{sec1}{other_public}"), KeyError::Mismatch),
            (format!("{sec1}{other}"), KeyError::Several),
            (format!("{spki}{other_public}"), KeyError::Several),
            (openssl("ec -aes128 -passout pass:secret", &sec1), KeyError::Encrypted),
            (openssl("pkcs8 -topk8 -passout pass:secret", &sec1), KeyError::Encrypted),
            (openssl(&format!("ecparam -name {name}"), ""), KeyError::NoKey),
        ] {
            assert_eq!(parse(&text).err(), Some(unusable), "{text}");
        }
    }
}

/// With another generator, the same public point would be another private number's.
#[test]
fn a_curve_in_numbers_is_the_named_one_only_if_all_of_them_are() {
    let sec1 = openssl("ecparam -name prime256v1 -genkey -noout", "");
    let explicit = openssl("ec -param_enc explicit -outform PEM", &sec1);
    let body: String = explicit.lines().filter(|line| !line.starts_with('-')).collect();
    let der = STANDARD.decode(body).unwrap();
    let generator = [0x04, 0x6b, 0x17, 0xd1, 0xf2];
    let start = der.windows(5).position(|window| window == generator).unwrap();
    let prime = der.windows(5).position(|window| window == [0, 0xff, 0xff, 0xff, 0xff]).unwrap();
    for place in [prime + 5, start - 60, start - 40, start + 1, start + 40, start + 70, start + 100] {
        let mut changed = der.clone();
        changed[place] ^= 1;
        let text = format!(
            "-----BEGIN EC PRIVATE KEY-----\n{}\n-----END EC PRIVATE KEY-----\n",
            STANDARD.encode(changed)
        );
        let wrong = parse(&text).err();
        let named = matches!(wrong, Some(KeyError::OtherCurve(OtherCurve::Explicit) | KeyError::Malformed));
        assert!(named, "{place}: {wrong:?}");
    }
}

#[test]
fn names_other_curves_in_numbers() {
    for (name, curve) in [
        ("prime192v1", OtherCurve::P192),
        ("secp224r1", OtherCurve::P224),
        ("secp384r1", OtherCurve::P384),
        ("secp521r1", OtherCurve::P521),
        ("brainpoolP256r1", OtherCurve::Explicit),
        ("sect233k1", OtherCurve::Explicit),
    ] {
        let explicit = openssl(&format!("ecparam -name {name} -genkey -noout -param_enc explicit"), "");
        for text in [&explicit, &openssl("pkcs8 -topk8 -nocrypt", &explicit)] {
            assert_eq!(parse(text).err(), Some(KeyError::OtherCurve(curve)), "{name}");
        }
    }
}

#[test]
fn names_keys_of_other_kinds() {
    for (arguments, curve) in [
        ("ecparam -genkey -name prime192v1", OtherCurve::P192),
        ("ecparam -genkey -name secp224r1", OtherCurve::P224),
        ("ecparam -genkey -name secp384r1", OtherCurve::P384),
        ("ecparam -genkey -noout -name secp521r1", OtherCurve::P521),
        ("ecparam -genkey -noout -name brainpoolP256r1", OtherCurve::Brainpool),
        ("ecparam -genkey -noout -name secp160k1", OtherCurve::Unnamed),
        ("genpkey -algorithm SM2", OtherCurve::Sm2),
        ("genpkey -algorithm ED25519", OtherCurve::Ed25519),
        ("genpkey -algorithm ED448", OtherCurve::Ed448),
        ("genpkey -algorithm X25519", OtherCurve::X25519),
        ("genpkey -algorithm X448", OtherCurve::X448),
    ] {
        let private = openssl(arguments, "");
        let public = openssl("pkey -pubout", &private);
        for text in [&private, &public] {
            assert_eq!(parse(text).err(), Some(KeyError::OtherCurve(curve)), "{arguments}");
        }
    }
    let rsa = openssl("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024", "");
    for text in [&rsa, &openssl("rsa -traditional", &rsa), &openssl("rsa -pubout", &rsa)] {
        assert_eq!(parse(text).err(), Some(KeyError::Rsa), "{text}");
    }
}

/// Writes `key` as PEM, `lines` and `signature` into `folder`, and lets OpenSSL verify them.
fn verified_by_openssl(folder: &Path, public: &str, lines: &str, signature: &[u8]) -> bool {
    let path = |name: &str| folder.join(name).display().to_string();
    fs::write(path("public.pem"), public).unwrap();
    fs::write(path("lines"), lines).unwrap();
    fs::write(path("signature"), signature).unwrap();
    let (public, lines, signature) = (path("public.pem"), path("lines"), path("signature"));
    let run = Command::new("openssl")
        .args(["dgst", "-sha256", "-verify", &public, "-signature", &signature, &lines])
        .output()
        .unwrap();
    run.status.success()
}

#[test]
fn openssl_verifies_what_we_sign_and_we_what_it_signs() {
    let folder = tempfile::tempdir().unwrap();
    let user = "오르빗 user_1";
    for (_, name) in CURVES {
        let private = openssl(&format!("ecparam -name {name} -genkey -noout"), "");
        let public = openssl("ec -pubout", &private);
        let (key, public_key) = (parse(&private).unwrap(), parse(&public).unwrap());
        // Several times: OpenSSL's signatures are random, and some take other paths through the arithmetic.
        for time in 1_700_000_000..1_700_000_012_i64 {
            let now = Timestamp::from_unix_seconds(time);
            let userbuf = (time % 2 == 0).then_some(&b"a room"[..]);
            let ours = sign_with(app(), &key, &user.parse().unwrap(), now, 86_400, userbuf).unwrap();
            let mut lines = format!(
                "TLS.appid_at_3rd:0\nTLS.account_type:0\nTLS.identifier:{user}\nTLS.sdk_appid:1400000000\nTLS.time:{time}\nTLS.expire_after:86400\n"
            );
            if userbuf.is_some() {
                lines.push_str("TLS.userbuf:YSByb29t\n");
            }
            let json: serde_json::Value = serde_json::from_str(&opened(&ours)).unwrap();
            let signature = STANDARD.decode(json["TLS.sig"].as_str().unwrap()).unwrap();
            assert!(verified_by_openssl(folder.path(), &public, &lines, &signature));
            assert!(!verified_by_openssl(
                folder.path(),
                &public,
                &lines.replace("86400", "86401"),
                &signature
            ));

            fs::write(folder.path().join("private.pem"), &private).unwrap();
            fs::write(folder.path().join("lines"), &lines).unwrap();
            let run = Command::new("openssl")
                .args(["dgst", "-sha256", "-sign", "private.pem", "lines"])
                .current_dir(folder.path())
                .output()
                .unwrap();
            assert!(run.status.success());
            let mut json = json;
            json["TLS.sig"] = STANDARD.encode(&run.stdout).into();
            let theirs = token(&json.to_string());
            assert_ne!(Token::open(&theirs).unwrap().claims(), Token::open(&ours).unwrap().claims());
            for key in [&key, &public_key] {
                for token in [&ours, &theirs] {
                    assert!(verify(token, app(), user, &[(1, key.clone())], now).is_ok());
                }
            }
        }
    }
}
