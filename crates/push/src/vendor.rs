//! The vendors, one module each: the fields of the credential, how it is parsed, stored and checked, and how a push is
//! sent with it. A new vendor needs a module here, a line in the registry below, and its addresses in `hosts`.
//!
//! The codes are documented in docs/facts/push-vendors.md; an unknown code is classified as rejected, with the vendor's
//! own message. Connections, timeouts and access tokens are handled by `client`.

pub(crate) mod apns;
mod fcm;
mod harmony;
mod honor;
mod huawei;
mod meizu;
mod oauth;
mod oppo;
mod service_account;
mod vivo;
mod xiaomi;

use domain::certificate::{Account, CredentialError, Facts, FileFacts, FileUse, Platform, Upload, Warning};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::client::Connection;
use crate::credential::{Parsed, Secret};
use crate::hosts::Host;
use crate::message::{Message, Repeat};
use crate::outcome::{Checked, Outcome};

pub use apns::identity::ApnsIdentity;
pub use apns::key::ApnsKey;
pub use fcm::GoogleAccount;
pub use harmony::HuaweiAccount;
pub use honor::HonorCredential;
pub use huawei::HuaweiCredential;
pub use meizu::MeizuCredential;
pub use oppo::OppoCredential;
pub use vivo::VivoCredential;
pub use xiaomi::XiaomiCredential;

/// An account whose secrets are complete. The file is `None` if an edit keeps the stored one.
pub(crate) type CompleteAccount<'a> = Account<Secret, Option<&'a Upload>>;

/// Facts and warnings about a file, or every error found in it.
pub(crate) type Inspected = Result<(FileFacts, Vec<Warning>), Vec<CredentialError>>;

/// One kind of credential, with the protocol of its vendor.
pub(crate) trait VendorCredential: Sized {
    const PLATFORM: Platform;

    /// Parses the credential in `account`; what an edit omits is taken from `stored`. `None` if the account is of
    /// another kind.
    fn parse(
        account: &CompleteAccount<'_>,
        stored: Option<(&Self, &Facts)>,
        now: Timestamp,
    ) -> Option<Result<Parsed, Vec<CredentialError>>>;

    /// Describes a file before the rest of its form is filled in. `None` if it is meant for another kind of
    /// credential, or if this kind has no files.
    fn inspect(_file: &Upload, _use: &FileUse, _now: Timestamp) -> Option<Inspected> {
        None
    }

    /// The secret that a person types; `None` if it is part of a file.
    fn typed_secret(&self) -> Option<&Secret> {
        None
    }

    /// Asks the vendor whether the credential works, with a request that delivers nothing.
    fn check(&self, connection: &Connection<'_>, now: Timestamp) -> impl Future<Output = Checked> + Send;

    /// Fetches the access token, unless one is cached or the vendor requires none.
    fn prepare(
        &self,
        _connection: &Connection<'_>,
        _now: Timestamp,
    ) -> impl Future<Output = Result<(), Outcome>> + Send {
        std::future::ready(Ok(()))
    }

    /// The host that pushes are sent to.
    fn host(&self) -> Host;

    /// What a second delivery of `message` does.
    fn repeat(&self, message: &Message) -> Repeat {
        message.repeat_by_overlay()
    }

    /// Sends a push once.
    fn send(
        &self,
        connection: &Connection<'_>,
        message: &Message,
        now: Timestamp,
    ) -> impl Future<Output = Outcome> + Send;
}

/// Generates the enum of all credentials, its stored form, and the dispatch to each [`VendorCredential`].
macro_rules! registry {
    ($($(#[$doc:meta])* $kind:ident($credential:ident), stored as $stored:literal;)+) => {
        /// The credential that a vendor requires for pushes (docs/facts/push-credentials.md#fields).
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Credential {
            $($(#[$doc])* $kind($credential),)+
        }

        $(impl From<$credential> for Credential {
            fn from(credential: $credential) -> Self {
                Self::$kind(credential)
            }
        })+

        /// The stored form: JSON with the variant's name in `kind`. The names must not change.
        #[derive(Serialize, Deserialize)]
        #[serde(remote = "Credential", tag = "kind", rename_all = "snake_case")]
        pub(crate) enum StoredCredential {
            $($kind(#[serde(with = $stored)] $credential),)+
        }

        impl Credential {
            pub const fn platform(&self) -> Platform {
                match self {
                    $(Self::$kind(_) => <$credential as VendorCredential>::PLATFORM,)+
                }
            }

            pub(crate) fn typed_secret(&self) -> Option<&Secret> {
                match self {
                    $(Self::$kind(credential) => credential.typed_secret(),)+
                }
            }

            pub(crate) async fn check(&self, connection: &Connection<'_>, now: Timestamp) -> Checked {
                match self {
                    $(Self::$kind(credential) => credential.check(connection, now).await,)+
                }
            }

            pub(crate) async fn prepare(
                &self,
                connection: &Connection<'_>,
                now: Timestamp,
            ) -> Result<(), Outcome> {
                match self {
                    $(Self::$kind(credential) => credential.prepare(connection, now).await,)+
                }
            }

            /// The host that pushes are sent to.
            pub fn host(&self) -> Host {
                match self {
                    $(Self::$kind(credential) => credential.host(),)+
                }
            }

            /// What happens if `message` is delivered a second time, with the same ids: whether a send of unknown
            /// outcome may be repeated depends on it (docs/facts/push-vendors.md#repeated-sends).
            pub fn repeat(&self, message: &Message) -> Repeat {
                match self {
                    $(Self::$kind(credential) => credential.repeat(message),)+
                }
            }

            pub(crate) async fn send(
                &self,
                connection: &Connection<'_>,
                message: &Message,
                now: Timestamp,
            ) -> Outcome {
                match self {
                    $(Self::$kind(credential) => credential.send(connection, message, now).await,)+
                }
            }
        }

        pub(crate) fn parse(
            account: &CompleteAccount<'_>,
            stored: Option<(&Credential, &Facts)>,
            now: Timestamp,
        ) -> Result<Parsed, Vec<CredentialError>> {
            $(
                let same_kind = match stored {
                    Some((Credential::$kind(credential), facts)) => Some((credential, facts)),
                    _ => None,
                };
                if let Some(parsed) = $credential::parse(account, same_kind, now) {
                    return parsed;
                }
            )+
            Err(vec![CredentialError::Empty])
        }

        pub(crate) fn inspect(file: &Upload, file_use: &FileUse, now: Timestamp) -> Inspected {
            $(
                if let Some(inspected) = $credential::inspect(file, file_use, now) {
                    return inspected;
                }
            )+
            Err(vec![CredentialError::Empty])
        }
    };
}

registry! {
    /// An application at Xiaomi.
    Xiaomi(XiaomiCredential), stored as "xiaomi::Stored";
    /// An application at Huawei, for Android.
    Huawei(HuaweiCredential), stored as "huawei::Stored";
    /// An application at HONOR.
    Honor(HonorCredential), stored as "honor::Stored";
    /// An application at OPPO.
    Oppo(OppoCredential), stored as "oppo::Stored";
    /// An application at vivo.
    Vivo(VivoCredential), stored as "vivo::Stored";
    /// An application at Meizu.
    Meizu(MeizuCredential), stored as "meizu::Stored";
    /// A Google service account, for FCM.
    Fcm(GoogleAccount), stored as "fcm::Stored";
    /// A Huawei service account, for `HarmonyOS`.
    Harmony(HuaweiAccount), stored as "harmony::Stored";
    /// An APNs client certificate.
    ApnsIdentity(ApnsIdentity), stored as "apns::identity::Stored";
    /// An APNs signing key.
    ApnsKey(ApnsKey), stored as "apns::key::Stored";
}

/// A device token that no device has, but that vendors accept as well-formed.
const NONSENSE: &str = "nonsense-token-of-chat-console";

/// Converts a JSON string or number to text.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Escapes `identifier` as one path segment.
fn segment(identifier: &str) -> String {
    form_urlencoded::byte_serialize(identifier.as_bytes()).collect()
}
