//! Xiaomi (docs/facts/push-vendors.md#xiaomi). It has no dry run.

use crate::client::{Call, Line, Reply};
use crate::credential::{Secret, XiaomiRegion};
use crate::message::{Click, Message, fit};
use crate::outcome::{Class, Outcome};
use crate::remedy::Remedy;

/// Checks the account by a push to a nonexistent registration ID, which Xiaomi validates after the secret.
pub(crate) async fn check(line: &Line<'_>, package: &str, secret: &Secret, region: XiaomiRegion) -> Outcome {
    let fields = [
        ("registration_id", super::NONSENSE),
        ("restricted_package_name", package),
        ("title", "x"),
        ("description", "x"),
        ("pass_through", "0"),
    ];
    call(line, region, secret, &fields).await
}

pub(crate) async fn send(
    line: &Line<'_>,
    package: &str,
    secret: &Secret,
    region: XiaomiRegion,
    message: &Message,
) -> Outcome {
    let (title, text) = (fit(&message.title, 50), fit(&message.body, 128));
    let lifetime = message.lifetime.as_millis().to_string();
    let mut fields = vec![
        ("registration_id", message.token.as_str()),
        ("restricted_package_name", package),
        ("title", &title),
        ("description", &text),
        ("pass_through", "0"),
        ("notify_type", "-1"),
        ("time_to_live", &lifetime),
        ("payload", message.ext.as_deref().unwrap_or_default()),
    ];
    match &message.click {
        Click::OpenApplication => fields.push(("extra.notify_effect", "1")),
        Click::OpenPage(intent) => {
            fields.extend([("extra.notify_effect", "2"), ("extra.intent_uri", intent)]);
        }
        Click::OpenWebPage(url) => fields.extend([("extra.notify_effect", "3"), ("extra.web_uri", url)]),
    }
    if let Some(channel) = &message.channel {
        fields.push(("extra.channel_id", channel));
    }
    call(line, region, secret, &fields).await
}

async fn call(line: &Line<'_>, region: XiaomiRegion, secret: &Secret, fields: &[(&str, &str)]) -> Outcome {
    let url = format!("{}/v3/message/regid", line.at(region));
    let call = Call::form(url, fields).authorization("key=", secret.expose());
    match line.make(&call).await {
        Ok(reply) => classify(&reply),
        Err(outcome) => outcome,
    }
}

fn classify(reply: &Reply) -> Outcome {
    let answer = reply.json().unwrap_or_default();
    if answer["code"].is_null() {
        return reply.by_status();
    }
    let code = super::text(&answer["code"]);
    let words = ["description", "reason", "info"].map(|name| answer[name].as_str().unwrap_or_default());
    let words = words.join(" ");
    let (class, remedy) = match code.as_str() {
        "0" => return Outcome::accepted(answer["data"]["id"].as_str().map(str::to_owned)),
        "66007" => (Class::InvalidToken, Remedy::DropToken),
        "21301" | "21302" => (Class::CredentialFault, Remedy::CorrectSecret),
        "22000" | "22006" | "22007" | "22022" => (Class::CredentialFault, Remedy::CorrectPackage),
        "10001" | "10002" | "10003" => (Class::Transient, Remedy::SendLater),
        "10027" | "200002" => return Outcome::throttled(reply.retry_after, code, &words),
        "10034" | "200001" => (Class::QuotaExhausted, Remedy::AwaitQuota),
        "10041" | "27001" => (Class::Rejected, Remedy::CorrectChannel),
        _ if reply.status >= 500 => (Class::Transient, Remedy::SendLater),
        _ => (Class::Rejected, Remedy::ReadTheWords),
    };
    Outcome::new(class, remedy, code, &words)
}
