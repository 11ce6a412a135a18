//! Credentials of an application at the vendors, with their secrets.

use std::fmt;

use domain::certificate::Platform;
pub use domain::certificate::{Environment, XiaomiRegion};
use zeroize::Zeroizing;

/// Text that cannot be printed or serialised; [`Secret::expose`] is the one way out.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

/// A Google service account (docs/facts/push-credentials.md#google-service-accounts).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoogleAccount {
    /// The Firebase project.
    pub project_id: String,
    /// Email address of the account.
    pub client_email: String,
    /// ID of the key.
    pub private_key_id: String,
    /// RSA, PKCS#8 PEM.
    pub private_key: Secret,
    /// Audience (`aud`) of the assertion; the call itself goes to the configured host.
    pub token_uri: String,
}

/// A Huawei service account for Push Kit v3 (docs/facts/push-credentials.md#huawei-service-accounts).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HuaweiAccount {
    /// The project in `AppGallery` Connect.
    pub project_id: String,
    /// ID of the key.
    pub key_id: String,
    /// Issuer (`iss`) of the tokens.
    pub sub_account: String,
    /// RSA, PKCS#8 PEM.
    pub private_key: Secret,
}

/// An APNs client certificate with its key, from a `.p12`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApnsIdentity {
    /// The certificate followed by its issuers, DER.
    pub chain: Vec<Vec<u8>>,
    /// PKCS#8 PEM.
    pub private_key: Secret,
    /// The bundle ID, which is the topic of regular pushes.
    pub bundle_id: String,
    /// The environment that it is used for.
    pub environment: Environment,
    /// Whether it is used for `VoIP` pushes.
    pub voip: bool,
}

/// An APNs signing key, from a `.p8`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApnsKey {
    /// 10 letters and digits.
    pub key_id: String,
    /// 10 letters and digits.
    pub team_id: String,
    /// The topic of regular pushes.
    pub bundle_id: String,
    /// The environment that it is used for.
    pub environment: Environment,
    /// P-256, PKCS#8 PEM.
    pub private_key: Secret,
}

/// The credential of an application at a vendor (docs/facts/push-credentials.md#fields).
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are named as the vendors' consoles name them")]
pub enum Credential {
    /// Xiaomi.
    Xiaomi { package_name: String, app_id: String, app_secret: Secret, region: XiaomiRegion },
    /// Huawei.
    Huawei { package_name: String, app_id: String, app_secret: Secret },
    /// HONOR.
    Honor { app_id: String, client_id: String, client_secret: Secret },
    /// OPPO.
    Oppo { app_id: String, app_key: String, master_secret: Secret },
    /// vivo.
    Vivo { app_id: String, app_key: String, app_secret: Secret },
    /// Meizu.
    Meizu { package_name: String, app_id: String, app_secret: Secret },
    /// Google FCM.
    Fcm(GoogleAccount),
    /// `HarmonyOS`.
    Harmony(HuaweiAccount),
    /// iOS by certificate.
    ApnsIdentity(ApnsIdentity),
    /// iOS by signing key.
    ApnsKey(ApnsKey),
}

impl Credential {
    /// The vendor.
    pub const fn platform(&self) -> Platform {
        match self {
            Self::Xiaomi { .. } => Platform::Xiaomi,
            Self::Huawei { .. } => Platform::Huawei,
            Self::Honor { .. } => Platform::Honor,
            Self::Oppo { .. } => Platform::Oppo,
            Self::Vivo { .. } => Platform::Vivo,
            Self::Meizu { .. } => Platform::Meizu,
            Self::Fcm(_) => Platform::Fcm,
            Self::Harmony(_) => Platform::Harmony,
            Self::ApnsIdentity(_) | Self::ApnsKey(_) => Platform::Apns,
        }
    }
}

impl Credential {
    /// The secret of an account that is typed; `None` where it comes in a file.
    pub const fn typed_secret(&self) -> Option<&Secret> {
        match self {
            Self::Xiaomi { app_secret: secret, .. }
            | Self::Huawei { app_secret: secret, .. }
            | Self::Honor { client_secret: secret, .. }
            | Self::Oppo { master_secret: secret, .. }
            | Self::Vivo { app_secret: secret, .. }
            | Self::Meizu { app_secret: secret, .. } => Some(secret),
            Self::Fcm(_) | Self::Harmony(_) | Self::ApnsIdentity(_) | Self::ApnsKey(_) => None,
        }
    }
}

impl Secret {
    /// Out of text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself. Whoever calls this answers for where it goes.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(hidden)")
    }
}
