//! vivo, with iQOO (docs/facts/push-vendors.md#vivo).

use std::time::Duration;

use domain::certificate::{Account, CredentialError, Facts, Platform};
use domain::field::Field;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{CompleteAccount, VendorCredential};
use crate::client::{Classified, Connection, Exchange, Request, Response, Token};
use crate::credential::{self, Parsed, Secret};
use crate::hosts::Host;
use crate::message::{Click, Message, truncate};
use crate::outcome::{Checked, Class, Outcome};
use crate::sign;
use domain::certificate::Remedy;

/// Access tokens are valid for 24 hours; vivo advises renewing them after one or two.
const TOKEN_LIFETIME: Duration = Duration::from_hours(2);
/// Minimum and maximum seconds for which vivo keeps a message to one device.
const TIME_TO_LIVE: (u64, u64) = (60, 86_400);
/// The categories of system messages; all others are marketing.
const SYSTEM: [&str; 6] = ["IM", "ACCOUNT", "TODO", "DEVICE_REMINDER", "ORDER", "SUBSCRIPTION"];

/// An application at vivo. The fields are named as in the vendor's console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VivoCredential {
    pub app_id: String,
    pub app_key: String,
    pub app_secret: Secret,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "VivoCredential", deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the names are stored")]
pub(crate) struct Stored {
    app_id: String,
    app_key: String,
    #[serde(with = "credential::stored_secret")]
    app_secret: Secret,
}

impl VendorCredential for VivoCredential {
    const PLATFORM: Platform = Platform::Vivo;

    fn host(&self) -> Host {
        Host::Vivo
    }

    fn parse(
        account: &CompleteAccount<'_>,
        _: Option<(&Self, &Facts)>,
        _: Timestamp,
    ) -> Option<Result<Parsed, Vec<CredentialError>>> {
        let Account::Vivo { app_id, app_key, app_secret } = account else { return None };
        let facts = vec![(Field::AppId, app_id.to_string()), (Field::AppKey, app_key.to_string())];
        let credential =
            Self { app_id: app_id.to_string(), app_key: app_key.to_string(), app_secret: app_secret.clone() };
        Some(Ok(Parsed::typed(credential, facts, app_secret)))
    }

    fn typed_secret(&self) -> Option<&Secret> {
        Some(&self.app_secret)
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

    async fn send(&self, connection: &Connection<'_>, message: &Message, now: Timestamp) -> Outcome {
        let url = format!("{}/message/send", connection.address(Host::Vivo));
        let request = Request::json(url, &body(&self.app_id, message));
        connection.exchange(&Push { credential: self, request }, now).await
    }
}

impl VivoCredential {
    async fn fetch_token(&self, connection: &Connection<'_>, now: Timestamp) -> Result<Token, Outcome> {
        let Self { app_id, app_key, app_secret } = self;
        let timestamp = now.micros() / 1000;
        let sign = sign::md5(&format!("{app_id}{app_key}{timestamp}{}", app_secret.expose()));
        let body = json!({ "appId": app_id, "appKey": app_key, "timestamp": timestamp, "sign": sign });
        let url = format!("{}/message/auth", connection.address(Host::Vivo));
        let response = connection.fetch(&Request::json(url, &body).hiding(app_secret.expose())).await?;
        let answer = response.json().unwrap_or_default();
        match answer["authToken"].as_str() {
            Some(token) if answer["result"] == 0 => Ok(Token::new(token, now, TOKEN_LIFETIME)),
            _ => Err(classify(&response)),
        }
    }
}

struct Push<'a> {
    credential: &'a VivoCredential,
    request: Request,
}

impl Exchange for Push<'_> {
    async fn fetch_token(&self, connection: &Connection<'_>, now: Timestamp) -> Result<Token, Outcome> {
        self.credential.fetch_token(connection, now).await
    }

    fn request(&self, token: &str) -> Request {
        self.request.clone().header("authToken", token).hiding(token)
    }

    fn classify(&self, response: &Response) -> Classified {
        let outcome = classify(response);
        Classified { token_expired: outcome.code == "10000", outcome }
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
        "title": truncate(&message.title, 40),
        "content": truncate(&message.body, 100),
        "timeToLive": message.lifetime.as_secs().clamp(TIME_TO_LIVE.0, TIME_TO_LIVE.1),
        "skipType": skip,
        "skipContent": content,
        "classification": u8::from(SYSTEM.contains(&category)),
        "category": category,
        "pushMode": 0,
        "requestId": message.uuid(),
    });
    if let Some(overlay) = message.overlay_number() {
        body["notifyId"] = json!(overlay);
    }
    if let Some(address) = &message.receipt {
        body["extra"] = json!({ "callback": address });
    }
    if let Some(ext) = &message.ext {
        body["clientCustomMap"] = json!({ "ext": ext });
    }
    body
}

fn classify(response: &Response) -> Outcome {
    let answer = response.json().unwrap_or_default();
    if answer["result"].is_null() {
        return response.by_status();
    }
    let code = super::text(&answer["result"]);
    let words = answer["desc"].as_str().unwrap_or_default();
    let (class, remedy) = match code.as_str() {
        "0" => return Outcome::accepted(answer["taskId"].as_str().map(str::to_owned)),
        "10302" => match answer["invalidUser"]["status"].as_i64() {
            // The device has been offline for 90 days.
            Some(3) => (Class::DoubtfulToken, Remedy::SendLater),
            // The device is not registered for test pushes.
            Some(4) => (Class::Rejected, Remedy::ReadTheWords),
            _ => (Class::InvalidToken, Remedy::DropToken),
        },
        "10000" => (Class::CredentialFault, Remedy::CorrectSecret),
        "10094" => (Class::CredentialFault, Remedy::CorrectId),
        "10070" | "10073" | "10254" => (Class::QuotaExhausted, Remedy::AwaitQuota),
        "10071" | "10072" | "10252" => return Outcome::throttled(response.retry_after, code, words),
        "10043" | "10045" => (Class::Rejected, Remedy::CorrectMessage),
        _ if response.status >= 500 => (Class::Transient, Remedy::SendLater),
        _ => (Class::Rejected, Remedy::ReadTheWords),
    };
    Outcome::new(class, remedy, code, words)
}
