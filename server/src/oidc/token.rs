//! The exchange of a code for tokens (RFC 6749, 4.1.3; RFC 7636).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use console::ProviderAnswer;
use domain::text::one_line;
use http::StatusCode;
use http::header::HeaderValue;
use serde::Deserialize;
use url::form_urlencoded::{Serializer, byte_serialize};
use zeroize::Zeroizing;

use super::ProviderError;
use super::discovery::Metadata;
use super::transport::Http;
use crate::config::ProviderSettings;

/// The most bytes of the provider's words that are logged.
const MAX_WORDS: usize = 200;

/// What a code is good for.
#[derive(Deserialize)]
pub struct Tokens {
    pub id_token: String,
    pub access_token: Option<String>,
}

/// Why it is not.
#[derive(Deserialize)]
struct Refusal {
    error: String,
    #[serde(default)]
    error_description: String,
}

pub async fn redeem(
    http: &Http,
    settings: &ProviderSettings,
    metadata: &Metadata,
    code: &str,
    answer: &ProviderAnswer,
    callback: &str,
) -> Result<Tokens, ProviderError> {
    let (authorization, form) = request(settings, metadata, code, answer, callback)?;
    let url = &metadata.token_endpoint;
    let (status, body) = http.post(url, authorization, form).await?;
    if status == StatusCode::OK {
        let unexpected =
            |error: serde_json::Error| ProviderError::Unexpected(url.to_string(), error.to_string());
        return serde_json::from_slice(&body).map_err(unexpected);
    }
    match serde_json::from_slice::<Refusal>(&body) {
        Ok(Refusal { error, error_description }) if status.is_client_error() => {
            let words = format!("{error} {error_description}");
            Err(ProviderError::CodeRefused(one_line(words.trim(), MAX_WORDS)))
        }
        _ => Err(ProviderError::Unexpected(url.to_string(), format!("answers {status}"))),
    }
}

/// The header with the secret, where the provider takes it there, and the form.
fn request(
    settings: &ProviderSettings,
    metadata: &Metadata,
    code: &str,
    answer: &ProviderAnswer,
    callback: &str,
) -> Result<(Option<HeaderValue>, String), ProviderError> {
    let mut form = Serializer::new(String::new());
    form.append_pair("grant_type", "authorization_code")
        .append_pair("code", code)
        .append_pair("redirect_uri", callback)
        .append_pair("code_verifier", &answer.verifier);
    let authorization = match &settings.client_secret {
        Some(secret) if !metadata.posts_secret => Some(basic(&settings.client_id, secret)?),
        secret => {
            form.append_pair("client_id", &settings.client_id);
            if let Some(secret) = secret {
                form.append_pair("client_secret", secret);
            }
            None
        }
    };
    Ok((authorization, form.finish()))
}

/// Both parts are encoded as in a form first (RFC 6749, 2.3.1).
fn basic(client_id: &str, secret: &str) -> Result<HeaderValue, ProviderError> {
    let encode = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    let pair = Zeroizing::new(format!("{}:{}", encode(client_id), encode(secret)));
    let value = HeaderValue::try_from(format!("Basic {}", STANDARD.encode(pair.as_bytes())));
    let mut value = value.map_err(|error| ProviderError::CodeRefused(error.to_string()))?;
    value.set_sensitive(true);
    Ok(value)
}
