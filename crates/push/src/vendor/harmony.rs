//! Huawei Push Kit for `HarmonyOS` 5 and later (docs/facts/push-vendors.md#harmonyos).

use std::time::Duration;

use domain::time::Timestamp;
use serde_json::{Value, json};

use super::huawei;
use crate::client::{Answer, Call, Exchange, Line, Reply, Token, unusable_key};
use crate::credential::HuaweiAccount;
use crate::hosts::Host;
use crate::message::{Click, Message};
use crate::outcome::Outcome;
use crate::sign::{self, Algorithm};

const AUDIENCE: &str = "https://oauth-login.cloud.huawei.com/oauth2/v3/token";
const LIFETIME: Duration = Duration::from_hours(1);

/// Checks the account by a test message to a nonexistent device token, which Huawei validates after the credential.
pub(crate) async fn check(line: &Line<'_>, account: &HuaweiAccount, now: Timestamp) -> Outcome {
    let notification =
        json!({ "category": "IM", "title": "x", "body": "x", "clickAction": { "actionType": 0 } });
    let body = json!({
        "payload": { "notification": notification },
        "target": { "token": [super::NONSENSE] },
        "pushOptions": { "testMessage": true },
    });
    call(line, account, &body, super::NONSENSE, now).await
}

pub(crate) async fn send(
    line: &Line<'_>,
    account: &HuaweiAccount,
    message: &Message,
    now: Timestamp,
) -> Outcome {
    let mut click = json!({ "actionType": 0 });
    if let Click::OpenPage(page) = &message.click {
        click = json!({ "actionType": 1, "action": page });
    }
    if let Some(ext) = &message.ext {
        click["data"] = json!({ "ext": ext });
    }
    let body = json!({
        "payload": { "notification": {
            "category": message.category.as_deref().unwrap_or("IM"),
            "title": message.title,
            "body": message.body,
            "clickAction": click,
        } },
        "target": { "token": [message.token] },
        "pushOptions": { "ttl": message.lifetime.as_secs() },
    });
    call(line, account, &body, &message.token, now).await
}

async fn call(
    line: &Line<'_>,
    account: &HuaweiAccount,
    body: &Value,
    device: &str,
    now: Timestamp,
) -> Outcome {
    let project = super::segment(&account.project_id);
    let url = format!("{}/v3/{project}/messages:send", line.at(Host::Harmony));
    let call = Call::json(url, body).header("push-type", "0");
    line.exchange(&Send { account, device, call }, now).await
}

struct Send<'a> {
    account: &'a HuaweiAccount,
    device: &'a str,
    call: Call,
}

impl Exchange for Send<'_> {
    /// The self-signed JWT is the access token.
    async fn fetch(&self, _: &Line<'_>, now: Timestamp) -> Result<Token, Outcome> {
        let HuaweiAccount { key_id, sub_account, private_key, .. } = self.account;
        let claims = json!({
            "iss": sub_account,
            "aud": AUDIENCE,
            "iat": now.unix_seconds(),
            "exp": now.plus(LIFETIME).unix_seconds(),
        });
        let token = sign::token(Algorithm::Ps256, key_id, private_key, &claims);
        Ok(Token::new(token.map_err(|_| unusable_key())?.as_str(), now, LIFETIME))
    }

    fn call(&self, token: &str) -> Call {
        self.call.clone().authorization("Bearer ", token)
    }

    fn sort(&self, reply: &Reply) -> Answer {
        huawei::classify(reply, self.device)
    }
}
