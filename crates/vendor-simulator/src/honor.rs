//! HONOR (`facts` 4.5). Which codes it has for errors is not known but for the one of authentication.

use domain::certificate::Platform;
use serde_json::json;

use super::answer::{Answer, Asked};
use super::oauth;
use super::received::Push;
use super::world::{Access, State, is_nonsense};

pub(super) const ERRORS: [(&str, u16, &str); 3] = [
    ("80200001", 401, "authentication failed"),
    ("failTokens", 200, "code 200 with the token among failTokens"),
    ("expireTokens", 200, "code 200 with the token among expireTokens"),
];

fn error(code: &str) -> Answer {
    let known = ERRORS.iter().find(|(own, ..)| *own == code);
    let (status, words) = known.map_or((200, "on demand"), |(_, status, words)| (*status, *words));
    // Codes are numbers here; what is none stays a text.
    let code = code.parse::<i64>().map_or_else(|_| json!(code), |code| json!(code));
    Answer::json(status, &json!({ "code": code, "message": words, "data": null }))
}

pub(super) fn token(state: &mut State, asked: &Asked) -> Answer {
    match asked.path.as_str() {
        "/auth/token" => oauth::client_credentials(state, Platform::Honor, asked),
        _ => Answer::new(404, ""),
    }
}

pub(super) fn send(state: &mut State, asked: &Asked) -> Answer {
    let app = asked.path.strip_prefix("/api/v1/").and_then(|rest| rest.strip_suffix("/sendMessage"));
    let Some(app) = app else { return Answer::new(404, "") };
    let token = asked.authorization("Bearer ").unwrap_or_default();
    if !matches!(state.access(Platform::Honor, token, asked.now), Access::Granted(_)) {
        return error("80200001");
    }
    let sent = asked.json().unwrap_or_default();
    let tokens: Vec<String> = serde_json::from_value(sent["token"].clone()).unwrap_or_default();
    let is_timed = asked.header("timestamp").is_some_and(|time| time.parse::<i64>().is_ok());
    if tokens.is_empty() || tokens.len() > 1_000 || !is_timed {
        return error("80100001");
    }
    if state.turns_stale(&tokens) {
        return error("80200001");
    }
    let (all, request) = (tokens.clone(), state.name());
    let answer = |failed: &[&String], expired: &[&String]| {
        let data = json!({
            "sendResult": failed.is_empty() && expired.is_empty(),
            "requestId": request,
            "failTokens": failed,
            "expireTokens": expired,
        });
        Answer::json(200, &json!({ "code": 200, "message": "success", "data": data }))
    };
    let on_demand = |code: &str| match code {
        "failTokens" => answer(&[&all[0]], &[]),
        "expireTokens" => answer(&[], &[&all[0]]),
        code => error(code),
    };
    let push = Push { platform: Platform::Honor, sender: app.to_owned(), tokens, sent };
    state.deliver(asked, &push, on_demand, |_| {
        let failed: Vec<_> = all.iter().filter(|token| is_nonsense(token)).collect();
        answer(&failed, &[])
    })
}
