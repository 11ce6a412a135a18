//! Google FCM, HTTP v1 (docs/facts/push-vendors.md#fcm).

use std::time::Duration;

use domain::certificate::MessageType;
use domain::time::Timestamp;
use serde_json::{Value, json};

use super::oauth;
use crate::client::{Answer, Call, Exchange, Line, Reply, Token, unusable_key};
use crate::credential::GoogleAccount;
use crate::hosts::Host;
use crate::message::{Click, Message};
use crate::outcome::{Class, Outcome};
use crate::remedy::Remedy;
use crate::sign::{self, Algorithm};

const SCOPE: &str = "https://www.googleapis.com/auth/firebase.messaging";
const GRANT: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const LIFETIME: Duration = Duration::from_hours(1);
const ERROR_TYPE: &str = "type.googleapis.com/google.firebase.fcm.v1.FcmError";

/// Checks the account by a dry run to a nonexistent device token, which Google validates after the credential.
/// The cached access token is dropped first: it outlives a deleted key and would prove nothing.
pub(crate) async fn check(line: &Line<'_>, account: &GoogleAccount, now: Timestamp) -> Outcome {
    line.forget_token();
    let message = json!({ "token": super::NONSENSE, "notification": { "title": "x" } });
    call(line, account, &json!({ "validate_only": true, "message": message }), now).await
}

pub(crate) async fn send(
    line: &Line<'_>,
    account: &GoogleAccount,
    message: &Message,
    now: Timestamp,
) -> Outcome {
    let mut body = match message.message_type.unwrap_or(MessageType::Notification) {
        MessageType::Notification => notification(message),
        MessageType::Data => data(message),
    };
    body["token"] = json!(message.token);
    body["android"]["priority"] = json!("high");
    body["android"]["ttl"] = json!(format!("{}s", message.lifetime.as_secs()));
    if let Click::OpenWebPage(url) = &message.click {
        body["data"]["url"] = json!(url);
    }
    if let Some(ext) = &message.ext {
        body["data"]["ext"] = json!(ext);
    }
    call(line, account, &json!({ "message": body }), now).await
}

/// A message that the system displays.
fn notification(message: &Message) -> Value {
    let mut android = json!({});
    if let Some(channel) = &message.channel {
        android["channel_id"] = json!(channel);
    }
    if let Click::OpenPage(action) = &message.click {
        android["click_action"] = json!(action);
    }
    json!({
        "notification": { "title": message.title, "body": message.body },
        "android": { "notification": android },
    })
}

/// A message that the application handles itself.
fn data(message: &Message) -> Value {
    let mut data = json!({ "title": message.title, "body": message.body });
    if let Some(channel) = &message.channel {
        data["channel_id"] = json!(channel);
    }
    if let Click::OpenPage(action) = &message.click {
        data["click_action"] = json!(action);
    }
    json!({ "data": data })
}

async fn call(line: &Line<'_>, account: &GoogleAccount, body: &Value, now: Timestamp) -> Outcome {
    let project = super::segment(&account.project_id);
    let url = format!("{}/v1/projects/{project}/messages:send", line.at(Host::Fcm));
    line.exchange(&Send { account, call: Call::json(url, body) }, now).await
}

struct Send<'a> {
    account: &'a GoogleAccount,
    call: Call,
}

impl Exchange for Send<'_> {
    /// `token_uri` of the file is the audience of the assertion, but the call goes to the configured host: an
    /// uploaded file must not choose whom this server calls.
    async fn fetch(&self, line: &Line<'_>, now: Timestamp) -> Result<Token, Outcome> {
        let GoogleAccount { client_email, private_key_id, private_key, token_uri, .. } = self.account;
        let claims = json!({
            "iss": client_email,
            "scope": SCOPE,
            "aud": token_uri,
            "iat": now.unix_seconds(),
            "exp": now.plus(LIFETIME).unix_seconds(),
        });
        let assertion = sign::token(Algorithm::Rs256, private_key_id, private_key, &claims);
        let assertion = assertion.map_err(|_| unusable_key())?;
        let fields = [("grant_type", GRANT), ("assertion", assertion.as_str())];
        let call = Call::form(line.at(Host::FcmToken).to_owned(), &fields).hiding(&assertion);
        oauth::fetch(line, &call, now).await
    }

    fn call(&self, token: &str) -> Call {
        self.call.clone().authorization("Bearer ", token)
    }

    fn sort(&self, reply: &Reply) -> Answer {
        Answer { is_stale: reply.status == 401 && !is_third_party(reply), outcome: classify(reply) }
    }
}

fn is_third_party(reply: &Reply) -> bool {
    reply.body.contains("THIRD_PARTY_AUTH_ERROR") || reply.body.contains("APNS_AUTH_ERROR")
}

fn classify(reply: &Reply) -> Outcome {
    let answer = reply.json().unwrap_or_default();
    if reply.status == 200 {
        let Some(name) = answer["name"].as_str() else { return reply.by_status() };
        return Outcome::accepted(Some(name.to_owned()));
    }
    let error = &answer["error"];
    let words = error["message"].as_str().unwrap_or_default();
    let details = error["details"].as_array().map(Vec::as_slice).unwrap_or_default();
    let detail = details.iter().find(|detail| detail["@type"] == ERROR_TYPE);
    let Some(code) = detail.map_or(&error["status"], |detail| &detail["errorCode"]).as_str() else {
        return reply.by_status();
    };
    let (class, remedy) = match code {
        "UNREGISTERED" | "SENDER_ID_MISMATCH" => (Class::InvalidToken, Remedy::DropToken),
        "INVALID_ARGUMENT" if words.contains("registration token") => {
            (Class::InvalidToken, Remedy::DropToken)
        }
        "INVALID_ARGUMENT" => (Class::Rejected, Remedy::CorrectMessage),
        "QUOTA_EXCEEDED" | "RESOURCE_EXHAUSTED" => {
            return Outcome::throttled(reply.retry_after, code, words);
        }
        // The account works for Android; Firebase's own APNs credential is at fault.
        "THIRD_PARTY_AUTH_ERROR" | "APNS_AUTH_ERROR" => (Class::Rejected, Remedy::CorrectFirebase),
        "UNAUTHENTICATED" => (Class::CredentialFault, Remedy::CorrectSecret),
        "PERMISSION_DENIED" => (Class::CredentialFault, Remedy::EnableService),
        "NOT_FOUND" => (Class::CredentialFault, Remedy::CorrectId),
        _ if reply.status >= 500 => (Class::Transient, Remedy::SendLater),
        _ => (Class::Rejected, Remedy::ReadTheWords),
    };
    Outcome::new(class, remedy, code, words)
}
