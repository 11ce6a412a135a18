//! Credentials of an application at the vendors, with their secrets.

use std::fmt;

use domain::certificate::Platform;
pub use domain::certificate::{Environment, XiaomiRegion};
use zeroize::Zeroizing;

/// Text that cannot be printed or serialised; [`Secret::expose`] is the one way out.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

/// A Google service account (`facts` 4.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoogleAccount {
    /// The Firebase project.
    pub project_id: String,
    /// The account's address.
    pub client_email: String,
    /// Names the key.
    pub private_key_id: String,
    /// RSA, PKCS#8 PEM.
    pub private_key: Secret,
    /// Where tokens are given out.
    pub token_uri: String,
}

/// A Huawei service account for Push Kit v3 (`facts` 4.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HuaweiAccount {
    /// The project in `AppGallery` Connect.
    pub project_id: String,
    /// Names the key.
    pub key_id: String,
    /// Who issues the tokens.
    pub sub_account: String,
    /// RSA, PKCS#8 PEM.
    pub private_key: Secret,
}

/// An APNs client certificate with its key, out of a `.p12`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApnsIdentity {
    /// The certificate, then what it was issued by; DER.
    pub chain: Vec<Vec<u8>>,
    /// PKCS#8 PEM.
    pub private_key: Secret,
    /// The bundle id, which is the topic of ordinary pushes.
    pub bundle_id: String,
    /// For which of Apple's services it is used.
    pub environment: Environment,
    /// Whether it is used for `VoIP` pushes.
    pub voip: bool,
}

/// An APNs signing key, out of a `.p8`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApnsKey {
    /// 10 letters and digits.
    pub key_id: String,
    /// 10 letters and digits.
    pub team_id: String,
    /// The topic of ordinary pushes.
    pub bundle_id: String,
    /// For which of Apple's services it is used.
    pub environment: Environment,
    /// P-256, PKCS#8 PEM.
    pub private_key: Secret,
}

/// What a vendor asks for before it delivers (`facts` 3.2).
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
    /// Whose it is.
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
