//! OPPO, with `OnePlus` and realme (docs/facts/push-vendors.md#oppo).

use std::time::Duration;

use domain::certificate::InAppPage;
use domain::time::Timestamp;
use serde_json::{Value, json};

use crate::client::{Answer, Call, Exchange, Line, Reply, Token};
use crate::credential::Secret;
use crate::hosts::Host;
use crate::message::{Click, Message, fit};
use crate::outcome::{Class, Outcome};
use crate::remedy::Remedy;
use crate::sign;

/// Tokens are valid for 24 hours; they are renewed an hour earlier.
const LIFETIME: Duration = Duration::from_hours(23);

/// Checks the account by requesting a token.
pub(crate) async fn check(line: &Line<'_>, key: &str, secret: &Secret, now: Timestamp) -> Outcome {
    match fetch(line, key, secret, now).await {
        Ok(_) => Outcome::accepted(None),
        Err(outcome) => outcome.without_effect(),
    }
}

pub(crate) async fn send(
    line: &Line<'_>,
    key: &str,
    secret: &Secret,
    message: &Message,
    now: Timestamp,
) -> Outcome {
    let url = format!("{}/server/v1/message/notification/unicast", line.at(Host::Oppo));
    let body = json!({
        "target_type": 2,
        "target_value": message.token,
        "verify_registration_id": false,
        "notification": notification(message),
    })
    .to_string();
    line.exchange(&Send { key, secret, url, message: body }, now).await
}

struct Send<'a> {
    key: &'a str,
    secret: &'a Secret,
    url: String,
    message: String,
}

impl Exchange for Send<'_> {
    async fn fetch(&self, line: &Line<'_>, now: Timestamp) -> Result<Token, Outcome> {
        fetch(line, self.key, self.secret, now).await
    }

    fn call(&self, token: &str) -> Call {
        let fields = [("auth_token", token), ("message", self.message.as_str())];
        Call::form(self.url.clone(), &fields).hiding(token)
    }

    fn sort(&self, reply: &Reply) -> Answer {
        let outcome = classify(reply);
        Answer { is_stale: outcome.code == "11", outcome }
    }
}

async fn fetch(line: &Line<'_>, key: &str, secret: &Secret, now: Timestamp) -> Result<Token, Outcome> {
    let timestamp = (now.micros() / 1000).to_string();
    let sign = sign::sha256(&format!("{key}{timestamp}{}", secret.expose()));
    let fields = [("app_key", key), ("timestamp", &timestamp), ("sign", &sign)];
    let url = format!("{}/server/v1/auth", line.at(Host::Oppo));
    let reply = line.make(&Call::form(url, &fields).hiding(secret.expose())).await?;
    let answer = reply.json().unwrap_or_default();
    match answer["data"]["auth_token"].as_str() {
        Some(token) if answer["code"] == 0 => Ok(Token::new(token, now, LIFETIME)),
        _ => Err(classify(&reply)),
    }
}

fn notification(message: &Message) -> Value {
    let mut notification = json!({
        "app_message_id": message.uuid(),
        "style": 1,
        "title": fit(&message.title, 50),
        "content": fit(&message.body, 50),
        "off_line": !message.lifetime.is_zero(),
        "off_line_ttl": message.lifetime.as_secs(),
        "click_action_type": 0,
    });
    match &message.click {
        Click::OpenApplication => {}
        // An intent URI.
        Click::OpenPage(intent) if intent.starts_with("intent:") => {
            notification["click_action_type"] = json!(5);
            notification["click_action_url"] = json!(intent);
        }
        Click::OpenPage(name) => {
            let is_activity = name.parse().is_ok_and(|page: InAppPage| page.is_activity());
            notification["click_action_type"] = json!(if is_activity { 4 } else { 1 });
            notification["click_action_activity"] = json!(name);
        }
        Click::OpenWebPage(url) => {
            notification["click_action_type"] = json!(2);
            notification["click_action_url"] = json!(url);
        }
    }
    let optional = [
        ("action_parameters", &message.ext),
        ("channel_id", &message.channel),
        ("category", &message.category),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            notification[name] = json!(value);
        }
    }
    notification
}

fn classify(reply: &Reply) -> Outcome {
    let answer = reply.json().unwrap_or_default();
    if answer["code"].is_null() {
        return reply.by_status();
    }
    let code = super::text(&answer["code"]);
    let words = answer["message"].as_str().unwrap_or_default();
    let (class, remedy) = match code.as_str() {
        "0" => {
            let data = &answer["data"];
            let id = data["messageId"].as_str().or_else(|| data["message_id"].as_str());
            return Outcome::accepted(id.map(str::to_owned));
        }
        "10000" => (Class::InvalidToken, Remedy::DropToken),
        "-1" => (Class::Transient, Remedy::SendLater),
        "-2" | "13" => return Outcome::throttled(reply.retry_after, code, words),
        "14" => (Class::CredentialFault, Remedy::CorrectId),
        "11" | "15" | "16" => (Class::CredentialFault, Remedy::CorrectSecret),
        // The timestamp is part of the signature; a wrong clock is no fault of the credential.
        "17" | "18" | "19" => (Class::Transient, Remedy::CorrectClock),
        "33" => (Class::QuotaExhausted, Remedy::AwaitQuota),
        "40" | "41" => (Class::Rejected, Remedy::CorrectMessage),
        _ if reply.status >= 500 => (Class::Transient, Remedy::SendLater),
        _ => (Class::Rejected, Remedy::ReadTheWords),
    };
    Outcome::new(class, remedy, code, words)
}
