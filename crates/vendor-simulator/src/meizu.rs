//! Meizu (docs/facts/push-vendors.md#meizu): every request is signed; even one that reaches no device succeeds.

use domain::certificate::Platform;
use serde_json::{Value, json};

use crate::digest;
use crate::fixtures::secret_of;
use crate::received::Push;
use crate::request::Request;
use crate::response::Response;
use crate::state::{State, is_nonsense, scripted_by};

pub(crate) const ERRORS: [(&str, &str); 19] = [
    ("500", "unknown error"),
    ("1001", "system error"),
    ("1003", "server busy"),
    ("1005", "parameter error"),
    ("1006", "signature authentication failed"),
    ("110000", "illegal appId"),
    ("110001", "illegal appKey"),
    ("110002", "pushId is not registered"),
    ("110003", "pushId is illegal"),
    ("110004", "a parameter is missing"),
    ("110009", "the application is blacklisted"),
    ("110010", "pushes too fast"),
    ("110011", "the public quota of the day is used up"),
    ("110019", "the limit of pushes of the day is reached"),
    ("110031", "illegal package name"),
    ("110032", "illegal taskId"),
    ("110033", "illegal secret"),
    ("110051", "the number of pushes is limited"),
    ("110053", "pass-through is limited"),
];
/// Errors of individual push ids, reported within a successful response.
const PUSH_ID_ERRORS: [&str; 2] = ["110002", "110003"];
/// Maximum number of push ids in one request.
const MAX_PUSH_IDS: usize = 100;

fn error(code: &str) -> Response {
    let words = ERRORS.iter().find(|(own, _)| *own == code).map_or("on demand", |(_, words)| *words);
    body(code, words, &json!(""), "")
}

fn body(code: &str, words: &str, value: &Value, id: &str) -> Response {
    let body = json!({ "code": code, "message": words, "value": value, "redirect": "", "msgId": id });
    Response::json(200, &body)
}

pub(crate) fn respond(state: &mut State, request: &Request) -> Response {
    if request.path != "/garcia/api/server/push/varnished/pushByPushId" {
        return Response::new(404, "");
    }
    let form = request.form();
    let field = |name: &str| form.get(name).map(AsRef::as_ref).unwrap_or_default();
    let app = field("appId");
    if let Some(response) = scripted_by(app, error) {
        return response;
    }
    if app.is_empty() {
        return error("110000");
    }
    let signed: Vec<_> = form
        .iter()
        .filter(|(name, _)| *name != "sign")
        .map(|(name, value)| (name.as_ref(), value.as_ref()))
        .collect();
    if field("sign") != signature(&signed, &secret_of(app)) {
        return error("1006");
    }
    let tokens: Vec<_> = field("pushIds").split(',').map(str::to_owned).collect();
    let Ok(message) = serde_json::from_str::<Value>(field("messageJson")) else { return error("1005") };
    let width =
        |name: &str| message["noticeBarInfo"][name].as_str().map_or(0, |text| text.encode_utf16().count());
    let fits = (1..=32).contains(&width("title")) && (1..=100).contains(&width("content"));
    if tokens.len() > MAX_PUSH_IDS || !fits {
        return error("1005");
    }
    let all = tokens.clone();
    let id = state.new_id();
    let on_demand = |code: &str| {
        if PUSH_ID_ERRORS.contains(&code) {
            body("200", "", &json!({ code: [all[0]] }), &id)
        } else {
            error(code)
        }
    };
    let push = Push { platform: Platform::Meizu, sender: app.to_owned(), tokens, sent: message };
    state.deliver(request, push, on_demand, |_| {
        let illegal: Vec<_> = all.iter().filter(|token| is_nonsense(token)).collect();
        if illegal.is_empty() {
            return body("200", "", &json!({}), &id).accepting();
        }
        body("200", "", &json!({ "110003": illegal }), &id)
    })
}

/// MD5 over `k=v` of all fields in ascending order, followed by the secret.
fn signature(fields: &[(&str, &str)], secret: &str) -> String {
    let mut fields = fields.to_vec();
    fields.sort_unstable();
    let text: String = fields.iter().flat_map(|(name, value)| [*name, "=", *value]).collect();
    digest::md5_hex(&(text + secret))
}
