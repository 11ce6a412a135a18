//! HONOR (docs/facts/push-vendors.md#honor), whose only documented error code is that of authentication.

use domain::certificate::Platform;
use serde_json::json;

use crate::oauth;
use crate::received::Push;
use crate::request::Request;
use crate::response::Response;
use crate::state::{Access, State, is_nonsense};

pub(crate) const ERRORS: [(&str, u16, &str); 3] = [
    ("80200001", 401, "authentication failed"),
    ("failTokens", 200, "code 200 with the token among failTokens"),
    ("expireTokens", 200, "code 200 with the token among expireTokens"),
];

fn error(code: &str) -> Response {
    let known = ERRORS.iter().find(|(own, ..)| *own == code);
    let (status, words) = known.map_or((200, "on demand"), |(_, status, words)| (*status, *words));
    // HONOR's codes are JSON numbers; other scripted codes are sent as strings.
    let code = code.parse::<i64>().map_or_else(|_| json!(code), |code| json!(code));
    Response::json(status, &json!({ "code": code, "message": words, "data": null }))
}

pub(crate) fn token(state: &mut State, request: &Request) -> Response {
    match request.path.as_str() {
        "/auth/token" => oauth::client_credentials(state, Platform::Honor, request),
        _ => Response::new(404, ""),
    }
}

pub(crate) fn send(state: &mut State, request: &Request) -> Response {
    let app = request.path.strip_prefix("/api/v1/").and_then(|rest| rest.strip_suffix("/sendMessage"));
    let Some(app) = app else { return Response::new(404, "") };
    let token = request.authorization("Bearer ").unwrap_or_default();
    if !matches!(state.access(Platform::Honor, token, request.now), Access::Granted(_)) {
        return error("80200001");
    }
    let sent = request.json().unwrap_or_default();
    let tokens: Vec<String> = serde_json::from_value(sent["token"].clone()).unwrap_or_default();
    let is_timed = request.header("timestamp").is_some_and(|time| time.parse::<i64>().is_ok());
    if tokens.is_empty() || tokens.len() > 1_000 || !is_timed {
        return error("80100001");
    }
    if state.expires_by_script(&tokens) {
        return error("80200001");
    }
    let (all, request_id) = (tokens.clone(), state.new_id());
    let success = |failed: &[&String], expired: &[&String]| {
        let data = json!({
            "sendResult": failed.is_empty() && expired.is_empty(),
            "requestId": request_id,
            "failTokens": failed,
            "expireTokens": expired,
        });
        let response = Response::json(200, &json!({ "code": 200, "message": "success", "data": data }));
        Response { is_accepted: failed.is_empty() && expired.is_empty(), ..response }
    };
    let on_demand = |code: &str| match code {
        "failTokens" => success(&[&all[0]], &[]),
        "expireTokens" => success(&[], &[&all[0]]),
        code => error(code),
    };
    let push = Push { platform: Platform::Honor, sender: app.to_owned(), tokens, sent };
    state.deliver(request, push, on_demand, |_| {
        let expired: Vec<_> = all.iter().filter(|token| is_nonsense(token)).collect();
        success(&[], &expired)
    })
}
