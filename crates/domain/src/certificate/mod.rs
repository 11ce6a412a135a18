//! Push certificates: an application's credentials at the vendors that deliver its pushes.

mod access_setting;
mod account;
mod attention;
mod click;
mod credential_error;
mod encoding;
mod expiry;
mod facts;
mod file_use;
mod form;
mod health;
mod id;
mod identifier;
mod remedy;
mod service;
mod settings;
mod stored;
mod text;
mod upload;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

pub use access_setting::{AccessSetting, Import, ImportStep, TestOutcome, TestResult};
pub use account::{Account, EditedAccount, NewAccount};
pub use attention::Attention;
pub use click::{ClickAction, ClickKind, InAppPage, WebAddress};
pub use credential_error::{CredentialError, CurveName, JsonField, OtherJson, Vendor};
pub use encoding::text_of;
pub use expiry::{ExpiryStage, expiry_notice};
pub use facts::{
    ApnsCertificateFacts, ApnsKeyFacts, Facts, FileFacts, GoogleAccountFacts, HuaweiAccountFacts, PlainFacts,
    Topic, Warning,
};
pub use file_use::FileUse;
pub use form::{EditedCertificate, NewCertificate};
pub use health::Health;
pub use id::{CertificateId, ParseCertificateIdError};
pub use identifier::{AppleId, BundleId, Identifier, PackageName};
pub use remedy::Remedy;
pub use service::{Environment, XiaomiRegion};
pub use settings::{Importance, MessageClass, MessageType, Setting, Settings};
pub use stored::Certificate;
pub use text::{CertificateName, Notes};
pub use upload::{SecretText, Upload};

/// A vendor's push service, serialised as in `/v4`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Platform {
    /// Xiaomi (Mi).
    Xiaomi,
    Huawei,
    Honor,
    /// OPPO; also serves `OnePlus` and realme.
    Oppo,
    /// vivo; also serves iQOO.
    Vivo,
    Meizu,
    /// Google FCM.
    Fcm,
    /// Apple Push Notification service.
    Apns,
    /// HarmonyOS 5 and later.
    Harmony,
}

/// A tab of **Access Setting**.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tab {
    /// **Android**.
    #[default]
    Android,
    /// **iOS**.
    Ios,
    /// **`HarmonyOS`**.
    Harmony,
}

/// The text is not a platform's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParsePlatformError;

impl Platform {
    /// All platforms, in display order.
    pub const ALL: [Self; 9] = [
        Self::Xiaomi,
        Self::Huawei,
        Self::Honor,
        Self::Oppo,
        Self::Vivo,
        Self::Meizu,
        Self::Fcm,
        Self::Apns,
        Self::Harmony,
    ];

    /// Identifier in URLs, forms, `/v4` and the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Xiaomi => "xiaomi",
            Self::Huawei => "huawei",
            Self::Honor => "honor",
            Self::Oppo => "oppo",
            Self::Vivo => "vivo",
            Self::Meizu => "meizu",
            Self::Fcm => "fcm",
            Self::Apns => "apns",
            Self::Harmony => "harmony",
        }
    }

    /// Display name, the same in every language.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Xiaomi => "Xiaomi",
            Self::Huawei => "Huawei",
            Self::Honor => "HONOR",
            Self::Oppo => "OPPO",
            Self::Vivo => "vivo",
            Self::Meizu => "Meizu",
            Self::Fcm => "Google FCM",
            Self::Apns => "APNs",
            Self::Harmony => "HarmonyOS",
        }
    }

    /// The tab that shows its certificates.
    pub const fn tab(self) -> Tab {
        match self {
            Self::Apns => Tab::Ios,
            Self::Harmony => Tab::Harmony,
            _ => Tab::Android,
        }
    }
}

impl FromStr for Platform {
    type Err = ParsePlatformError;

    fn from_str(code: &str) -> Result<Self, ParsePlatformError> {
        Self::ALL.into_iter().find(|platform| platform.code() == code).ok_or(ParsePlatformError)
    }
}

impl fmt::Display for ParsePlatformError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a platform")
    }
}

impl std::error::Error for ParsePlatformError {}

impl Tab {
    pub const ALL: [Self; 3] = [Self::Android, Self::Ios, Self::Harmony];

    /// Identifier in URLs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Android => "android",
            Self::Ios => "ios",
            Self::Harmony => "harmony",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.code() == code)
    }

    /// Platforms whose certificates the tab shows.
    pub fn platforms(self) -> impl Iterator<Item = Platform> {
        Platform::ALL.into_iter().filter(move |platform| platform.tab() == self)
    }
}
