//! Meizu (docs/facts/push-vendors.md#meizu). It has no dry run.

use domain::certificate::{Account, CredentialError, Facts, MessageClass, Platform, Remedy};
use domain::field::Field;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::{CompleteAccount, VendorCredential};
use crate::client::{Connection, Request, Response};
use crate::credential::{self, Parsed, Secret};
use crate::hosts::Host;
use crate::message::{Click, Message, truncate};
use crate::outcome::{Checked, Class, Outcome};
use crate::sign;

/// Maximum time for which Meizu keeps a message, in hours.
const MAX_HOURS: u64 = 72;

/// An application at Meizu. The fields are named as in the vendor's console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeizuCredential {
    pub package_name: String,
    pub app_id: String,
    pub app_secret: Secret,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "MeizuCredential", deny_unknown_fields)]
pub(crate) struct Stored {
    package_name: String,
    app_id: String,
    #[serde(with = "credential::stored_secret")]
    app_secret: Secret,
}

impl VendorCredential for MeizuCredential {
    const PLATFORM: Platform = Platform::Meizu;

    fn host(&self) -> Host {
        Host::Meizu
    }

    fn parse(
        account: &CompleteAccount<'_>,
        _: Option<(&Self, &Facts)>,
        _: Timestamp,
    ) -> Option<Result<Parsed, Vec<CredentialError>>> {
        let Account::Meizu { package_name, app_id, app_secret } = account else { return None };
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

    /// Pushes to an id that no device has: Meizu validates the signature before the id.
    async fn check(&self, connection: &Connection<'_>, now: Timestamp) -> Checked {
        let message = json!({
            "noticeBarInfo": { "title": "x", "content": "x" },
            "clickTypeInfo": { "clickType": 0 },
        });
        self.post(connection, super::NONSENSE, &message).await.judged(now)
    }

    async fn send(&self, connection: &Connection<'_>, message: &Message, _: Timestamp) -> Outcome {
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
                "title": truncate(&message.title, 32),
                "content": truncate(&message.body, 100),
            },
            "clickTypeInfo": click,
            "pushTimeInfo": { "offLine": u8::from(hours > 0), "validTime": hours.clamp(1, MAX_HOURS) },
        });
        if let Some(class) = message.message_class {
            body["noticeBarInfo"]["noticeMsgType"] = match class {
                MessageClass::Public => json!(0),
                MessageClass::Private => json!(1),
            };
        }
        if let Some(overlay) = message.overlay_key() {
            body["advanceInfo"] = json!({ "notifyKey": overlay });
        }
        if let Some(address) = &message.receipt {
            // Type 3 reports both deliveries and clicks.
            body["extra"] = json!({ "callback": address, "callback.type": "3" });
        }
        self.post(connection, &message.token, &body).await
    }
}

impl MeizuCredential {
    async fn post(&self, connection: &Connection<'_>, token: &str, message: &Value) -> Outcome {
        let message = message.to_string();
        let fields = [("appId", self.app_id.as_str()), ("messageJson", message.as_str()), ("pushIds", token)];
        let signature = signature(&fields, self.app_secret.expose());
        let [app_id, message, push_ids] = fields;
        let url =
            format!("{}/garcia/api/server/push/varnished/pushByPushId", connection.address(Host::Meizu));
        let request = Request::form(url, &[app_id, message, push_ids, ("sign", &signature)])
            .hiding(self.app_secret.expose());
        match connection.send(&request).await {
            Ok(response) => classify(&response, token),
            Err(outcome) => outcome,
        }
    }
}

/// MD5 over `k=v` of all fields in ascending order and the secret (docs/facts/push-vendors.md#meizu).
fn signature(fields: &[(&str, &str)], secret: &str) -> String {
    let mut fields = fields.to_vec();
    fields.sort_unstable();
    let mut text = Zeroizing::new(String::new());
    for part in fields.iter().flat_map(|(name, value)| [name, "=", value]) {
        text.push_str(part);
    }
    text.push_str(secret);
    sign::md5(&text)
}

/// Classifies a response. A successful one may list push ids that received nothing, keyed by reason code.
fn classify(response: &Response, token: &str) -> Outcome {
    let answer = response.json().unwrap_or_default();
    if answer["code"].is_null() {
        return response.by_status();
    }
    let code = super::text(&answer["code"]);
    let words = answer["message"].as_str().unwrap_or_default();
    if code != "200" {
        return by_code(&code, words, response);
    }
    let names = |ids: &Value| ids.as_array().is_some_and(|ids| ids.iter().any(|id| id == token));
    let reason = answer["value"].as_object().and_then(|value| value.iter().find(|(_, ids)| names(ids)));
    match reason.map(|(code, _)| code.as_str()) {
        None => Outcome::accepted(answer["msgId"].as_str().map(str::to_owned)),
        // For a push id this code means that pushes are switched off; for a request, that the rate limit is exceeded.
        Some(code @ "110010") => {
            Outcome::new(Class::Rejected, Remedy::ReadTheWords, code, "switched off on the device")
        }
        Some(code) => by_code(code, words, response),
    }
}

fn by_code(code: &str, words: &str, response: &Response) -> Outcome {
    let (class, remedy) = match code {
        "110002" | "110003" => (Class::InvalidToken, Remedy::DropToken),
        "500" | "1001" | "1003" => (Class::Transient, Remedy::SendLater),
        "1005" | "110004" | "110032" => (Class::Rejected, Remedy::CorrectMessage),
        "1006" | "110033" => (Class::CredentialFault, Remedy::CorrectSecret),
        "110000" | "110001" => (Class::CredentialFault, Remedy::CorrectId),
        "110009" => (Class::CredentialFault, Remedy::EnableService),
        "110031" => (Class::CredentialFault, Remedy::CorrectPackage),
        "110010" => return Outcome::throttled(response.retry_after, code, words),
        "110011" | "110019" | "110051" | "110053" => (Class::QuotaExhausted, Remedy::AwaitQuota),
        _ if response.status >= 500 => (Class::Transient, Remedy::SendLater),
        _ => (Class::Rejected, Remedy::ReadTheWords),
    };
    Outcome::new(class, remedy, code, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_as_meizus_example() {
        let fields = [
            ("pushIds", "RA50c6348036344485d01776773577c64740465480a6b"),
            ("appId", "10000"),
            (
                "messageJson",
                r#"{"title":"title","content":"content","pushTimeInfo":{"offLine":1,"validTime":24}}"#,
            ),
        ];
        assert_eq!(signature(&fields, "<APP_SECRET>"), "ac076ff25d9900015a681cb5172aa53b");
    }
}
