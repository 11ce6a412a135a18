//! Huawei Push Kit for `HarmonyOS` 5 and later (docs/facts/push-vendors.md#harmonyos).

use std::time::Duration;

use domain::certificate::{
    Account, CredentialError, Facts, FileFacts, FileUse, HuaweiAccountFacts, JsonField, Platform, Upload,
    Vendor,
};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::service_account::ServiceAccountFile;
use super::{CompleteAccount, Inspected, VendorCredential, huawei};
use crate::client::{Classified, Connection, Exchange, Request, Response, Token, unusable_key};
use crate::credential::{self, Parsed, Secret, read_file, short_fingerprint};
use crate::format::private_key::PrivateKey;
use crate::hosts::Host;
use crate::message::{Click, Message};
use crate::outcome::{Checked, Outcome};
use crate::sign::{self, Algorithm};

const AUDIENCE: &str = "https://oauth-login.cloud.huawei.com/oauth2/v3/token";
const TOKEN_LIFETIME: Duration = Duration::from_hours(1);

/// A Huawei service account for Push Kit v3 (docs/facts/push-credentials.md#huawei-service-accounts).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HuaweiAccount {
    /// The ID of the project in `AppGallery` Connect.
    pub project_id: String,
    /// The ID of the private key.
    pub key_id: String,
    /// The ID of the service account, the issuer of tokens.
    pub sub_account: String,
    /// The RSA private key, PKCS#8 PEM.
    pub private_key: Secret,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "HuaweiAccount", deny_unknown_fields)]
pub(crate) struct Stored {
    project_id: String,
    key_id: String,
    sub_account: String,
    #[serde(with = "credential::stored_secret")]
    private_key: Secret,
}

impl VendorCredential for HuaweiAccount {
    const PLATFORM: Platform = Platform::Harmony;

    fn host(&self) -> Host {
        Host::Harmony
    }

    fn parse(
        account: &CompleteAccount<'_>,
        stored: Option<(&Self, &Facts)>,
        _: Timestamp,
    ) -> Option<Result<Parsed, Vec<CredentialError>>> {
        let Account::Harmony { file } = account else { return None };
        let Some(file) = file else { return Some(Parsed::unchanged(stored)) };
        let parsed = read_file(file).and_then(|file| Self::from_file(&file));
        Some(
            parsed
                .map(|(account, facts)| Parsed::new(account, Facts::HuaweiAccount(facts)))
                .map_err(|error| vec![error]),
        )
    }

    fn inspect(file: &Upload, file_use: &FileUse, _: Timestamp) -> Option<Inspected> {
        let FileUse::Harmony = file_use else { return None };
        let inspected = Self::from_file(file);
        Some(
            inspected
                .map(|(_, facts)| (FileFacts::HuaweiAccount(facts), Vec::new()))
                .map_err(|error| vec![error]),
        )
    }

    /// Sends a test message to a token that no device has: Huawei validates the credential before the token.
    async fn check(&self, connection: &Connection<'_>, now: Timestamp) -> Checked {
        let notification =
            json!({ "category": "IM", "title": "x", "body": "x", "clickAction": { "actionType": 0 } });
        let body = json!({
            "payload": { "notification": notification },
            "target": { "token": [super::NONSENSE] },
            "pushOptions": { "testMessage": true },
        });
        self.post(connection, &body, super::NONSENSE, now).await.judged(now)
    }

    async fn prepare(&self, connection: &Connection<'_>, now: Timestamp) -> Result<(), Outcome> {
        connection.prepare(now, async { self.sign_token(now) }).await
    }

    async fn send(&self, connection: &Connection<'_>, message: &Message, now: Timestamp) -> Outcome {
        let mut click = json!({ "actionType": 0 });
        if let Click::OpenPage(page) = &message.click {
            click = json!({ "actionType": 1, "action": page });
        }
        if let Some(ext) = &message.ext {
            click["data"] = json!({ "ext": ext });
        }
        let mut notification = json!({
            "category": message.category.as_deref().unwrap_or("IM"),
            "title": message.title,
            "body": message.body,
            "clickAction": click,
        });
        if let Some(overlay) = message.overlay_number() {
            notification["notifyId"] = json!(overlay);
        }
        for (name, value) in [("sound", &message.sound), ("image", &message.image)] {
            if let Some(value) = value {
                notification[name] = json!(value);
            }
        }
        match (message.badge, message.badge_add) {
            (Some(number), _) => notification["badge"] = json!({ "setNum": number.min(99) }),
            (None, Some(added)) => notification["badge"] = json!({ "addNum": added.clamp(1, 99) }),
            (None, None) => {}
        }
        let body = json!({
            "payload": { "notification": notification },
            "target": { "token": [message.token] },
            "pushOptions": { "ttl": message.lifetime.min(huawei::MAX_LIFETIME).as_secs() },
        });
        self.post(connection, &body, &message.token, now).await
    }
}

impl HuaweiAccount {
    /// Signs the token locally: Huawei issues no access tokens for `HarmonyOS`.
    fn sign_token(&self, now: Timestamp) -> Result<Token, Outcome> {
        let Self { key_id, sub_account, private_key, .. } = self;
        let claims = json!({
            "iss": sub_account,
            "aud": AUDIENCE,
            "iat": now.unix_seconds(),
            "exp": now.plus(TOKEN_LIFETIME).unix_seconds(),
        });
        let token = sign::token(Algorithm::Ps256, key_id, private_key, &claims);
        Ok(Token::new(token.map_err(|_| unusable_key())?.as_str(), now, TOKEN_LIFETIME))
    }

    fn from_file(file: &Upload) -> Result<(Self, HuaweiAccountFacts), CredentialError> {
        let object = ServiceAccountFile::parse(file, Vendor::Huawei)?;
        let project_id = object.identifier(JsonField::ProjectId)?;
        let key_id = object.identifier(JsonField::KeyId)?;
        let sub_account = object.identifier(JsonField::SubAccount)?;
        let key = PrivateKey::rsa_from_pem(&object.text(JsonField::PrivateKey)?, Vendor::Huawei)?;
        let facts = HuaweiAccountFacts {
            project_id: project_id.clone(),
            key_id: key_id.clone(),
            sub_account: sub_account.clone(),
            key_bits: key.bits,
            fingerprint: short_fingerprint(key.pem.expose().as_bytes()),
        };
        Ok((Self { project_id, key_id, sub_account, private_key: key.pem }, facts))
    }

    async fn post(&self, connection: &Connection<'_>, body: &Value, device: &str, now: Timestamp) -> Outcome {
        let project = super::segment(&self.project_id);
        let url = format!("{}/v3/{project}/messages:send", connection.address(Host::Harmony));
        let request = Request::json(url, body).header("push-type", "0");
        connection.exchange(&Push { account: self, device, request }, now).await
    }
}

struct Push<'a> {
    account: &'a HuaweiAccount,
    device: &'a str,
    request: Request,
}

impl Exchange for Push<'_> {
    async fn fetch_token(&self, _: &Connection<'_>, now: Timestamp) -> Result<Token, Outcome> {
        self.account.sign_token(now)
    }

    fn request(&self, token: &str) -> Request {
        self.request.clone().authorization("Bearer ", token)
    }

    fn classify(&self, response: &Response) -> Classified {
        huawei::classify(response, self.device)
    }
}
