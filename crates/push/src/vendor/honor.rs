//! HONOR (docs/facts/push-vendors.md#honor).

use domain::certificate::Importance;
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
pub(crate) async fn check(line: &Line<'_>, client_id: &str, secret: &Secret, now: Timestamp) -> Outcome {
    match fetch(line, client_id, secret, now).await {
        Ok(_) => Outcome::accepted(None),
        Err(outcome) => outcome.without_effect(),
    }
}

pub(crate) async fn send(
    line: &Line<'_>,
    (app_id, client_id, secret): (&str, &str, &Secret),
    message: &Message,
    now: Timestamp,
) -> Outcome {
    let url = format!("{}/api/v1/{}/sendMessage", line.at(Host::Honor), super::segment(app_id));
    let call = Call::json(url, &body(message)).header("timestamp", &(now.micros() / 1000).to_string());
    line.exchange(&Send { client_id, secret, device: &message.token, call }, now).await
}

struct Send<'a> {
    client_id: &'a str,
    secret: &'a Secret,
    device: &'a str,
    call: Call,
}

impl Exchange for Send<'_> {
    async fn fetch(&self, line: &Line<'_>, now: Timestamp) -> Result<Token, Outcome> {
        fetch(line, self.client_id, self.secret, now).await
    }

    fn call(&self, token: &str) -> Call {
        self.call.clone().authorization("Bearer ", token)
    }

    fn sort(&self, reply: &Reply) -> Answer {
        classify(reply, self.device)
    }
}

async fn fetch(line: &Line<'_>, client_id: &str, secret: &Secret, now: Timestamp) -> Result<Token, Outcome> {
    let url = format!("{}/auth/token", line.at(Host::HonorToken));
    oauth::fetch(line, &oauth::client_credentials(url, client_id, secret.expose()), now).await
}

fn body(message: &Message) -> Value {
    let (title, text) = (fit(&message.title, 50), fit(&message.body, 400));
    let click = match &message.click {
        Click::OpenApplication => json!({ "type": 3 }),
        Click::OpenWebPage(url) => json!({ "type": 2, "url": url }),
        Click::OpenPage(intent) => json!({ "type": 1, "intent": intent }),
    };
    let mut notification = json!({ "title": title, "body": text, "clickAction": click });
    if let Some(importance) = message.importance {
        notification["importance"] = match importance {
            Importance::Low => json!("LOW"),
            Importance::Normal => json!("NORMAL"),
        };
    }
    if let Some(class) = &message.badge_class {
        notification["badge"] = json!({ "addNum": 1, "badgeClass": class });
    }
    // One day, HONOR's default; its maximum is higher (docs/facts/push-vendors.md#known-differences).
    let ttl = format!("{}s", message.lifetime.as_secs().min(86_400));
    let mut body = json!({
        "token": [message.token],
        "notification": { "title": title, "body": text },
        "android": { "ttl": ttl, "notification": notification },
    });
    if let Some(ext) = &message.ext {
        body["data"] = json!(ext);
    }
    body
}

fn classify(reply: &Reply, token: &str) -> Answer {
    let answer = reply.json().unwrap_or_default();
    if answer["code"].is_null() {
        return Answer { outcome: reply.by_status(), is_stale: reply.status == 401 };
    }
    let code = super::text(&answer["code"]);
    let words = answer["message"].as_str().unwrap_or_default();
    let data = &answer["data"];
    let (class, remedy) = match (code.as_str(), reply.status) {
        ("200", _) if names(&data["failTokens"], token) || names(&data["expireTokens"], token) => {
            (Class::InvalidToken, Remedy::DropToken)
        }
        ("200", _) => {
            return Answer::settled(Outcome::accepted(data["requestId"].as_str().map(str::to_owned)));
        }
        ("401" | "80200001" | "80200003", _) | (_, 401) => (Class::CredentialFault, Remedy::CorrectSecret),
        (_, 429) => return Answer::settled(Outcome::throttled(reply.retry_after, code, words)),
        (_, 500..) => (Class::Transient, Remedy::SendLater),
        _ => (Class::Rejected, Remedy::ReadTheWords),
    };
    let is_stale = class == Class::CredentialFault;
    Answer { outcome: Outcome::new(class, remedy, code, words), is_stale }
}

fn names(tokens: &Value, token: &str) -> bool {
    tokens.as_array().is_some_and(|tokens| tokens.iter().any(|one| one == token))
}
