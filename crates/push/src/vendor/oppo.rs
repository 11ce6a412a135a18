//! OPPO, with `OnePlus` and realme (docs/facts/push-vendors.md#oppo).

use std::time::Duration;

use domain::certificate::{Account, CredentialError, Facts, InAppPage, Platform};
use domain::field::Field;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{CompleteAccount, VendorCredential};
use crate::client::{Classified, Connection, Exchange, Request, Response, Token};
use crate::credential::{self, Parsed, Secret};
use crate::hosts::Host;
use crate::message::{Click, Message, Repeat, truncate};
use crate::outcome::{Checked, Class, Outcome};
use crate::sign;
use domain::certificate::Remedy;

/// Access tokens are valid for 24 hours; they are renewed at least an hour before that.
const TOKEN_LIFETIME: Duration = Duration::from_hours(23);

/// How long OPPO keeps a message for an offline device at most.
const MAX_LIFETIME: Duration = Duration::from_hours(10 * 24);

/// An application at OPPO. The fields are named as in the vendor's console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OppoCredential {
    pub app_id: String,
    pub app_key: String,
    pub master_secret: Secret,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "OppoCredential", deny_unknown_fields)]
pub(crate) struct Stored {
    app_id: String,
    app_key: String,
    #[serde(with = "credential::stored_secret")]
    master_secret: Secret,
}

impl VendorCredential for OppoCredential {
    const PLATFORM: Platform = Platform::Oppo;

    fn host(&self) -> Host {
        Host::Oppo
    }

    fn parse(
        account: &CompleteAccount<'_>,
        _: Option<(&Self, &Facts)>,
        _: Timestamp,
    ) -> Option<Result<Parsed, Vec<CredentialError>>> {
        let Account::Oppo { app_id, app_key, master_secret } = account else { return None };
        let facts = vec![(Field::AppId, app_id.to_string()), (Field::AppKey, app_key.to_string())];
        let credential = Self {
            app_id: app_id.to_string(),
            app_key: app_key.to_string(),
            master_secret: master_secret.clone(),
        };
        Some(Ok(Parsed::typed(credential, facts, master_secret)))
    }

    fn typed_secret(&self) -> Option<&Secret> {
        Some(&self.master_secret)
    }

    /// Requests an access token, which delivers nothing.
    async fn check(&self, connection: &Connection<'_>, now: Timestamp) -> Checked {
        let outcome = match self.fetch_token(connection, now).await {
            Ok(_) => Outcome::accepted(None),
            Err(outcome) => outcome.without_effect(),
        };
        outcome.judged(now)
    }

    async fn prepare(&self, connection: &Connection<'_>, now: Timestamp) -> Result<(), Outcome> {
        connection.prepare(now, self.fetch_token(connection, now)).await
    }

    /// The server delivers only the first message of an `app_message_id` to a device.
    fn repeat(&self, _: &Message) -> Repeat {
        Repeat::Dropped
    }

    async fn send(&self, connection: &Connection<'_>, message: &Message, now: Timestamp) -> Outcome {
        let url = format!("{}/server/v1/message/notification/unicast", connection.address(Host::Oppo));
        let body = json!({
            "target_type": 2,
            "target_value": message.token,
            "verify_registration_id": false,
            "notification": notification(message),
        })
        .to_string();
        connection.exchange(&Push { credential: self, url, message: body }, now).await
    }
}

impl OppoCredential {
    async fn fetch_token(&self, connection: &Connection<'_>, now: Timestamp) -> Result<Token, Outcome> {
        let timestamp = (now.micros() / 1000).to_string();
        let secret = self.master_secret.expose();
        let sign = sign::sha256(&format!("{}{timestamp}{secret}", self.app_key));
        let fields = [("app_key", self.app_key.as_str()), ("timestamp", &timestamp), ("sign", &sign)];
        let url = format!("{}/server/v1/auth", connection.address(Host::Oppo));
        let response = connection.fetch(&Request::form(url, &fields).hiding(secret)).await?;
        let answer = response.json().unwrap_or_default();
        match answer["data"]["auth_token"].as_str() {
            Some(token) if answer["code"] == 0 => Ok(Token::new(token, now, TOKEN_LIFETIME)),
            _ => Err(classify(&response)),
        }
    }
}

struct Push<'a> {
    credential: &'a OppoCredential,
    url: String,
    message: String,
}

impl Exchange for Push<'_> {
    async fn fetch_token(&self, connection: &Connection<'_>, now: Timestamp) -> Result<Token, Outcome> {
        self.credential.fetch_token(connection, now).await
    }

    fn request(&self, token: &str) -> Request {
        let fields = [("auth_token", token), ("message", self.message.as_str())];
        Request::form(self.url.clone(), &fields).hiding(token)
    }

    fn classify(&self, response: &Response) -> Classified {
        let outcome = classify(response);
        Classified { token_expired: outcome.code == "11", outcome }
    }
}

fn notification(message: &Message) -> Value {
    let mut notification = json!({
        "app_message_id": message.uuid(),
        "style": 1,
        "title": truncate(&message.title, 50),
        "content": truncate(&message.body, 50),
        "off_line": !message.lifetime.is_zero(),
        "off_line_ttl": message.lifetime.min(MAX_LIFETIME).as_secs(),
        "click_action_type": 0,
    });
    match &message.click {
        Click::OpenApplication => {}
        // An intent URI, not the name of an Activity.
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
    if let Some(overlay) = message.overlay_number() {
        notification["notify_id"] = json!(overlay);
    }
    if let Some(subtitle) = &message.subtitle {
        notification["sub_title"] = json!(truncate(subtitle, 10));
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

fn classify(response: &Response) -> Outcome {
    let answer = response.json().unwrap_or_default();
    if answer["code"].is_null() {
        return response.by_status();
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
        "-2" | "13" => return Outcome::throttled(response.retry_after, code, words),
        "14" => (Class::CredentialFault, Remedy::CorrectId),
        "11" | "15" | "16" => (Class::CredentialFault, Remedy::CorrectSecret),
        // The signature covers the timestamp: this machine's clock is wrong, not the credential.
        "17" | "18" | "19" => (Class::Transient, Remedy::CorrectClock),
        "33" => (Class::QuotaExhausted, Remedy::AwaitQuota),
        "40" | "41" => (Class::Rejected, Remedy::CorrectMessage),
        _ if response.status >= 500 => (Class::Transient, Remedy::SendLater),
        _ => (Class::Rejected, Remedy::ReadTheWords),
    };
    Outcome::new(class, remedy, code, words)
}
