//! A client of `/api/v1`: HTTP/1.1 over one connection, which is opened again when the console has closed it. Redirects are
//! not followed and nothing of the environment is used as a proxy, because both would carry the token elsewhere.

use std::time::Duration;

use bytes::Bytes;
use http::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, ETAG, HOST, HeaderValue, IF_MATCH, LOCATION, RETRY_AFTER, USER_AGENT,
};
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use url::Host;

use super::address::Address;
use super::error::{ClientError, Problem};

const AGENT: &str = concat!("chat-console/", env!("CARGO_PKG_VERSION"));
/// Time limit of a connection, TLS included.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Time limit of a call.
const TIMEOUT: Duration = Duration::from_mins(1);
/// Maximum bytes of an answer: more than a page of any list has.
const MAX_ANSWER: usize = 16 * 1024 * 1024;
/// How often a call is made again that exceeds the rate limit of the token.
const MAX_WAITS: u32 = 10;
/// How long it waits at most before each.
const MAX_WAIT: Duration = Duration::from_mins(2);

/// Calls one console with one token.
pub struct Client {
    address: Address,
    authorization: HeaderValue,
    tls: TlsConnector,
    connection: Option<SendRequest<Full<Bytes>>>,
}

/// What a call says besides its address.
#[derive(Debug, Clone, Default)]
pub struct Input<'a> {
    pub body: Option<Bytes>,
    /// The tag of the version that an edit is based on.
    pub if_match: Option<&'a str>,
    /// Calls with the same key take effect once.
    pub idempotency_key: Option<&'a str>,
}

/// The answer to a call that was carried out.
#[derive(Debug)]
pub struct Answer {
    headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, ClientError> {
        serde_json::from_slice(&self.body).map_err(|error| ClientError::Unexpected(error.to_string()))
    }

    /// The tag of the version that it shows.
    pub fn etag(&self) -> Option<&str> {
        self.headers.get(ETAG)?.to_str().ok()
    }

    /// The path below `/api/v1` of what was created.
    pub fn location(&self) -> Option<&str> {
        self.headers.get(LOCATION)?.to_str().ok()?.strip_prefix(super::BASE)
    }
}

impl Client {
    pub const fn new(address: Address, authorization: HeaderValue, tls: TlsConnector) -> Self {
        Self { address, authorization, tls, connection: None }
    }

    pub async fn get<T: DeserializeOwned>(&mut self, path: &str) -> Result<T, ClientError> {
        self.call(&Method::GET, path, &Input::default()).await?.json()
    }

    /// Reads something that can be edited, with the tag of its version.
    pub async fn get_version<T: DeserializeOwned>(&mut self, path: &str) -> Result<(T, String), ClientError> {
        let answer = self.call(&Method::GET, path, &Input::default()).await?;
        let etag = answer.etag().ok_or_else(|| ClientError::Unexpected("it has no ETag".to_owned()))?;
        Ok((answer.json()?, etag.to_owned()))
    }

    /// Makes a call of `path` below `/api/v1`. One that exceeds the rate limit is made again when the console says so.
    pub async fn call(
        &mut self,
        method: &Method,
        path: &str,
        input: &Input<'_>,
    ) -> Result<Answer, ClientError> {
        for _ in 0..MAX_WAITS {
            let (status, answer) = self.exchange(method, path, input).await?;
            if status.is_success() {
                return Ok(answer);
            }
            let seconds = answer.headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
            match seconds.map(Duration::from_secs) {
                Some(wait) if status == StatusCode::TOO_MANY_REQUESTS && wait <= MAX_WAIT => {
                    tokio::time::sleep(wait).await;
                }
                _ => return Err(Problem::of(status, &answer.body).into()),
            }
        }
        Err(ClientError::Busy)
    }

    /// Sends a request and receives its answer. What can be repeated without harm is sent again over a new connection if a
    /// kept one turns out to be closed.
    async fn exchange(
        &mut self,
        method: &Method,
        path: &str,
        input: &Input<'_>,
    ) -> Result<(StatusCode, Answer), ClientError> {
        let is_kept = self.connection.is_some();
        let may_repeat = *method == Method::GET || input.idempotency_key.is_some();
        match self.send(self.request(method, path, input)?).await {
            Err(ClientError::Lost(_)) if is_kept && may_repeat => {
                self.send(self.request(method, path, input)?).await
            }
            answer => answer,
        }
    }

    fn request(
        &self,
        method: &Method,
        path: &str,
        input: &Input<'_>,
    ) -> Result<Request<Full<Bytes>>, ClientError> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", super::BASE))
            .header(HOST, self.address.authority())
            .header(USER_AGENT, AGENT)
            .header(ACCEPT, "application/json")
            .header(AUTHORIZATION, self.authorization.clone());
        if input.body.is_some() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        if let Some(tag) = input.if_match {
            request = request.header(IF_MATCH, tag);
        }
        if let Some(key) = input.idempotency_key {
            request = request.header("idempotency-key", key);
        }
        let body = Full::new(input.body.clone().unwrap_or_default());
        request.body(body).map_err(|error| ClientError::Unexpected(error.to_string()))
    }

    async fn send(&mut self, request: Request<Full<Bytes>>) -> Result<(StatusCode, Answer), ClientError> {
        let kept = match self.connection.take() {
            Some(mut kept) => kept.ready().await.is_ok().then_some(kept),
            None => None,
        };
        let mut connection = match kept {
            Some(kept) => kept,
            None => timeout(CONNECT_TIMEOUT, self.connect()).await.map_err(|_| ClientError::TimedOut)??,
        };
        let exchanged = timeout(TIMEOUT, async {
            let (parts, body) = connection.send_request(request).await.map_err(lost)?.into_parts();
            let body = Limited::new(body, MAX_ANSWER).collect().await.map_err(lost)?.to_bytes();
            Ok::<_, ClientError>((parts.status, Answer { headers: parts.headers, body }))
        });
        let answer = exchanged.await.map_err(|_| ClientError::TimedOut)??;
        self.connection = Some(connection);
        Ok(answer)
    }

    async fn connect(&self) -> Result<SendRequest<Full<Bytes>>, ClientError> {
        let unreachable = |cause| ClientError::Unreachable { address: self.address.to_string(), cause };
        let port = self.address.port();
        let (stream, name) = match self.address.host() {
            Host::Domain(name) => (TcpStream::connect((name, port)).await, name.to_owned()),
            Host::Ipv4(ip) => (TcpStream::connect((ip, port)).await, ip.to_string()),
            Host::Ipv6(ip) => (TcpStream::connect((ip, port)).await, ip.to_string()),
        };
        let stream = stream.map_err(unreachable)?;
        if !self.address.is_https() {
            return handshake(stream).await;
        }
        let name = ServerName::try_from(name).map_err(|error| ClientError::Unexpected(error.to_string()))?;
        handshake(self.tls.connect(name, stream).await.map_err(ClientError::Tls)?).await
    }
}

async fn handshake(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
) -> Result<SendRequest<Full<Bytes>>, ClientError> {
    let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(lost)?;
    // It ends with the sender.
    tokio::spawn(connection);
    Ok(sender)
}

fn lost(error: impl std::fmt::Display) -> ClientError {
    ClientError::Lost(error.to_string())
}

#[cfg(test)]
mod tests;
