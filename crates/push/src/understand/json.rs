//! JSON files of vendors: which one it is, by what is in it.

use domain::certificate::{JsonField, OtherJson, Upload, Wrong};
use serde_json::{Map, Value};

/// Whose service account is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    Google,
    Huawei,
}

/// The object of a service account.
pub(super) struct Object(Map<String, Value>);

impl Object {
    /// The service account in the file; every other file by its name.
    pub fn read(file: &Upload, whose: Whose) -> Result<Self, Wrong> {
        let text = std::str::from_utf8(file.bytes()).map_err(|_| Wrong::BadJson)?;
        // Windows' editors begin with a mark.
        let text = text.trim_start_matches('\u{feff}').trim();
        match serde_json::from_str(text) {
            Ok(Value::Object(object)) => match kind(&object) {
                Some(found) if found == whose => Ok(Self(object)),
                Some(Whose::Google) => Err(Wrong::OtherJson(OtherJson::GoogleAccount)),
                Some(Whose::Huawei) => Err(Wrong::OtherJson(OtherJson::HuaweiAccount)),
                None => Err(Wrong::OtherJson(other(&object))),
            },
            Ok(_) => Err(Wrong::BadJson),
            Err(_) if text.is_empty() => Err(Wrong::Empty),
            Err(error) if error.is_eof() => Err(Wrong::Truncated),
            Err(_) => Err(not_json(text)),
        }
    }

    /// The text of a field; a number counts as its digits.
    pub fn text(&self, field: JsonField) -> Result<String, Wrong> {
        let text = match self.0.get(field.name()) {
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        if text.is_empty() { Err(Wrong::MissingJsonField(field)) } else { Ok(text) }
    }

    /// The text of a field that becomes a part of addresses and headers: visible ASCII characters that mean
    /// nothing there, up to 320 of them.
    pub fn word(&self, field: JsonField) -> Result<String, Wrong> {
        let text = self.text(field)?;
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:@+=".contains(&byte);
        if text.len() <= 320 && text.bytes().all(is_part) && !text.starts_with('.') {
            Ok(text)
        } else {
            Err(Wrong::MissingJsonField(field))
        }
    }
}

fn is(object: &Map<String, Value>, name: &str, text: &str) -> bool {
    object.get(name).and_then(Value::as_str) == Some(text)
}

/// Whose service account it is, complete or not.
fn kind(object: &Map<String, Value>) -> Option<Whose> {
    let has = |name: &str| object.contains_key(name);
    if has("sub_account") || (has("key_id") && has("private_key")) {
        return Some(Whose::Huawei);
    }
    let unnamed = !has("type") && has("client_email") && has("private_key");
    (is(object, "type", "service_account") || unnamed).then_some(Whose::Google)
}

fn other(object: &Map<String, Value>) -> OtherJson {
    let has = |name: &str| object.contains_key(name);
    match object.get("type").and_then(Value::as_str) {
        Some("authorized_user") => return OtherJson::AuthorizedUser,
        Some(kind) if kind.starts_with("external_account") => return OtherJson::ExternalAccount,
        Some("impersonated_service_account") => return OtherJson::Impersonated,
        _ => {}
    }
    if has("project_info") && has("client") {
        OtherJson::GoogleServices
    } else if has("agcgw") || has("agcgw_all") || has("configuration_version") {
        OtherJson::Agconnect
    } else if has("installed") || has("web") {
        OtherJson::OauthClient
    } else {
        OtherJson::Unknown
    }
}

/// What a text is that is no JSON.
fn not_json(text: &str) -> Wrong {
    // Server keys: "AAAA", seven characters, a colon and 140 more; the oldest are API keys.
    let is_part = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | ':');
    let one_word = text.len() >= 39 && text.chars().all(is_part);
    if one_word && (text.starts_with("AIza") || text.get(11..12) == Some(":")) {
        Wrong::OtherJson(OtherJson::LegacyServerKey)
    } else if text.contains("<plist") || text.contains("GOOGLE_APP_ID") {
        Wrong::OtherJson(OtherJson::GooglePlist)
    } else {
        Wrong::BadJson
    }
}
