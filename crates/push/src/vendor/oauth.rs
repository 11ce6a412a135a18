//! OAuth 2 access tokens (RFC 6749), as Google, Huawei and HONOR issue them.

use std::time::Duration;

use domain::time::Timestamp;
use serde_json::Value;

use crate::client::{Connection, Request, Response, Token};
use crate::outcome::{Class, Outcome};
use domain::certificate::Remedy;

/// The lifetime of a token if the vendor does not state one.
const DEFAULT_LIFETIME: Duration = Duration::from_hours(1);

pub(super) async fn fetch_token(
    connection: &Connection<'_>,
    request: &Request,
    now: Timestamp,
) -> Result<Token, Outcome> {
    let response = connection.fetch(request).await?;
    let answer = response.json().unwrap_or_default();
    if response.status == 200
        && let Some(token) = answer["access_token"].as_str()
    {
        let lifetime = answer["expires_in"].as_u64().map_or(DEFAULT_LIFETIME, Duration::from_secs);
        return Ok(Token::new(token, now, lifetime));
    }
    Err(refusal(&response, &answer))
}

/// The token request of the client credentials grant.
pub(super) fn client_credentials(url: String, id: &str, secret: &str) -> Request {
    let fields = [("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret)];
    Request::form(url, &fields).hiding(secret)
}

/// Classifies a response without a token. Only one with an `error` is a refusal by the vendor; any other says nothing
/// about the credential.
fn refusal(response: &Response, answer: &Value) -> Outcome {
    let error = &answer["error"];
    if !matches!(response.status, 200 | 400 | 401 | 403) || error.is_null() {
        return response.by_status();
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
    // A wrong clock on this machine is not the credential's fault.
    let class = if remedy == Remedy::CorrectClock { Class::Transient } else { Class::CredentialFault };
    Outcome::new(class, remedy, code, words)
}
