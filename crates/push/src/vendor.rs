//! The protocols, one vendor a file. Each makes the calls of its vendor and sorts the vendor's codes into the
//! neutral classes; what a code means is from the facts that each file names, and a code that they do not name
//! is rejected with the vendor's own words. Edges: connections, time limits and stored tokens are `client`'s.

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

/// No device has this token, and no vendor takes it for anything but a token.
const NONSENSE: &str = "nonsense-token-of-chat-console";

/// A number or a text, as text.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// `identifier` as one segment of a path.
fn segment(identifier: &str) -> String {
    form_urlencoded::byte_serialize(identifier.as_bytes()).collect()
}
