//! Verification of an ID token (OpenID Connect Core 1.0, 3.1.3.7), by the library and at the console's time.

use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::time::Timestamp;
use openidconnect::core::{
    CoreGenderClaim, CoreIdTokenVerifier, CoreJsonWebKeySet, CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm as Algorithm,
};
use openidconnect::{AdditionalClaims, ClaimsVerificationError, ClientId, IdToken, IssuerUrl, Nonce};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ProviderError;
use super::claims::Claims;
use crate::config::ProviderSettings;

/// How far the clocks of provider and console may differ.
const CLOCK_SKEW: Duration = Duration::from_mins(1);

/// Those with a public key. With a shared secret, whoever knows the secret of the client could make tokens.
const ALGORITHMS: [Algorithm; 8] = [
    Algorithm::RsaSsaPkcs1V15Sha256,
    Algorithm::RsaSsaPkcs1V15Sha384,
    Algorithm::RsaSsaPkcs1V15Sha512,
    Algorithm::RsaSsaPssSha256,
    Algorithm::RsaSsaPssSha384,
    Algorithm::RsaSsaPssSha512,
    Algorithm::EcdsaP256Sha256,
    Algorithm::EdDsa,
];

/// Claims that the library has no names for.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Others {
    #[serde(flatten)]
    all: HashMap<String, Value>,
}

impl AdditionalClaims for Others {}

type Token = IdToken<Others, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, Algorithm>;

/// Why a token is not valid.
#[derive(Debug)]
pub enum Invalid {
    /// None of the keys verifies it.
    Signature(String),
    /// It is not for this console, this request or this instant.
    Claims(String),
}

impl From<Invalid> for ProviderError {
    fn from(invalid: Invalid) -> Self {
        let (Invalid::Signature(why) | Invalid::Claims(why)) = invalid;
        Self::InvalidToken(why)
    }
}

/// The claims of a token that one of `keys` verifies, and that is valid for this console, `nonce` and `now`.
pub fn verify(
    settings: &ProviderSettings,
    keys: CoreJsonWebKeySet,
    text: &str,
    nonce: &str,
    now: Timestamp,
) -> Result<Claims, Invalid> {
    let wrong = |error: &dyn std::fmt::Display| Invalid::Claims(error.to_string());
    let token: Token = text.parse().map_err(|error| wrong(&error))?;
    let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(|error| wrong(&error))?;
    let client = ClientId::new(settings.client_id.clone());
    let (earliest, latest) = (date(now.minus(CLOCK_SKEW)), date(now.plus(CLOCK_SKEW)));
    let verifier = CoreIdTokenVerifier::new_public_client(client.clone(), issuer, keys)
        .set_allowed_algs(ALGORITHMS)
        .set_time_fn(move || earliest)
        .set_issue_time_verifier_fn(move |issued| {
            if issued <= latest { Ok(()) } else { Err(format!("it is issued in the future, at {issued}")) }
        });
    let claims = token.claims(&verifier, &Nonce::new(nonce.to_owned())).map_err(|error| match &error {
        ClaimsVerificationError::SignatureVerification(cause) => {
            Invalid::Signature(format!("{error}: {cause}"))
        }
        _ => wrong(&error),
    })?;
    // The library leaves it to its callers.
    if claims.authorized_party().is_some_and(|party| *party != client) {
        return Err(Invalid::Claims("it was made for another client (azp)".to_owned()));
    }
    let methods = claims.auth_method_refs().into_iter().flatten().map(|method| method.to_string());
    let class = claims.auth_context_ref().map(|class| class.to_string());
    Ok(Claims {
        subject: claims.subject().to_string(),
        email: claims.email().map(|email| email.to_string()),
        email_verified: claims.email_verified(),
        methods: methods.chain(class).collect(),
        authenticated_at: claims.auth_time().map(|at| Timestamp::from_unix_seconds(at.timestamp())),
        others: claims.additional_claims().all.clone().into_iter().collect(),
    })
}

fn date(at: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(at.micros()).unwrap_or_default()
}
