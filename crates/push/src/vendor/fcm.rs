//! Google FCM, HTTP v1 (docs/facts/push-vendors.md#fcm).

mod body;

use std::time::Duration;

use domain::certificate::{
    Account, CredentialError, Facts, FileFacts, FileUse, GoogleAccountFacts, JsonField, MessageType,
    Platform, Upload, Vendor,
};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::service_account::ServiceAccountFile;
use super::{CompleteAccount, Inspected, VendorCredential, oauth};
use crate::client::{Classified, Connection, Exchange, Request, Response, Token, unusable_key};
use crate::credential::{self, Parsed, Secret, read_file, short_fingerprint};
use crate::format::private_key::PrivateKey;
use crate::hosts::Host;
use crate::message::{Message, Repeat};
use crate::outcome::{Checked, Class, Outcome};
use crate::sign::{self, Algorithm};
use domain::certificate::Remedy;

const SCOPE: &str = "https://www.googleapis.com/auth/firebase.messaging";
const GRANT: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const ASSERTION_LIFETIME: Duration = Duration::from_hours(1);
const ERROR_TYPE: &str = "type.googleapis.com/google.firebase.fcm.v1.FcmError";
/// The `token_uri` of files that have none (docs/facts/push-credentials.md#google-service-accounts).
const TOKEN_URI: &str = "https://oauth2.googleapis.com/token";
/// Google's hosts that issue tokens: the current one, and those in older files.
const TOKEN_HOSTS: [&str; 3] = ["oauth2.googleapis.com", "accounts.google.com", "www.googleapis.com"];

/// A Google service account (docs/facts/push-credentials.md#google-service-accounts).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoogleAccount {
    /// The ID of the Firebase project.
    pub project_id: String,
    /// The account's email address, the issuer of assertions.
    pub client_email: String,
    pub private_key_id: String,
    /// The RSA private key, PKCS#8 PEM.
    pub private_key: Secret,
    /// The audience of assertions, an address of Google's.
    pub token_uri: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "GoogleAccount", deny_unknown_fields)]
pub(crate) struct Stored {
    project_id: String,
    client_email: String,
    private_key_id: String,
    #[serde(with = "credential::stored_secret")]
    private_key: Secret,
    token_uri: String,
}

impl VendorCredential for GoogleAccount {
    const PLATFORM: Platform = Platform::Fcm;

    fn host(&self) -> Host {
        Host::Fcm
    }

    fn parse(
        account: &CompleteAccount<'_>,
        stored: Option<(&Self, &Facts)>,
        _: Timestamp,
    ) -> Option<Result<Parsed, Vec<CredentialError>>> {
        let Account::Fcm { file } = account else { return None };
        let Some(file) = file else { return Some(Parsed::unchanged(stored)) };
        let parsed = read_file(file).and_then(|file| Self::from_file(&file));
        Some(
            parsed
                .map(|(account, facts)| Parsed::new(account, Facts::GoogleAccount(facts)))
                .map_err(|error| vec![error]),
        )
    }

    fn inspect(file: &Upload, file_use: &FileUse, _: Timestamp) -> Option<Inspected> {
        let FileUse::Fcm = file_use else { return None };
        let inspected = Self::from_file(file);
        Some(
            inspected
                .map(|(_, facts)| (FileFacts::GoogleAccount(facts), Vec::new()))
                .map_err(|error| vec![error]),
        )
    }

    /// Pushes to a token that no device has, as a dry run: Google validates the credential before the token. A cached
    /// access token outlives the deletion of its key and would prove nothing, so a new one is requested.
    async fn check(&self, connection: &Connection<'_>, now: Timestamp) -> Checked {
        connection.forget_token();
        let message = json!({ "token": super::NONSENSE, "notification": { "title": "x" } });
        let outcome = self.post(connection, &json!({ "validate_only": true, "message": message }), now).await;
        outcome.judged(now)
    }

    async fn prepare(&self, connection: &Connection<'_>, now: Timestamp) -> Result<(), Outcome> {
        connection.prepare(now, self.fetch_token(connection, now)).await
    }

    /// Google drops no repeats, and replaces only what the system displays.
    fn repeat(&self, message: &Message) -> Repeat {
        match body::message_type(message) {
            MessageType::Notification => message.repeat_by_overlay(),
            MessageType::Data => Repeat::ShowsTwice,
        }
    }

    async fn send(&self, connection: &Connection<'_>, message: &Message, now: Timestamp) -> Outcome {
        let body = body::render(message);
        self.post(connection, &json!({ "message": body }), now).await
    }
}

impl GoogleAccount {
    fn from_file(file: &Upload) -> Result<(Self, GoogleAccountFacts), CredentialError> {
        let object = ServiceAccountFile::parse(file, Vendor::Google)?;
        let project_id = object.identifier(JsonField::ProjectId)?;
        let client_email = object.identifier(JsonField::ClientEmail)?;
        let private_key_id = object.identifier(JsonField::PrivateKeyId)?;
        let key = PrivateKey::rsa_from_pem(&object.text(JsonField::PrivateKey)?, Vendor::Google)?;
        let token_uri = object.text(JsonField::TokenUri).unwrap_or_else(|_| TOKEN_URI.to_owned());
        // Assertions are issued for this audience: a forged file must not choose it.
        if !is_googles(&token_uri) {
            return Err(CredentialError::ForeignTokenAddress);
        }
        let facts = GoogleAccountFacts {
            project_id: project_id.clone(),
            client_email: client_email.clone(),
            key_id: private_key_id.clone(),
            key_bits: key.bits,
            fingerprint: short_fingerprint(key.pem.expose().as_bytes()),
        };
        Ok((Self { project_id, client_email, private_key_id, private_key: key.pem, token_uri }, facts))
    }

    async fn post(&self, connection: &Connection<'_>, body: &Value, now: Timestamp) -> Outcome {
        let project = super::segment(&self.project_id);
        let url = format!("{}/v1/projects/{project}/messages:send", connection.address(Host::Fcm));
        let request = Request::json(url, body).multiplexed();
        connection.exchange(&Push { account: self, request }, now).await
    }

    /// The file's `token_uri` is the audience of the assertion, but the request goes to the configured address: an
    /// uploaded file must not choose which hosts this machine connects to.
    async fn fetch_token(&self, connection: &Connection<'_>, now: Timestamp) -> Result<Token, Outcome> {
        let Self { client_email, private_key_id, private_key, token_uri, .. } = self;
        let claims = json!({
            "iss": client_email,
            "scope": SCOPE,
            "aud": token_uri,
            "iat": now.unix_seconds(),
            "exp": now.plus(ASSERTION_LIFETIME).unix_seconds(),
        });
        let assertion = sign::token(Algorithm::Rs256, private_key_id, private_key, &claims);
        let assertion = assertion.map_err(|_| unusable_key())?;
        let fields = [("grant_type", GRANT), ("assertion", assertion.as_str())];
        let request =
            Request::form(connection.address(Host::FcmToken).to_owned(), &fields).hiding(&assertion);
        oauth::fetch_token(connection, &request, now).await
    }
}

fn is_googles(address: &str) -> bool {
    let after = address.strip_prefix("https://").and_then(|after| after.split_once('/'));
    after.is_some_and(|(host, _)| TOKEN_HOSTS.contains(&host))
        && address.bytes().all(|byte| byte.is_ascii_graphic())
}

struct Push<'a> {
    account: &'a GoogleAccount,
    request: Request,
}

impl Exchange for Push<'_> {
    async fn fetch_token(&self, connection: &Connection<'_>, now: Timestamp) -> Result<Token, Outcome> {
        self.account.fetch_token(connection, now).await
    }

    fn request(&self, token: &str) -> Request {
        self.request.clone().authorization("Bearer ", token)
    }

    fn classify(&self, response: &Response) -> Classified {
        Classified {
            token_expired: response.status == 401 && !is_third_party(response),
            outcome: classify(response),
        }
    }
}

fn is_third_party(response: &Response) -> bool {
    response.body.contains("THIRD_PARTY_AUTH_ERROR") || response.body.contains("APNS_AUTH_ERROR")
}

fn classify(response: &Response) -> Outcome {
    let answer = response.json().unwrap_or_default();
    if response.status == 200 {
        let Some(name) = answer["name"].as_str() else { return response.by_status() };
        return Outcome::accepted(Some(name.to_owned()));
    }
    let error = &answer["error"];
    let words = error["message"].as_str().unwrap_or_default();
    let details = error["details"].as_array().map(Vec::as_slice).unwrap_or_default();
    let detail = details.iter().find(|detail| detail["@type"] == ERROR_TYPE);
    let Some(code) = detail.map_or(&error["status"], |detail| &detail["errorCode"]).as_str() else {
        return response.by_status();
    };
    let (class, remedy) = match code {
        "UNREGISTERED" => (Class::InvalidToken, Remedy::DropToken),
        // The token of an application in another project.
        "SENDER_ID_MISMATCH" => (Class::DoubtfulToken, Remedy::CorrectId),
        "INVALID_ARGUMENT" if words.contains("registration token") => {
            (Class::InvalidToken, Remedy::DropToken)
        }
        "INVALID_ARGUMENT" => (Class::Rejected, Remedy::CorrectMessage),
        "QUOTA_EXCEEDED" | "RESOURCE_EXHAUSTED" => {
            return Outcome::throttled(response.retry_after, code, words);
        }
        // The fault is in the iOS credential that is configured in Firebase, not in this one.
        "THIRD_PARTY_AUTH_ERROR" | "APNS_AUTH_ERROR" => (Class::Rejected, Remedy::CorrectFirebase),
        "UNAUTHENTICATED" => (Class::CredentialFault, Remedy::CorrectSecret),
        "PERMISSION_DENIED" => (Class::CredentialFault, Remedy::EnableService),
        "NOT_FOUND" => (Class::CredentialFault, Remedy::CorrectId),
        _ if response.status >= 500 => (Class::Transient, Remedy::SendLater),
        _ => (Class::Rejected, Remedy::ReadTheWords),
    };
    Outcome::new(class, remedy, code, words)
}
