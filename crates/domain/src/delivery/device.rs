//! A device that pushes are sent to, as an application's back end registers it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::certificate::{CertificateId, Environment, Platform};
use crate::text::is_visible;
use crate::time::Timestamp;
use crate::usersig::service_code::ServiceCode;
use crate::usersig::user_id::UserId;

/// Maximum number of devices of one page of [`DeviceList`].
const MAX_PAGE: u32 = 500;

/// The name of a device within its application, for as long as it is registered: 1 to 128 bytes without control
/// characters. Either the back end chooses it, or the console does.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RegistrationId(String);

/// The text is not a `RegistrationID`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseRegistrationIdError;

impl RegistrationId {
    /// Maximum length in bytes.
    pub const MAX_BYTES: usize = 128;

    /// The `RegistrationID` as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for RegistrationId {
    type Err = ParseRegistrationIdError;

    fn from_str(text: &str) -> Result<Self, ParseRegistrationIdError> {
        if text.len() > Self::MAX_BYTES || !is_visible(text) || text.chars().any(char::is_control) {
            Err(ParseRegistrationIdError)
        } else {
            Ok(Self(text.to_owned()))
        }
    }
}

impl TryFrom<String> for RegistrationId {
    type Error = ParseRegistrationIdError;

    fn try_from(text: String) -> Result<Self, ParseRegistrationIdError> {
        text.parse()
    }
}

impl From<RegistrationId> for String {
    fn from(id: RegistrationId) -> Self {
        id.0
    }
}

impl fmt::Display for RegistrationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for ParseRegistrationIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a RegistrationID: 1 to 128 bytes without control characters")
    }
}

impl std::error::Error for ParseRegistrationIdError {}

/// What the vendor calls the device: its token, registration id or push id. 1 to 1,024 visible ASCII characters; at
/// Apple, hexadecimal digits in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DeviceToken(String);

/// The text is not a device token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseDeviceTokenError;

impl DeviceToken {
    /// Maximum length in bytes.
    pub const MAX_BYTES: usize = 1_024;

    /// The token of a device at the vendor of `platform`.
    pub fn parse(platform: Platform, text: &str) -> Result<Self, ParseDeviceTokenError> {
        let is_token = (1..=Self::MAX_BYTES).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_graphic())
            && (platform != Platform::Apns || text.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match (is_token, platform) {
            (true, Platform::Apns) => Ok(Self(text.to_ascii_lowercase())),
            (true, _) => Ok(Self(text.to_owned())),
            (false, _) => Err(ParseDeviceTokenError),
        }
    }

    /// The token as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ParseDeviceTokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a device token: 1 to 1024 visible ASCII characters, at Apple hexadecimal digits")
    }
}

impl std::error::Error for ParseDeviceTokenError {}

/// A registered device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Number of the device, unique in the installation.
    pub id: i64,
    /// Its name within the application.
    pub registration_id: RegistrationId,
    /// The user who is signed in on it, if any.
    pub user: Option<UserId>,
    /// The certificate that pushes to it are sent with.
    pub certificate: CertificateId,
    /// What the vendor calls it.
    pub token: String,
    /// Which of Apple's services issued the token, if the back end said so.
    pub environment: Option<Environment>,
    /// The language tag of the device; may be empty.
    pub language: String,
    /// The version of the app on it; may be empty.
    pub app_version: String,
    /// When it was registered first.
    pub created_at: Timestamp,
    /// When it was registered last.
    pub renewed_at: Timestamp,
    /// Since when the vendor refuses the token with this certificate, and the vendor's code.
    pub refused: Option<(Timestamp, String)>,
}

/// The body of `POST /v4/push/device_set`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRegistration {
    /// `UserID`: the user who is signed in on the device.
    pub user: Option<UserId>,
    /// `RegistrationID`: the device that gets this token; a new name where missing.
    pub registration_id: Option<RegistrationId>,
    /// `Platform`.
    pub platform: Platform,
    /// `CertificateID`.
    pub certificate: CertificateId,
    /// `Token`.
    pub token: DeviceToken,
    /// `Environment`: `development` or `production`.
    pub environment: Option<Environment>,
    /// `Language`: a language tag, e.g. `ko` or `zh-Hant`; empty where missing.
    pub language: String,
    /// `AppVersion`; empty where missing.
    pub app_version: String,
}

impl DeviceRegistration {
    /// Maximum length of a language tag in bytes, that of the longest registered one (RFC 5646, section 4.4.1).
    pub const MAX_LANGUAGE: usize = 35;
    /// Maximum length of the version of an app in bytes.
    pub const MAX_APP_VERSION: usize = 64;

    /// Reads the body of a call. `UserID` may be missing only where there is a `RegistrationID`.
    pub fn parse(body: &[u8]) -> Result<Self, ServiceCode> {
        let body = Body::parse(body)?;
        let platform: Platform = body.required("Platform")?;
        let token = DeviceToken::parse(platform, body.text("Token")?.ok_or(ServiceCode::BadParameter)?);
        let registration = Self {
            user: body.optional("UserID")?,
            registration_id: body.optional("RegistrationID")?,
            platform,
            certificate: body.certificate()?.ok_or(ServiceCode::BadParameter)?,
            token: token.map_err(|_| ServiceCode::BadParameter)?,
            environment: body.environment()?,
            language: body.label("Language", Self::MAX_LANGUAGE)?,
            app_version: body.label("AppVersion", Self::MAX_APP_VERSION)?,
        };
        let is_addressable = registration.user.is_some() || registration.registration_id.is_some();
        if is_addressable { Ok(registration) } else { Err(ServiceCode::BadParameter) }
    }
}

/// The body of `POST /v4/push/device_delete`: the devices that match all that is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRemoval {
    /// `UserID`: devices of this user.
    pub user: Option<UserId>,
    /// `RegistrationID`: the device of this name.
    pub registration_id: Option<RegistrationId>,
    /// `CertificateID`: devices of this certificate.
    pub certificate: Option<CertificateId>,
    /// `Token`: devices with this token.
    pub token: Option<String>,
}

impl DeviceRemoval {
    /// Reads the body of a call: a `UserID`, a `RegistrationID`, or a `CertificateID` with a `Token`.
    pub fn parse(body: &[u8]) -> Result<Self, ServiceCode> {
        let body = Body::parse(body)?;
        let removal = Self {
            user: body.optional("UserID")?,
            registration_id: body.optional("RegistrationID")?,
            certificate: body.certificate()?,
            token: body.text("Token")?.map(ToOwned::to_owned),
        };
        let is_token = removal.certificate.is_some() && removal.token.is_some();
        let is_bounded = removal.user.is_some() || removal.registration_id.is_some() || is_token;
        if is_bounded { Ok(removal) } else { Err(ServiceCode::BadParameter) }
    }
}

/// The body of `POST /v4/push/device_list`: a page of a user's devices, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceList {
    /// `UserID`.
    pub user: UserId,
    /// `Next`: the number that the page before ended with; 0 for the first page.
    pub after: i64,
    /// `Limit`: devices of a page, 1 to 500; 100 where missing.
    pub limit: u32,
}

impl DeviceList {
    /// Reads the body of a call.
    pub fn parse(body: &[u8]) -> Result<Self, ServiceCode> {
        let body = Body::parse(body)?;
        let number = |name: &str, default: u32| match body.0.get(name) {
            None | Some(Value::Null) => Ok(u64::from(default)),
            Some(value) => value.as_u64().ok_or(ServiceCode::BadParameter),
        };
        let limit = u32::try_from(number("Limit", 100)?).ok().filter(|limit| (1..=MAX_PAGE).contains(limit));
        Ok(Self {
            user: body.required("UserID")?,
            after: i64::try_from(number("Next", 0)?).map_err(|_| ServiceCode::BadParameter)?,
            limit: limit.ok_or(ServiceCode::BadParameter)?,
        })
    }
}

/// The members of a call's body. A member that is `null` or an empty string counts as missing.
struct Body(Map<String, Value>);

impl Body {
    fn parse(body: &[u8]) -> Result<Self, ServiceCode> {
        serde_json::from_slice(body).map(Self).map_err(|_| ServiceCode::BadBody)
    }

    fn text(&self, name: &str) -> Result<Option<&str>, ServiceCode> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.as_str()).filter(|text| !text.is_empty())),
            Some(_) => Err(ServiceCode::BadParameter),
        }
    }

    fn optional<T: FromStr>(&self, name: &str) -> Result<Option<T>, ServiceCode> {
        self.text(name)?.map(|text| text.parse().map_err(|_| ServiceCode::BadParameter)).transpose()
    }

    fn required<T: FromStr>(&self, name: &str) -> Result<T, ServiceCode> {
        self.optional(name)?.ok_or(ServiceCode::BadParameter)
    }

    /// `CertificateID`: a number, or its digits.
    fn certificate(&self) -> Result<Option<CertificateId>, ServiceCode> {
        match self.0.get("CertificateID") {
            Some(Value::Number(number)) => {
                let id = number.as_i64().and_then(|number| number.try_into().ok());
                id.map(Some).ok_or(ServiceCode::BadParameter)
            }
            _ => self.optional("CertificateID"),
        }
    }

    fn environment(&self) -> Result<Option<Environment>, ServiceCode> {
        match self.text("Environment")? {
            None => Ok(None),
            Some("development") => Ok(Some(Environment::Development)),
            Some("production") => Ok(Some(Environment::Production)),
            Some(_) => Err(ServiceCode::BadParameter),
        }
    }

    /// A short text that is shown to people and otherwise not looked at.
    fn label(&self, name: &str, max: usize) -> Result<String, ServiceCode> {
        let text = self.text(name)?.unwrap_or_default();
        let is_label = text.len() <= max && !text.chars().any(char::is_control);
        if is_label { Ok(text.to_owned()) } else { Err(ServiceCode::BadParameter) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TOKEN: &str = "A0b1c2d3e4f5A0b1c2d3e4f5A0b1c2d3e4f5A0b1c2d3e4f5A0b1c2d3e4f5A0b1";

    fn registration(change: impl FnOnce(&mut Value)) -> Result<DeviceRegistration, ServiceCode> {
        let mut body = serde_json::json!({
            "UserID": "jo", "Platform": "apns", "CertificateID": 7, "Token": TOKEN, "Language": "ko",
        });
        change(&mut body);
        DeviceRegistration::parse(body.to_string().as_bytes())
    }

    #[test]
    fn reads_a_registration() {
        let read = registration(|_| ()).unwrap();
        assert_eq!(read.user.unwrap().as_str(), "jo");
        assert_eq!(read.token.as_str(), TOKEN.to_ascii_lowercase());
        assert_eq!((read.certificate.number(), read.language.as_str()), (7, "ko"));
        let digits = registration(|body| body["CertificateID"] = "7".into()).unwrap();
        assert_eq!(digits.certificate.number(), 7);
        let anonymous = registration(|body| {
            body["UserID"] = Value::Null;
            body["RegistrationID"] = "phone-1".into();
        });
        assert_eq!(anonymous.unwrap().user, None);
    }

    #[test]
    fn refuses_what_is_no_registration() {
        for (member, wrong) in [
            ("UserID", Value::Null),
            ("UserID", "x".repeat(33).into()),
            ("Platform", "nokia".into()),
            ("CertificateID", 0.into()),
            ("CertificateID", 7.5.into()),
            ("Token", "not hexadecimal".into()),
            ("Token", "".into()),
            ("Token", "a".repeat(1_025).into()),
            ("Environment", "staging".into()),
            ("Language", "k\no".into()),
            ("AppVersion", "1".repeat(65).into()),
            ("RegistrationID", " ".into()),
        ] {
            let refused = registration(|body| body[member] = wrong.clone());
            assert_eq!(refused, Err(ServiceCode::BadParameter), "{member} {wrong}");
        }
        assert_eq!(DeviceRegistration::parse(b"{"), Err(ServiceCode::BadBody));
        assert_eq!(DeviceRegistration::parse(b"[]"), Err(ServiceCode::BadBody));
    }

    #[test]
    fn a_removal_is_bounded() {
        let parse = |body: &str| DeviceRemoval::parse(body.as_bytes());
        assert!(parse(r#"{"UserID":"jo"}"#).is_ok());
        assert!(parse(r#"{"CertificateID":7,"Token":"abc"}"#).is_ok());
        for unbounded in [r"{}", r#"{"CertificateID":7}"#, r#"{"Token":"abc"}"#, r#"{"UserID":""}"#] {
            assert_eq!(parse(unbounded), Err(ServiceCode::BadParameter), "{unbounded}");
        }
    }

    #[test]
    fn a_list_is_a_page() {
        let parse = |body: &str| DeviceList::parse(body.as_bytes());
        assert_eq!(parse(r#"{"UserID":"jo"}"#).unwrap().limit, 100);
        assert_eq!(parse(r#"{"UserID":"jo","Next":9,"Limit":500}"#).unwrap().after, 9);
        for wrong in
            [r#"{"UserID":"jo","Limit":501}"#, r#"{"UserID":"jo","Limit":0}"#, r#"{"UserID":"jo","Next":-1}"#]
        {
            assert_eq!(parse(wrong), Err(ServiceCode::BadParameter), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_body_is_judged(body: Vec<u8>) {
            let _ = (DeviceRegistration::parse(&body), DeviceRemoval::parse(&body), DeviceList::parse(&body));
        }

        #[test]
        fn any_member_is_judged(member in "UserID|Platform|CertificateID|Token|Environment|Language", text: String) {
            let _ = registration(|body| body[member] = text.into());
        }
    }
}
