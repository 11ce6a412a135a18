//! Opens connections to vendors: TCP and TLS together have a time limit, which the libraries give to TCP alone.

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

type Failure = Box<dyn std::error::Error + Send + Sync>;
type Stream = MaybeHttpsStream<TokioIo<TcpStream>>;

/// The key and the certificate of an identity do not make one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NoIdentity;

/// A way to open connections.
#[derive(Clone)]
pub(super) struct Dial {
    connector: HttpsConnector<HttpConnector>,
    limit: Duration,
}

/// Which versions of HTTP a connection may speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaks {
    /// Whichever the other side prefers.
    Either,
    /// HTTP/2 alone: APNs knows nothing else (`facts` 4.1).
    Http2,
}

impl Dial {
    pub(super) fn new(config: ClientConfig, speaks: Speaks, limit: Duration) -> Self {
        let mut tcp = HttpConnector::new();
        // A call is one small write: waiting for more to send along costs 40 milliseconds each time.
        tcp.set_nodelay(true);
        tcp.enforce_http(false);
        let builder = HttpsConnectorBuilder::new().with_tls_config(config).https_or_http();
        let connector = match speaks {
            Speaks::Either => builder.enable_all_versions().wrap_connector(tcp),
            Speaks::Http2 => builder.enable_http2().wrap_connector(tcp),
        };
        Self { connector, limit }
    }
}

impl Service<Uri> for Dial {
    type Response = Stream;
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Stream, Failure>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        self.connector.poll_ready(context)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connecting = self.connector.call(uri);
        let limit = self.limit;
        Box::pin(async move {
            tokio::time::timeout(limit, connecting).await.map_err(|_| "no connection in time")?
        })
    }
}

/// TLS by rustls and ring, trusting the public authorities and `authorities`; as `identity`, if there is one.
pub(super) fn tls(
    authorities: &[CertificateDer<'static>],
    identity: Option<&ApnsIdentity>,
) -> Result<ClientConfig, NoIdentity> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    roots.add_parsable_certificates(authorities.iter().cloned());
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|_| NoIdentity)?
        .with_root_certificates(roots);
    let Some(identity) = identity else { return Ok(config.with_no_client_auth()) };
    let chain = identity.chain.iter().cloned().map(CertificateDer::from).collect();
    let key =
        PrivateKeyDer::from_pem_slice(identity.private_key.expose().as_bytes()).map_err(|_| NoIdentity)?;
    config.with_client_auth_cert(chain, key).map_err(|_| NoIdentity)
}
