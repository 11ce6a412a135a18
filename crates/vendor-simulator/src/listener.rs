//! The sockets of the simulated vendors: plain HTTP and TLS at the same port, HTTP/1.1 and HTTP/2.

use std::io;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};
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

use super::answer::{Answer, Asked, Then};
use super::kit::{Kit, Unmade};
use super::peer::{Anybody, Peer};
use super::world::World;
use crate::credential::Environment;

/// More than any vendor takes.
const MOST_BODY: usize = 256 * 1024;
/// How a connection by TLS begins.
const HANDSHAKE: u8 = 0x16;

/// What connections by TLS need.
#[derive(Clone)]
pub(super) struct Tls {
    acceptor: TlsAcceptor,
    verifier: Arc<dyn ClientCertVerifier>,
}

/// TLS as a vendor at `host`; client certificates are those of the kit's authority and of `others`.
pub(super) fn tls(kit: &Kit, host: IpAddr, others: Option<&str>) -> Result<Tls, Unmade> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    let authorities = [Some(kit.authority()), others].into_iter().flatten();
    for pem in authorities {
        let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
        roots.add_parsable_certificates(found.map_err(|_| Unmade::Certificate)?);
    }
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
        .build()
        .map_err(|_| Unmade::Certificate)?;
    let (certificate, key) = kit.server(host)?;
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| Unmade::Certificate)?
        .with_client_cert_verifier(Arc::new(Anybody(verifier.clone())))
        .with_single_cert(vec![certificate], PrivatePkcs8KeyDer::from(key).into())
        .map_err(|_| Unmade::Certificate)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Tls { acceptor: TlsAcceptor::from(Arc::new(config)), verifier })
}

/// Serves every connection of `listener`, until it is dropped.
pub(super) async fn serve(
    listener: TcpListener,
    environment: Environment,
    tls: Tls,
    world: Arc<World>,
) -> io::Result<()> {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let (stream, _) = accepted?;
                let (tls, world) = (tls.clone(), Arc::clone(&world));
                connections.spawn(async move { connection(stream, environment, tls, world).await });
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

/// A connection that fails is its client's loss.
async fn connection(stream: TcpStream, environment: Environment, tls: Tls, world: Arc<World>) {
    let mut first = [0];
    if stream.set_nodelay(true).is_err() || stream.peek(&mut first).await.is_err() {
        return;
    }
    if first != [HANDSHAKE] {
        return speak(stream, environment, Peer::Nobody, world).await;
    }
    if let Ok(stream) = tls.acceptor.accept(stream).await {
        let peer = match stream.get_ref().1.peer_certificates() {
            Some(chain) => Peer::Shown {
                chain: chain.iter().map(|one| one.clone().into_owned()).collect(),
                verifier: tls.verifier,
            },
            None => Peer::Nobody,
        };
        speak(stream, environment, peer, world).await;
    }
}

async fn speak<S>(stream: S, environment: Environment, peer: Peer, world: Arc<World>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let peer = Arc::new(peer);
    let end = Arc::new(Notify::new());
    let service = service_fn(|request| {
        let (world, peer, end) = (Arc::clone(&world), Arc::clone(&peer), Arc::clone(&end));
        async move {
            let answer = answer(&world, request, environment, peer).await.ok_or(HungUp)?;
            if answer.then == Then::End {
                end.notify_one();
            }
            response(answer)
        }
    });
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new());
    builder.http2().timer(TokioTimer::new());
    let mut serving = pin!(builder.serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        _ = serving.as_mut() => return,
        () = end.notified() => serving.as_mut().graceful_shutdown(),
    }
    // How it ends is the client's affair.
    let _ = serving.await;
}

/// Nobody answers: HTTP/2 resets the stream, HTTP/1.1 closes the connection.
#[derive(Debug, thiserror::Error)]
#[error("hung up")]
struct HungUp;

async fn answer(
    world: &World,
    request: Request<Incoming>,
    environment: Environment,
    peer: Arc<Peer>,
) -> Option<Answer> {
    let (parts, body) = request.into_parts();
    let Ok(body) = Limited::new(body, MOST_BODY).collect().await else {
        return Some(Answer::new(413, ""));
    };
    let asked = Asked {
        method: parts.method,
        base: String::new(),
        path: parts.uri.path().to_owned(),
        headers: parts.headers,
        body: body.to_bytes().to_vec(),
        environment,
        peer,
        now: world.now(),
    };
    let answer = world.answer(asked);
    tokio::time::sleep(answer.delay).await;
    (answer.then != Then::HangUp).then_some(answer)
}

fn response(answer: Answer) -> Result<Response<Full<Bytes>>, HungUp> {
    let mut response = Response::builder().status(answer.status);
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }
    response.body(Full::from(answer.body)).map_err(|_| HungUp)
}
