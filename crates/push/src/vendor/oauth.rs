//! Tokens by OAuth 2 (RFC 6749), as Google, Huawei and HONOR give them out.

use std::time::Duration;

use domain::time::Timestamp;
use serde_json::Value;

use crate::client::{Call, Line, Reply, Token};
use crate::outcome::{Class, Outcome};
use crate::remedy::Remedy;

/// What is believed of a vendor that does not say how long its token lives.
const LIFETIME: Duration = Duration::from_hours(1);

/// Makes a call for a token.
pub(super) async fn fetch(line: &Line<'_>, call: &Call, now: Timestamp) -> Result<Token, Outcome> {
    let reply = line.make(call).await?;
    let answer = reply.json().unwrap_or_default();
    if reply.status == 200
        && let Some(token) = answer["access_token"].as_str()
    {
        let lifetime = answer["expires_in"].as_u64().map_or(LIFETIME, Duration::from_secs);
        return Ok(Token::new(token, now, lifetime));
    }
    Err(refusal(&reply, &answer))
}

/// A token for a client's id and secret.
pub(super) fn client_credentials(url: String, id: &str, secret: &str) -> Call {
    let fields = [("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret)];
    Call::form(url, &fields).hiding(secret)
}

/// A status of the 400s with an `error` is the vendor's refusal; anything else says nothing about the
/// credential.
fn refusal(reply: &Reply, answer: &Value) -> Outcome {
    let error = &answer["error"];
    if !matches!(reply.status, 200 | 400 | 401 | 403) || error.is_null() {
        return reply.by_status();
    }
    let mut code = super::text(error);
    if !answer["sub_error"].is_null() {
        code = format!("{code}/{}", super::text(&answer["sub_error"]));
    }
    let words = answer["error_description"].as_str().unwrap_or_default();
    let remedy = if words.contains("iat") || words.contains("exp ") {
        Remedy::CorrectClock
    } else if words.contains("account not found") {
        Remedy::CorrectId
    } else {
        Remedy::CorrectSecret
    };
    // A clock that is wrong here is no fault of the credential.
    let class = if remedy == Remedy::CorrectClock { Class::Transient } else { Class::CredentialFault };
    Outcome::new(class, remedy, code, words)
}
