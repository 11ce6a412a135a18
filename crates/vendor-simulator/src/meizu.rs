//! Meizu (`facts` 4.9): every call is signed, and one that reaches nobody is well all the same.

use domain::certificate::Platform;
use serde_json::{Value, json};

use super::answer::{Answer, Asked};
use super::kit::secret_of;
use super::received::Push;
use super::world::{State, asked_of, is_nonsense};
use crate::sign;

pub(super) const ERRORS: [(&str, &str); 19] = [
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
/// What is said of single push ids, in the value of a call that went well.
const OF_IDS: [&str; 2] = ["110002", "110003"];
const MOST: usize = 100;

fn error(code: &str) -> Answer {
    let words = ERRORS.iter().find(|(own, _)| *own == code).map_or("on demand", |(_, words)| *words);
    body(code, words, &json!(""), "")
}

fn body(code: &str, words: &str, value: &Value, id: &str) -> Answer {
    let body = json!({ "code": code, "message": words, "value": value, "redirect": "", "msgId": id });
    Answer::json(200, &body)
}

pub(super) fn answer(state: &mut State, asked: &Asked) -> Answer {
    if asked.path != "/garcia/api/server/push/varnished/pushByPushId" {
        return Answer::new(404, "");
    }
    let form = asked.form();
    let field = |name: &str| form.get(name).map(AsRef::as_ref).unwrap_or_default();
    let app = field("appId");
    if let Some(answer) = asked_of(app, error) {
        return answer;
    }
    if app.is_empty() {
        return error("110000");
    }
    let signed: Vec<_> = form
        .iter()
        .filter(|(name, _)| *name != "sign")
        .map(|(name, value)| (name.as_ref(), value.as_ref()))
        .collect();
    if field("sign") != sign::meizu(&signed, &secret_of(app)) {
        return error("1006");
    }
    let tokens: Vec<_> = field("pushIds").split(',').map(str::to_owned).collect();
    let Ok(message) = serde_json::from_str::<Value>(field("messageJson")) else { return error("1005") };
    let width =
        |name: &str| message["noticeBarInfo"][name].as_str().map_or(0, |text| text.encode_utf16().count());
    let fits = (1..=32).contains(&width("title")) && (1..=100).contains(&width("content"));
    if tokens.len() > MOST || !fits {
        return error("1005");
    }
    let all = tokens.clone();
    let id = state.name();
    let on_demand = |code: &str| {
        if OF_IDS.contains(&code) { body("200", "", &json!({ code: [all[0]] }), &id) } else { error(code) }
    };
    let push = Push { platform: Platform::Meizu, sender: app.to_owned(), tokens, sent: message };
    state.deliver(asked, &push, on_demand, |_| {
        let illegal: Vec<_> = all.iter().filter(|token| is_nonsense(token)).collect();
        let value = if illegal.is_empty() { json!({}) } else { json!({ "110003": illegal }) };
        body("200", "", &value, &id)
    })
}
