//! Google FCM, HTTP v1, and Google's OAuth token endpoint (docs/facts/push-vendors.md#fcm).

use domain::certificate::Platform;
use serde_json::{Value, json};

use crate::fixtures::{GOOGLE_KEY, GOOGLE_TOKENS};
use crate::jws::Jws;
use crate::received::Push;
use crate::request::Request;
use crate::response::Response;
use crate::state::{Access, State, is_nonsense, scripted_by};

/// FCM error codes with their HTTP statuses and messages.
pub(crate) const ERRORS: [(&str, u16, &str); 10] = [
    ("INVALID_ARGUMENT", 400, "The registration token is not a valid FCM registration token"),
    ("UNREGISTERED", 404, "Requested entity was not found."),
    ("SENDER_ID_MISMATCH", 403, "SenderId mismatch"),
    ("QUOTA_EXCEEDED", 429, "Quota exceeded for quota metric"),
    ("UNAVAILABLE", 503, "The service is currently unavailable."),
    ("INTERNAL", 500, "Internal error encountered."),
    ("THIRD_PARTY_AUTH_ERROR", 401, "Request is missing required authentication credential."),
    ("UNAUTHENTICATED", 401, "Request had invalid authentication credentials."),
    ("PERMISSION_DENIED", 403, "Permission 'cloudmessaging.messages.create' denied on resource"),
    ("NOT_FOUND", 404, "Requested entity was not found."),
];
/// Errors of Google's front end, which carry no FCM detail.
const WITHOUT_DETAILS: [&str; 3] = ["UNAUTHENTICATED", "PERMISSION_DENIED", "NOT_FOUND"];
const GRANT: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";

pub(crate) fn error(code: &str) -> Response {
    let known = ERRORS.iter().find(|(own, ..)| *own == code);
    let (status, words) = known.map_or((400, "on demand"), |(_, status, words)| (*status, *words));
    let mut error = json!({ "code": status, "message": words, "status": code });
    if !WITHOUT_DETAILS.contains(&code) {
        error["details"] =
            json!([{ "@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", "errorCode": code }]);
    }
    let response = Response::json(status, &json!({ "error": error }));
    if status == 429 { response.with_header("retry-after", "60") } else { response }
}

/// Issues an access token for a signed assertion (RFC 7523).
pub(crate) fn token(state: &mut State, request: &Request) -> Response {
    let form = request.form();
    let field = |name: &str| form.get(name).map(AsRef::as_ref).unwrap_or_default();
    if field("grant_type") != GRANT {
        return refusal("unsupported_grant_type", "Invalid grant_type");
    }
    let Some(assertion) = Jws::parse(field("assertion")) else {
        return refusal("invalid_grant", "Invalid JWT: it cannot be parsed");
    };
    let account = assertion.claim("iss").to_owned();
    if let Some(response) = scripted_by(&account, |code| refusal(code, "on demand")) {
        return response;
    }
    // Google's own library sends no key id, which is accepted.
    let is_known = matches!(assertion.header_claim("kid"), "" | GOOGLE_KEY);
    if !is_known || !account.ends_with(".iam.gserviceaccount.com") {
        return refusal("invalid_grant", "Invalid grant: account not found");
    }
    if !assertion.is_rs256(&state.keys.google) {
        return refusal("invalid_grant", "Invalid JWT Signature.");
    }
    let audience = assertion.claim("aud");
    if audience != GOOGLE_TOKENS && !audience.ends_with("/fcm-token") {
        return refusal("invalid_grant", "Invalid JWT: Failed audience check.");
    }
    let now = request.now.unix_seconds();
    let is_current = match (assertion.date_claim("iat"), assertion.date_claim("exp")) {
        (Some(iat), Some(exp)) => iat <= now + 60 && exp > now && exp - iat <= 3_600,
        _ => false,
    };
    if !is_current {
        let words = "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable \
                     timeframe. Check your iat and exp values in the JWT claim.";
        return refusal("invalid_grant", words);
    }
    let scopes = assertion.claim("scope").split_whitespace();
    let is_enough =
        |scope: &str| scope.ends_with("/firebase.messaging") || scope.ends_with("/cloud-platform");
    if !scopes.into_iter().any(is_enough) {
        return refusal("invalid_scope", "Invalid OAuth scope or ID token audience provided.");
    }
    let (token, lifetime) = state.grant(Platform::Fcm, &account, request.now);
    let body = json!({ "access_token": token, "expires_in": lifetime.as_secs(), "token_type": "Bearer" });
    Response::json(200, &body)
}

fn refusal(code: &str, words: &str) -> Response {
    Response::json(400, &json!({ "error": code, "error_description": words }))
}

pub(crate) fn send(state: &mut State, request: &Request) -> Response {
    let project =
        request.path.strip_prefix("/v1/projects/").and_then(|rest| rest.strip_suffix("/messages:send"));
    let Some(project) = project else { return error("NOT_FOUND") };
    let access =
        state.access(Platform::Fcm, request.authorization("Bearer ").unwrap_or_default(), request.now);
    let Access::Granted(account) = access else { return error("UNAUTHENTICATED") };
    if let Some(response) = scripted_by(project, error) {
        return response;
    }
    if !account.ends_with(&format!("@{project}.iam.gserviceaccount.com")) {
        return error("PERMISSION_DENIED");
    }
    let body = request.json().unwrap_or_default();
    let message = &body["message"];
    let Some(token) = message["token"].as_str() else {
        return invalid("Recipient of the message is not set.");
    };
    if message.to_string().len() > 4_096 + token.len() {
        return invalid("Message too big");
    }
    if let Some(data) = message.get("data")
        && !data.as_object().is_some_and(|data| data.values().all(Value::is_string))
    {
        return invalid("Invalid value at 'message.data': values must be strings");
    }
    let tokens = vec![token.to_owned()];
    if state.expires_by_script(&tokens) {
        return error("UNAUTHENTICATED");
    }
    let is_nonsense = is_nonsense(token);
    let name = format!("projects/{project}/messages/{}", state.new_id());
    let push = Push { platform: Platform::Fcm, sender: project.to_owned(), tokens, sent: body.clone() };
    state.deliver(request, push, error, |_| {
        if is_nonsense {
            return error("INVALID_ARGUMENT");
        }
        // A dry run delivers nothing.
        let is_delivered = body["validate_only"] != true;
        Response { is_accepted: is_delivered, ..Response::json(200, &json!({ "name": name })) }
    })
}

fn invalid(words: &str) -> Response {
    Response::json(400, &json!({ "error": { "code": 400, "message": words, "status": "INVALID_ARGUMENT" } }))
}
