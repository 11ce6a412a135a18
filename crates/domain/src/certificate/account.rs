//! The fields of an application's account at a vendor, as entered (docs/facts/push-credentials.md#fields).

use super::{
    AppleId, BundleId, Environment, Identifier, PackageName, Platform, SecretText, Upload, XiaomiRegion,
};

/// An account. `S` is the type of a typed secret, `F` that of a file; see [`NewAccount`] and [`EditedAccount`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are named as the vendors' consoles name them")]
pub enum Account<S, F> {
    /// Xiaomi.
    Xiaomi { package_name: PackageName, app_id: Identifier, app_secret: S, region: XiaomiRegion },
    /// Huawei.
    Huawei { package_name: PackageName, app_id: Identifier, app_secret: S },
    /// HONOR.
    Honor { app_id: Identifier, client_id: Identifier, client_secret: S },
    /// OPPO.
    Oppo { app_id: Identifier, app_key: Identifier, master_secret: S },
    /// vivo.
    Vivo { app_id: Identifier, app_key: Identifier, app_secret: S },
    /// Meizu.
    Meizu { package_name: PackageName, app_id: Identifier, app_secret: S },
    /// Google FCM: the JSON of a service account.
    Fcm { file: F },
    /// `HarmonyOS`: the JSON of a service account.
    Harmony { file: F },
    /// iOS by certificate: a `.p12` with its password, if it has one.
    ApnsCertificate { file: F, password: Option<SecretText>, environment: Environment, voip: bool },
    /// iOS by signing key: a `.p8`. The file name that Apple gives it also contains the Key ID.
    ApnsKey {
        file: F,
        key_id: Option<AppleId>,
        team_id: AppleId,
        bundle_id: BundleId,
        environment: Environment,
    },
}

/// A new account, complete.
pub type NewAccount = Account<SecretText, Upload>;

/// An edited account: secrets and files that are `None` stay as they are.
pub type EditedAccount = Account<Option<SecretText>, Option<Upload>>;

impl<S, F> Account<S, F> {
    /// The vendor.
    pub const fn platform(&self) -> Platform {
        match self {
            Self::Xiaomi { .. } => Platform::Xiaomi,
            Self::Huawei { .. } => Platform::Huawei,
            Self::Honor { .. } => Platform::Honor,
            Self::Oppo { .. } => Platform::Oppo,
            Self::Vivo { .. } => Platform::Vivo,
            Self::Meizu { .. } => Platform::Meizu,
            Self::Fcm { .. } => Platform::Fcm,
            Self::Harmony { .. } => Platform::Harmony,
            Self::ApnsCertificate { .. } | Self::ApnsKey { .. } => Platform::Apns,
        }
    }
}
