//! The client credentials grant (RFC 6749, 4.4) of Huawei and HONOR. The vendors' own error numbers are unknown
//! (docs/facts/push-vendors.md#huawei), so the standard's error codes are used.

use domain::certificate::Platform;
use serde_json::json;

use crate::fixtures::secret_of;
use crate::request::Request;
use crate::response::Response;
use crate::state::{State, scripted_by};

pub(crate) const ERRORS: [(&str, u16, &str); 4] = [
    ("invalid_request", 400, "a parameter is missing"),
    ("invalid_client", 401, "the client id or the client secret is wrong"),
    ("unauthorized_client", 400, "the client may not do this"),
    ("unsupported_grant_type", 400, "the grant type is not client_credentials"),
];

pub(crate) fn error(code: &str) -> Response {
    let known = ERRORS.iter().find(|(own, ..)| *own == code);
    let (status, words) = known.map_or((400, "on demand"), |(_, status, words)| (*status, *words));
    Response::json(status, &json!({ "error": code, "error_description": words }))
}

pub(crate) fn client_credentials(state: &mut State, platform: Platform, request: &Request) -> Response {
    let form = request.form();
    let field = |name: &str| form.get(name).map(AsRef::as_ref).unwrap_or_default();
    let (id, secret) = (field("client_id"), field("client_secret"));
    if field("grant_type") != "client_credentials" {
        return error("unsupported_grant_type");
    }
    if id.is_empty() || secret.is_empty() {
        return error("invalid_request");
    }
    if let Some(response) = scripted_by(id, error) {
        return response;
    }
    if secret != secret_of(id) {
        return error("invalid_client");
    }
    let (token, lifetime) = state.grant(platform, id, request.now);
    let body = json!({ "access_token": token, "expires_in": lifetime.as_secs(), "token_type": "Bearer" });
    Response::json(200, &body)
}
