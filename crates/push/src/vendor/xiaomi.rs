//! Xiaomi (docs/facts/push-vendors.md#xiaomi). It has no dry run; its codes are known only from third parties.

use domain::certificate::{Account, CredentialError, Facts, Platform, XiaomiRegion};
use domain::field::Field;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{CompleteAccount, VendorCredential};
use crate::client::{Connection, Request, Response};
use crate::credential::{self, Parsed, Secret};
use crate::hosts::Host;
use crate::message::{Click, Message, Repeat, truncate};
use crate::outcome::{Checked, Class, Outcome};
use domain::certificate::Remedy;

/// An application at Xiaomi. The fields are named as in the vendor's console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XiaomiCredential {
    pub package_name: String,
    pub app_id: String,
    pub app_secret: Secret,
    pub region: XiaomiRegion,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "XiaomiCredential", deny_unknown_fields)]
pub(crate) struct Stored {
    package_name: String,
    app_id: String,
    #[serde(with = "credential::stored_secret")]
    app_secret: Secret,
    region: XiaomiRegion,
}

impl From<XiaomiRegion> for Host {
    fn from(region: XiaomiRegion) -> Self {
        match region {
            XiaomiRegion::China => Self::XiaomiChina,
            XiaomiRegion::Singapore => Self::XiaomiSingapore,
            XiaomiRegion::Europe => Self::XiaomiEurope,
            XiaomiRegion::India => Self::XiaomiIndia,
            XiaomiRegion::Russia => Self::XiaomiRussia,
        }
    }
}

impl VendorCredential for XiaomiCredential {
    const PLATFORM: Platform = Platform::Xiaomi;

    fn host(&self) -> Host {
        self.region.into()
    }

    fn parse(
        account: &CompleteAccount<'_>,
        _: Option<(&Self, &Facts)>,
        _: Timestamp,
    ) -> Option<Result<Parsed, Vec<CredentialError>>> {
        let Account::Xiaomi { package_name, app_id, app_secret, region } = account else { return None };
        let facts = vec![
            (Field::PackageName, package_name.to_string()),
            (Field::AppId, app_id.to_string()),
            (Field::Region, region.code().to_owned()),
        ];
        let credential = Self {
            package_name: package_name.to_string(),
            app_id: app_id.to_string(),
            app_secret: app_secret.clone(),
            region: *region,
        };
        Some(Ok(Parsed::typed(credential, facts, app_secret)))
    }

    fn typed_secret(&self) -> Option<&Secret> {
        Some(&self.app_secret)
    }

    /// Pushes to an id that no device has: Xiaomi validates the secret before the id.
    async fn check(&self, connection: &Connection<'_>, now: Timestamp) -> Checked {
        let token = super::NONSENSE;
        let fields = [
            ("registration_id", token),
            ("restricted_package_name", &self.package_name),
            ("title", "x"),
            ("description", "x"),
            ("pass_through", "0"),
        ];
        self.post(connection, &fields, token).await.judged(now)
    }

    /// The device shows only the first message of a `jobkey`.
    fn repeat(&self, _: &Message) -> Repeat {
        Repeat::Dropped
    }

    async fn send(&self, connection: &Connection<'_>, message: &Message, _: Timestamp) -> Outcome {
        let (title, text) = (truncate(&message.title, 50), truncate(&message.body, 128));
        let lifetime = message.lifetime.as_millis().to_string();
        let (job, overlay) = (message.short_id(), message.overlay_number().map(|number| number.to_string()));
        let sound = message.sound.as_ref();
        let sound = sound.map(|sound| format!("android.resource://{}/raw/{sound}", self.package_name));
        let mut fields = vec![
            ("registration_id", message.token.as_str()),
            ("restricted_package_name", self.package_name.as_str()),
            ("title", &title),
            ("description", &text),
            ("pass_through", "0"),
            ("notify_type", "-1"),
            ("time_to_live", &lifetime),
            ("payload", message.ext.as_deref().unwrap_or_default()),
            ("extra.jobkey", &job),
        ];
        match &message.click {
            Click::OpenApplication => fields.push(("extra.notify_effect", "1")),
            Click::OpenPage(intent) => {
                fields.extend([("extra.notify_effect", "2"), ("extra.intent_uri", intent)]);
            }
            Click::OpenWebPage(url) => fields.extend([("extra.notify_effect", "3"), ("extra.web_uri", url)]),
        }
        let optional =
            [("extra.channel_id", &message.channel), ("extra.sound_uri", &sound), ("notify_id", &overlay)];
        fields.extend(optional.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?))));
        self.post(connection, &fields, &message.token).await
    }
}

impl XiaomiCredential {
    async fn post(&self, connection: &Connection<'_>, fields: &[(&str, &str)], token: &str) -> Outcome {
        let url = format!("{}/v3/message/regid", connection.address(self.region));
        let request = Request::form(url, fields).authorization("key=", self.app_secret.expose());
        match connection.send(&request).await {
            Ok(response) => classify(&response, token),
            Err(outcome) => outcome,
        }
    }
}

fn classify(response: &Response, token: &str) -> Outcome {
    let answer = response.json().unwrap_or_default();
    if answer["code"].is_null() {
        return response.by_status();
    }
    let code = super::text(&answer["code"]);
    let words = ["description", "reason", "info"].map(|name| answer[name].as_str().unwrap_or_default());
    let words = words.join(" ");
    let (class, remedy) = match code.as_str() {
        // Xiaomi also accepts a request of which it knows no device.
        "0" if is_among(&answer["data"]["bad_regids"], token) => {
            let words = "the registration id is invalid";
            return Outcome::new(Class::InvalidToken, Remedy::DropToken, "bad_regids", words);
        }
        "0" => return Outcome::accepted(answer["data"]["id"].as_str().map(str::to_owned)),
        "66007" => (Class::InvalidToken, Remedy::DropToken),
        "21301" | "21302" => (Class::CredentialFault, Remedy::CorrectSecret),
        "22000" | "22006" | "22007" | "22022" => (Class::CredentialFault, Remedy::CorrectPackage),
        "10001" | "10002" | "10003" => (Class::Transient, Remedy::SendLater),
        "10027" | "200002" => return Outcome::throttled(response.retry_after, code, &words),
        "10034" | "200001" => (Class::QuotaExhausted, Remedy::AwaitQuota),
        "10041" | "27001" => (Class::Rejected, Remedy::CorrectChannel),
        _ if response.status >= 500 => (Class::Transient, Remedy::SendLater),
        _ => (Class::Rejected, Remedy::ReadTheWords),
    };
    Outcome::new(class, remedy, code, &words)
}

/// Whether `token` is one of `ids`, which are separated by commas.
fn is_among(ids: &Value, token: &str) -> bool {
    let texts = ids.as_array().map_or_else(|| std::slice::from_ref(ids), Vec::as_slice);
    texts.iter().filter_map(Value::as_str).flat_map(|text| text.split(',')).any(|id| id.trim() == token)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_bad_id_is_found_in_a_list() {
        for ids in [json!("a"), json!("b,a"), json!("b, a ,c"), json!(["b", "a"])] {
            assert!(is_among(&ids, "a"), "{ids}");
        }
        for ids in [json!(""), json!("ab,b"), json!(null), json!([]), json!(["b", 1])] {
            assert!(!is_among(&ids, "a"), "{ids}");
        }
    }
}
