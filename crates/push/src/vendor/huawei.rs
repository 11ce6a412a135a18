//! Huawei Push Kit for Android (docs/facts/push-vendors.md#huawei), and the codes that it shares with `HarmonyOS`.

use std::time::Duration;

use domain::certificate::{Account, CredentialError, Facts, Platform};
use domain::field::Field;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{CompleteAccount, VendorCredential, oauth};
use crate::client::{Classified, Connection, Exchange, Request, Response, Token};
use crate::credential::{self, Parsed, Secret};
use crate::hosts::Host;
use crate::message::{Click, Interruption, Message, Priority, truncate};
use crate::outcome::{Checked, Class, Outcome};
use domain::certificate::Remedy;

/// How long Huawei keeps a message for an offline device at most.
pub(super) const MAX_LIFETIME: Duration = Duration::from_hours(15 * 24);

/// An application at Huawei. The fields are named as in the vendor's console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HuaweiCredential {
    pub package_name: String,
    pub app_id: String,
    pub app_secret: Secret,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "HuaweiCredential", deny_unknown_fields)]
pub(crate) struct Stored {
    package_name: String,
    app_id: String,
    #[serde(with = "credential::stored_secret")]
    app_secret: Secret,
}

impl VendorCredential for HuaweiCredential {
    const PLATFORM: Platform = Platform::Huawei;

    fn host(&self) -> Host {
        Host::Huawei
    }

    fn parse(
        account: &CompleteAccount<'_>,
        _: Option<(&Self, &Facts)>,
        _: Timestamp,
    ) -> Option<Result<Parsed, Vec<CredentialError>>> {
        let Account::Huawei { package_name, app_id, app_secret } = account else { return None };
        let facts = vec![(Field::PackageName, package_name.to_string()), (Field::AppId, app_id.to_string())];
        let credential = Self {
            package_name: package_name.to_string(),
            app_id: app_id.to_string(),
            app_secret: app_secret.clone(),
        };
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
        let app_id = super::segment(&self.app_id);
        let url = format!("{}/v1/{app_id}/messages:send", connection.address(Host::Huawei));
        let request = Request::json(url, &body(message));
        connection.exchange(&Push { credential: self, device: &message.token, request }, now).await
    }
}

impl HuaweiCredential {
    async fn fetch_token(&self, connection: &Connection<'_>, now: Timestamp) -> Result<Token, Outcome> {
        let url = format!("{}/oauth2/v3/token", connection.address(Host::HuaweiToken));
        let request = oauth::client_credentials(url, &self.app_id, self.app_secret.expose());
        oauth::fetch_token(connection, &request, now).await
    }
}

struct Push<'a> {
    credential: &'a HuaweiCredential,
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
    let (title, text) = (truncate(&message.title, 60), truncate(&message.body, 600));
    let click = match &message.click {
        Click::OpenApplication => json!({ "type": 3 }),
        Click::OpenWebPage(url) => json!({ "type": 2, "url": url }),
        Click::OpenPage(intent) => json!({ "type": 1, "intent": intent }),
    };
    let mut android = json!({
        "urgency": match message.priority {
            Priority::High => "HIGH",
            Priority::Normal => "NORMAL",
        },
        "ttl": format!("{}s", message.lifetime.min(MAX_LIFETIME).as_secs()),
        "notification": { "title": title, "body": text, "click_action": click },
    });
    if let Some(channel) = &message.channel {
        android["notification"]["channel_id"] = json!(channel);
    }
    if let Some(class) = &message.badge_class {
        let mut badge = match message.badge {
            Some(number) => json!({ "set_num": number.min(99) }),
            None => json!({ "add_num": message.badge_add.unwrap_or(1).clamp(1, 99) }),
        };
        badge["class"] = json!(class);
        android["notification"]["badge"] = badge;
    }
    if let Some(overlay) = message.overlay_number() {
        android["notification"]["notify_id"] = json!(overlay);
    }
    if let Some(sound) = &message.sound {
        android["notification"]["default_sound"] = json!(false);
        android["notification"]["sound"] = json!(format!("/raw/{sound}"));
    }
    if let Some(image) = &message.image {
        android["notification"]["image"] = json!(image);
    }
    // More than the usual importance requires a permission of Huawei's.
    if message.interruption == Some(Interruption::Passive) {
        android["notification"]["importance"] = json!("LOW");
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

/// Classifies a response of Huawei's services for Android and `HarmonyOS`.
pub(super) fn classify(response: &Response, token: &str) -> Classified {
    let answer = response.json().unwrap_or_default();
    if answer["code"].is_null() {
        return Classified::settled(by_status(response));
    }
    let code = super::text(&answer["code"]);
    let words = super::text(&answer["msg"]);
    let fault = Class::CredentialFault;
    let (class, remedy) = match code.as_str() {
        "80000000" => {
            return Classified::settled(Outcome::accepted(answer["requestId"].as_str().map(str::to_owned)));
        }
        "80100000" | "80300007" => return Classified::settled(undelivered(&code, &words, token, &answer)),
        "80200001" => (fault, Remedy::CorrectSecret),
        // A new token was refused as well, so this machine's clock is wrong.
        "80200003" | "80200005" => (Class::Transient, Remedy::CorrectClock),
        "80300036" => (fault, Remedy::CorrectClock),
        "80300002" | "80300037" => (fault, Remedy::EnableService),
        "80300008" => (Class::Rejected, Remedy::Shorten),
        "80300029" => return Classified::settled(Outcome::throttled(response.retry_after, code, &words)),
        "80100001" | "80100003" | "80100004" | "80100022" | "80300010" | "80300030" => {
            (Class::Rejected, Remedy::CorrectMessage)
        }
        "81000001" => (Class::Transient, Remedy::SendLater),
        _ if response.status == 503 => return Classified::settled(by_status(response)),
        _ if response.status >= 500 => (Class::Transient, Remedy::SendLater),
        _ => (Class::Rejected, Remedy::ReadTheWords),
    };
    let token_expired = matches!(code.as_str(), "80200001" | "80200003" | "80200005");
    Classified { outcome: Outcome::new(class, remedy, code, &words), token_expired }
}

/// Like [`Response::by_status`], except that Huawei uses 503 for flow control.
fn by_status(response: &Response) -> Outcome {
    match response.status {
        503 => Outcome::throttled(response.retry_after, "http 503", &response.body),
        _ => response.by_status(),
    }
}

/// Classifies a response saying that some or all tokens received nothing: the token is invalid unless the reason says
/// otherwise (docs/facts/push-vendors.md#harmonyos).
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
