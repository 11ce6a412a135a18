//! The fields of a token's JSON.

use serde::{Deserialize, Serialize};

/// A field of a token's JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// `TLS.ver`, current scheme: version.
    Ver,
    /// `TLS.identifier`: UserID.
    Identifier,
    /// `TLS.sdkappid`, current scheme.
    Sdkappid,
    /// `TLS.sdk_appid`, legacy scheme.
    SdkAppid,
    /// `TLS.time`: time of signing.
    Time,
    /// `TLS.expire`, current scheme.
    Expire,
    /// `TLS.expire_after`, legacy scheme.
    ExpireAfter,
    /// `TLS.account_type`, legacy scheme.
    AccountType,
    /// `TLS.appid_at_3rd`, legacy scheme.
    AppidAt3rd,
    /// `TLS.userbuf`: additional signed bytes.
    Userbuf,
    /// `TLS.sig`: signature.
    Sig,
}

impl Field {
    /// All fields.
    pub const ALL: [Self; 11] = [
        Self::Ver,
        Self::Identifier,
        Self::Sdkappid,
        Self::SdkAppid,
        Self::Time,
        Self::Expire,
        Self::ExpireAfter,
        Self::AccountType,
        Self::AppidAt3rd,
        Self::Userbuf,
        Self::Sig,
    ];

    /// Name of the field in the JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ver => "TLS.ver",
            Self::Identifier => "TLS.identifier",
            Self::Sdkappid => "TLS.sdkappid",
            Self::SdkAppid => "TLS.sdk_appid",
            Self::Time => "TLS.time",
            Self::Expire => "TLS.expire",
            Self::ExpireAfter => "TLS.expire_after",
            Self::AccountType => "TLS.account_type",
            Self::AppidAt3rd => "TLS.appid_at_3rd",
            Self::Userbuf => "TLS.userbuf",
            Self::Sig => "TLS.sig",
        }
    }
}
