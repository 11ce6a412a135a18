//! vivo, with iQOO (docs/facts/push-vendors.md#vivo).

use std::time::Duration;

use domain::time::Timestamp;
use serde_json::{Value, json};

use crate::client::{Answer, Call, Exchange, Line, Reply, Token};
use crate::credential::Secret;
use crate::hosts::Host;
use crate::message::{Click, Message, fit};
use crate::outcome::{Class, Outcome};
use crate::remedy::Remedy;
use crate::sign;

/// Tokens are valid for 24 hours; vivo advises to renew them after one or two.
const LIFETIME: Duration = Duration::from_hours(2);
/// Bounds of `timeToLive` in seconds, narrower at the lower end than vivo's
/// (docs/facts/push-vendors.md#known-differences).
const KEPT: (u64, u64) = (900, 7 * 86_400);
/// Categories of system messages; any other is marketing.
const SYSTEM: [&str; 6] = ["IM", "ACCOUNT", "TODO", "DEVICE_REMINDER", "ORDER", "SUBSCRIPTION"];

/// Checks the account by requesting a token.
pub(crate) async fn check(
    line: &Line<'_>,
    app_id: &str,
    key: &str,
    secret: &Secret,
    now: Timestamp,
) -> Outcome {
    match fetch(line, app_id, key, secret, now).await {
        Ok(_) => Outcome::accepted(None),
        Err(outcome) => outcome.without_effect(),
    }
}

pub(crate) async fn send(
    line: &Line<'_>,
    (app_id, key, secret): (&str, &str, &Secret),
    message: &Message,
    now: Timestamp,
) -> Outcome {
    let url = format!("{}/message/send", line.at(Host::Vivo));
    let call = Call::json(url, &body(app_id, message));
    line.exchange(&Send { app_id, key, secret, call }, now).await
}

struct Send<'a> {
    app_id: &'a str,
    key: &'a str,
    secret: &'a Secret,
    call: Call,
}

impl Exchange for Send<'_> {
    async fn fetch(&self, line: &Line<'_>, now: Timestamp) -> Result<Token, Outcome> {
        fetch(line, self.app_id, self.key, self.secret, now).await
    }

    fn call(&self, token: &str) -> Call {
        self.call.clone().header("authToken", token).hiding(token)
    }

    fn sort(&self, reply: &Reply) -> Answer {
        let outcome = classify(reply);
        Answer { is_stale: outcome.code == "10000", outcome }
    }
}

async fn fetch(
    line: &Line<'_>,
    app_id: &str,
    key: &str,
    secret: &Secret,
    now: Timestamp,
) -> Result<Token, Outcome> {
    let timestamp = now.micros() / 1000;
    let sign = sign::md5(&format!("{app_id}{key}{timestamp}{}", secret.expose()));
    let body = json!({ "appId": app_id, "appKey": key, "timestamp": timestamp, "sign": sign });
    let url = format!("{}/message/auth", line.at(Host::Vivo));
    let reply = line.make(&Call::json(url, &body).hiding(secret.expose())).await?;
    let answer = reply.json().unwrap_or_default();
    match answer["authToken"].as_str() {
        Some(token) if answer["result"] == 0 => Ok(Token::new(token, now, LIFETIME)),
        _ => Err(classify(&reply)),
    }
}

fn body(app_id: &str, message: &Message) -> Value {
    let (skip, content) = match &message.click {
        Click::OpenApplication => (1, ""),
        Click::OpenWebPage(url) => (2, url.as_str()),
        Click::OpenPage(intent) => (4, intent.as_str()),
    };
    let category = message.category.as_deref().unwrap_or("IM");
    let mut body = json!({
        "appId": app_id,
        "regId": message.token,
        "notifyType": 4,
        "title": fit(&message.title, 40),
        "content": fit(&message.body, 100),
        "timeToLive": message.lifetime.as_secs().clamp(KEPT.0, KEPT.1),
        "skipType": skip,
        "skipContent": content,
        "classification": u8::from(SYSTEM.contains(&category)),
        "category": category,
        "pushMode": 0,
        "requestId": message.uuid(),
    });
    if let Some(address) = &message.receipt {
        body["extra"] = json!({ "callback": address });
    }
    if let Some(ext) = &message.ext {
        body["clientCustomMap"] = json!({ "ext": ext });
    }
    body
}

fn classify(reply: &Reply) -> Outcome {
    let answer = reply.json().unwrap_or_default();
    if answer["result"].is_null() {
        return reply.by_status();
    }
    let code = super::text(&answer["result"]);
    let words = answer["desc"].as_str().unwrap_or_default();
    let (class, remedy) = match code.as_str() {
        "0" => return Outcome::accepted(answer["taskId"].as_str().map(str::to_owned)),
        "10302" => (Class::InvalidToken, Remedy::DropToken),
        "10000" => (Class::CredentialFault, Remedy::CorrectSecret),
        "10094" => (Class::CredentialFault, Remedy::CorrectId),
        "10070" | "10073" | "10254" => (Class::QuotaExhausted, Remedy::AwaitQuota),
        "10071" | "10072" | "10252" => return Outcome::throttled(reply.retry_after, code, words),
        "10043" | "10045" => (Class::Rejected, Remedy::CorrectMessage),
        _ if reply.status >= 500 => (Class::Transient, Remedy::SendLater),
        _ => (Class::Rejected, Remedy::ReadTheWords),
    };
    Outcome::new(class, remedy, code, words)
}
