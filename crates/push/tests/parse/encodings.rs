//! Files re-encoded by editors and shells, and passwords as other programs encode them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::certificate::{Account, CredentialError, NewAccount};
use push::credential::parse;

use crate::fixtures::{PASSWORD, fixtures, now, read, upload};
use crate::json::google;
use crate::p8::{by_key, key};

const WHOLE: &str = "-inkey leaf.key -in combined.crt";

/// `text` in every encoding that editors use for saving.
fn encodings(text: &str) -> Vec<Vec<u8>> {
    let texts = [text.to_owned(), text.replace('\n', "\r\n"), format!("\u{feff}{text}")];
    let encode = |text: &String| {
        let units: Vec<u16> = text.encode_utf16().collect();
        let order = |write: fn(u16) -> [u8; 2]| units.iter().copied().flat_map(write).collect::<Vec<u8>>();
        [text.clone().into_bytes(), order(u16::to_le_bytes), order(u16::to_be_bytes)]
    };
    texts
        .iter()
        .flat_map(encode)
        .chain([utf32(text, u32::to_le_bytes), utf32(text, u32::to_be_bytes)])
        .collect()
}

fn utf32(text: &str, write: fn(u32) -> [u8; 4]) -> Vec<u8> {
    format!("\u{feff}{text}").chars().flat_map(|char| write(u32::from(char))).collect()
}

/// `bytes` in base64, as secret stores keep files: in lines, in one line, without padding, and for addresses.
fn in_base64(bytes: &[u8]) -> Vec<String> {
    let line = STANDARD.encode(bytes);
    let lines =
        line.as_bytes().chunks(76).map(str::from_utf8).collect::<Result<Vec<_>, _>>().unwrap().join("\r\n");
    let bare = line.trim_end_matches('=').to_owned();
    let url = line.replace('+', "-").replace('/', "_");
    let data = format!("data:application/x-pkcs12;base64,{line}\n");
    vec![lines, format!("\u{feff}{bare}"), url, data]
}

#[test]
fn files_in_base64_are_read() {
    let pem = key("base64", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256");
    let p8 = |bytes: &[u8]| parse(&by_key("AuthKey_ABC1234567.p8", bytes, None), now());
    let expected = p8(&pem).unwrap();
    let text = String::from_utf8(pem.clone()).unwrap();
    let body = text.lines().filter(|line| !line.starts_with('-')).collect::<Vec<_>>().join("\n");
    for text in in_base64(&pem).iter().chain([&body, &body.replace('\n', "")]) {
        assert_eq!(p8(text.as_bytes()), Ok(expected.clone()), "{text}");
    }
    let p12 = fixtures().p12("base64", WHOLE, PASSWORD);
    let expected = read(&p12, PASSWORD).unwrap();
    for text in in_base64(&p12) {
        assert_eq!(read(text.as_bytes(), PASSWORD), Ok(expected.clone()), "{text}");
        assert_eq!(read(text.as_bytes(), "").err(), Some(vec![CredentialError::PasswordMissing]));
        assert_eq!(p8(text.as_bytes()).err(), Some(vec![CredentialError::IsPkcs12]));
    }
    let json = google().to_string();
    let fcm =
        |bytes: &[u8]| parse(&NewAccount::from(Account::Fcm { file: upload("orbit.json", bytes) }), now());
    let expected = fcm(json.as_bytes()).unwrap();
    for text in in_base64(json.as_bytes()) {
        assert_eq!(fcm(text.as_bytes()), Ok(expected.clone()), "{text}");
    }
    // What only looks like it stays what it is.
    for text in ["a".repeat(200), "AAAA".repeat(30), STANDARD.encode([0x30, 3, 2, 1, 3])] {
        assert_eq!(p8(text.as_bytes()).err(), Some(vec![CredentialError::NotAKey]), "{text}");
        assert_eq!(read(text.as_bytes(), "").err(), Some(vec![CredentialError::NotPkcs12]), "{text}");
    }
}

#[test]
fn keys_and_accounts_are_read_in_every_encoding() {
    let pem = String::from_utf8(key("encodings", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256")).unwrap();
    let explicit = fixtures();
    explicit.run("ec -in encodings.pem -param_enc explicit -out encodings.explicit", &[]);
    let expected = parse(&by_key("AuthKey_ABC1234567.p8", pem.as_bytes(), None), now()).unwrap();
    for text in [pem, explicit.text("encodings.explicit")] {
        for bytes in encodings(&text) {
            let parsed = parse(&by_key("AuthKey_ABC1234567.p8", &bytes, None), now());
            assert_eq!(parsed, Ok(expected.clone()), "{bytes:?}");
        }
    }
    let fcm = |bytes: &[u8]| {
        let account: NewAccount = Account::Fcm { file: upload("orbit-123.json", bytes) };
        parse(&account, now())
    };
    let json = serde_json::to_string_pretty(&google()).unwrap();
    let expected = fcm(json.as_bytes()).unwrap();
    for bytes in encodings(&json) {
        assert_eq!(fcm(&bytes), Ok(expected.clone()));
        assert_eq!(fcm(&bytes[..bytes.len() / 2]).err(), Some(vec![CredentialError::Truncated]));
    }
}

#[test]
fn passwords_open_composed_and_decomposed() {
    for (name, made, typed) in [
        ("nfc", "p\u{e4}ss\u{be44}", "pa\u{308}ss\u{1107}\u{1175}"),
        ("nfd", "pa\u{308}ss\u{1107}\u{1175}", "p\u{e4}ss\u{be44}"),
    ] {
        for (way, arguments) in [("aes", ""), ("legacy", "-legacy"), ("bare", "-nomac")] {
            let bytes = fixtures().p12(&format!("{name}{way}"), &format!("{WHOLE} {arguments}"), made);
            for password in [made, typed] {
                assert!(read(&bytes, password).is_ok(), "{name} {way}");
            }
            assert_eq!(read(&bytes, "pass\u{be44}").err(), Some(vec![CredentialError::WrongPassword]));
        }
    }
}

/// OpenSSL in a Latin-1 terminal: the password is decoded for the MAC, but PBKDF2 takes its bytes.
#[test]
fn passwords_of_latin1_terminals_open() {
    for (name, arguments) in [("latin1", ""), ("latin1sha512", "-macalg SHA512 -iter 5000")] {
        let file = format!("{name}.pass");
        std::fs::write(fixtures().path(&file), b"p\xe4ssw\xf6rt\n").unwrap();
        let path = format!("file:{}", fixtures().path(&file));
        fixtures().run(&format!("pkcs12 -export -out {name}.p12 {WHOLE} {arguments} -passout"), &[&path]);
        let bytes = fixtures().bytes(&format!("{name}.p12"));
        assert!(read(&bytes, "p\u{e4}ssw\u{f6}rt").is_ok(), "{name}");
        assert_eq!(read(&bytes, "passwort").err(), Some(vec![CredentialError::WrongPassword]), "{name}");
    }
}
