//! OPPO (docs/facts/push-vendors.md#oppo): a signed request for an access token; errors are sent with status 200.

use domain::certificate::Platform;
use serde_json::{Value, json};

use crate::digest;
use crate::fixtures::secret_of;
use crate::received::Push;
use crate::request::Request;
use crate::response::Response;
use crate::state::{Access, State, is_nonsense, scripted_by};

pub(crate) const ERRORS: [(&str, &str); 14] = [
    ("-1", "Service Currently Unavailable"),
    ("-2", "Service in Flow Control"),
    ("11", "Invalid AuthToken"),
    ("12", "Http Action Not Allowed"),
    ("13", "App Call Limited"),
    ("14", "Invalid App Key"),
    ("15", "Missing Signature"),
    ("16", "Invalid Signature"),
    ("17", "Missing Timestamp"),
    ("18", "Invalid Timestamp"),
    ("19", "Timestamp Expired"),
    ("33", "The daily number of pushes is used up"),
    ("41", "Invalid Arguments"),
    ("10000", "Invalid RegistrationId"),
];
/// Maximum age of a signature: ten minutes, in milliseconds.
const MAX_AGE_MILLIS: i64 = 600_000;

fn error(code: &str) -> Response {
    let words = ERRORS.iter().find(|(own, _)| *own == code).map_or("on demand", |(_, words)| *words);
    let code = code.parse::<i64>().map_or_else(|_| json!(code), |code| json!(code));
    Response::json(200, &json!({ "code": code, "message": words }))
}

pub(crate) fn respond(state: &mut State, request: &Request) -> Response {
    match request.path.as_str() {
        "/server/v1/auth" => auth(state, request),
        "/server/v1/message/notification/unicast" => unicast(state, request),
        _ => Response::new(404, ""),
    }
}

fn auth(state: &mut State, request: &Request) -> Response {
    let form = request.form();
    let field = |name: &str| form.get(name).map(AsRef::as_ref).unwrap_or_default();
    let (key, timestamp, sign) = (field("app_key"), field("timestamp"), field("sign"));
    if let Some(response) = scripted_by(key, error) {
        return response;
    }
    let now = request.now.micros() / 1000;
    match (key, timestamp.parse::<i64>(), sign) {
        ("", ..) => return error("14"),
        (_, Err(_), _) => return error(if timestamp.is_empty() { "17" } else { "18" }),
        (.., "") => return error("15"),
        (_, Ok(time), _) if (now - time).abs() > MAX_AGE_MILLIS => return error("19"),
        _ if sign != digest::sha256_hex(&format!("{key}{timestamp}{}", secret_of(key))) => {
            return error("16");
        }
        _ => {}
    }
    let (token, _) = state.grant(Platform::Oppo, key, request.now);
    let data = json!({ "auth_token": token, "create_time": now });
    Response::json(200, &json!({ "code": 0, "message": "Success", "data": data }))
}

fn unicast(state: &mut State, request: &Request) -> Response {
    let form = request.form();
    let token = match form.get("auth_token") {
        Some(token) => token.as_ref(),
        // Some clients send the access token as a header.
        None => request.header("auth_token").unwrap_or_default(),
    };
    let Access::Granted(sender) = state.access(Platform::Oppo, token, request.now) else {
        return error("11");
    };
    let message: Value =
        form.get("message").and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let notification = &message["notification"];
    let has = |snake: &str| notification[snake].as_str().is_some_and(|text| !text.is_empty());
    let Some(device) = message["target_value"].as_str().filter(|_| has("title") && has("content")) else {
        return error("41");
    };
    let tokens = vec![device.to_owned()];
    if state.expires_by_script(&tokens) {
        return error("11");
    }
    let (is_nonsense, id) = (is_nonsense(device), state.new_id());
    let push = Push { platform: Platform::Oppo, sender, tokens, sent: message };
    state.deliver(request, push, error, |_| {
        if is_nonsense {
            return error("10000");
        }
        Response::json(200, &json!({ "code": 0, "message": "Success", "data": { "messageId": id } }))
            .accepting()
    })
}
