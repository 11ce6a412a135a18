//! Speaks OpenID Connect with the provider: discovery, the code and its tokens, and the keys that verify them. What the
//! provider says about a person becomes a [`console::Identity`]; what follows from it is decided in `console`
//! (docs/adr/0018-openid-connect.md).

mod claims;
mod discovery;
mod id_token;
mod token;
mod transport;

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use console::{Identity, ProviderAnswer, ProviderRequest};
use domain::account::provider::ProviderProblem;
use domain::time::Timestamp;
use openidconnect::core::CoreJsonWebKeySet;

use crate::config::ProviderSettings;
use discovery::Metadata;
use transport::Http;

/// Time for which the description of the provider is not asked for again.
const METADATA_LIFETIME: Duration = Duration::from_hours(1);

/// The OpenID Connect provider that people sign in with.
#[derive(Debug)]
pub struct Provider {
    settings: ProviderSettings,
    http: Http,
    metadata: Mutex<Option<(Timestamp, Arc<Metadata>)>>,
    keys: Mutex<Option<CoreJsonWebKeySet>>,
}

/// Why the provider identified nobody. For the log: it names addresses, and quotes the provider.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// There is no answer: address and cause.
    #[error("{0} does not answer: {1}")]
    Unreachable(String, String),
    /// The answer is not what the protocol says: address and difference.
    #[error("{0}: {1}")]
    Unexpected(String, String),
    /// The provider refuses to exchange the code: its own words.
    #[error("the code was refused: {0}")]
    CodeRefused(String),
    /// The ID token, or what comes with it, is not valid.
    #[error("the ID token is not valid: {0}")]
    InvalidToken(String),
}

impl ProviderError {
    /// What the person is told.
    pub const fn problem(&self) -> ProviderProblem {
        match self {
            Self::Unreachable(..) | Self::Unexpected(..) => ProviderProblem::Unavailable,
            Self::CodeRefused(_) | Self::InvalidToken(_) => ProviderProblem::Untrusted,
        }
    }
}

impl Provider {
    /// With those settings. Nothing is asked yet.
    ///
    /// # Errors
    /// If TLS cannot be set up.
    pub fn new(settings: ProviderSettings) -> io::Result<Self> {
        let http = Http::new(&settings.authorities)?;
        Ok(Self { settings, http, metadata: Mutex::default(), keys: Mutex::default() })
    }

    /// What the button says.
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// Its address.
    pub fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    /// Asks the provider for its description and its keys. The number of keys.
    pub async fn check(&self) -> Result<usize, ProviderError> {
        let metadata = Metadata::fetch(&self.http, self.issuer()).await?;
        let keys = metadata.fetch_keys(&self.http).await?;
        match keys.keys().len() {
            0 => {
                let none = "it has no key that can be used".to_owned();
                Err(ProviderError::Unexpected(metadata.jwks_uri.to_string(), none))
            }
            count => Ok(count),
        }
    }

    /// The address that the browser goes to. It comes back to `callback`.
    pub async fn authorization_url(
        &self,
        request: &ProviderRequest,
        callback: &str,
        now: Timestamp,
    ) -> Result<String, ProviderError> {
        let mut url = self.metadata(now).await?.authorization_endpoint.clone();
        let mut query = url.query_pairs_mut();
        for (name, value) in [
            ("response_type", "code"),
            ("client_id", &self.settings.client_id),
            ("redirect_uri", callback),
            ("scope", &self.settings.scopes),
            ("state", &request.state),
            ("nonce", &request.nonce),
            ("code_challenge", &request.challenge),
            ("code_challenge_method", "S256"),
        ] {
            query.append_pair(name, value);
        }
        if request.asks_again {
            query.append_pair("prompt", "login").append_pair("max_age", "0");
        }
        drop(query);
        Ok(url.into())
    }

    /// Exchanges the code that the browser came back with for what the provider says about the person.
    pub async fn identify(
        &self,
        code: &str,
        answer: &ProviderAnswer,
        callback: &str,
        now: Timestamp,
    ) -> Result<Identity, ProviderError> {
        let metadata = self.metadata(now).await?;
        let tokens = token::redeem(&self.http, &self.settings, &metadata, code, answer, callback).await?;
        let mut claims = self.verified(&metadata, &tokens.id_token, &answer.nonce, now).await?;
        if let (true, Some(access_token)) = (claims.lacks_something(&self.settings), &tokens.access_token) {
            claims.complete(&self.http, &metadata, access_token).await?;
        }
        Ok(claims.into_identity(&self.settings))
    }

    /// What the provider says about itself, asked for once an hour.
    async fn metadata(&self, now: Timestamp) -> Result<Arc<Metadata>, ProviderError> {
        let known = self.metadata.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((since, metadata)) = known
            && now.since(since) < METADATA_LIFETIME
        {
            return Ok(metadata);
        }
        let metadata = Arc::new(Metadata::fetch(&self.http, self.issuer()).await?);
        *self.metadata.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, Arc::clone(&metadata)));
        Ok(metadata)
    }

    /// The claims of a token that is valid for this console, this request and this instant. Where the known keys do not
    /// verify it, the provider may have new ones, so they are asked for once.
    async fn verified(
        &self,
        metadata: &Metadata,
        id_token: &str,
        nonce: &str,
        now: Timestamp,
    ) -> Result<claims::Claims, ProviderError> {
        let known = self.keys.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(keys) = known {
            match id_token::verify(&self.settings, keys, id_token, nonce, now) {
                Err(id_token::Invalid::Signature(_)) => {}
                Err(invalid) => return Err(invalid.into()),
                Ok(claims) => return Ok(claims),
            }
        }
        let keys = metadata.fetch_keys(&self.http).await?;
        *self.keys.lock().unwrap_or_else(PoisonError::into_inner) = Some(keys.clone());
        Ok(id_token::verify(&self.settings, keys, id_token, nonce, now)?)
    }
}
