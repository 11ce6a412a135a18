//! Requests to the provider. Redirects are not followed, and nothing of the environment is used as a proxy.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};
use http::{Method, Request, StatusCode};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};
use serde::de::DeserializeOwned;
use tokio::time::timeout;
use url::Url;

use super::ProviderError;

/// Time limit of a request. A person waits for it.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Maximum bytes of an answer. The keys of large providers take some tens of thousands.
const MAX_ANSWER: usize = 512 * 1024;
const AGENT: &str = concat!("chat-console/", env!("CARGO_PKG_VERSION"));

/// Sends requests to the provider.
pub struct Http(Client<HttpsConnector<HttpConnector>, Full<Bytes>>);

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Http")
    }
}

impl Http {
    /// Trusts the public authorities, and `authorities`.
    pub fn new(authorities: &[CertificateDer<'static>]) -> io::Result<Self> {
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        roots.add_parsable_certificates(authorities.iter().cloned());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let connector = HttpsConnectorBuilder::new().with_tls_config(config).https_or_http();
        let connector = connector.enable_all_versions().build();
        Ok(Self(Client::builder(TokioExecutor::new()).build(connector)))
    }

    /// Reads JSON. With an access token, on behalf of the person that it was given for.
    pub async fn get<T: DeserializeOwned>(
        &self,
        url: &Url,
        access_token: Option<&str>,
    ) -> Result<T, ProviderError> {
        let mut headers = Vec::new();
        if let Some(token) = access_token {
            let bearer = HeaderValue::try_from(format!("Bearer {token}"));
            let unusable = |_| ProviderError::InvalidToken("the access token is not text".to_owned());
            headers.push((AUTHORIZATION, bearer.map_err(unusable)?));
        }
        let (status, body) = self.send(Method::GET, url, headers, Bytes::new()).await?;
        if status != StatusCode::OK {
            return Err(ProviderError::Unexpected(url.to_string(), format!("answers {status}")));
        }
        serde_json::from_slice(&body)
            .map_err(|error| ProviderError::Unexpected(url.to_string(), error.to_string()))
    }

    /// Posts a form; the answer, whatever its status.
    pub async fn post(
        &self,
        url: &Url,
        authorization: Option<HeaderValue>,
        form: String,
    ) -> Result<(StatusCode, Bytes), ProviderError> {
        let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
        let authorization = authorization.map(|value| (AUTHORIZATION, value));
        let headers = authorization.into_iter().chain([(CONTENT_TYPE, kind)]);
        self.send(Method::POST, url, headers, form.into()).await
    }

    async fn send(
        &self,
        method: Method,
        url: &Url,
        headers: impl IntoIterator<Item = (http::HeaderName, HeaderValue)>,
        body: Bytes,
    ) -> Result<(StatusCode, Bytes), ProviderError> {
        let failed =
            |cause: &dyn fmt::Display| ProviderError::Unreachable(url.to_string(), cause.to_string());
        let mut request = Request::builder()
            .method(method)
            .uri(url.as_str())
            .header(ACCEPT, "application/json")
            .header(USER_AGENT, AGENT);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let request = request.body(Full::new(body)).map_err(|error| failed(&error))?;
        let exchange = async {
            let response = self.0.request(request).await.map_err(|error| failed(&chain(&error)))?;
            let status = response.status();
            let body = Limited::new(response.into_body(), MAX_ANSWER).collect().await;
            Ok((status, body.map_err(|error| failed(&error))?.to_bytes()))
        };
        timeout(TIMEOUT, exchange).await.map_err(|_| failed(&"no answer in time"))?
    }
}

/// An error with its causes: the outermost one says no more than "client error (Connect)".
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
