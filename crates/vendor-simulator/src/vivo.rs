//! vivo (docs/facts/push-vendors.md#vivo): a signed request for an access token; errors are sent with status 200.

use domain::certificate::Platform;
use serde_json::json;

use crate::digest;
use crate::fixtures::secret_of;
use crate::received::Push;
use crate::request::Request;
use crate::response::Response;
use crate::state::{Access, State, is_nonsense, scripted_by};

pub(crate) const ERRORS: [(&str, &str); 12] = [
    ("10000", "authentication failed"),
    ("10043", "title is too long"),
    ("10045", "content is too long"),
    ("10070", "the total number of pushes of the day is used up"),
    ("10071", "too many pushes a second"),
    ("10072", "too many pushes to one user"),
    ("10073", "the number of pushes of the day is used up"),
    ("10094", "appId does not match"),
    ("10205", "category does not match the classification"),
    ("10252", "too many requests"),
    ("10254", "the limit of pushes to everybody is reached"),
    ("10302", "regId is invalid; 10302.STATUS with a status of invalidUser other than 1"),
];
/// Categories that only system messages may have; below, those of marketing messages.
const SYSTEM: [&str; 6] = ["IM", "ACCOUNT", "TODO", "DEVICE_REMINDER", "ORDER", "SUBSCRIPTION"];
const MARKETING: [&str; 4] = ["NEWS", "CONTENT", "MARKETING", "SOCIAL"];
/// Maximum age of a signature: ten minutes, in milliseconds.
const MAX_AGE_MILLIS: i64 = 600_000;

fn error(code: &str) -> Response {
    let (code, status) = code.split_once('.').unwrap_or((code, "1"));
    let words = ERRORS.iter().find(|(own, _)| *own == code).map_or("on demand", |(_, words)| *words);
    let result = code.parse::<i64>().map_or_else(|_| json!(code), |code| json!(code));
    let mut body = json!({ "result": result, "desc": words });
    if code == "10302" {
        body["invalidUser"] = json!({ "userid": "", "status": status.parse::<i64>().unwrap_or(1) });
    }
    Response::json(200, &body)
}

pub(crate) fn respond(state: &mut State, request: &Request) -> Response {
    match request.path.as_str() {
        "/message/auth" => auth(state, request),
        "/message/send" => send(state, request),
        _ => Response::new(404, ""),
    }
}

fn auth(state: &mut State, request: &Request) -> Response {
    let body = request.json().unwrap_or_default();
    let text = |name: &str| body[name].as_str().map_or_else(|| body[name].to_string(), str::to_owned);
    let (app, key, timestamp, sign) = (text("appId"), text("appKey"), text("timestamp"), text("sign"));
    if let Some(response) = scripted_by(&app, error) {
        return response;
    }
    let now = request.now.micros() / 1000;
    let is_current = timestamp.parse::<i64>().is_ok_and(|time| (now - time).abs() <= MAX_AGE_MILLIS);
    let expected = digest::md5_hex(&format!("{app}{key}{timestamp}{}", secret_of(&app)));
    if !is_current || sign != expected {
        return error("10000");
    }
    let (token, _) = state.grant(Platform::Vivo, &app, request.now);
    Response::json(200, &json!({ "result": 0, "desc": "success", "authToken": token }))
}

fn send(state: &mut State, request: &Request) -> Response {
    let token = request.header("authToken").unwrap_or_default();
    let Access::Granted(sender) = state.access(Platform::Vivo, token, request.now) else {
        return error("10000");
    };
    let sent = request.json().unwrap_or_default();
    if sent["appId"].as_str() != Some(&sender) {
        return error("10094");
    }
    let width = |name: &str| sent[name].as_str().map_or(0, |text| text.encode_utf16().count());
    if !(1..=40).contains(&width("title")) {
        return error("10043");
    }
    if !(1..=100).contains(&width("content")) {
        return error("10045");
    }
    let category = sent["category"].as_str().unwrap_or_default();
    let wrong = if sent["classification"] == 1 { &MARKETING[..] } else { &SYSTEM[..] };
    if wrong.contains(&category) {
        return error("10205");
    }
    let device = sent["regId"].as_str().unwrap_or_default().to_owned();
    let tokens = vec![device];
    if state.expires_by_script(&tokens) {
        return error("10000");
    }
    let (is_nonsense, id) = (is_nonsense(&tokens[0]), state.new_id());
    let push = Push { platform: Platform::Vivo, sender, tokens, sent };
    state.deliver(request, push, error, |_| {
        if is_nonsense {
            return error("10302");
        }
        Response::json(200, &json!({ "result": 0, "desc": "success", "taskId": id })).accepting()
    })
}
