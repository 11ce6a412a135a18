//! OPPO (`facts` 4.7): a signature for a token, and 200 for errors too.

use domain::certificate::Platform;
use serde_json::{Value, json};

use super::answer::{Answer, Asked};
use super::kit::secret_of;
use super::received::Push;
use super::world::{Access, State, asked_of, is_nonsense};
use crate::sign;

pub(super) const ERRORS: [(&str, &str); 14] = [
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
/// A signature counts for ten minutes.
const OLDEST: i64 = 600_000;

fn error(code: &str) -> Answer {
    let words = ERRORS.iter().find(|(own, _)| *own == code).map_or("on demand", |(_, words)| *words);
    let code = code.parse::<i64>().map_or_else(|_| json!(code), |code| json!(code));
    Answer::json(200, &json!({ "code": code, "message": words }))
}

pub(super) fn answer(state: &mut State, asked: &Asked) -> Answer {
    match asked.path.as_str() {
        "/server/v1/auth" => auth(state, asked),
        "/server/v1/message/notification/unicast" => unicast(state, asked),
        _ => Answer::new(404, ""),
    }
}

fn auth(state: &mut State, asked: &Asked) -> Answer {
    let form = asked.form();
    let field = |name: &str| form.get(name).map(AsRef::as_ref).unwrap_or_default();
    let (key, timestamp, sign) = (field("app_key"), field("timestamp"), field("sign"));
    if let Some(answer) = asked_of(key, error) {
        return answer;
    }
    let now = asked.now.micros() / 1000;
    match (key, timestamp.parse::<i64>(), sign) {
        ("", ..) => return error("14"),
        (_, Err(_), _) => return error(if timestamp.is_empty() { "17" } else { "18" }),
        (.., "") => return error("15"),
        (_, Ok(time), _) if (now - time).abs() > OLDEST => return error("19"),
        _ if sign != sign::sha256(&format!("{key}{timestamp}{}", secret_of(key))) => return error("16"),
        _ => {}
    }
    let (token, _) = state.grant(Platform::Oppo, key, asked.now);
    let data = json!({ "auth_token": token, "create_time": now });
    Answer::json(200, &json!({ "code": 0, "message": "Success", "data": data }))
}

fn unicast(state: &mut State, asked: &Asked) -> Answer {
    let form = asked.form();
    let token = match form.get("auth_token") {
        Some(token) => token.as_ref(),
        // Some clients send it as a header.
        None => asked.header("auth_token").unwrap_or_default(),
    };
    let Access::Granted(sender) = state.access(Platform::Oppo, token, asked.now) else { return error("11") };
    let message: Value =
        form.get("message").and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let notification = &message["notification"];
    let has = |snake: &str| notification[snake].as_str().is_some_and(|text| !text.is_empty());
    let Some(device) = message["target_value"].as_str().filter(|_| has("title") && has("content")) else {
        return error("41");
    };
    let tokens = vec![device.to_owned()];
    if state.turns_stale(&tokens) {
        return error("11");
    }
    let (is_nonsense, id) = (is_nonsense(device), state.name());
    let push = Push { platform: Platform::Oppo, sender, tokens, sent: message };
    state.deliver(asked, &push, error, |_| {
        if is_nonsense {
            return error("10000");
        }
        Answer::json(200, &json!({ "code": 0, "message": "Success", "data": { "messageId": id } }))
    })
}
