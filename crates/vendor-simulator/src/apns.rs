//! Apple Push Notification service (docs/facts/push-vendors.md#apns).

use domain::certificate::Platform;
use http::Method;
use push::credential::Environment;
use serde_json::{Value, json};

use crate::fixtures::{SANDBOX_KEY, TEAM, TOPICS};
use crate::jws::Jws;
use crate::received::Push;
use crate::request::Request;
use crate::response::Response;
use crate::script::Script;
use crate::state::{Keys, ProviderToken, State};

/// Reasons and their HTTP statuses. A device token `0badNN…` requests the reason at index NN (hexadecimal).
pub(crate) const REASONS: [(&str, u16); 31] = [
    ("BadCollapseId", 400),
    ("BadDeviceToken", 400),
    ("BadExpirationDate", 400),
    ("BadMessageId", 400),
    ("BadPriority", 400),
    ("BadTopic", 400),
    ("DeviceTokenNotForTopic", 400),
    ("DuplicateHeaders", 400),
    ("IdleTimeout", 400),
    ("InvalidPushType", 400),
    ("MissingDeviceToken", 400),
    ("MissingTopic", 400),
    ("PayloadEmpty", 400),
    ("TopicDisallowed", 400),
    ("BadCertificate", 403),
    ("BadCertificateEnvironment", 403),
    ("ExpiredProviderToken", 403),
    ("Forbidden", 403),
    ("InvalidProviderToken", 403),
    ("MissingProviderToken", 403),
    ("BadPath", 404),
    ("MethodNotAllowed", 405),
    ("ExpiredToken", 410),
    ("Unregistered", 410),
    ("PayloadTooLarge", 413),
    ("TooManyProviderTokenUpdates", 429),
    ("TooManyRequests", 429),
    ("InternalServerError", 500),
    ("ServiceUnavailable", 503),
    ("Shutdown", 503),
    ("Unknown", 400),
];
/// Prefix of a device token that requests a reason; its index in [`REASONS`] follows, two hexadecimal digits.
pub(crate) const REASON_PREFIX: &str = "0bad";
/// Prefix of the tokens of devices that run development builds.
pub(crate) const SANDBOX_DEVICE: &str = "5a4db0";
/// Maximum age in seconds of a provider token that Apple accepts.
const MAX_TOKEN_AGE: i64 = 3_600;
/// Maximum number of verified provider tokens that are remembered.
const MAX_PROVIDER_TOKENS: usize = 1024;
const TYPES: [&str; 9] = [
    "alert",
    "background",
    "location",
    "voip",
    "complication",
    "fileprovider",
    "mdm",
    "liveactivity",
    "pushtotalk",
];

pub(crate) fn respond(state: &mut State, request: &Request) -> Response {
    let id = request.header("apns-id").map_or_else(|| uuid(&state.new_id()), str::to_owned);
    let response = judge(state, request, &id).unwrap_or_else(|reason| refusal(reason, request));
    response.with_header("apns-id", id)
}

fn refusal(reason: &str, request: &Request) -> Response {
    let status = REASONS.iter().find(|(own, _)| *own == reason).map_or(400, |(_, status)| *status);
    let mut body = json!({ "reason": reason });
    if status == 410 {
        body["timestamp"] = json!(request.now.micros() / 1000);
    }
    let response = Response::json(status, &body);
    if status == 429 { response.with_header("retry-after", "3") } else { response }
}

fn judge(state: &mut State, request: &Request, id: &str) -> Result<Response, &'static str> {
    let token = request.path.strip_prefix("/3/device/").ok_or("BadPath")?.to_owned();
    if request.method != Method::POST {
        return Err("MethodNotAllowed");
    }
    let topic = authorized_topic(state, request)?;
    check_headers(request, id)?;
    let voip = request.header("apns-push-type") == Some("voip");
    let max = if voip { 5 * 1024 } else { 4 * 1024 };
    match request.body.len() {
        0 => return Err("PayloadEmpty"),
        length if length > max => return Err("PayloadTooLarge"),
        _ => {}
    }
    let payload = request.json().filter(Value::is_object).ok_or("PayloadEmpty")?;
    if token.is_empty() {
        return Err("MissingDeviceToken");
    }
    if state.expires_by_script(std::slice::from_ref(&token)) {
        return Err("ExpiredProviderToken");
    }
    let numbered = |token: &str| {
        let place = usize::from_str_radix(token.strip_prefix(REASON_PREFIX)?.get(..2)?, 16).ok()?;
        REASONS.get(place).map(|(reason, _)| *reason)
    };
    let reason = numbered(&token);
    let is_device = Script::parse(&token).is_some() || is_device(&token, request.environment);
    let headers: serde_json::Map<String, Value> =
        ["apns-push-type", "apns-priority", "apns-expiration", "apns-collapse-id"]
            .into_iter()
            .filter_map(|name| Some((name.to_owned(), json!(request.header(name)?))))
            .collect();
    let environment = match request.environment {
        Environment::Production => "production",
        Environment::Development => "sandbox",
    };
    let sent = json!({ "payload": payload, "headers": headers, "environment": environment, "id": id });
    let push = Push { platform: Platform::Apns, sender: topic, tokens: vec![token], sent };
    let error = |code: &str| refusal(code, request);
    Ok(state.deliver(request, push, error, |state| match reason {
        Some(reason) => refusal(reason, request),
        None if !is_device => refusal("BadDeviceToken", request),
        None if request.environment == Environment::Development => {
            Response::new(200, "").with_header("apns-unique-id", uuid(&state.new_id())).accepting()
        }
        None => Response::new(200, "").accepting(),
    }))
}

/// The topic of the request, if the client is authorised to send to it; otherwise Apple's reason.
fn authorized_topic(state: &mut State, request: &Request) -> Result<String, &'static str> {
    let topic = request.header("apns-topic");
    if let Some(token) = request.authorization("bearer ") {
        verify_provider_token(state, request, token)?;
        let topic = topic.ok_or("MissingTopic")?;
        return if topic.starts_with(TOPICS) { Ok(topic.to_owned()) } else { Err("TopicDisallowed") };
    }
    let identity = request.client.identity(request.now).ok_or("MissingProviderToken")?;
    let identity = identity.map_err(|()| "BadCertificate")?;
    let is_for_environment = match request.environment {
        Environment::Production => identity.is_for_production,
        Environment::Development => identity.is_for_development,
    };
    if !is_for_environment {
        return Err("BadCertificateEnvironment");
    }
    let own = if identity.is_for_voip { format!("{}.voip", identity.bundle_id) } else { identity.bundle_id };
    match topic {
        None => Ok(own),
        Some(topic) if topic == own => Ok(own),
        Some(_) => Err("TopicDisallowed"),
    }
}

fn verify_provider_token(state: &mut State, request: &Request, token: &str) -> Result<(), &'static str> {
    let ProviderToken { key_id, issued_at } = if let Some(verified) = state.provider_tokens.get(token) {
        *verified
    } else {
        let verified = signed_token(&state.keys, token).ok_or("InvalidProviderToken")?;
        if state.provider_tokens.len() >= MAX_PROVIDER_TOKENS {
            state.provider_tokens.clear();
        }
        state.provider_tokens.insert(token.to_owned(), verified);
        verified
    };
    if key_id == SANDBOX_KEY && request.environment == Environment::Production {
        return Err("InvalidProviderToken");
    }
    match request.now.unix_seconds() - issued_at {
        // The client's clock may be a minute ahead.
        -60..=MAX_TOKEN_AGE => Ok(()),
        _ => Err("ExpiredProviderToken"),
    }
}

/// The token, if a known key of the team has signed it.
fn signed_token(keys: &Keys, token: &str) -> Option<ProviderToken> {
    let token = Jws::parse(token)?;
    let (key_id, key) = keys.apns.iter().find(|(id, _)| *id == token.header_claim("kid"))?;
    if token.claim("iss") != TEAM || !token.is_es256(key) {
        return None;
    }
    Some(ProviderToken { key_id, issued_at: token.date_claim("iat")? })
}

fn check_headers(request: &Request, id: &str) -> Result<(), &'static str> {
    let kind = request.header("apns-push-type").unwrap_or("alert");
    let priority = request.header("apns-priority").unwrap_or("10");
    if !TYPES.contains(&kind) {
        return Err("InvalidPushType");
    }
    if !matches!(priority, "1" | "5" | "10") || (kind == "background" && priority == "10") {
        return Err("BadPriority");
    }
    if request.header("apns-expiration").is_some_and(|until| until.parse::<u64>().is_err()) {
        return Err("BadExpirationDate");
    }
    if request.header("apns-collapse-id").is_some_and(|id| id.len() > 64) {
        return Err("BadCollapseId");
    }
    let digits = id.bytes().filter(u8::is_ascii_hexdigit).count();
    if (digits, id.len()) == (32, 36) { Ok(()) } else { Err("BadMessageId") }
}

fn is_device(token: &str, environment: Environment) -> bool {
    let is_well_formed = token.len() >= 64
        && token.len().is_multiple_of(2)
        && token.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_unassigned = token.starts_with("00000000");
    let is_sandbox_device = token.starts_with(SANDBOX_DEVICE) && environment == Environment::Production;
    is_well_formed && !is_unassigned && !is_sandbox_device
}

fn uuid(hex: &str) -> String {
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
