//! What a provider says about itself (OpenID Connect Discovery 1.0), and its keys.

use openidconnect::core::CoreJsonWebKeySet;
use serde::Deserialize;
use url::Url;

use super::ProviderError;
use super::transport::Http;

/// The part of the description that is used.
#[derive(Debug)]
pub struct Metadata {
    pub authorization_endpoint: Url,
    pub token_endpoint: Url,
    pub userinfo_endpoint: Option<Url>,
    pub jwks_uri: Url,
    /// Whether the secret is sent in the body, because the provider does not take it in a header.
    pub posts_secret: bool,
}

/// The same as it is sent.
#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    userinfo_endpoint: Option<String>,
    jwks_uri: String,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

impl Metadata {
    /// Asks the provider of that address.
    pub async fn fetch(http: &Http, issuer: &str) -> Result<Self, ProviderError> {
        let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let wrong = |what: String| ProviderError::Unexpected(address.clone(), what);
        let url = Url::parse(&address).map_err(|error| wrong(error.to_string()))?;
        let document: Document = http.get(&url, None).await?;
        if document.issuer != issuer {
            return Err(wrong(format!("the provider calls itself {:?}, not {issuer:?}", document.issuer)));
        }
        let endpoint = |name: &str, text: &str| {
            let endpoint = Url::parse(text).map_err(|error| wrong(format!("{name}: {error}")))?;
            // A provider without TLS is one on this machine.
            if endpoint.scheme() == "https" || endpoint.scheme() == url.scheme() {
                Ok(endpoint)
            } else {
                Err(wrong(format!("{name} is not an https:// address")))
            }
        };
        let methods = document.token_endpoint_auth_methods_supported.unwrap_or_default();
        let takes = |method: &str| methods.iter().any(|one| one == method);
        let userinfo = document.userinfo_endpoint.as_deref();
        Ok(Self {
            authorization_endpoint: endpoint("authorization_endpoint", &document.authorization_endpoint)?,
            token_endpoint: endpoint("token_endpoint", &document.token_endpoint)?,
            userinfo_endpoint: userinfo.map(|text| endpoint("userinfo_endpoint", text)).transpose()?,
            jwks_uri: endpoint("jwks_uri", &document.jwks_uri)?,
            posts_secret: takes("client_secret_post") && !takes("client_secret_basic"),
        })
    }

    /// The keys that verify its tokens.
    pub async fn fetch_keys(&self, http: &Http) -> Result<CoreJsonWebKeySet, ProviderError> {
        http.get(&self.jwks_uri, None).await
    }
}
