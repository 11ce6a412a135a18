//! Huawei Push Kit for Android (docs/facts/push-vendors.md#huawei), and the codes that `HarmonyOS` shares.

use domain::time::Timestamp;
use serde_json::{Value, json};

use super::oauth;
use crate::client::{Answer, Call, Exchange, Line, Reply, Token};
use crate::credential::Secret;
use crate::hosts::Host;
use crate::message::{Click, Message, fit};
use crate::outcome::{Class, Outcome};
use crate::remedy::Remedy;

/// Checks the account by requesting a token.
pub(crate) async fn check(line: &Line<'_>, app_id: &str, secret: &Secret, now: Timestamp) -> Outcome {
    match fetch(line, app_id, secret, now).await {
        Ok(_) => Outcome::accepted(None),
        Err(outcome) => outcome.without_effect(),
    }
}

pub(crate) async fn send(
    line: &Line<'_>,
    app_id: &str,
    secret: &Secret,
    message: &Message,
    now: Timestamp,
) -> Outcome {
    let url = format!("{}/v1/{}/messages:send", line.at(Host::Huawei), super::segment(app_id));
    let call = Call::json(url, &body(message));
    line.exchange(&Send { app_id, secret, device: &message.token, call }, now).await
}

struct Send<'a> {
    app_id: &'a str,
    secret: &'a Secret,
    device: &'a str,
    call: Call,
}

impl Exchange for Send<'_> {
    async fn fetch(&self, line: &Line<'_>, now: Timestamp) -> Result<Token, Outcome> {
        fetch(line, self.app_id, self.secret, now).await
    }

    fn call(&self, token: &str) -> Call {
        self.call.clone().authorization("Bearer ", token)
    }

    fn sort(&self, reply: &Reply) -> Answer {
        classify(reply, self.device)
    }
}

async fn fetch(line: &Line<'_>, app_id: &str, secret: &Secret, now: Timestamp) -> Result<Token, Outcome> {
    let url = format!("{}/oauth2/v3/token", line.at(Host::HuaweiToken));
    oauth::fetch(line, &oauth::client_credentials(url, app_id, secret.expose()), now).await
}

fn body(message: &Message) -> Value {
    let (title, text) = (fit(&message.title, 60), fit(&message.body, 600));
    let click = match &message.click {
        Click::OpenApplication => json!({ "type": 3 }),
        Click::OpenWebPage(url) => json!({ "type": 2, "url": url }),
        Click::OpenPage(intent) => json!({ "type": 1, "intent": intent }),
    };
    let mut android = json!({
        "urgency": "HIGH",
        "ttl": format!("{}s", message.lifetime.as_secs()),
        "notification": { "title": title, "body": text, "click_action": click },
    });
    if let Some(channel) = &message.channel {
        android["notification"]["channel_id"] = json!(channel);
    }
    if let Some(class) = &message.badge_class {
        android["notification"]["badge"] = json!({ "add_num": 1, "class": class });
    }
    if let Some(category) = &message.category {
        android["category"] = json!(category);
    }
    let mut inner = json!({ "token": [message.token], "android": android });
    if let Some(ext) = &message.ext {
        inner["data"] = json!(ext);
    }
    json!({ "message": inner })
}

/// Classifies an answer of either service.
pub(super) fn classify(reply: &Reply, token: &str) -> Answer {
    let answer = reply.json().unwrap_or_default();
    if answer["code"].is_null() {
        return Answer::settled(by_status(reply));
    }
    let code = super::text(&answer["code"]);
    let words = super::text(&answer["msg"]);
    let fault = Class::CredentialFault;
    let (class, remedy) = match code.as_str() {
        "80000000" => {
            return Answer::settled(Outcome::accepted(answer["requestId"].as_str().map(str::to_owned)));
        }
        "80100000" | "80300007" => return Answer::settled(undelivered(&code, &words, token, &answer)),
        "80200001" => (fault, Remedy::CorrectSecret),
        // A fresh token was refused too, so the clock is wrong.
        "80200003" | "80200005" => (Class::Transient, Remedy::CorrectClock),
        "80300036" => (fault, Remedy::CorrectClock),
        "80300002" | "80300037" => (fault, Remedy::EnableService),
        "80300008" => (Class::Rejected, Remedy::Shorten),
        "80300029" => return Answer::settled(Outcome::throttled(reply.retry_after, code, &words)),
        "80100001" | "80100003" | "80100004" | "80100022" | "80300010" | "80300030" => {
            (Class::Rejected, Remedy::CorrectMessage)
        }
        "81000001" => (Class::Transient, Remedy::SendLater),
        _ if reply.status == 503 => return Answer::settled(by_status(reply)),
        _ if reply.status >= 500 => (Class::Transient, Remedy::SendLater),
        _ => (Class::Rejected, Remedy::ReadTheWords),
    };
    let is_stale = matches!(code.as_str(), "80200001" | "80200003" | "80200005");
    Answer { outcome: Outcome::new(class, remedy, code, &words), is_stale }
}

/// Huawei uses 503 for flow control.
fn by_status(reply: &Reply) -> Outcome {
    match reply.status {
        503 => Outcome::throttled(reply.retry_after, "http 503", &reply.body),
        _ => reply.by_status(),
    }
}

/// Classifies a partial or total failure to deliver. The token is invalid only if the reason concerns it
/// (docs/facts/push-vendors.md#harmonyos).
fn undelivered(code: &str, words: &str, token: &str, answer: &Value) -> Outcome {
    const CONFIGURATION: [&str; 4] = [
        "noPushTypeRight",
        "disableSendHuaweiMsgBecauseOfPenalty",
        "appinfoError",
        "noRightToSendThisLiveNotificationEvent",
    ];
    const MESSAGE: [&str; 5] = [
        "countryNotSupport",
        "tokenPlatformNotSupport",
        "differentImgVerifyPolicy",
        "atomicUnableSendUnsubscribedMsg",
        "notSupportPlayVoice",
    ];
    let names = |reasons: &[&str]| reasons.iter().any(|reason| words.contains(reason));
    let details: Value = serde_json::from_str(words).unwrap_or_default();
    let listed = details["illegal_tokens"].as_array();
    if code == "80100000" && listed.is_some_and(|tokens| !tokens.iter().any(|one| one == token)) {
        return Outcome::accepted(answer["requestId"].as_str().map(str::to_owned));
    }
    let (class, remedy) = if names(&CONFIGURATION) {
        (Class::CredentialFault, Remedy::EnableService)
    } else if names(&MESSAGE) {
        (Class::Rejected, Remedy::CorrectMessage)
    } else {
        (Class::InvalidToken, Remedy::DropToken)
    };
    Outcome::new(class, remedy, code, words)
}
