//! Xiaomi (docs/facts/push-vendors.md#xiaomi): the application's secret in a header; errors are sent with status 200.

use domain::certificate::Platform;
use serde_json::{Value, json};

use crate::fixtures::secret_of;
use crate::received::Push;
use crate::request::Request;
use crate::response::Response;
use crate::state::{State, is_nonsense, scripted_by};

pub(crate) const ERRORS: [(&str, &str); 19] = [
    ("bad_regids", "code 0 with the id in data.bad_regids"),
    ("66007", "invalid registration id"),
    ("10001", "system error"),
    ("10002", "service unavailable"),
    ("10003", "remote service error"),
    ("10027", "too many requests"),
    ("10034", "daily quota used up"),
    ("10041", "template does not exist"),
    ("10017", "parameter error"),
    ("20301", "illegal request"),
    ("21301", "authentication failed"),
    ("21302", "application secret is invalid"),
    ("22000", "application does not exist"),
    ("22006", "illegal package name"),
    ("22007", "application is disabled"),
    ("22022", "package does not match the application"),
    ("27001", "template mismatch"),
    ("200001", "quota exceeded"),
    ("200002", "rate exceeded"),
];

fn error(code: &str) -> Response {
    let words = ERRORS.iter().find(|(own, _)| *own == code).map_or("on demand", |(_, words)| *words);
    let code = code.parse::<i64>().map_or_else(|_| json!(code), |code| json!(code));
    let body = json!({ "result": "error", "code": code, "description": words, "reason": words, "info": "" });
    Response::json(200, &body)
}

pub(crate) fn respond(state: &mut State, request: &Request) -> Response {
    if !matches!(request.path.as_str(), "/v3/message/regid" | "/v4/message/regid") {
        return Response::new(404, "");
    }
    let secret = request.authorization("key=").unwrap_or_default();
    if let Some(response) = scripted_by(secret, error) {
        return response;
    }
    let form = request.form();
    let field = |name: &str| form.get(name).map(AsRef::as_ref).unwrap_or_default();
    let package = field("restricted_package_name");
    // The secret alone identifies the application; the simulator's secrets contain the package name.
    let Some(owner) = secret.strip_prefix("secret-of-") else { return error("21301") };
    if !owner.starts_with("com.") && !owner.starts_with("fake-") {
        return error("21302");
    }
    if owner.starts_with("com.") && secret != secret_of(package) {
        return error("22022");
    }
    let is_message = ["title", "description"].iter().all(|name| !field(name).is_empty());
    if field("registration_id").is_empty() || (!is_message && field("pass_through") != "1") {
        return error("10017");
    }
    let tokens: Vec<_> = field("registration_id").split(',').map(str::to_owned).collect();
    let is_nonsense = tokens.iter().all(|token| is_nonsense(token));
    let sent: serde_json::Map<String, Value> =
        form.iter().map(|(name, value)| (name.to_string(), json!(value))).collect();
    let (id, all) = (state.new_id(), tokens.clone());
    let success = |data: &Value| {
        let body = json!({
            "result": "ok", "code": 0, "description": "success", "info": "Received push messages", "data": data,
        });
        Response::json(200, &body)
    };
    let on_demand = |code: &str| match code {
        "bad_regids" => success(&json!({ "id": id, "bad_regids": all.join(",") })),
        code => error(code),
    };
    let push = Push { platform: Platform::Xiaomi, sender: package.to_owned(), tokens, sent: sent.into() };
    state.deliver(request, push, on_demand, |_| {
        if is_nonsense { on_demand("bad_regids") } else { success(&json!({ "id": id })).accepting() }
    })
}
