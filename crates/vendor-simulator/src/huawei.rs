//! Huawei Push Kit: for Android with OAuth client credentials (docs/facts/push-vendors.md#huawei), for `HarmonyOS` with
//! a signed JWT (docs/facts/push-vendors.md#harmonyos).

use domain::certificate::Platform;
use serde_json::{Value, json};

use crate::fixtures::{HUAWEI_KEY, HUAWEI_PROJECT, SUB_ACCOUNT};
use crate::jws::Jws;
use crate::oauth;
use crate::received::Push;
use crate::request::Request;
use crate::response::Response;
use crate::state::{Access, State, is_nonsense, scripted_by};

pub(crate) const ERRORS: [(&str, u16, &str); 19] = [
    ("80100000", 200, "{\"success\":0,\"failure\":1,\"illegal_tokens\":[]}"),
    ("80100001", 400, "some request parameters are incorrect"),
    ("80100003", 400, "the message structure is incorrect"),
    ("80100004", 400, "the message expiration time is earlier than the current time"),
    ("80100022", 400, "the image has not passed the risk check"),
    ("80200001", 401, "OAuth authentication error"),
    ("80200003", 401, "OAuth token expired"),
    ("80200005", 401, "JWT expired"),
    ("80300002", 400, "the app does not have the permission to send push messages"),
    ("80300007", 400, "all tokens are invalid: tokenFormatError"),
    ("80300008", 400, "the message body size exceeds the default value"),
    ("80300010", 400, "the number of tokens in the message body exceeds the default value"),
    ("80300029", 400, "too many test messages"),
    ("80300030", 400, "too many tokens of a test message"),
    ("80300036", 401, "the JWT is valid for more than a day"),
    ("80300037", 400, "sending is suspended as a penalty"),
    ("81000001", 500, "internal error"),
    ("noPushTypeRight", 400, "code 80300007 with this reason; other reasons likewise"),
    ("503", 503, "flow control"),
];
const MAX_TOKENS: usize = 1_000;
const MAX_TEST_TOKENS: usize = 10;
const AUDIENCE: &str = "https://oauth-login.cloud.huawei.com/oauth2/v3/token";

pub(crate) fn error(code: &str) -> Response {
    if code == "503" {
        return Response::new(503, "");
    }
    // The code is a reason, which Huawei sends within the message of 80300007.
    if code.parse::<u64>().is_err() {
        return body(400, "80300007", &format!("all tokens are invalid: {code}"), "");
    }
    let known = ERRORS.iter().find(|(own, ..)| *own == code);
    let (status, words) = known.map_or((400, "on demand"), |(_, status, words)| (*status, *words));
    body(status, code, words, "")
}

fn body(status: u16, code: &str, words: &str, request_id: &str) -> Response {
    Response::json(status, &json!({ "code": code, "msg": words, "requestId": request_id }))
}

pub(crate) fn token(state: &mut State, request: &Request) -> Response {
    match request.path.as_str() {
        "/oauth2/v3/token" | "/oauth2/v2/token" => {
            oauth::client_credentials(state, Platform::Huawei, request)
        }
        _ => Response::new(404, ""),
    }
}

pub(crate) fn android(state: &mut State, request: &Request) -> Response {
    let app = request.path.strip_prefix("/v1/").and_then(|rest| rest.strip_suffix("/messages:send"));
    let Some(app) = app else { return Response::new(404, "") };
    let token = request.authorization("Bearer ").unwrap_or_default();
    match state.access(Platform::Huawei, token, request.now) {
        Access::Unknown => return error("80200001"),
        Access::Expired => return error("80200003"),
        Access::Granted(subject) if subject != app => return error("80300002"),
        Access::Granted(_) => {}
    }
    let sent = request.json().unwrap_or_default();
    let tokens = texts(&sent["message"]["token"]);
    if tokens.is_empty() || !sent["message"]["android"].is_object() {
        return error("80100001");
    }
    deliver(
        state,
        request,
        Push { platform: Platform::Huawei, sender: app.to_owned(), tokens, sent },
        "80200003",
    )
}

pub(crate) fn harmony(state: &mut State, request: &Request) -> Response {
    let project = request.path.strip_prefix("/v3/").and_then(|rest| rest.strip_suffix("/messages:send"));
    let Some(project) = project else { return Response::new(404, "") };
    if let Err(code) = verify_token(state, request, project) {
        return error(code);
    }
    if let Some(response) = scripted_by(project, error) {
        return response;
    }
    if project != HUAWEI_PROJECT {
        return error("80300002");
    }
    let sent = request.json().unwrap_or_default();
    let tokens = texts(&sent["target"]["token"]);
    let is_typed = matches!(request.header("push-type"), Some("0" | "1" | "2" | "6" | "7" | "10"));
    if tokens.is_empty() || !sent["payload"].is_object() || !is_typed {
        return error("80100001");
    }
    if sent["pushOptions"]["testMessage"] == true && tokens.len() > MAX_TEST_TOKENS {
        return error("80300030");
    }
    let sender = project.to_owned();
    deliver(state, request, Push { platform: Platform::Harmony, sender, tokens, sent }, "80200005")
}

fn verify_token(state: &State, request: &Request, project: &str) -> Result<(), &'static str> {
    let fault = "80200001";
    let token = Jws::parse(request.authorization("Bearer ").unwrap_or_default()).ok_or(fault)?;
    let is_known = token.header_claim("kid") == HUAWEI_KEY
        && token.claim("iss") == SUB_ACCOUNT
        && token.claim("aud") == AUDIENCE;
    if project.is_empty() || !is_known || !token.is_ps256(&state.keys.huawei) {
        return Err(fault);
    }
    let (iat, exp) = (token.date_claim("iat").ok_or(fault)?, token.date_claim("exp").ok_or(fault)?);
    let now = request.now.unix_seconds();
    if exp - iat > 86_400 {
        return Err("80300036");
    }
    if exp <= now || iat > now + 60 { Err("80200005") } else { Ok(()) }
}

fn deliver(state: &mut State, request: &Request, push: Push, expired: &str) -> Response {
    if push.tokens.len() > MAX_TOKENS {
        return error("80300010");
    }
    if request.body.len() > 4_096 + push.tokens.iter().map(String::len).sum::<usize>() {
        return error("80300008");
    }
    if state.expires_by_script(&push.tokens) {
        return error(expired);
    }
    let illegal: Vec<_> = push.tokens.iter().filter(|token| is_nonsense(token)).cloned().collect();
    let (count, is_one) = (push.tokens.len(), push.tokens.len() == 1);
    let first = push.tokens[0].clone();
    let request_id = state.new_id();
    let on_demand = |code: &str| match code {
        // A partial success lists the tokens that failed.
        "80100000" => partial(std::slice::from_ref(&first), count, &request_id),
        code => error(code),
    };
    state.deliver(request, push, on_demand, |_| match illegal.len() {
        0 => body(200, "80000000", "Success", &request_id).accepting(),
        failed if failed == count || is_one => error("80300007"),
        _ => partial(&illegal, count, &request_id),
    })
}

fn partial(illegal: &[String], count: usize, request_id: &str) -> Response {
    let failed = illegal.len();
    let words = json!({ "success": count - failed, "failure": failed, "illegal_tokens": illegal });
    body(200, "80100000", &words.to_string(), request_id)
}

fn texts(value: &Value) -> Vec<String> {
    let texts = value.as_array().map(Vec::as_slice).unwrap_or_default();
    texts.iter().filter_map(|text| text.as_str().map(str::to_owned)).collect()
}
