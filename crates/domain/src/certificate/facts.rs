//! The public properties of a credential: shown to people and stored unencrypted. They contain no secret.

mod apns;

use serde::{Deserialize, Serialize};

pub use apns::{ApnsCertificateFacts, Topic};

use super::{AppleId, BundleId, Environment};
use crate::field::Field;
use crate::time::Timestamp;

/// The public properties of a credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Facts {
    /// A `.p12`.
    ApnsCertificate(ApnsCertificateFacts),
    /// A `.p8`.
    ApnsKey(ApnsKeyFacts),
    /// A service account of Google.
    GoogleAccount(GoogleAccountFacts),
    /// A service account of Huawei.
    HuaweiAccount(HuaweiAccountFacts),
    /// Fields that were typed.
    Plain(PlainFacts),
}

/// The public properties of a file, before its use (environment, VoIP) is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FileFacts {
    /// A `.p12`.
    ApnsCertificate(ApnsCertificateFacts),
    /// A `.p8`.
    ApnsKey {
        /// The Key ID; `None` if neither the file name nor the form has it.
        key_id: Option<AppleId>,
        /// The curve: P-256.
        curve: String,
    },
    /// A service account of Google.
    GoogleAccount(GoogleAccountFacts),
    /// A service account of Huawei.
    HuaweiAccount(HuaweiAccountFacts),
}

/// What is known about a `.p8`, which contains nothing but the key and does not expire
/// (docs/facts/push-credentials.md#apns-signing-keys).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApnsKeyFacts {
    pub key_id: AppleId,
    /// The team that owns the key.
    pub team_id: AppleId,
    /// The topic of ordinary pushes.
    pub bundle_id: BundleId,
    /// The environment that it is used for; the key is valid for both.
    pub environment: Environment,
    /// The curve: P-256.
    pub curve: String,
    /// The first 8 hexadecimal digits of the key's SHA-256.
    pub fingerprint: String,
}

/// Public fields of a Google service account (docs/facts/push-credentials.md#google-service-accounts).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoogleAccountFacts {
    /// ID of the Firebase project.
    pub project_id: String,
    /// Email address of the account.
    pub client_email: String,
    pub key_id: String,
    /// Size of the RSA key in bits.
    pub key_bits: u32,
    /// The first 8 hexadecimal digits of the key's SHA-256.
    pub fingerprint: String,
}

/// Public fields of a Huawei service account (docs/facts/push-credentials.md#huawei-service-accounts).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HuaweiAccountFacts {
    /// The project in `AppGallery` Connect; must be the application's.
    pub project_id: String,
    pub key_id: String,
    /// Issuer (`iss`) of the tokens.
    pub sub_account: String,
    /// Size of the RSA key in bits.
    pub key_bits: u32,
    /// The first 8 hexadecimal digits of the key's SHA-256.
    pub fingerprint: String,
}

/// The typed fields without the secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlainFacts {
    /// Fields and values in the order of the form.
    pub fields: Vec<(Field, String)>,
    /// The last four characters of the secret; `None` if it is too short to reveal them.
    pub last_four: Option<String>,
    /// The first 8 hexadecimal digits of the secret's SHA-256.
    pub fingerprint: String,
}

/// A concern about a credential that can nevertheless be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// It expires within 30 days.
    ExpiresSoon {
        /// Time of expiry.
        at: Timestamp,
    },
    /// The file has no password, so anyone with the file has the key.
    WithoutPassword,
    /// The certificate was not issued by Apple, whose services will reject it.
    NotIssuedByApple,
    /// The Key ID in the file name differs from the one in the form.
    KeyIdDiffers,
}

impl Facts {
    /// Time of expiry; `None` if the credential does not expire.
    pub const fn expires_at(&self) -> Option<Timestamp> {
        match self {
            Self::ApnsCertificate(facts) => Some(facts.expires_at),
            _ => None,
        }
    }

    /// The first 8 hexadecimal digits of the SHA-256 of its secret.
    pub fn fingerprint(&self) -> &str {
        match self {
            Self::ApnsCertificate(facts) => &facts.fingerprint,
            Self::ApnsKey(facts) => &facts.fingerprint,
            Self::GoogleAccount(facts) => &facts.fingerprint,
            Self::HuaweiAccount(facts) => &facts.fingerprint,
            Self::Plain(facts) => &facts.fingerprint,
        }
    }
}

impl PlainFacts {
    /// The value of a field; empty if it is absent.
    pub fn text(&self, field: Field) -> &str {
        self.fields.iter().find(|(name, _)| *name == field).map_or("", |(_, text)| text)
    }
}
