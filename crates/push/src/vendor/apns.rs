//! Apple Push Notification service (docs/facts/push-vendors.md#apns).

use std::time::Duration;

use domain::time::Timestamp;
use serde_json::{Value, json};

use crate::client::{Answer, Call, Exchange, Line, Reply, Token, unusable_key};
use crate::credential::{ApnsIdentity, ApnsKey, Environment};
use crate::message::Message;
use crate::outcome::{Class, Outcome};
use crate::remedy::Remedy;
use crate::sign::{self, Algorithm};

/// Apple accepts tokens up to an hour old and limits renewal to one in 20 minutes. They are replaced five minutes
/// before this lifetime ends.
const TOKEN_LIFETIME: Duration = Duration::from_mins(55);
/// A well-formed token that no device has.
const NONSENSE: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Checks a signing key: Apple rejects the nonexistent device token only after it has accepted the key.
pub(crate) async fn check_key(
    line: &Line<'_>,
    key: &ApnsKey,
    environment: Environment,
    now: Timestamp,
) -> Outcome {
    let call = call(line, environment, NONSENSE, &key.bundle_id, &json!({ "aps": {} }), &[BACKGROUND, LOW]);
    by_key(line, key, now, call).await
}

/// Checks a certificate in the same way.
pub(crate) async fn check_identity(
    line: &Line<'_>,
    identity: &ApnsIdentity,
    environment: Environment,
) -> Outcome {
    let (kind, priority) = if identity.voip { (VOIP, HIGH) } else { (BACKGROUND, LOW) };
    let topic = topic(identity);
    let call = call(line, environment, NONSENSE, &topic, &json!({ "aps": {} }), &[kind, priority]);
    as_identity(line, identity, &call).await
}

pub(crate) async fn send_by_key(
    line: &Line<'_>,
    key: &ApnsKey,
    message: &Message,
    now: Timestamp,
) -> Outcome {
    let call = delivery(line, key.environment, message, &key.bundle_id, ALERT, now);
    by_key(line, key, now, call).await
}

pub(crate) async fn send_as_identity(
    line: &Line<'_>,
    identity: &ApnsIdentity,
    message: &Message,
    now: Timestamp,
) -> Outcome {
    let kind = if identity.voip { VOIP } else { ALERT };
    let call = delivery(line, identity.environment, message, &topic(identity), kind, now);
    as_identity(line, identity, &call).await
}

const ALERT: (&str, &str) = ("apns-push-type", "alert");
const BACKGROUND: (&str, &str) = ("apns-push-type", "background");
const VOIP: (&str, &str) = ("apns-push-type", "voip");
const HIGH: (&str, &str) = ("apns-priority", "10");
/// The only priority allowed for background pushes.
const LOW: (&str, &str) = ("apns-priority", "5");

fn topic(identity: &ApnsIdentity) -> String {
    let suffix = if identity.voip { ".voip" } else { "" };
    format!("{}{suffix}", identity.bundle_id)
}

fn delivery(
    line: &Line<'_>,
    environment: Environment,
    message: &Message,
    topic: &str,
    kind: (&'static str, &str),
    now: Timestamp,
) -> Call {
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
    call(line, environment, &message.token, topic, &payload, &[kind, HIGH])
        .header("apns-id", &message.uuid())
        .header("apns-expiration", &until.to_string())
}

fn call(
    line: &Line<'_>,
    environment: Environment,
    token: &str,
    topic: &str,
    payload: &Value,
    headers: &[(&'static str, &str)],
) -> Call {
    let url = format!("{}/3/device/{}", line.at(environment), super::segment(token));
    let call = Call::json(url, payload).for_apple().header("apns-topic", topic);
    headers.iter().fold(call, |call, (name, value)| call.header(name, value))
}

async fn by_key(line: &Line<'_>, key: &ApnsKey, now: Timestamp, call: Call) -> Outcome {
    line.exchange(&ByKey { key, call }, now).await
}

struct ByKey<'a> {
    key: &'a ApnsKey,
    call: Call,
}

impl Exchange for ByKey<'_> {
    async fn fetch(&self, _: &Line<'_>, now: Timestamp) -> Result<Token, Outcome> {
        let claims = json!({ "iss": self.key.team_id, "iat": now.unix_seconds() });
        let token = sign::token(Algorithm::Es256, &self.key.key_id, &self.key.private_key, &claims);
        Ok(Token::new(token.map_err(|_| unusable_key())?.as_str(), now, TOKEN_LIFETIME))
    }

    fn call(&self, token: &str) -> Call {
        self.call.clone().authorization("bearer ", token)
    }

    fn sort(&self, reply: &Reply) -> Answer {
        let outcome = classify(reply);
        Answer { is_stale: outcome.code == "ExpiredProviderToken", outcome }
    }
}

async fn as_identity(line: &Line<'_>, identity: &ApnsIdentity, call: &Call) -> Outcome {
    match line.make_as(identity, call).await {
        Ok(reply) => classify(&reply),
        Err(outcome) => outcome,
    }
}

fn classify(reply: &Reply) -> Outcome {
    if reply.status == 200 {
        return Outcome::accepted(reply.id.clone());
    }
    let answer = reply.json().unwrap_or_default();
    let Some(reason) = answer["reason"].as_str() else { return reply.by_status() };
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
        // The token was signed a moment ago, so the clock is wrong and not the key.
        "ExpiredProviderToken" => (Class::Transient, Remedy::CorrectClock),
        "TooManyProviderTokenUpdates" | "TooManyRequests" => {
            return Outcome::throttled(reply.retry_after, reason, "");
        }
        "PayloadTooLarge" => (Class::Rejected, Remedy::Shorten),
        "InternalServerError" | "ServiceUnavailable" | "Shutdown" | "IdleTimeout" => {
            (Class::Transient, Remedy::SendLater)
        }
        _ if reply.status == 403 => (Class::CredentialFault, Remedy::ReadTheWords),
        _ if reply.status >= 500 => (Class::Transient, Remedy::SendLater),
        _ => (Class::Rejected, Remedy::CorrectMessage),
    };
    // Apple sends no message besides the reason.
    Outcome::new(class, remedy, reason, "")
}
