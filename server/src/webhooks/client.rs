//! Posts a message to an endpoint. The address that is checked is the one that is connected to, so a name cannot be
//! resolved to another one in between; redirects are not followed, and nothing of the environment is used as a proxy.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, UNIX_EPOCH};

use bytes::Bytes;
use console::{WebhookAnswer, WebhookRequest};
use domain::time::Timestamp;
use domain::webhook::address::{EndpointUrl, Host};
use domain::webhook::message::{AttemptFailure, AttemptResult};
use domain::webhook::peer;
use domain::webhook::retry::RetryAfter;
use http::header::{CONTENT_TYPE, HOST, RETRY_AFTER, USER_AGENT};
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use rustls::RootCertStore;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_rustls::TlsConnector;

use crate::clock::Stopwatch;
use crate::tls;

/// Time limit of a whole attempt.
const TIMEOUT: Duration = Duration::from_secs(15);
/// Time limit of a connection to one of the addresses of a host.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Maximum bytes of an answer that are read.
const MAX_ANSWER: usize = 4 * 1024;
const AGENT: &str = concat!("chat-console/", env!("CARGO_PKG_VERSION"));

/// Posts messages to endpoints.
pub struct Client {
    allow_private: bool,
    tls: TlsConnector,
    timeout: Duration,
}

impl Client {
    /// A client that trusts the public authorities. `allow_private` lets it connect to addresses that are not public.
    pub fn new(allow_private: bool) -> Self {
        Self::trusting(tls::public_authorities(), allow_private, TIMEOUT)
    }

    fn trusting(roots: RootCertStore, allow_private: bool, timeout: Duration) -> Self {
        Self { allow_private, tls: tls::connector(roots), timeout }
    }

    /// Makes one attempt.
    pub async fn send(&self, request: &WebhookRequest) -> WebhookAnswer {
        let stopwatch = Stopwatch::start();
        let deadline = Instant::now() + self.timeout;
        let sent = timeout_at(deadline, self.post(request)).await;
        let mut retry_after = None;
        let (status, answer) = match sent {
            Ok(Ok(response)) => {
                retry_after = asked_pause(response.status(), response.headers());
                let status = response.status().as_u16();
                (Ok(status), read(response.into_body(), deadline).await)
            }
            Ok(Err(failure)) => (Err(failure), String::new()),
            Err(_) => (Err(AttemptFailure::TimedOut), String::new()),
        };
        let took = u32::try_from(stopwatch.elapsed().as_millis()).unwrap_or(u32::MAX);
        WebhookAnswer { result: AttemptResult::new(status, &answer, took), retry_after }
    }

    async fn post(&self, request: &WebhookRequest) -> Result<http::Response<Incoming>, AttemptFailure> {
        let url = &request.url;
        let stream = connect(&self.addresses(url).await?).await?;
        if !url.is_https() {
            return exchange(stream, request).await;
        }
        let name = match url.host() {
            Host::Name(name) => ServerName::try_from(name.clone()).map_err(|_| AttemptFailure::Tls)?,
            Host::Address(address) => ServerName::IpAddress((*address).into()),
        };
        let stream = self.tls.connect(name, stream).await.map_err(|_| AttemptFailure::Tls)?;
        exchange(stream, request).await
    }

    /// The addresses of the host that may be connected to; at least one.
    async fn addresses(&self, url: &EndpointUrl) -> Result<Vec<SocketAddr>, AttemptFailure> {
        let all: Vec<SocketAddr> = match url.host() {
            Host::Address(address) => vec![(*address, url.port()).into()],
            Host::Name(name) => {
                let found = tokio::net::lookup_host((name.as_str(), url.port())).await;
                found.map_err(|_| AttemptFailure::Unresolved)?.collect()
            }
        };
        let is_allowed = |address: IpAddr| self.allow_private || peer::is_public(address);
        let allowed: Vec<_> = all.iter().copied().filter(|address| is_allowed(address.ip())).collect();
        match (allowed.is_empty(), all.is_empty()) {
            (false, _) => Ok(allowed),
            (true, false) => Err(AttemptFailure::PrivateAddress),
            (true, true) => Err(AttemptFailure::Unresolved),
        }
    }
}

/// A connection to the first of the addresses that accepts one.
async fn connect(addresses: &[SocketAddr]) -> Result<TcpStream, AttemptFailure> {
    for address in addresses {
        let connected = timeout(CONNECT_TIMEOUT, TcpStream::connect(address)).await;
        if let Ok(stream) = connected.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into())) {
            return Ok(stream);
        }
    }
    Err(AttemptFailure::Unreachable)
}

/// Posts over a connection that is used for nothing else.
async fn exchange(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    request: &WebhookRequest,
) -> Result<http::Response<Incoming>, AttemptFailure> {
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(|_| AttemptFailure::NotHttp)?;
    // It ends with the response, or when the sender is dropped.
    tokio::spawn(connection);
    let http = Request::builder()
        .method(Method::POST)
        .uri(request.url.path_and_query())
        .header(HOST, request.url.authority())
        .header(CONTENT_TYPE, "application/json")
        .header(USER_AGENT, AGENT)
        .header("webhook-id", &request.name)
        .header("webhook-timestamp", request.timestamp)
        .header("webhook-signature", &request.signatures)
        .body(Full::new(Bytes::from(request.body.clone())))
        .map_err(|_| AttemptFailure::NotHttp)?;
    sender.send_request(http).await.map_err(|_| AttemptFailure::NotHttp)
}

/// `Retry-After` of an answer that says "later", in seconds or as a date (RFC 9110, 10.2.3).
fn asked_pause(status: StatusCode, headers: &HeaderMap) -> Option<RetryAfter> {
    if !matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
        return None;
    }
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(RetryAfter::Wait(Duration::from_secs(seconds)));
    }
    let since_epoch = httpdate::parse_http_date(text).ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(RetryAfter::At(Timestamp::from_unix_seconds(since_epoch.as_secs().try_into().ok()?)))
}

/// The beginning of an answer, as far as it comes before `deadline`: the status alone counts.
async fn read(mut body: Incoming, deadline: Instant) -> String {
    let mut bytes = Vec::new();
    while bytes.len() < MAX_ANSWER {
        let Ok(Some(Ok(frame))) = timeout_at(deadline, body.frame()).await else { break };
        if let Ok(data) = frame.into_data() {
            bytes.extend_from_slice(&data[..data.len().min(MAX_ANSWER - bytes.len())]);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests;
