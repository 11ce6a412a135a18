//! Meizu (docs/facts/push-vendors.md#meizu). It has no dry run.

use domain::certificate::MessageClass;
use serde_json::{Value, json};

use crate::client::{Call, Line, Reply};
use crate::credential::Secret;
use crate::hosts::Host;
use crate::message::{Click, Message, fit};
use crate::outcome::{Class, Outcome};
use crate::remedy::Remedy;
use crate::sign;

/// Maximum `validTime` in hours.
const LONGEST: u64 = 72;

/// Checks the account by a push to a nonexistent push ID, which Meizu validates after the signature.
pub(crate) async fn check(line: &Line<'_>, app_id: &str, secret: &Secret) -> Outcome {
    let message = json!({
        "noticeBarInfo": { "title": "x", "content": "x" },
        "clickTypeInfo": { "clickType": 0 },
    });
    call(line, app_id, secret, super::NONSENSE, &message).await
}

pub(crate) async fn send(line: &Line<'_>, app_id: &str, secret: &Secret, message: &Message) -> Outcome {
    let mut click = match &message.click {
        Click::OpenApplication => json!({ "clickType": 0 }),
        Click::OpenPage(activity) => json!({ "clickType": 1, "activity": activity }),
        Click::OpenWebPage(url) => json!({ "clickType": 2, "url": url }),
    };
    if let Some(ext) = &message.ext {
        click["parameters"] = json!({ "ext": ext });
    }
    let hours = message.lifetime.as_secs().div_ceil(3600);
    let mut body = json!({
        "noticeBarInfo": {
            "noticeBarType": 0,
            "title": fit(&message.title, 32),
            "content": fit(&message.body, 100),
        },
        "clickTypeInfo": click,
        "pushTimeInfo": { "offLine": u8::from(hours > 0), "validTime": hours.clamp(1, LONGEST) },
    });
    if let Some(class) = message.message_class {
        body["noticeBarInfo"]["noticeMsgType"] = match class {
            MessageClass::Public => json!(0),
            MessageClass::Private => json!(1),
        };
    }
    if let Some(address) = &message.receipt {
        // Type 3 reports deliveries and clicks.
        body["extra"] = json!({ "callback": address, "callback.type": "3" });
    }
    call(line, app_id, secret, &message.token, &body).await
}

async fn call(line: &Line<'_>, app_id: &str, secret: &Secret, token: &str, message: &Value) -> Outcome {
    let message = message.to_string();
    let fields = [("appId", app_id), ("messageJson", message.as_str()), ("pushIds", token)];
    let sign = sign::meizu(&fields, secret.expose());
    let [app_id, message, push_ids] = fields;
    let url = format!("{}/garcia/api/server/push/varnished/pushByPushId", line.at(Host::Meizu));
    let call = Call::form(url, &[app_id, message, push_ids, ("sign", &sign)]).hiding(secret.expose());
    match line.make(&call).await {
        Ok(reply) => classify(&reply, token),
        Err(outcome) => outcome,
    }
}

/// A successful answer may still list push IDs that failed, by code.
fn classify(reply: &Reply, token: &str) -> Outcome {
    let answer = reply.json().unwrap_or_default();
    if answer["code"].is_null() {
        return reply.by_status();
    }
    let code = super::text(&answer["code"]);
    let words = answer["message"].as_str().unwrap_or_default();
    if code != "200" {
        return by_code(&code, words, reply);
    }
    let names = |ids: &Value| ids.as_array().is_some_and(|ids| ids.iter().any(|id| id == token));
    let reason = answer["value"].as_object().and_then(|value| value.iter().find(|(_, ids)| names(ids)));
    match reason.map(|(code, _)| code.as_str()) {
        None => Outcome::accepted(answer["msgId"].as_str().map(str::to_owned)),
        // For a single push ID this code means that its owner switched pushes off.
        Some(code @ "110010") => {
            Outcome::new(Class::Rejected, Remedy::ReadTheWords, code, "switched off on the device")
        }
        Some(code) => by_code(code, words, reply),
    }
}

fn by_code(code: &str, words: &str, reply: &Reply) -> Outcome {
    let (class, remedy) = match code {
        "110002" | "110003" => (Class::InvalidToken, Remedy::DropToken),
        "500" | "1001" | "1003" => (Class::Transient, Remedy::SendLater),
        "1005" | "110004" | "110032" => (Class::Rejected, Remedy::CorrectMessage),
        "1006" | "110033" => (Class::CredentialFault, Remedy::CorrectSecret),
        "110000" | "110001" => (Class::CredentialFault, Remedy::CorrectId),
        "110009" => (Class::CredentialFault, Remedy::EnableService),
        "110031" => (Class::CredentialFault, Remedy::CorrectPackage),
        "110010" => return Outcome::throttled(reply.retry_after, code, words),
        "110011" | "110019" | "110051" | "110053" => (Class::QuotaExhausted, Remedy::AwaitQuota),
        _ if reply.status >= 500 => (Class::Transient, Remedy::SendLater),
        _ => (Class::Rejected, Remedy::ReadTheWords),
    };
    Outcome::new(class, remedy, code, words)
}
