//! Vendors' JSON files, and the fields of a service account.

use serde::{Deserialize, Serialize};

use crate::certificate::Platform;

/// The kind of a JSON file that is not the required service account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherJson {
    /// google-services.json: the configuration of an Android application.
    GoogleServices,
    /// GoogleService-Info.plist: the configuration of an iOS application.
    GooglePlist,
    /// agconnect-services.json: the configuration of a Huawei application.
    Agconnect,
    /// An API client of `AppGallery` Connect: `agc-apiclient-….json`.
    AgcApiClient,
    /// mcs-services.json: the configuration of an HONOR application.
    HonorServices,
    /// timpush-configs.json: client configuration of an application of this console.
    TimpushConfigs,
    /// A file created by this console's **Export**.
    Export,
    /// A server key of the API that Google shut down in 2024.
    LegacyServerKey,
    /// A Google service account where Huawei's is required.
    GoogleAccount,
    /// A Huawei service account where Google's is required.
    HuaweiAccount,
    /// A person's own credentials: `authorized_user`.
    AuthorizedUser,
    /// An account of another cloud: `external_account`.
    ExternalAccount,
    /// Permission to act as another account: `impersonated_service_account`.
    Impersonated,
    /// An OAuth client: `client_secret_….json`.
    OauthClient,
    /// Any other JSON file.
    Unknown,
}

/// A field of a service account, named as in the file (docs/facts/push-credentials.md#google-service-accounts,
/// docs/facts/push-credentials.md#huawei-service-accounts).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JsonField {
    ProjectId,
    PrivateKey,
    PrivateKeyId,
    ClientEmail,
    TokenUri,
    KeyId,
    SubAccount,
}

impl JsonField {
    /// Name of the field in the file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ProjectId => "project_id",
            Self::PrivateKey => "private_key",
            Self::PrivateKeyId => "private_key_id",
            Self::ClientEmail => "client_email",
            Self::TokenUri => "token_uri",
            Self::KeyId => "key_id",
            Self::SubAccount => "sub_account",
        }
    }
}

impl OtherJson {
    /// Description of the file, in English.
    pub const fn label(self) -> &'static str {
        match self {
            Self::GoogleServices => "google-services.json, the configuration of an Android application",
            Self::GooglePlist => "GoogleService-Info.plist, the configuration of an iOS application",
            Self::Agconnect => "agconnect-services.json, the configuration of a Huawei application",
            Self::AgcApiClient => "an API client of AppGallery Connect",
            Self::HonorServices => "mcs-services.json, the configuration of an HONOR application",
            Self::TimpushConfigs => "timpush-configs.json, the configuration of a client",
            Self::Export => "a file of exported certificates",
            Self::LegacyServerKey => "a legacy server key",
            Self::GoogleAccount => "a service account of Google",
            Self::HuaweiAccount => "a service account of Huawei",
            Self::AuthorizedUser => "a person's own credentials",
            Self::ExternalAccount => "an account of another cloud",
            Self::Impersonated => "leave to act as another account",
            Self::OauthClient => "an OAuth client",
            Self::Unknown => "something else",
        }
    }

    /// The platform that the file does belong to, if it is supported.
    pub const fn belongs_to(self) -> Option<Platform> {
        match self {
            Self::GoogleAccount => Some(Platform::Fcm),
            Self::HuaweiAccount => Some(Platform::Harmony),
            _ => None,
        }
    }
}
