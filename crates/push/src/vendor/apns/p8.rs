//! Apple's signing keys: `.p8` files, PKCS#8 PEM on P-256 (docs/facts/push-credentials.md#apns-signing-keys).

use domain::certificate::{AppleId, CredentialError, CurveName, Upload, Vendor, Warning, text_of};
use domain::key::{Algorithm, Curve, EcdsaPair, Key, KeyError, MAX_KEY_BYTES};

use crate::format::{bundle, pem, pkcs12, private_key};

pub(super) const CURVE: &str = "P-256";

/// Parses the key in the file. SEC1 is accepted too, since some tools convert to it.
pub(super) fn parse(file: &Upload) -> Result<EcdsaPair, CredentialError> {
    let bytes = file.bytes();
    if pkcs12::is_pkcs12(bytes) {
        return Err(CredentialError::IsPkcs12);
    }
    if let Some(error) = bundle::kind_of_der(bytes) {
        return Err(error);
    }
    let text = pem::text(bytes).or_else(|| text_of(bytes));
    let text = text.filter(|text| !text.contains('\0'));
    if text.as_ref().map_or(bytes.len(), |text| text.len()) > MAX_KEY_BYTES {
        return Err(CredentialError::TooLarge);
    }
    if let Some(text) = text {
        return from_text(&text);
    }
    // DER, PKCS#8 or SEC1, as some tools write it.
    let wrapped = private_key::from_sec1(bytes, None);
    let pkcs8 = wrapped.as_deref().map_or(bytes, Vec::as_slice);
    from_text(pem::private_key(pkcs8).expose()).map_err(|error| match error {
        CredentialError::Malformed => CredentialError::NotAKey,
        error => error,
    })
}

fn from_text(text: &str) -> Result<EcdsaPair, CredentialError> {
    let has = |label: &str| text.contains(&format!("-----BEGIN {label}"));
    match Key::parse(Algorithm::EcdsaSha256, text) {
        Ok(Key::EcdsaPair(pair)) if pair.curve() == Curve::P256 => Ok(pair),
        Ok(Key::EcdsaPair(_)) => Err(CredentialError::CurveIs(CurveName::Secp256k1)),
        Ok(_) => Err(CredentialError::PublicKeyOnly(Vendor::Apple)),
        // Certificate and key in one file, as `openssl pkcs12` writes it.
        Err(_) if has("CERTIFICATE-----") && text.contains("PRIVATE KEY-----") => {
            Err(CredentialError::IsPkcs12)
        }
        Err(KeyError::Empty) => Err(CredentialError::Empty),
        Err(KeyError::TooLarge) => Err(CredentialError::TooLarge),
        Err(KeyError::Encrypted) => Err(CredentialError::EncryptedKey(Vendor::Apple)),
        Err(KeyError::OtherCurve(curve)) => Err(CredentialError::CurveIs(CurveName::Other(curve))),
        Err(KeyError::Rsa) => Err(CredentialError::RsaKey),
        Err(KeyError::Certificate) => Err(CredentialError::IsCertificate),
        Err(KeyError::Several) => Err(CredentialError::SeveralKeys),
        Err(KeyError::Mismatch) => Err(CredentialError::KeyDoesNotMatch),
        Err(KeyError::Malformed) if !text.contains("-----END ") => Err(CredentialError::Truncated),
        Err(KeyError::Malformed) => Err(CredentialError::Malformed),
        Err(KeyError::NoKey) if text.contains("CERTIFICATE REQUEST-----") => {
            Err(CredentialError::IsSigningRequest)
        }
        Err(KeyError::NoKey) if has("PKCS7") || has("CMS") => Err(CredentialError::IsCertificate),
        Err(KeyError::NotPem | KeyError::NoKey | KeyError::HmacKey | KeyError::NotAnHmacKey) => {
            Err(CredentialError::NotAKey)
        }
    }
}

/// The Key ID in Apple's file name, `AuthKey_ABC1234567.p8`. Browsers append to the name of a repeated download.
pub(super) fn key_id(name: &str) -> Option<AppleId> {
    let after = name.strip_prefix("AuthKey_")?;
    let (id, rest) = after.split_at_checked(AppleId::LENGTH)?;
    if rest.starts_with(|next: char| next.is_ascii_alphanumeric()) { None } else { id.parse().ok() }
}

/// Warns if the Key ID in the file's name differs from the typed one.
pub(super) fn key_id_warnings(typed: Option<&AppleId>, named: Option<&AppleId>) -> Vec<Warning> {
    let differ = typed.zip(named).is_some_and(|(typed, named)| typed != named);
    if differ { vec![Warning::KeyIdDiffers] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_name_has_the_key_id() {
        for name in ["AuthKey_ABC1234567.p8", "AuthKey_ABC1234567 (1).p8", "AuthKey_ABC1234567"] {
            assert_eq!(key_id(name).unwrap().as_str(), "ABC1234567", "{name}");
        }
        for name in ["", "key.p8", "AuthKey_ABC123456.p8", "AuthKey_ABC12345678.p8", "AuthKey_abc1234567.p8"]
        {
            assert_eq!(key_id(name), None, "{name}");
        }
    }
}
