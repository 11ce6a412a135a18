//! Accepts connections: plain HTTP and TLS on the same port, HTTP/1.1 and HTTP/2.

use std::io;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::server::danger::ClientCertVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use crate::client::{AcceptAnyClient, Client};
use crate::fixtures::{Fixtures, FixturesError};
use crate::request::Request;
use crate::response::{ConnectionAction, Response};
use crate::simulator::Simulator;
use push::credential::Environment;

/// Maximum bytes of a request body, more than any vendor accepts.
const MAX_BODY: usize = 256 * 1024;
/// The first byte of a TLS connection.
const TLS_HANDSHAKE: u8 = 0x16;

#[derive(Clone)]
pub(crate) struct Tls {
    acceptor: TlsAcceptor,
    verifier: Arc<dyn ClientCertVerifier>,
}

/// The TLS configuration of a server at `host`. Client certificates are verified against the fixtures' authority and
/// `others`, PEM.
pub(crate) fn tls(fixtures: &Fixtures, host: IpAddr, others: Option<&str>) -> Result<Tls, FixturesError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    let authorities = [Some(fixtures.authority()), others].into_iter().flatten();
    for pem in authorities {
        let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
        roots.add_parsable_certificates(found.map_err(|_| FixturesError::Certificate)?);
    }
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
        .build()
        .map_err(|_| FixturesError::Certificate)?;
    let (certificate, key) = fixtures.server(host)?;
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| FixturesError::Certificate)?
        .with_client_cert_verifier(Arc::new(AcceptAnyClient(verifier.clone())))
        .with_single_cert(vec![certificate], PrivatePkcs8KeyDer::from(key).into())
        .map_err(|_| FixturesError::Certificate)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Tls { acceptor: TlsAcceptor::from(Arc::new(config)), verifier })
}

/// Serves connections until the future is dropped or accepting fails.
pub(crate) async fn serve(
    listener: TcpListener,
    environment: Environment,
    tls: Tls,
    simulator: Arc<Simulator>,
) -> io::Result<()> {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let (stream, _) = accepted?;
                let (tls, simulator) = (tls.clone(), Arc::clone(&simulator));
                connections.spawn(async move { connection(stream, environment, tls, simulator).await });
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Serves one connection. Its errors are not reported: they concern the client under test.
async fn connection(stream: TcpStream, environment: Environment, tls: Tls, simulator: Arc<Simulator>) {
    let mut first = [0];
    if stream.set_nodelay(true).is_err() || stream.peek(&mut first).await.is_err() {
        return;
    }
    if first != [TLS_HANDSHAKE] {
        return serve_http(stream, environment, Client::Anonymous, simulator).await;
    }
    if let Ok(stream) = tls.acceptor.accept(stream).await {
        let client = match stream.get_ref().1.peer_certificates() {
            Some(chain) => Client::Certificate {
                chain: chain.iter().map(|one| one.clone().into_owned()).collect(),
                verifier: tls.verifier,
            },
            None => Client::Anonymous,
        };
        serve_http(stream, environment, client, simulator).await;
    }
}

async fn serve_http<S>(stream: S, environment: Environment, client: Client, simulator: Arc<Simulator>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let client = Arc::new(client);
    let (end, drop) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let service = service_fn(|request| {
        let (simulator, client) = (Arc::clone(&simulator), Arc::clone(&client));
        let (end, drop) = (Arc::clone(&end), Arc::clone(&drop));
        async move {
            let response = respond(&simulator, request, environment, client).await;
            match response.connection {
                ConnectionAction::KeepOpen => {}
                ConnectionAction::Close => end.notify_one(),
                ConnectionAction::Abort => return Err(Aborted),
                ConnectionAction::Drop => {
                    drop.notify_one();
                    return Err(Aborted);
                }
            }
            into_http(response)
        }
    });
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new());
    builder.http2().timer(TokioTimer::new());
    let mut serving = pin!(builder.serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        _ = serving.as_mut() => return,
        () = drop.notified() => return,
        () = end.notified() => serving.as_mut().graceful_shutdown(),
    }
    let _ = serving.await;
}

/// An error that makes the server abort: HTTP/2 resets the stream, HTTP/1.1 closes the connection.
#[derive(Debug, thiserror::Error)]
#[error("aborted on demand")]
struct Aborted;

/// Responds to a request, after the delay of the response.
async fn respond(
    simulator: &Simulator,
    request: http::Request<Incoming>,
    environment: Environment,
    client: Arc<Client>,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = Limited::new(body, MAX_BODY).collect().await else {
        return Response::new(413, "");
    };
    let request = Request {
        method: parts.method,
        base: String::new(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts.headers,
        body: body.to_bytes().to_vec(),
        environment,
        client,
        now: simulator.now(),
    };
    let response = simulator.respond(request);
    tokio::time::sleep(response.delay).await;
    response
}

fn into_http(response: Response) -> Result<http::Response<Full<Bytes>>, Aborted> {
    let mut builder = http::Response::builder().status(response.status);
    for (name, value) in response.headers {
        builder = builder.header(name, value);
    }
    builder.body(Full::from(response.body)).map_err(|_| Aborted)
}
