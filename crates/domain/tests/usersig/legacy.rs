//! The legacy scheme (docs/facts/usersig.md#ecdsa-sha256): the published vectors, its variants, and invalid tokens.

use crate::support::{opened, token};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::application::sdkappid::Sdkappid;
use domain::key::{Algorithm, Curve, EcdsaPair, Key, SecretKey};
use domain::time::Timestamp;
use domain::usersig::{Scheme, SignError, Token, Verified, VerifyError, sign_with, verify};

const NOW: Timestamp = Timestamp::from_unix_seconds(1_700_000_000);

/// Token, body of the public key, curve; SDKAppID, UserID, time, expire.
const VECTORS: [(&str, &str, Curve, u64, &str, u64, u64); 2] = [
    (
        "eJxlz11PgzAYBeB7fkXDLUZbSqPd3dyHw4HJMoiZN01DO2mmUEsHlsX-bmQmI9nt*5ycN*fkAQD8LNne8qKoj5Vl1mnpgwnwoX9zQa2VYNwybMQVym*tjGR8b6UZMCQ0hHAcUUJWVu3VfwCNqBEHNtRfi3ofbuliN4s386WrVzOS9228Cnpxl96-LfkLdfN*lzwZXXYugjzLzEfjpnE5feavMv2iQbsVBG-WCeWHI4R5UYpcarVYl-hRo0x1gelGL636PI9HBOMQRQ8oGmkrTaPq6rwRIoJCSOHfUO-H*wVAW1nJ",
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEmAeEcipI6pcgR+egd5GM6F35XveJagHwdlx2f4PkTdGBzLOfMyU52lDF8ZFg00EE06QyQ7nB1GsZyXVKBkRGrg==",
        Curve::P256,
        1,
        "1",
        1_533_214_814,
        2_592_000,
    ),
    (
        "eJxN0E9vgjAUAPA7n6LhumVrC7ixxAOKA4OLM*K2W9NIdS8IQqlSWfbd59Bsfcf3e--yviyEkJ3Olnd8vd4fSsXUqRI2ekL2wL79x6qCjHHFHJn1SKhjsNAVSMH4Rgl56cWGQiZKBRu42rnV9Qxuspz18--URNj26ZfJYjyNOD4UcuE*y9Eu1asd0a1Q969JNK-jMP4I4ebkbsMw149BAEG7jGs-J8kn6VLqRNPG180xGby-ibbl44IC7UYR1JNuFgyHxkoFxeUBxKPkgWDim584CtnAvuwLKCbe*V78G7b1bf0AYUhaRQ__",
        "MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAEtqF9a4XZGHQ/npNSeTcGITcBR7lW7qz1x0M1QFxkhLM4GiBa2kv7GzLoO2/YqIuXRWV5Xm9EdnrSGd3T7sHFcg==",
        Curve::Secp256k1,
        1_234,
        "12345",
        1_521_710_196,
        60,
    ),
];

fn public(body: &str) -> Key {
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n");
    Key::parse(Algorithm::EcdsaSha256, &pem).unwrap()
}

fn pair(curve: Curve) -> EcdsaPair {
    EcdsaPair::from_bytes(curve, &[7; 32]).unwrap()
}

fn app() -> Sdkappid {
    "1400000000".parse().unwrap()
}

fn sign(key: &Key, userbuf: Option<&[u8]>) -> String {
    sign_with(app(), key, &"xiaojun".parse().unwrap(), NOW, 60, userbuf).unwrap()
}

fn judge(token: &str, key: &Key) -> Result<Verified, VerifyError> {
    verify(token, app(), "xiaojun", &[(3, key.clone())], NOW)
}

#[test]
fn the_vectors_were_signed_with_their_keys() {
    for (text, key, curve, sdkappid, user, time, expire) in VECTORS {
        let key = public(key);
        assert_eq!(key.curve(), Some(curve));
        let token = Token::open(text).unwrap();
        let claims = token.claims().unwrap();
        assert_eq!(claims.scheme, Scheme::Legacy);
        assert_eq!((claims.sdkappid, &*claims.identifier), (sdkappid, user));
        assert_eq!((claims.time, claims.expire), (time, expire));
        assert!(claims.proof().unwrap().is_by(&key));
        assert!(!claims.proof().unwrap().is_by(&Key::EcdsaPair(pair(curve))));
    }
    let [(text, ..), (_, other, ..)] = VECTORS;
    assert!(!Token::open(text).unwrap().claims().unwrap().proof().unwrap().is_by(&public(other)));
}

#[test]
fn what_is_signed_verifies_and_is_always_the_same() {
    for curve in [Curve::P256, Curve::Secp256k1] {
        let key = Key::EcdsaPair(pair(curve));
        let public = Key::EcdsaPublic(pair(curve).public());
        for userbuf in [None, Some(&b"room"[..])] {
            let text = sign(&key, userbuf);
            assert_eq!(text, sign(&key, userbuf));
            let verified =
                Verified { time: 1_700_000_000, expire: 60, key_version: 3, scheme: Scheme::Legacy };
            assert_eq!(judge(&text, &key), Ok(verified));
            assert_eq!(judge(&text, &public), Ok(verified));
        }
        assert_eq!(
            sign_with(app(), &public, &"xiaojun".parse().unwrap(), NOW, 60, None),
            Err(SignError::PublicKey)
        );
    }
}

/// The token of `json` with the signature put in.
fn signed(json: &str, sig: &str) -> String {
    token(&json.replace("SIG", sig))
}

/// The signature inside a token that we sign: it stands last there.
fn signature_of(text: &str) -> String {
    let json = opened(text);
    let (_, sig) = json.rsplit_once("\"TLS.sig\":\"").unwrap();
    sig.trim_end_matches("\"}").to_owned()
}

#[test]
fn its_quirks_are_taken() {
    let key = Key::EcdsaPair(pair(Curve::P256));
    let sig = signature_of(&sign(&key, None));
    let good = r#"{"TLS.account_type":"0","TLS.identifier":"xiaojun","TLS.appid_at_3rd":"0","TLS.sdk_appid":"1400000000","TLS.expire_after":"60","TLS.time":"1700000000","TLS.sig":"SIG"}"#;
    for json in [
        good.to_owned(),
        // The program's version, in either form.
        good.replace('{', r#"{"TLS.version":"201512300000","#),
        good.replace('{', r#"{"TLS.version":201512300000,"#),
        // Numbers as numbers.
        good.replace(r#""60""#, "60").replace(r#""1700000000""#, "1700000000"),
        good.replace(r#""0""#, "0").replace(r#""1400000000""#, "1400000000"),
        // White space between the values.
        good.replace(',', " ,\r\n\t"),
    ] {
        assert!(judge(&signed(&json, &sig), &key).is_ok(), "{json}");
    }
    // White space inside the base64 of the signature and of the token.
    let (start, end) = sig.split_at(64);
    for broken in [format!("{start}\\r\\n{end}"), format!("{start}\\n{end}\\n"), format!(" {start} {end}")] {
        assert!(judge(&signed(good, &broken), &key).is_ok(), "{broken}");
    }
    let whole = sign(&key, None);
    let (start, end) = whole.split_at(76);
    for broken in [format!("{start}\r\n{end}\r\n"), format!("{start}\n{end}"), format!("\t{whole} ")] {
        assert!(judge(&broken, &key).is_ok(), "{broken:?}");
    }
    // Without the optional line, signed without it.
    let lines = "TLS.account_type:0\nTLS.identifier:xiaojun\nTLS.sdk_appid:1400000000\nTLS.time:1700000000\nTLS.expire_after:60\n";
    let sig = STANDARD.encode(p256_signature(lines));
    let without = good.replace(r#""TLS.appid_at_3rd":"0","#, "");
    assert!(judge(&signed(&without, &sig), &key).is_ok());
    assert_eq!(judge(&signed(good, &sig), &key), Err(VerifyError::WrongKey));
}

fn p256_signature(lines: &str) -> Vec<u8> {
    use p256::ecdsa::signature::Signer as _;
    let key = p256::ecdsa::SigningKey::from_slice(&[7; 32]).unwrap();
    let signature: p256::ecdsa::DerSignature = key.sign(lines.as_bytes());
    signature.as_bytes().to_vec()
}

#[test]
fn what_has_two_meanings_cannot_be_read() {
    let key = Key::EcdsaPair(pair(Curve::P256));
    let sig = signature_of(&sign(&key, None));
    let good = r#"{"TLS.account_type":"0","TLS.identifier":"xiaojun","TLS.appid_at_3rd":"0","TLS.sdk_appid":"1400000000","TLS.expire_after":"60","TLS.time":"1700000000","TLS.sig":"SIG"}"#;
    assert!(judge(&signed(good, &sig), &key).is_ok());
    for (from, to) in [
        (r#""60""#, r#""060""#),
        (r#""60""#, r#""+60""#),
        (r#""60""#, r#""-60""#),
        (r#""60""#, r#"" 60""#),
        (r#""60""#, r#""""#),
        (r#""60""#, "-60"),
        (r#""60""#, "060"),
        (r#""60""#, "60.0"),
        (r#""60""#, "6e1"),
        (r#""60""#, "null"),
        (r#""60""#, "[60]"),
        (r#""60""#, r#""18446744073709551616""#),
        (r#""60""#, "18446744073709551616"),
        (r#""TLS.time":"1700000000""#, r#""TLS.time":"1700000000","TLS.time":"1700000000""#),
        (r#""TLS.time":"1700000000","#, ""),
        (r#""TLS.account_type":"0","#, ""),
        (r#""TLS.account_type":"0""#, r#""TLS.account_type":"0\nTLS.identifier:root""#),
        ("SIG\"}", "SIG\"}x"),
        ("SIG\"}", "SIG\"}{}"),
        ("SIG", "SIG!"),
    ] {
        let json = good.replace(from, to);
        assert_ne!(json, good, "{from}");
        assert_eq!(judge(&signed(&json, &sig), &key), Err(VerifyError::Unreadable), "{json}");
    }
    // Other values than those that were signed.
    for (from, to) in
        [(r#""60""#, r#""61""#), (r#"type":"0""#, r#"type":"1""#), (r#"3rd":"0""#, r#"3rd":"1""#)]
    {
        let json = good.replace(from, to);
        assert_ne!(json, good, "{from}");
        assert_eq!(judge(&signed(&json, &sig), &key), Err(VerifyError::WrongKey), "{json}");
    }
}

#[test]
fn the_schemes_do_not_mix() {
    let hmac = SecretKey::from_random(&[9; 32]);
    let current = sign(&Key::Hmac(hmac.clone()), None);
    for curve in [Curve::P256, Curve::Secp256k1] {
        let key = Key::EcdsaPair(pair(curve));
        assert_eq!(judge(&current, &key), Err(VerifyError::WrongKey));
        assert_eq!(judge(&sign(&key, None), &Key::Hmac(hmac.clone())), Err(VerifyError::WrongKey));
    }
    // A signature of no bytes, or not in DER, is no signature.
    for sig in ["", "AAAA", "MEQCIGa0umrQ4FrBlTxUl1xwet"] {
        let json = r#"{"TLS.account_type":"0","TLS.identifier":"xiaojun","TLS.sdk_appid":"1400000000","TLS.expire_after":"60","TLS.time":"1700000000","TLS.sig":"SIG"}"#;
        let judged = judge(&signed(json, sig), &Key::EcdsaPair(pair(Curve::P256)));
        assert!(matches!(judged, Err(VerifyError::WrongKey | VerifyError::Unreadable)));
    }
}

#[test]
fn white_space_is_for_legacy_tokens_alone() {
    let key = Key::Hmac(SecretKey::from_random(&[9; 32]));
    let text = sign(&key, None);
    assert!(judge(&text, &key).is_ok());
    let (start, end) = text.split_at(76);
    for broken in
        [format!("{start}\n{end}"), format!(" {text}"), format!("{text}\n"), format!("{start} {end}")]
    {
        assert_eq!(judge(&broken, &key), Err(VerifyError::Unreadable));
    }
}
