//! Tokens for an id and a secret (RFC 6749, 4.4), as Huawei and HONOR give them out. Their own numbers for a
//! refusal are not in the facts; what is said here is the standard's.

use domain::certificate::Platform;
use serde_json::json;

use super::answer::{Answer, Asked};
use super::kit::secret_of;
use super::world::{State, asked_of};

pub(super) const ERRORS: [(&str, u16, &str); 4] = [
    ("invalid_request", 400, "a parameter is missing"),
    ("invalid_client", 401, "the client id or the client secret is wrong"),
    ("unauthorized_client", 400, "the client may not do this"),
    ("unsupported_grant_type", 400, "the grant type is not client_credentials"),
];

pub(super) fn error(code: &str) -> Answer {
    let known = ERRORS.iter().find(|(own, ..)| *own == code);
    let (status, words) = known.map_or((400, "on demand"), |(_, status, words)| (*status, *words));
    Answer::json(status, &json!({ "error": code, "error_description": words }))
}

pub(super) fn client_credentials(state: &mut State, platform: Platform, asked: &Asked) -> Answer {
    let form = asked.form();
    let field = |name: &str| form.get(name).map(AsRef::as_ref).unwrap_or_default();
    let (id, secret) = (field("client_id"), field("client_secret"));
    if field("grant_type") != "client_credentials" {
        return error("unsupported_grant_type");
    }
    if id.is_empty() || secret.is_empty() {
        return error("invalid_request");
    }
    if let Some(answer) = asked_of(id, error) {
        return answer;
    }
    if secret != secret_of(id) {
        return error("invalid_client");
    }
    let (token, lifetime) = state.grant(platform, id, asked.now);
    let body = json!({ "access_token": token, "expires_in": lifetime.as_secs(), "token_type": "Bearer" });
    Answer::json(200, &body)
}
