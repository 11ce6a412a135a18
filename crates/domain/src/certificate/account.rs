//! The fields of an application's account at a vendor, as entered (docs/facts/push-credentials.md#fields).

use super::{
    AppleId, BundleId, Environment, Identifier, PackageName, Platform, SecretText, Upload, XiaomiRegion,
};

/// An account. `S` is the type of a typed secret, `F` that of a file; see [`NewAccount`] and [`EditedAccount`].
/// The fields are named as in the vendors' consoles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Account<S, F> {
    Xiaomi {
        package_name: PackageName,
        app_id: Identifier,
        app_secret: S,
        region: XiaomiRegion,
    },
    Huawei {
        package_name: PackageName,
        app_id: Identifier,
        app_secret: S,
    },
    Honor {
        app_id: Identifier,
        client_id: Identifier,
        client_secret: S,
    },
    Oppo {
        app_id: Identifier,
        app_key: Identifier,
        master_secret: S,
    },
    Vivo {
        app_id: Identifier,
        app_key: Identifier,
        app_secret: S,
    },
    Meizu {
        package_name: PackageName,
        app_id: Identifier,
        app_secret: S,
    },
    /// Google FCM: the JSON of a service account.
    Fcm {
        file: F,
    },
    /// `HarmonyOS`: the JSON of a service account.
    Harmony {
        file: F,
    },
    /// iOS by certificate: a `.p12` with its password, if it has one.
    ApnsCertificate {
        file: F,
        password: Option<SecretText>,
        environment: Environment,
        voip: bool,
    },
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
    /// Platform of the vendor.
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

    /// The account with every secret and file converted; `None` if one cannot be.
    pub fn try_map<'a, S2, F2>(
        &'a self,
        secret: impl Fn(&'a S) -> Option<S2>,
        file: impl Fn(&'a F) -> Option<F2>,
    ) -> Option<Account<S2, F2>> {
        Some(match self {
            Self::Xiaomi { package_name, app_id, app_secret, region } => Account::Xiaomi {
                package_name: package_name.clone(),
                app_id: app_id.clone(),
                app_secret: secret(app_secret)?,
                region: *region,
            },
            Self::Huawei { package_name, app_id, app_secret } => Account::Huawei {
                package_name: package_name.clone(),
                app_id: app_id.clone(),
                app_secret: secret(app_secret)?,
            },
            Self::Honor { app_id, client_id, client_secret } => Account::Honor {
                app_id: app_id.clone(),
                client_id: client_id.clone(),
                client_secret: secret(client_secret)?,
            },
            Self::Oppo { app_id, app_key, master_secret } => Account::Oppo {
                app_id: app_id.clone(),
                app_key: app_key.clone(),
                master_secret: secret(master_secret)?,
            },
            Self::Vivo { app_id, app_key, app_secret } => Account::Vivo {
                app_id: app_id.clone(),
                app_key: app_key.clone(),
                app_secret: secret(app_secret)?,
            },
            Self::Meizu { package_name, app_id, app_secret } => Account::Meizu {
                package_name: package_name.clone(),
                app_id: app_id.clone(),
                app_secret: secret(app_secret)?,
            },
            Self::Fcm { file: given } => Account::Fcm { file: file(given)? },
            Self::Harmony { file: given } => Account::Harmony { file: file(given)? },
            Self::ApnsCertificate { file: given, password, environment, voip } => Account::ApnsCertificate {
                file: file(given)?,
                password: password.clone(),
                environment: *environment,
                voip: *voip,
            },
            Self::ApnsKey { file: given, key_id, team_id, bundle_id, environment } => Account::ApnsKey {
                file: file(given)?,
                key_id: key_id.clone(),
                team_id: team_id.clone(),
                bundle_id: bundle_id.clone(),
                environment: *environment,
            },
        })
    }
}
