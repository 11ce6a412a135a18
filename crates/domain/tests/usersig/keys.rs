//! Keys as people paste them.

use domain::key::{Algorithm, Curve, EcdsaPair, Key, KeyError, MAX_KEY_BYTES, SecretKey};

const HEX: &str = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";

fn parse(text: &str) -> Result<Key, KeyError> {
    Key::parse(Algorithm::EcdsaSha256, text)
}

fn pair(curve: Curve) -> EcdsaPair {
    EcdsaPair::from_bytes(curve, &[7; 32]).unwrap()
}

#[test]
fn what_is_exposed_is_read_back() {
    for key in [
        Key::Hmac(SecretKey::from_random(&[3; 32])),
        Key::EcdsaPair(pair(Curve::P256)),
        Key::EcdsaPair(pair(Curve::Secp256k1)),
        Key::EcdsaPublic(pair(Curve::P256).public()),
        Key::EcdsaPublic(pair(Curve::Secp256k1).public()),
    ] {
        assert!(Key::parse(key.algorithm(), &key.expose()) == Ok(key.clone()), "{key:?}");
        assert_eq!(key.can_sign(), !matches!(key, Key::EcdsaPublic(_)));
    }
}

#[test]
fn algorithms_have_codes() {
    for algorithm in Algorithm::ALL {
        assert_eq!(Algorithm::from_code(algorithm.code()), Some(algorithm));
        assert_eq!(serde_json::to_value(algorithm).unwrap(), algorithm.code());
    }
    assert_eq!(Algorithm::from_code("rsa"), None);
}

#[test]
fn nothing_prints_a_key() {
    for curve in [Curve::P256, Curve::Secp256k1] {
        let key = Key::EcdsaPair(pair(curve));
        for printed in
            [format!("{key:?}"), format!("{:?}", pair(curve)), format!("{:?}", pair(curve).public())]
        {
            assert!(printed.len() < 40 && !printed.contains("07"), "{printed}");
        }
    }
}

#[test]
fn what_is_wrong_is_named() {
    let private = pair(Curve::P256).expose();
    let other_curve = pair(Curve::Secp256k1).public().to_pem();
    for (text, unusable) in [
        (String::new(), KeyError::Empty),
        (" \r\n\t".into(), KeyError::Empty),
        ("x".repeat(MAX_KEY_BYTES + 1), KeyError::TooLarge),
        (HEX.into(), KeyError::HmacKey),
        (format!(" {}\n", HEX.to_uppercase()), KeyError::HmacKey),
        ("hello".into(), KeyError::NotPem),
        (private.lines().nth(1).unwrap().into(), KeyError::NotPem),
        (private.replace("PRIVATE KEY", "CERTIFICATE"), KeyError::Certificate),
        (private.replace("PRIVATE KEY", "X509 CERTIFICATE"), KeyError::Certificate),
        (private.replace("PRIVATE KEY", "RSA PRIVATE KEY"), KeyError::Rsa),
        (private.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"), KeyError::Encrypted),
        (private.replace("PRIVATE KEY", "CERTIFICATE REQUEST"), KeyError::NoKey),
        (private.replace("PRIVATE KEY", "PUBLIC KEY"), KeyError::Malformed),
        (private.replace("PRIVATE KEY", "EC PRIVATE KEY"), KeyError::Malformed),
        (private.replace("-----END", "----END"), KeyError::Malformed),
        (private.replace("END PRIVATE", "END PUBLIC"), KeyError::Malformed),
        (private.replace("MIGH", "MIG"), KeyError::Malformed),
        (private.replace("MIGH", "MIG!"), KeyError::Malformed),
        (private[..private.len() - 40].into(), KeyError::Malformed),
        ("-----BEGIN PRIVATE KEY-----".into(), KeyError::Malformed),
        ("-----BEGIN PRIVATE KEY".into(), KeyError::Malformed),
        ("-----BEGIN PRIVATE KEY----------END PRIVATE KEY-----".into(), KeyError::Malformed),
        (format!("{}{other_curve}", *private), KeyError::Mismatch),
        (format!("{}{}", *private, *private), KeyError::Several),
    ] {
        assert_eq!(parse(&text).err(), Some(unusable), "{text}");
        assert!(!unusable.to_string().is_empty());
    }
    for wrong in ["", "ab", &private, &HEX.to_uppercase(), &format!("{HEX}\n")] {
        assert_eq!(Key::parse(Algorithm::HmacSha256, wrong).err(), Some(KeyError::NotAnHmacKey));
    }
}

#[test]
fn altered_keys_are_refused_or_are_other_keys() {
    let key = Key::EcdsaPair(pair(Curve::P256));
    let text = key.expose();
    for place in 28..text.len() - 26 {
        let mut altered = text.as_bytes().to_vec();
        altered[place] = if altered[place] == b'A' { b'B' } else { b'A' };
        // The private number cannot change alone: the public key beside it no longer fits.
        if let Ok(read) = parse(std::str::from_utf8(&altered).unwrap()) {
            assert!(read == key, "altered at {place}");
        }
    }
}
