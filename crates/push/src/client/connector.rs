//! Opens connections. Its timeout covers TCP and TLS together; the libraries' own timeout covers only TCP.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder, MaybeHttpsStream};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioIo;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tower_service::Service;

use crate::credential::ApnsIdentity;

type BoxError = Box<dyn std::error::Error + Send + Sync>;
type Stream = MaybeHttpsStream<TokioIo<TcpStream>>;

/// The key and the certificate of an identity do not match, or a key cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TlsConfigError;

#[derive(Clone)]
pub(super) struct Connector {
    connector: HttpsConnector<HttpConnector>,
    timeout: Duration,
}

/// The versions of HTTP that a connection may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Protocol {
    /// HTTP/1.1 or HTTP/2, whichever the server prefers.
    Any,
    /// Only HTTP/2, as APNs requires (docs/facts/push-vendors.md#apns).
    Http2,
}

impl Connector {
    pub(super) fn new(config: ClientConfig, protocol: Protocol, timeout: Duration) -> Self {
        let mut tcp = HttpConnector::new();
        // A request is one small write; Nagle's algorithm would delay it by 40 milliseconds.
        tcp.set_nodelay(true);
        tcp.enforce_http(false);
        let builder = HttpsConnectorBuilder::new().with_tls_config(config).https_or_http();
        let connector = match protocol {
            Protocol::Any => builder.enable_all_versions().wrap_connector(tcp),
            Protocol::Http2 => builder.enable_http2().wrap_connector(tcp),
        };
        Self { connector, timeout }
    }
}

impl Service<Uri> for Connector {
    type Response = Stream;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Stream, BoxError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.connector.poll_ready(context)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connecting = self.connector.call(uri);
        let timeout = self.timeout;
        Box::pin(async move {
            tokio::time::timeout(timeout, connecting).await.map_err(|_| "no connection in time")?
        })
    }
}

/// A TLS configuration that trusts the public authorities and `authorities`, with the client certificate of
/// `identity`.
pub(super) fn tls(
    authorities: &[CertificateDer<'static>],
    identity: Option<&ApnsIdentity>,
) -> Result<ClientConfig, TlsConfigError> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    roots.add_parsable_certificates(authorities.iter().cloned());
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|_| TlsConfigError)?
        .with_root_certificates(roots);
    let Some(identity) = identity else { return Ok(config.with_no_client_auth()) };
    let chain = identity.chain.iter().cloned().map(CertificateDer::from).collect();
    let key = PrivateKeyDer::from_pem_slice(identity.private_key.expose().as_bytes())
        .map_err(|_| TlsConfigError)?;
    config.with_client_auth_cert(chain, key).map_err(|_| TlsConfigError)
}
