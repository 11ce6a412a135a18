//! HONOR (docs/facts/push-vendors.md#honor).

use std::time::Duration;

use domain::certificate::{Account, CredentialError, Facts, Importance, Platform};
use domain::field::Field;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{CompleteAccount, VendorCredential, oauth};
use crate::client::{Classified, Connection, Exchange, Request, Response, Token};
use crate::credential::{self, Parsed, Secret};
use crate::hosts::Host;
use crate::message::{Click, Interruption, Message, truncate};
use crate::outcome::{Checked, Class, Outcome};
use domain::certificate::Remedy;

/// The code of success, and one that only a third party's client takes for it.
const SUCCESS: &str = "200";
const OTHER_SUCCESS: &str = "80000000";
/// How long HONOR keeps a message for an offline device at most.
const MAX_LIFETIME: Duration = Duration::from_hours(15 * 24);

/// An application at HONOR. The fields are named as in the vendor's console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HonorCredential {
    pub app_id: String,
    pub client_id: String,
    pub client_secret: Secret,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "HonorCredential", deny_unknown_fields)]
pub(crate) struct Stored {
    app_id: String,
    client_id: String,
    #[serde(with = "credential::stored_secret")]
    client_secret: Secret,
}

impl VendorCredential for HonorCredential {
    const PLATFORM: Platform = Platform::Honor;

    fn host(&self) -> Host {
        Host::Honor
    }

    fn parse(
        account: &CompleteAccount<'_>,
        _: Option<(&Self, &Facts)>,
        _: Timestamp,
    ) -> Option<Result<Parsed, Vec<CredentialError>>> {
        let Account::Honor { app_id, client_id, client_secret } = account else { return None };
        let facts = vec![(Field::AppId, app_id.to_string()), (Field::ClientId, client_id.to_string())];
        let credential = Self {
            app_id: app_id.to_string(),
            client_id: client_id.to_string(),
            client_secret: client_secret.clone(),
        };
        Some(Ok(Parsed::typed(credential, facts, client_secret)))
    }

    fn typed_secret(&self) -> Option<&Secret> {
        Some(&self.client_secret)
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
        let app_id = super::segment(&self.app_id);
        let url = format!("{}/api/v1/{app_id}/sendMessage", connection.address(Host::Honor));
        let timestamp = (now.micros() / 1000).to_string();
        let request = Request::json(url, &body(message)).header("timestamp", &timestamp);
        connection.exchange(&Push { credential: self, device: &message.token, request }, now).await
    }
}

impl HonorCredential {
    async fn fetch_token(&self, connection: &Connection<'_>, now: Timestamp) -> Result<Token, Outcome> {
        let url = format!("{}/auth/token", connection.address(Host::HonorToken));
        let request = oauth::client_credentials(url, &self.client_id, self.client_secret.expose());
        oauth::fetch_token(connection, &request, now).await
    }
}

struct Push<'a> {
    credential: &'a HonorCredential,
    device: &'a str,
    request: Request,
}

impl Exchange for Push<'_> {
    async fn fetch_token(&self, connection: &Connection<'_>, now: Timestamp) -> Result<Token, Outcome> {
        self.credential.fetch_token(connection, now).await
    }

    fn request(&self, token: &str) -> Request {
        self.request.clone().authorization("Bearer ", token)
    }

    fn classify(&self, response: &Response) -> Classified {
        classify(response, self.device)
    }
}

fn body(message: &Message) -> Value {
    let (title, text) = (truncate(&message.title, 50), truncate(&message.body, 400));
    let click = match &message.click {
        Click::OpenApplication => json!({ "type": 3 }),
        Click::OpenWebPage(url) => json!({ "type": 2, "url": url }),
        Click::OpenPage(intent) => json!({ "type": 1, "intent": intent }),
    };
    let mut notification = json!({ "title": title, "body": text, "clickAction": click });
    let passive = (message.interruption == Some(Interruption::Passive)).then_some(Importance::Low);
    if let Some(importance) = passive.or(message.importance) {
        notification["importance"] = match importance {
            Importance::Low => json!("LOW"),
            Importance::Normal => json!("NORMAL"),
        };
    }
    if let Some(class) = &message.badge_class {
        let mut badge = match message.badge {
            Some(number) => json!({ "setNum": number.min(99) }),
            None => json!({ "addNum": message.badge_add.unwrap_or(1).clamp(1, 99) }),
        };
        badge["badgeClass"] = json!(class);
        notification["badge"] = badge;
    }
    if let Some(overlay) = message.overlay_number() {
        notification["notifyId"] = json!(overlay);
    }
    if let Some(image) = &message.image {
        notification["image"] = json!(image);
    }
    let ttl = format!("{}s", message.lifetime.min(MAX_LIFETIME).as_secs());
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

fn classify(response: &Response, token: &str) -> Classified {
    let answer = response.json().unwrap_or_default();
    if answer["code"].is_null() {
        return Classified { outcome: response.by_status(), token_expired: response.status == 401 };
    }
    let code = super::text(&answer["code"]);
    let words = answer["message"].as_str().unwrap_or_default();
    let data = &answer["data"];
    let (class, remedy) = match (code.as_str(), response.status) {
        (SUCCESS | OTHER_SUCCESS, _) if contains(&data["expireTokens"], token) => {
            (Class::InvalidToken, Remedy::DropToken)
        }
        // Not delivered, for a reason that HONOR does not state.
        (SUCCESS | OTHER_SUCCESS, _) if contains(&data["failTokens"], token) => {
            (Class::DoubtfulToken, Remedy::ReadTheWords)
        }
        (SUCCESS | OTHER_SUCCESS, _) => {
            return Classified::settled(Outcome::accepted(data["requestId"].as_str().map(str::to_owned)));
        }
        ("401" | "80200001" | "80200003", _) | (_, 401) => (Class::CredentialFault, Remedy::CorrectSecret),
        (_, 429) => return Classified::settled(Outcome::throttled(response.retry_after, code, words)),
        (_, 500..) => (Class::Transient, Remedy::SendLater),
        _ => (Class::Rejected, Remedy::ReadTheWords),
    };
    let token_expired = class == Class::CredentialFault;
    Classified { outcome: Outcome::new(class, remedy, code, words), token_expired }
}

fn contains(tokens: &Value, token: &str) -> bool {
    tokens.as_array().is_some_and(|tokens| tokens.iter().any(|one| one == token))
}
