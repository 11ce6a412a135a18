//! The protocols, one file per vendor. Each builds the calls of its vendor and classifies the answers; the meaning
//! of the codes comes from docs/facts/push-vendors.md, and an unknown code is rejected with the vendor's own words.
//! `client` owns connections, time limits and cached tokens.

pub(crate) mod apns;
pub(crate) mod fcm;
pub(crate) mod harmony;
pub(crate) mod honor;
pub(crate) mod huawei;
pub(crate) mod meizu;
mod oauth;
pub(crate) mod oppo;
pub(crate) mod vivo;
pub(crate) mod xiaomi;

use serde_json::Value;

/// A token that no device has.
const NONSENSE: &str = "nonsense-token-of-chat-console";

/// A JSON string or number as text.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Encodes `identifier` as one path segment.
fn segment(identifier: &str) -> String {
    form_urlencoded::byte_serialize(identifier.as_bytes()).collect()
}
