//! Apple Push Notification service (docs/facts/push-vendors.md#apns): code shared by its two kinds of credentials.

pub(crate) mod identity;
pub(crate) mod key;
mod p12;
mod p8;
mod x509;

use domain::time::Timestamp;
use serde_json::{Value, json};

use crate::client::{Connection, Request, Response};
use crate::credential::Environment;
use crate::hosts::Host;
use crate::message::Message;
use crate::outcome::{Checked, Class, Outcome, Verdict};
use domain::certificate::Remedy;

/// A well-formed device token that no device has.
const NONSENSE: &str = "0000000000000000000000000000000000000000000000000000000000000000";

type Header<'a> = (&'static str, &'a str);

const ALERT: Header<'_> = ("apns-push-type", "alert");
const BACKGROUND: Header<'_> = ("apns-push-type", "background");
const VOIP: Header<'_> = ("apns-push-type", "voip");
const HIGH: Header<'_> = ("apns-priority", "10");
/// The only priority that background pushes may have.
const LOW: Header<'_> = ("apns-priority", "5");

impl From<Environment> for Host {
    fn from(environment: Environment) -> Self {
        match environment {
            Environment::Development => Self::ApnsSandbox,
            Environment::Production => Self::ApnsProduction,
        }
    }
}

/// Checks a credential at the service of its `environment`. If it is refused there, also asks the other service: the
/// credential may belong to that one.
async fn check_services<F: Future<Output = Outcome> + Send>(
    environment: Environment,
    now: Timestamp,
    check: impl Fn(Environment) -> F + Send + Sync,
) -> Checked {
    let checked = check(environment).await.judged(now);
    if checked.verdict != Verdict::Refuted {
        return checked;
    }
    let other = match environment {
        Environment::Development => Environment::Production,
        Environment::Production => Environment::Development,
    };
    if check(other).await.judged(now).verdict != Verdict::Proven {
        return checked;
    }
    Checked { remedy: Remedy::SwitchEnvironment, belongs_to: Some(other), ..checked }
}

/// The request that delivers `message`.
fn delivery(
    connection: &Connection<'_>,
    environment: Environment,
    message: &Message,
    topic: &str,
    push_type: Header<'_>,
    now: Timestamp,
) -> Request {
    let mut payload = json!({
        "aps": { "alert": { "title": message.title, "body": message.body }, "sound": "default" },
    });
    if message.mutable_content {
        payload["aps"]["mutable-content"] = json!(1);
    }
    if let Some(ext) = &message.ext {
        payload["ext"] = json!(ext);
    }
    let until = if message.lifetime.is_zero() { 0 } else { now.plus(message.lifetime).unix_seconds() };
    request(connection, environment, &message.token, topic, &payload, &[push_type, HIGH])
        .header("apns-id", &message.uuid())
        .header("apns-expiration", &until.to_string())
}

/// The request that pushes `payload` to the device `token`.
fn request(
    connection: &Connection<'_>,
    environment: Environment,
    token: &str,
    topic: &str,
    payload: &Value,
    headers: &[Header<'_>],
) -> Request {
    let url = format!("{}/3/device/{}", connection.address(environment), super::segment(token));
    let request = Request::json(url, payload).for_apple().header("apns-topic", topic);
    headers.iter().fold(request, |request, (name, value)| request.header(name, value))
}

fn classify(response: &Response) -> Outcome {
    if response.status == 200 {
        return Outcome::accepted(response.id.clone());
    }
    let answer = response.json().unwrap_or_default();
    let Some(reason) = answer["reason"].as_str() else { return response.by_status() };
    let (class, remedy) = match reason {
        "BadDeviceToken"
        | "DeviceTokenNotForTopic"
        | "ExpiredToken"
        | "Unregistered"
        | "MissingDeviceToken" => (Class::InvalidToken, Remedy::DropToken),
        "InvalidProviderToken" | "MissingProviderToken" => (Class::CredentialFault, Remedy::CorrectKeyIds),
        "BadCertificate" => (Class::CredentialFault, Remedy::RenewCertificate),
        "BadCertificateEnvironment" => (Class::CredentialFault, Remedy::SwitchEnvironment),
        "TopicDisallowed" | "BadTopic" | "MissingTopic" => (Class::CredentialFault, Remedy::CorrectBundleId),
        // The token was signed a moment ago, so this machine's clock is wrong, not the key.
        "ExpiredProviderToken" => (Class::Transient, Remedy::CorrectClock),
        "TooManyProviderTokenUpdates" | "TooManyRequests" => {
            return Outcome::throttled(response.retry_after, reason, "");
        }
        "PayloadTooLarge" => (Class::Rejected, Remedy::Shorten),
        "InternalServerError" | "ServiceUnavailable" | "Shutdown" | "IdleTimeout" => {
            (Class::Transient, Remedy::SendLater)
        }
        _ if response.status == 403 => (Class::CredentialFault, Remedy::ReadTheWords),
        _ if response.status >= 500 => (Class::Transient, Remedy::SendLater),
        _ => (Class::Rejected, Remedy::CorrectMessage),
    };
    // Apple sends a reason but no message.
    Outcome::new(class, remedy, reason, "")
}
