//! A `.p8`: Apple's signing key, PKCS#8 PEM on P-256 (`facts` 4.1).

use domain::certificate::{AppleId, CurveName, Upload, Vendor, Warning, Wrong, text_of};
use domain::key::{Algorithm, Curve, EcdsaPair, Key, MOST_KEY_BYTES, Unusable};

use super::{bundle, pem, pkcs12, text};

/// The curve of all of them.
pub(super) const CURVE: &str = "P-256";

/// The key in the file. SEC1 is taken too: some tools turn it into that.
pub(super) fn read(file: &Upload) -> Result<EcdsaPair, Wrong> {
    let bytes = file.bytes();
    if pkcs12::is_pkcs12(bytes) {
        return Err(Wrong::IsPkcs12);
    }
    if let Some(wrong) = bundle::kind_of_der(bytes) {
        return Err(wrong);
    }
    let text = text::with_pem(bytes).or_else(|| text_of(bytes));
    let text = text.filter(|text| !text.contains('\0'));
    if text.as_ref().map_or(bytes.len(), |text| text.len()) > MOST_KEY_BYTES {
        return Err(Wrong::TooLarge);
    }
    match text {
        Some(text) => from_text(&text),
        // DER, as some tools write it.
        None => from_text(pem::private_key(bytes).expose()).map_err(|wrong| match wrong {
            Wrong::Malformed => Wrong::NotAKey,
            wrong => wrong,
        }),
    }
}

fn from_text(text: &str) -> Result<EcdsaPair, Wrong> {
    let has = |label: &str| text.contains(&format!("-----BEGIN {label}"));
    match Key::parse(Algorithm::EcdsaSha256, text) {
        Ok(Key::EcdsaPair(pair)) if pair.curve() == Curve::P256 => Ok(pair),
        Ok(Key::EcdsaPair(_)) => Err(Wrong::CurveIs(CurveName::Secp256k1)),
        Ok(_) => Err(Wrong::PublicKeyOnly(Vendor::Apple)),
        // Both in one file, as `openssl pkcs12` writes it.
        Err(_) if has("CERTIFICATE-----") && text.contains("PRIVATE KEY-----") => Err(Wrong::IsPkcs12),
        Err(Unusable::Empty) => Err(Wrong::Empty),
        Err(Unusable::TooLarge) => Err(Wrong::TooLarge),
        Err(Unusable::Encrypted) => Err(Wrong::EncryptedKey(Vendor::Apple)),
        Err(Unusable::OtherCurve(curve)) => Err(Wrong::CurveIs(CurveName::Other(curve))),
        Err(Unusable::Rsa) => Err(Wrong::RsaKey),
        Err(Unusable::Certificate) => Err(Wrong::IsCertificate),
        Err(Unusable::Several) => Err(Wrong::SeveralKeys),
        Err(Unusable::Mismatch) => Err(Wrong::KeyDoesNotMatch),
        Err(Unusable::Malformed) if !text.contains("-----END ") => Err(Wrong::Truncated),
        Err(Unusable::Malformed) => Err(Wrong::Malformed),
        Err(Unusable::NoKey) if text.contains("CERTIFICATE REQUEST-----") => Err(Wrong::IsSigningRequest),
        Err(Unusable::NoKey) if has("PKCS7") || has("CMS") => Err(Wrong::IsCertificate),
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

/// What is doubtful where the name of the file says another Key ID than what was typed.
pub(super) fn differs(typed: Option<&AppleId>, named: Option<&AppleId>) -> Vec<Warning> {
    let differ = typed.zip(named).is_some_and(|(typed, named)| typed != named);
    if differ { vec![Warning::KeyIdDiffers] } else { Vec::new() }
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
