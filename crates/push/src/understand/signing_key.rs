//! A `.p8`: Apple's signing key, PKCS#8 PEM on P-256 (`facts` 4.1).

use domain::certificate::{AppleId, CurveName, Upload, Wrong};
use domain::key::{Algorithm, Curve, EcdsaPair, Key, MOST_KEY_BYTES, Unusable};

use super::{apple, pem, pkcs12};

/// The key in the file. SEC1 is taken too: some tools turn it into that.
pub(super) fn read(file: &Upload) -> Result<EcdsaPair, Wrong> {
    let bytes = file.bytes();
    if pkcs12::is_pkcs12(bytes) {
        return Err(Wrong::IsPkcs12);
    }
    if apple::is_certificate(bytes) {
        return Err(Wrong::IsCertificate);
    }
    if bytes.len() > MOST_KEY_BYTES {
        return Err(Wrong::TooLarge);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => from_text(text),
        // DER, as some tools write it.
        Err(_) => from_text(pem::private_key(bytes).expose()).map_err(|wrong| match wrong {
            Wrong::Malformed => Wrong::NotAKey,
            wrong => wrong,
        }),
    }
}

fn from_text(text: &str) -> Result<EcdsaPair, Wrong> {
    match Key::parse(Algorithm::EcdsaSha256, text) {
        Ok(Key::EcdsaPair(pair)) if pair.curve() == Curve::P256 => Ok(pair),
        Ok(Key::EcdsaPair(_)) => Err(Wrong::CurveIs(CurveName::Secp256k1)),
        Ok(_) => Err(Wrong::PublicKeyOnly),
        Err(Unusable::Empty) => Err(Wrong::Empty),
        Err(Unusable::TooLarge) => Err(Wrong::TooLarge),
        Err(Unusable::Encrypted) => Err(Wrong::EncryptedKey),
        Err(Unusable::OtherCurve(curve)) => Err(Wrong::CurveIs(CurveName::Other(curve))),
        Err(Unusable::Rsa) => Err(Wrong::RsaKey),
        Err(Unusable::Certificate) => Err(Wrong::IsCertificate),
        Err(Unusable::Several) => Err(Wrong::SeveralKeys),
        Err(Unusable::Mismatch) => Err(Wrong::KeyDoesNotMatch),
        Err(Unusable::Malformed) if !text.contains("-----END ") => Err(Wrong::Truncated),
        Err(Unusable::Malformed) => Err(Wrong::Malformed),
        Err(Unusable::NotPem | Unusable::NoKey | Unusable::HmacKey | Unusable::NotAnHmacKey) => {
            Err(Wrong::NotAKey)
        }
    }
}

/// The Key ID in the name that Apple gives the file, `AuthKey_ABC1234567.p8`; browsers add to it when they
/// save it a second time.
pub(super) fn key_id(name: &str) -> Option<AppleId> {
    let after = name.strip_prefix("AuthKey_")?;
    let (id, rest) = after.split_at_checked(AppleId::LENGTH)?;
    if rest.starts_with(|next: char| next.is_ascii_alphanumeric()) { None } else { id.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_its_key() {
        for name in ["AuthKey_ABC1234567.p8", "AuthKey_ABC1234567 (1).p8", "AuthKey_ABC1234567"] {
            assert_eq!(key_id(name).unwrap().as_str(), "ABC1234567", "{name}");
        }
        for name in ["", "key.p8", "AuthKey_ABC123456.p8", "AuthKey_ABC12345678.p8", "AuthKey_abc1234567.p8"]
        {
            assert_eq!(key_id(name), None, "{name}");
        }
    }
}
