//! The JSON files of service accounts. Other JSON files from the vendors are recognised by their fields, so that the
//! error can name them.

use domain::certificate::{CredentialError, JsonField, OtherJson, Upload, Vendor, text_of};
use serde_json::{Map, Value};
use zeroize::Zeroizing;

/// A service account of the expected vendor.
pub(super) struct ServiceAccountFile(Map<String, Value>);

impl ServiceAccountFile {
    /// Parses the service account of `wanted`.
    pub fn parse(file: &Upload, wanted: Vendor) -> Result<Self, CredentialError> {
        let text = text_of(file.bytes()).ok_or(CredentialError::BadJson)?;
        let text = text.trim();
        let other = |found| CredentialError::OtherJson { found, wanted };
        let mut read = serde_json::from_str(text);
        if read.as_ref().is_err_and(|error| !error.is_eof()) {
            read = serde_json::from_str(&with_escaped_line_breaks(text)).or(read);
        }
        match read {
            Ok(Value::Object(object)) => match kind(&object) {
                Some(found) if found == wanted => Ok(Self(object)),
                Some(Vendor::Google) => Err(other(OtherJson::GoogleAccount)),
                Some(_) => Err(other(OtherJson::HuaweiAccount)),
                None => Err(other(other_kind(&object))),
            },
            Ok(_) => Err(CredentialError::BadJson),
            Err(_) if text.is_empty() => Err(CredentialError::Empty),
            Err(error) if error.is_eof() => Err(CredentialError::Truncated),
            Err(_) => Err(not_json(text).map_or(CredentialError::BadJson, other)),
        }
    }

    /// The field's non-empty string, or its number in digits.
    pub fn text(&self, field: JsonField) -> Result<String, CredentialError> {
        let text = match self.0.get(field.name()) {
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        if text.is_empty() { Err(CredentialError::MissingJsonField(field)) } else { Ok(text) }
    }

    /// The field as a string that is safe in URLs and headers: up to 320 ASCII letters, digits and `-_.:@+=`.
    pub fn identifier(&self, field: JsonField) -> Result<String, CredentialError> {
        let text = self.text(field)?;
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:@+=".contains(&byte);
        if text.len() <= 320 && text.bytes().all(is_part) && !text.starts_with('.') {
            Ok(text)
        } else {
            Err(CredentialError::MissingJsonField(field))
        }
    }
}

fn is(object: &Map<String, Value>, name: &str, text: &str) -> bool {
    object.get(name).and_then(Value::as_str) == Some(text)
}

/// The vendor of a service account, even if fields are missing.
fn kind(object: &Map<String, Value>) -> Option<Vendor> {
    let has = |name: &str| object.contains_key(name);
    if has("sub_account") || (has("key_id") && has("private_key")) {
        return Some(Vendor::Huawei);
    }
    let unnamed = !has("type") && has("client_email") && has("private_key");
    (is(object, "type", "service_account") || unnamed).then_some(Vendor::Google)
}

fn other_kind(object: &Map<String, Value>) -> OtherJson {
    let has = |name: &str| object.contains_key(name);
    match object.get("type").and_then(Value::as_str) {
        Some("authorized_user") => return OtherJson::AuthorizedUser,
        Some(kind) if kind.starts_with("external_account") => return OtherJson::ExternalAccount,
        Some("impersonated_service_account") => return OtherJson::Impersonated,
        // "team_client_id" or "project_client_id".
        Some(kind) if kind.ends_with("_client_id") => return OtherJson::AgcApiClient,
        _ => {}
    }
    let is_export = |format: &str| format.starts_with("chat-console-certificates");
    if object.get("format").and_then(Value::as_str).is_some_and(is_export) {
        OtherJson::Export
    } else if object.keys().any(|name| name.ends_with("PushBussinessId")) {
        OtherJson::TimpushConfigs
    } else if has("project_info") && has("client") {
        OtherJson::GoogleServices
    } else if has("agcgw") || has("agcgw_all") {
        OtherJson::Agconnect
    } else if has("app_id") && (has("developer_id") || has("client_id")) {
        OtherJson::HonorServices
    } else if has("client_id") && has("client_secret") {
        OtherJson::AgcApiClient
    } else if has("configuration_version") {
        OtherJson::Agconnect
    } else if has("installed") || has("web") {
        OtherJson::OauthClient
    } else {
        OtherJson::Unknown
    }
}

/// Escapes the line breaks inside of strings: the `echo` of some shells writes them for the `\n` of a key.
fn with_escaped_line_breaks(text: &str) -> Zeroizing<String> {
    // Allocated in full: reallocation would leave copies behind.
    let mut escaped = Zeroizing::new(String::with_capacity(text.len() * 2));
    let (mut in_string, mut after_backslash) = (false, false);
    for char in text.chars() {
        match char {
            '\n' if in_string => escaped.push_str("\\n"),
            '\r' if in_string => {}
            _ => escaped.push(char),
        }
        in_string ^= char == '"' && !after_backslash;
        after_backslash = char == '\\' && !after_backslash;
    }
    escaped
}

/// Recognises text that is not JSON.
fn not_json(text: &str) -> Option<OtherJson> {
    // FCM server keys: "AAAA", seven characters, a colon and 140 characters; the oldest are API keys.
    let is_part = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | ':');
    let one_word = text.len() >= 39 && text.chars().all(is_part);
    if one_word && (text.starts_with("AIza") || text.get(11..12) == Some(":")) {
        Some(OtherJson::LegacyServerKey)
    } else if text.contains("<plist") || text.contains("GOOGLE_APP_ID") {
        Some(OtherJson::GooglePlist)
    } else {
        None
    }
}
