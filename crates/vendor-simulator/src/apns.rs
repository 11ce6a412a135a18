//! Apple Push Notification service (`facts` 4.1).

use domain::certificate::Platform;
use http::Method;
use serde_json::{Value, json};

use super::answer::{Answer, Asked};
use super::jws::Jws;
use super::kit::{SANDBOX_KEY, TEAM, TOPICS};
use super::received::Push;
use super::trick::Trick;
use super::world::State;
use crate::credential::Environment;

/// Reasons with their statuses; a reason's place is the number that a token of digits asks for it by.
pub(super) const REASONS: [(&str, u16); 31] = [
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
/// A token of digits that asks for a reason begins so; two more digits are the reason's place, in hexadecimal.
pub(super) const BAD: &str = "0bad";
/// Tokens of devices that run builds out of Xcode.
pub(super) const SANDBOX_DEVICE: &str = "5a4db0";
/// Apple's tokens are at most an hour old.
const OLDEST: i64 = 3_600;
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

pub(super) fn answer(state: &mut State, asked: &Asked) -> Answer {
    let id = asked.header("apns-id").map_or_else(|| uuid(&state.name()), str::to_owned);
    let answer = judge(state, asked, &id).unwrap_or_else(|reason| refusal(reason, asked));
    answer.with("apns-id", id)
}

fn refusal(reason: &str, asked: &Asked) -> Answer {
    let status = REASONS.iter().find(|(own, _)| *own == reason).map_or(400, |(_, status)| *status);
    let mut body = json!({ "reason": reason });
    if status == 410 {
        body["timestamp"] = json!(asked.now.micros() / 1000);
    }
    let answer = Answer::json(status, &body);
    if status == 429 { answer.with("retry-after", "3") } else { answer }
}

fn judge(state: &mut State, asked: &Asked, id: &str) -> Result<Answer, &'static str> {
    let token = asked.path.strip_prefix("/3/device/").ok_or("BadPath")?.to_owned();
    if asked.method != Method::POST {
        return Err("MethodNotAllowed");
    }
    let topic = signed_in(state, asked)?;
    headers(asked, id)?;
    let voip = asked.header("apns-push-type") == Some("voip");
    let most = if voip { 5 * 1024 } else { 4 * 1024 };
    match asked.body.len() {
        0 => return Err("PayloadEmpty"),
        length if length > most => return Err("PayloadTooLarge"),
        _ => {}
    }
    let payload = asked.json().filter(Value::is_object).ok_or("PayloadEmpty")?;
    if token.is_empty() {
        return Err("MissingDeviceToken");
    }
    if state.turns_stale(std::slice::from_ref(&token)) {
        return Err("ExpiredProviderToken");
    }
    let numbered = |token: &str| {
        let place = usize::from_str_radix(token.strip_prefix(BAD)?.get(..2)?, 16).ok()?;
        REASONS.get(place).map(|(reason, _)| *reason)
    };
    let reason = numbered(&token);
    let is_device = Trick::of(&token).is_some() || is_device(&token, asked.environment);
    let headers: serde_json::Map<String, Value> = ["apns-push-type", "apns-priority", "apns-expiration"]
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), json!(asked.header(name)?))))
        .collect();
    let environment = match asked.environment {
        Environment::Production => "production",
        Environment::Development => "sandbox",
    };
    let sent = json!({ "payload": payload, "headers": headers, "environment": environment, "id": id });
    let push = Push { platform: Platform::Apns, sender: topic, tokens: vec![token], sent };
    let error = |code: &str| refusal(code, asked);
    Ok(state.deliver(asked, &push, error, |state| match reason {
        Some(reason) => refusal(reason, asked),
        None if !is_device => refusal("BadDeviceToken", asked),
        None if asked.environment == Environment::Development => {
            Answer::new(200, "").with("apns-unique-id", uuid(&state.name()))
        }
        None => Answer::new(200, ""),
    }))
}

/// The topic that whoever signs in may send to.
fn signed_in(state: &State, asked: &Asked) -> Result<String, &'static str> {
    let topic = asked.header("apns-topic");
    if let Some(token) = asked.authorization("bearer ") {
        key(state, asked, token)?;
        let topic = topic.ok_or("MissingTopic")?;
        return if topic.starts_with(TOPICS) { Ok(topic.to_owned()) } else { Err("TopicDisallowed") };
    }
    let identity = asked.peer.identity(asked.now).ok_or("MissingProviderToken")?;
    let identity = identity.map_err(|()| "BadCertificate")?;
    let is_for_here = match asked.environment {
        Environment::Production => identity.is_for_production,
        Environment::Development => identity.is_for_development,
    };
    if !is_for_here {
        return Err("BadCertificateEnvironment");
    }
    let own = if identity.is_for_voip { format!("{}.voip", identity.bundle_id) } else { identity.bundle_id };
    match topic {
        None => Ok(own),
        Some(topic) if topic == own => Ok(own),
        Some(_) => Err("TopicDisallowed"),
    }
}

fn key(state: &State, asked: &Asked, token: &str) -> Result<(), &'static str> {
    let invalid = "InvalidProviderToken";
    let token = Jws::read(token).ok_or(invalid)?;
    let known = state.keys.apns.iter().find(|(id, _)| *id == token.says("kid"));
    let (id, key) = known.ok_or(invalid)?;
    if token.claims("iss") != TEAM || !token.is_es256(key) {
        return Err(invalid);
    }
    if *id == SANDBOX_KEY && asked.environment == Environment::Production {
        return Err(invalid);
    }
    let age = asked.now.unix_seconds() - token.instant("iat").ok_or(invalid)?;
    match age {
        // A clock may be a little ahead.
        -60..=OLDEST => Ok(()),
        _ => Err("ExpiredProviderToken"),
    }
}

fn headers(asked: &Asked, id: &str) -> Result<(), &'static str> {
    let kind = asked.header("apns-push-type").unwrap_or("alert");
    let priority = asked.header("apns-priority").unwrap_or("10");
    if !TYPES.contains(&kind) {
        return Err("InvalidPushType");
    }
    if !matches!(priority, "1" | "5" | "10") || (kind == "background" && priority == "10") {
        return Err("BadPriority");
    }
    if asked.header("apns-expiration").is_some_and(|until| until.parse::<u64>().is_err()) {
        return Err("BadExpirationDate");
    }
    if asked.header("apns-collapse-id").is_some_and(|id| id.len() > 64) {
        return Err("BadCollapseId");
    }
    let digits = id.bytes().filter(u8::is_ascii_hexdigit).count();
    if (digits, id.len()) == (32, 36) { Ok(()) } else { Err("BadMessageId") }
}

fn is_device(token: &str, environment: Environment) -> bool {
    let is_well_formed = token.len() >= 64
        && token.len().is_multiple_of(2)
        && token.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_nobodys = token.starts_with("00000000");
    let is_elsewhere = token.starts_with(SANDBOX_DEVICE) && environment == Environment::Production;
    is_well_formed && !is_nobodys && !is_elsewhere
}

fn uuid(hex: &str) -> String {
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
