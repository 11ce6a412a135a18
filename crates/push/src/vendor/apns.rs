//! Apple Push Notification service (docs/facts/push-vendors.md#apns): code shared by its two kinds of credentials.

pub(crate) mod identity;
pub(crate) mod key;
mod p12;
mod p8;
mod x509;

use std::time::Duration;

use domain::time::Timestamp;
use serde_json::{Value, json};

use crate::client::{Connection, Request, Response};
use crate::credential::Environment;
use crate::hosts::Host;
use crate::message::{Interruption, Kind, Message, Priority, Repeat};
use crate::outcome::{Checked, Class, Outcome, Throttle, Verdict};
use domain::certificate::Remedy;

/// Maximum bytes of a payload, and of one of a `VoIP` push.
const MAX_PAYLOAD: usize = 4096;
const MAX_VOIP_PAYLOAD: usize = 5120;
/// How long Apple keeps a push for an offline device at most.
const MAX_LIFETIME: Duration = Duration::from_hours(30 * 24);

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

/// The topic of the pushes of an application.
fn topic(bundle_id: &str, kind: Kind) -> String {
    let suffix = if kind == Kind::Voip { ".voip" } else { "" };
    format!("{bundle_id}{suffix}")
}

/// The request that delivers `message` as `kind`; an outcome if Apple would refuse it as too large.
fn delivery(
    connection: &Connection<'_>,
    environment: Environment,
    message: &Message,
    bundle_id: &str,
    kind: Kind,
    now: Timestamp,
) -> Result<Request, Outcome> {
    let headers = match kind {
        Kind::Alert => [ALERT, if message.priority == Priority::High { HIGH } else { LOW }],
        Kind::Background => [BACKGROUND, LOW],
        Kind::Voip => [VOIP, HIGH],
    };
    let lifetime = message.lifetime.min(MAX_LIFETIME);
    let until = if lifetime.is_zero() { 0 } else { now.plus(lifetime).unix_seconds() };
    let (topic, payload) = (topic(bundle_id, kind), payload(message, kind));
    let mut request = request(connection, environment, &message.token, &topic, &payload, &headers)
        .header("apns-id", &message.uuid())
        .header("apns-expiration", &until.to_string());
    if let Some(overlay) = message.overlay_text().filter(|_| kind == Kind::Alert) {
        request = request.header("apns-collapse-id", &overlay);
    }
    let (length, max) =
        (request.body_length(), if kind == Kind::Voip { MAX_VOIP_PAYLOAD } else { MAX_PAYLOAD });
    if length > max {
        let words = format!("{length} bytes of payload where Apple accepts {max}");
        return Err(Outcome::new(Class::Rejected, Remedy::Shorten, "PayloadTooLarge", &words));
    }
    Ok(request)
}

fn payload(message: &Message, kind: Kind) -> Value {
    let mut payload = match kind {
        Kind::Alert | Kind::Voip => displayed(message),
        // Apple accepts neither alert nor sound nor badge beside it.
        Kind::Background => json!({ "aps": { "content-available": 1 } }),
    };
    if let Some(ext) = &message.ext {
        payload["ext"] = json!(ext);
    }
    payload
}

fn displayed(message: &Message) -> Value {
    let sound = message.sound.as_deref().unwrap_or("default");
    let mut aps = json!({ "alert": { "title": message.title, "body": message.body }, "sound": sound });
    if let Some(subtitle) = &message.subtitle {
        aps["alert"]["subtitle"] = json!(subtitle);
    }
    if let Some(badge) = message.badge {
        aps["badge"] = json!(badge);
    }
    if let Some(interruption) = message.interruption {
        aps["interruption-level"] = json!(match interruption {
            Interruption::Passive => "passive",
            Interruption::Active => "active",
            Interruption::TimeSensitive => "time-sensitive",
            Interruption::Critical => "critical",
        });
        if interruption == Interruption::Critical {
            aps["sound"] = json!({ "critical": 1, "name": sound, "volume": 1.0 });
        }
    }
    // Only an app extension can download the image.
    if message.mutable_content || message.image.is_some() {
        aps["mutable-content"] = json!(1);
    }
    let mut payload = json!({ "aps": aps });
    if let Some(image) = &message.image {
        payload["image"] = json!(image);
    }
    payload
}

/// Apple's servers drop no repeats, and replace only what the system displays.
const fn repeat(message: &Message, kind: Kind) -> Repeat {
    match kind {
        Kind::Alert => message.repeat_by_overlay(),
        Kind::Background | Kind::Voip => Repeat::ShowsTwice,
    }
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
    let request = Request::json(url, payload).multiplexed().header("apns-topic", topic);
    headers.iter().fold(request, |request, (name, value)| request.header(name, value))
}

fn classify(response: &Response) -> Outcome {
    if response.status == 200 {
        return Outcome::accepted(response.id.clone());
    }
    let answer = response.json().unwrap_or_default();
    let Some(reason) = answer["reason"].as_str() else { return response.by_status() };
    let (class, remedy) = match reason {
        "ExpiredToken" | "Unregistered" => (Class::InvalidToken, Remedy::DropToken),
        // Also the token of a device of the other environment, or of another application.
        "BadDeviceToken" => (Class::DoubtfulToken, Remedy::SwitchEnvironment),
        "DeviceTokenNotForTopic" => (Class::DoubtfulToken, Remedy::CorrectBundleId),
        "MissingDeviceToken" => (Class::DoubtfulToken, Remedy::CorrectMessage),
        "InvalidProviderToken" | "MissingProviderToken" => (Class::CredentialFault, Remedy::CorrectKeyIds),
        "BadCertificate" => (Class::CredentialFault, Remedy::RenewCertificate),
        "BadCertificateEnvironment" => (Class::CredentialFault, Remedy::SwitchEnvironment),
        "TopicDisallowed" | "BadTopic" | "MissingTopic" => (Class::CredentialFault, Remedy::CorrectBundleId),
        // The token was signed a moment ago, so this machine's clock is wrong, not the key.
        "ExpiredProviderToken" => (Class::Transient, Remedy::CorrectClock),
        "TooManyProviderTokenUpdates" => return Outcome::throttled(response.retry_after, reason, ""),
        "TooManyRequests" => (
            Class::Throttled { retry_after: response.retry_after, scope: Throttle::Token },
            Remedy::SendLater,
        ),
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
