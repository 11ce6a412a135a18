//! What a credential says about itself. No secret is in here: it is shown, and kept beside the sealed one.

mod apns;

use serde::{Deserialize, Serialize};

pub use apns::{ApnsCertificateFacts, Topic};

use super::{AppleId, BundleId, Environment};
use crate::field::Field;
use crate::time::Timestamp;

/// What a credential says about itself.
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
    /// What was typed.
    Plain(PlainFacts),
}

/// What a file says about itself, before it is known what it is used for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFacts {
    /// A `.p12`.
    ApnsCertificate(ApnsCertificateFacts),
    /// A `.p8`.
    ApnsKey {
        /// Names the key at Apple; `None` where neither the file's name nor a person says it.
        key_id: Option<AppleId>,
        /// The curve: P-256.
        curve: String,
    },
    /// A service account of Google.
    GoogleAccount(GoogleAccountFacts),
    /// A service account of Huawei.
    HuaweiAccount(HuaweiAccountFacts),
}

/// What is known of a `.p8` (`facts` 4.1). It does not expire, and says no more than this itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApnsKeyFacts {
    /// Names the key at Apple.
    pub key_id: AppleId,
    /// Whose it is.
    pub team_id: AppleId,
    /// The topic of ordinary pushes.
    pub bundle_id: BundleId,
    /// For which of Apple's services it is used; the key is good for both.
    pub environment: Environment,
    /// The curve: P-256.
    pub curve: String,
    /// Tells this key from another: the first 8 hexadecimal digits of its SHA-256.
    pub fingerprint: String,
}

/// What a service account of Google says (`facts` 4.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoogleAccountFacts {
    /// The Firebase project.
    pub project_id: String,
    /// The account's address.
    pub client_email: String,
    /// Names the key.
    pub key_id: String,
    /// Bits of the RSA key.
    pub key_bits: u32,
    /// The first 8 hexadecimal digits of the key's SHA-256.
    pub fingerprint: String,
}

/// What a service account of Huawei says (`facts` 4.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HuaweiAccountFacts {
    /// The project in `AppGallery` Connect; the application's has to be the same.
    pub project_id: String,
    /// Names the key.
    pub key_id: String,
    /// Who issues the tokens.
    pub sub_account: String,
    /// Bits of the RSA key.
    pub key_bits: u32,
    /// The first 8 hexadecimal digits of the key's SHA-256.
    pub fingerprint: String,
}

/// What was typed, without the secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlainFacts {
    /// The fields and what is in them, in the order of the form.
    pub fields: Vec<(Field, String)>,
    /// The secret's last four characters; `None` where it is so short that they would tell much of it.
    pub last_four: Option<String>,
    /// The first 8 hexadecimal digits of the secret's SHA-256.
    pub fingerprint: String,
}

/// What is doubtful about a credential that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// It ends within 30 days.
    ExpiresSoon {
        /// When.
        at: Timestamp,
    },
    /// The file has no password: whoever had it had the key.
    WithoutPassword,
    /// Another than Apple issued the certificate; Apple's services will refuse it.
    NotIssuedByApple,
    /// The file's name says another Key ID than the form.
    KeyIdDiffers,
}

impl Facts {
    /// When the credential ends; `None` where it does not.
    pub const fn expires_at(&self) -> Option<Timestamp> {
        match self {
            Self::ApnsCertificate(facts) => Some(facts.expires_at),
            _ => None,
        }
    }

    /// Tells this credential from another: the first 8 hexadecimal digits of the SHA-256 of its secret.
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
    /// What is in a field; empty where there is none of it.
    pub fn text(&self, field: Field) -> &str {
        self.fields.iter().find(|(name, _)| *name == field).map_or("", |(_, text)| text)
    }
}
