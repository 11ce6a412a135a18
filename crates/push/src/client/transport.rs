//! Sends one request and reads its response. Knows HTTP, its limits, and after which failures it is unknown whether
//! the vendor acted; independent of vendors.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use http::header::{LOCATION, RETRY_AFTER};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::ClientConfig;

use super::connector::{Connector, Protocol};
use super::request::Request;
use super::response::{Response, TransportError};
use super::started::{RequestBody, Signal, Withheld};

/// Maximum bytes of a response body that are read.
const MAX_BODY: usize = 64 * 1024;
/// How long idle connections are kept open.
const IDLE_TIMEOUT: Duration = Duration::from_mins(1);
/// How long an HTTP/2 connection with open requests may be silent before it is tested by a ping, and how long the
/// answer may take. Without it, requests would be sent on a dead connection until TCP gives it up, a quarter of an hour
/// later.
const PING_INTERVAL: Duration = Duration::from_secs(5);
const PING_TIMEOUT: Duration = Duration::from_secs(5);

/// A pool of connections: to each server one over HTTP/2, on which the library queues requests beyond the number that
/// the server allows at a time; over HTTP/1.1 one for each request.
pub(super) type Transport = Client<Connector, RequestBody>;

pub(super) fn open(tls: ClientConfig, protocol: Protocol, connect_timeout: Duration) -> Transport {
    Client::builder(TokioExecutor::new())
        .http2_only(protocol == Protocol::Http2)
        .http2_keep_alive_interval(PING_INTERVAL)
        .http2_keep_alive_timeout(PING_TIMEOUT)
        .pool_idle_timeout(IDLE_TIMEOUT)
        .pool_timer(TokioTimer::new())
        .timer(TokioTimer::new())
        .build(Connector::new(tls, protocol, connect_timeout))
}

/// Sends `request` within `timeout`, and once more if the server states that it did not process it. `signal` reports
/// when it is written; a failure before that leaves no doubt that the vendor did not act.
pub(super) async fn send(
    transport: &Transport,
    request: &Request,
    signal: Option<&Arc<Signal>>,
    timeout: Duration,
) -> Result<Response, TransportError> {
    let sent = async {
        match send_once(transport, request, signal).await {
            Err(TransportError::NotProcessed) => send_once(transport, request, signal).await,
            outcome => outcome,
        }
    };
    let sent = tokio::time::timeout(timeout, sent).await.unwrap_or(Err(TransportError::TimedOut));
    let is_withheld = || signal.is_some_and(|signal| signal.withhold());
    sent.map_err(|error| match error {
        TransportError::Broken(words) if is_withheld() => TransportError::NotWritten(words),
        TransportError::TimedOut if is_withheld() => TransportError::NotWritten("timeout".to_owned()),
        error => error,
    })
}

async fn send_once(
    transport: &Transport,
    request: &Request,
    signal: Option<&Arc<Signal>>,
) -> Result<Response, TransportError> {
    let response = transport.request(request.to_http(signal)?).await.map_err(|error| {
        let words = request.without_secrets(&chain(&error));
        if among_causes::<Withheld>(&error, |_| true) || was_reset_here(&error) {
            TransportError::Withheld
        } else if refuses_certificate(&words) {
            TransportError::CertificateRefused(words)
        } else if error.is_connect() {
            TransportError::Unreachable(words)
        } else if was_not_processed(&error) {
            TransportError::NotProcessed
        } else {
            TransportError::Broken(words)
        }
    })?;
    let text = |response: &http::Response<Incoming>, name| {
        let value = response.headers().get(name)?.to_str().ok()?;
        Some(value.to_owned())
    };
    let retry_after: Option<u64> = text(&response, RETRY_AFTER.as_str()).and_then(|value| value.parse().ok());
    let id = text(&response, "apns-id");
    let location = text(&response, LOCATION.as_str());
    let status: StatusCode = response.status();
    let body = read(response.into_body()).await.map_err(|error| TransportError::Broken(chain(&error)))?;
    Ok(Response {
        status: status.as_u16(),
        // Longer delays are capped at a day.
        retry_after: retry_after.map(|seconds| Duration::from_secs(seconds.min(86_400))),
        id,
        location,
        body: request.without_secrets(&String::from_utf8_lossy(&body)),
    })
}

/// Reads the first [`MAX_BODY`] bytes of a body.
async fn read(mut body: Incoming) -> Result<Vec<u8>, hyper::Error> {
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        if let Ok(data) = frame?.into_data() {
            let room = MAX_BODY - bytes.len();
            bytes.extend_from_slice(&data[..data.len().min(room)]);
            if data.len() >= room {
                break;
            }
        }
    }
    Ok(bytes)
}

/// An error and its causes on one line.
fn chain(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let cause_words = cause.to_string();
        if !words.contains(&cause_words) {
            words = format!("{words}: {cause_words}");
        }
        next = cause.source();
    }
    words
}

/// Whether an error of type `E` is among the causes. An `io::Error` does not report the error within it as its source.
fn among_causes<E: Error + 'static>(error: &(dyn Error + 'static), is_it: impl Fn(&E) -> bool) -> bool {
    let mut next = Some(error);
    while let Some(cause) = next {
        if cause.downcast_ref().is_some_and(&is_it) {
            return true;
        }
        let inner = cause.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        next = match inner {
            Some(inner) => Some(inner),
            None => cause.source(),
        };
    }
    false
}

/// Whether the server states that it did not process the request, as HTTP/2 can (RFC 9113, 6.8 and 8.7).
fn was_not_processed(error: &(dyn Error + 'static)) -> bool {
    among_causes::<h2::Error>(error, |error| {
        error.is_remote() && (error.is_go_away() || error.reason() == Some(h2::Reason::REFUSED_STREAM))
    })
}

/// Whether this side has reset the HTTP/2 stream. The library does that when it is denied the body, and does not pass on
/// why: it was [`Withheld`], which is the only error of a body.
fn was_reset_here(error: &(dyn Error + 'static)) -> bool {
    among_causes::<h2::Error>(error, |error| error.is_reset() && !error.is_remote() && !error.is_library())
}

/// Whether the server aborted TLS because of the client certificate. With TLS 1.3 the alert follows the handshake, and
/// the HTTP/2 library preserves only its text.
fn refuses_certificate(words: &str) -> bool {
    const ALERTS: [&str; 8] = [
        "AccessDenied",
        "BadCertificate",
        "CertificateExpired",
        "CertificateRequired",
        "CertificateRevoked",
        "CertificateUnknown",
        "UnknownCA",
        "UnsupportedCertificate",
    ];
    let alert = words.split_once("received fatal alert: ").map(|(_, alert)| alert);
    alert.is_some_and(|alert| ALERTS.iter().any(|name| alert.starts_with(name)))
}
