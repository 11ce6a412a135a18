//! Why a file is not the required credential, or cannot be used as intended.

mod json;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use json::{JsonField, OtherJson};

use crate::field::{Field, InvalidField, Problem};
use crate::key::OtherCurve;
use crate::key::pem::PemError;
use crate::time::Timestamp;

/// A single reason, as specific as possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CredentialError {
    /// A file is required, and none was given.
    FileMissing,
    /// The file is empty.
    Empty,
    /// More than [`Upload::MAX_BYTES`](super::Upload::MAX_BYTES).
    TooLarge,
    /// It begins correctly and ends too early: an upload or copy was cut off.
    Truncated,
    /// It begins correctly and is damaged further on.
    Malformed,

    /// It is not a `.p12`.
    NotPkcs12,
    /// The password does not decrypt it.
    WrongPassword,
    /// It is protected by a password, and none was given.
    PasswordMissing,
    /// A step of its encryption uses this many hash iterations, which would take too long.
    TooManyRounds(u32),
    /// The encryption algorithm is not supported.
    UnknownEncryption,
    /// A `.p12` with a certificate and no private key.
    NoPrivateKey,
    /// A `.p12` with a private key and no certificate.
    NoCertificate,
    /// Two push certificates, each with its key; it is ambiguous which one is meant.
    TwoIdentities,
    /// The certificate's key is neither RSA nor on P-256.
    CertificateKeyKind,
    /// The certificate and the private key do not belong together.
    KeyDoesNotMatch,
    /// A certificate without a private key, as `.cer` or PEM.
    IsCertificate,
    /// A `.p8` where a `.p12` is required.
    IsSigningKey,
    /// A `.p12`, or a certificate with its key as PEM, where a `.p8` is required.
    IsPkcs12,
    /// A certificate signing request, from which Apple issues a certificate.
    IsSigningRequest,

    /// A certificate that is not for pushes.
    NotApnsCertificate,
    /// A code-signing certificate: "Apple Development", "Apple Distribution".
    IsCodeSigning,
    /// The certificate has no bundle ID.
    NoBundleId,
    /// Its bundle ID has a wildcard, which cannot receive pushes (docs/facts/push-credentials.md#apns-certificates).
    WildcardBundleId,
    /// Valid for the sandbox only, but intended for production.
    SandboxInProduction,
    /// Valid for production only, but intended for the sandbox.
    ProductionInSandbox,
    /// Valid for VoIP pushes only, but intended for regular ones.
    VoipInRegular,
    /// Valid for regular pushes only, but intended for VoIP.
    RegularInVoip,
    /// The certificate has expired.
    Expired {
        /// Time of expiry.
        at: Timestamp,
    },
    /// The certificate is not valid yet.
    NotYetValid {
        /// Start of validity.
        from: Timestamp,
    },

    /// The file contains no key.
    NotAKey,
    /// An ECDSA key on a curve other than P-256.
    CurveIs(CurveName),
    /// An RSA key where P-256 is required.
    RsaKey,
    /// A public key, which cannot sign. The private key comes from this vendor.
    PublicKeyOnly(Vendor),
    /// The key is encrypted; the vendor issues it unencrypted.
    EncryptedKey(Vendor),
    /// The file contains several keys.
    SeveralKeys,
    /// Neither the file name nor the form contains the Key ID.
    KeyIdMissing,

    /// Not JSON, or not a JSON object.
    BadJson,
    /// A JSON file of another kind.
    OtherJson {
        /// The kind of the file.
        found: OtherJson,
        /// Vendor of the required service account.
        wanted: Vendor,
    },
    /// A service account in which this field is missing or empty.
    MissingJsonField(JsonField),
    /// The service account's private key is not an RSA key.
    NotRsaKey,
    /// The RSA key has only this many bits, fewer than the required 2048.
    WeakKey(u32),
    /// The token URL of the service account is not its vendor's.
    ForeignTokenAddress,

    /// Not a file of exported certificates, or one from a later release.
    NotAnExport,
    /// The passphrase does not decrypt the exported certificates, or the file was altered.
    WrongPassphrase,
}

/// The issuer of a file with a private key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vendor {
    /// Apple, for signing keys.
    Apple,
    /// Google, for service accounts.
    Google,
    /// Huawei, for service accounts.
    Huawei,
}

impl Vendor {
    /// Display name, the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Apple => "Apple",
            Self::Google => "Google",
            Self::Huawei => "Huawei",
        }
    }
}

/// A curve other than the one Apple uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CurveName {
    /// secp256k1, which has keys of the same length as P-256.
    Secp256k1,
    /// Any other curve.
    Other(OtherCurve),
}

impl CurveName {
    /// Common name of the curve, if it has one.
    pub const fn label(self) -> Option<&'static str> {
        match self {
            Self::Secp256k1 => Some("secp256k1"),
            Self::Other(curve) => curve.label(),
        }
    }
}

impl CredentialError {
    /// The form field in which to correct it.
    pub const fn field(self) -> Field {
        match self {
            Self::WrongPassword | Self::PasswordMissing => Field::FilePassword,
            Self::SandboxInProduction | Self::ProductionInSandbox => Field::Environment,
            Self::VoipInRegular | Self::RegularInVoip => Field::PushKind,
            Self::KeyIdMissing => Field::KeyId,
            Self::WrongPassphrase => Field::Passphrase,
            _ => Field::File,
        }
    }
}

impl From<CredentialError> for InvalidField {
    fn from(wrong: CredentialError) -> Self {
        let problem = match wrong {
            CredentialError::FileMissing | CredentialError::KeyIdMissing => Problem::Missing,
            wrong => Problem::File(wrong),
        };
        Self { field: wrong.field(), problem }
    }
}

impl From<PemError> for CredentialError {
    fn from(error: PemError) -> Self {
        match error {
            PemError::Truncated => Self::Truncated,
            PemError::Malformed => Self::Malformed,
        }
    }
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FileMissing => "no file was given",
            Self::Empty => "the file is empty",
            Self::TooLarge => "larger than 64 KiB",
            Self::Truncated => "the file was cut off",
            Self::Malformed => "the file is damaged",
            Self::NotPkcs12 => "not a .p12",
            Self::WrongPassword => "the password does not open the file",
            Self::PasswordMissing => "the file has a password",
            Self::TooManyRounds(rounds) => {
                return write!(
                    f,
                    "a step of the file hashes its password {rounds} times, which takes too long"
                );
            }
            Self::UnknownEncryption => "the file is encrypted in a way that is not known here",
            Self::NoPrivateKey => "a certificate without its private key",
            Self::NoCertificate => "a private key without its certificate",
            Self::TwoIdentities => "two certificates for pushes with their keys in one file",
            Self::CertificateKeyKind => "the certificate's key is neither RSA nor on P-256",
            Self::KeyDoesNotMatch => "the certificate and the private key do not belong together",
            Self::IsCertificate => "a certificate alone; the .p12 with its private key is needed",
            Self::IsSigningKey => "a .p8, where a .p12 is needed",
            Self::IsPkcs12 => "a certificate with its key, where a .p8 is needed",
            Self::IsSigningRequest => "a certificate signing request, not a certificate",
            Self::NotApnsCertificate => "not a certificate for pushes",
            Self::IsCodeSigning => "a certificate for signing applications, not for pushes",
            Self::NoBundleId => "the certificate names no bundle ID",
            Self::WildcardBundleId => "the certificate's bundle ID has a wildcard",
            Self::SandboxInProduction => "a Sandbox certificate in a Production slot",
            Self::ProductionInSandbox => "a Production certificate in a Development slot",
            Self::VoipInRegular => "a VoIP certificate, where one for regular pushes is needed",
            Self::RegularInVoip => "a certificate for regular pushes, where one for VoIP is needed",
            Self::Expired { at } => return write!(f, "the certificate expired at {at}"),
            Self::NotYetValid { from } => return write!(f, "the certificate is valid from {from}"),
            Self::NotAKey => "not a key",
            Self::CurveIs(curve) => {
                return write!(
                    f,
                    "this key is {}; P-256 is needed",
                    curve.label().unwrap_or("on another curve")
                );
            }
            Self::RsaKey => "an RSA key; P-256 is needed",
            Self::PublicKeyOnly(_) => "a public key; the private key is needed",
            Self::EncryptedKey(vendor) => {
                return write!(f, "the key is encrypted; it is needed as {} gave it", vendor.name());
            }
            Self::SeveralKeys => "more than one key",
            Self::KeyIdMissing => "the Key ID is missing",
            Self::BadJson => "not JSON",
            Self::OtherJson { found, wanted } => {
                return write!(f, "this is {}, not a service account of {}", found.label(), wanted.name());
            }
            Self::MissingJsonField(field) => return write!(f, "the service account has no {}", field.name()),
            Self::NotRsaKey => "the service account's key is not RSA",
            Self::WeakKey(bits) => return write!(f, "an RSA key of {bits} bits; 2048 are needed"),
            Self::ForeignTokenAddress => "token_uri is not the vendor's",
            Self::NotAnExport => "not a file of exported certificates",
            Self::WrongPassphrase => "the passphrase does not open the file, or it was altered",
        })
    }
}

impl std::error::Error for CredentialError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stands_beside_the_field_that_mends_it() {
        assert_eq!(
            InvalidField::from(CredentialError::WrongPassword),
            InvalidField {
                field: Field::FilePassword,
                problem: Problem::File(CredentialError::WrongPassword)
            }
        );
        assert_eq!(CredentialError::SandboxInProduction.field(), Field::Environment);
        assert_eq!(
            InvalidField::from(CredentialError::KeyIdMissing),
            InvalidField { field: Field::KeyId, problem: Problem::Missing }
        );
    }

    #[test]
    fn says_what_the_file_is() {
        let p384 = CredentialError::CurveIs(CurveName::Other(OtherCurve::P384));
        assert_eq!(p384.to_string(), "this key is P-384; P-256 is needed");
        assert_eq!(
            CredentialError::OtherJson { found: OtherJson::GoogleServices, wanted: Vendor::Google }
                .to_string(),
            "this is google-services.json, the configuration of an Android application, \
            not a service account of Google"
        );
        let json = serde_json::to_string(&p384).unwrap();
        assert_eq!(serde_json::from_str::<CredentialError>(&json).unwrap(), p384);
    }
}
