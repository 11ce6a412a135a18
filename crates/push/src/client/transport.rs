//! One call over the network: what is asked, what came back, and how it failed. Edges: it knows HTTP, its limits
//! and which failures mean that the vendor may have acted; it knows no vendor.

use std::error::Error;
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION, RETRY_AFTER, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper_util::client::legacy::Client;
use zeroize::Zeroizing;

use super::dial::Dial;
use super::reply::{Failure, Reply};

/// The most bytes of an answer that are read.
const MOST_ANSWER: usize = 64 * 1024;

pub(super) type Wire = Client<Dial, Full<Bytes>>;

/// What is asked of a vendor.
#[derive(Clone)]
pub(crate) struct Call {
    url: String,
    headers: HeaderMap,
    body: Bytes,
    /// Never to be repeated out of an answer.
    secrets: Vec<Zeroizing<String>>,
    is_for_apple: bool,
}

impl Call {
    /// A form of `fields`.
    pub(crate) fn form(url: String, fields: &[(&str, &str)]) -> Self {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        Self::new(url, "application/x-www-form-urlencoded", form.finish())
    }

    /// A JSON body.
    pub(crate) fn json(url: String, body: &serde_json::Value) -> Self {
        Self::new(url, "application/json", body.to_string())
    }

    fn new(url: String, kind: &'static str, body: String) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(USER_AGENT, HeaderValue::from_static("chat-console"));
        Self { url, headers, body: body.into(), secrets: Vec::new(), is_for_apple: false }
    }

    /// With a header. What cannot stand in a header is left out: the vendor then says what it misses.
    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
        self
    }

    /// Signed in as `scheme` and `secret`, e.g. `bearer` and a token.
    pub(crate) fn authorization(self, scheme: &str, secret: &str) -> Self {
        let mut call = self.header(AUTHORIZATION.as_str(), &format!("{scheme}{secret}")).hiding(secret);
        if let Some(value) = call.headers.get_mut(AUTHORIZATION) {
            value.set_sensitive(true);
        }
        call
    }

    /// Removes `secret` from whatever the vendor answers.
    pub(crate) fn hiding(mut self, secret: &str) -> Self {
        // Shorter ones would tear holes into words that have nothing to do with them.
        if secret.len() >= 4 {
            self.secrets.extend(writings(secret));
        }
        self
    }

    /// By HTTP/2 and nothing else.
    pub(crate) fn for_apple(self) -> Self {
        Self { is_for_apple: true, ..self }
    }

    pub(super) const fn is_for_apple(&self) -> bool {
        self.is_for_apple
    }

    fn request(&self) -> Result<Request<Full<Bytes>>, Failure> {
        let mut request = Request::new(Full::new(self.body.clone()));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.url.parse().map_err(|_| Failure::Unsayable)?;
        *request.headers_mut() = self.headers.clone();
        Ok(request)
    }

    fn without_secrets(&self, text: &str) -> String {
        self.secrets.iter().fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), "[hidden]"))
    }
}

/// A secret as it is, as a form has it and as JSON has it: who repeats what was asked repeats one of these.
fn writings(secret: &str) -> [Zeroizing<String>; 4] {
    let form = Zeroizing::new(form_urlencoded::byte_serialize(secret.as_bytes()).collect());
    // Secrets are visible ASCII: nothing else of theirs is written differently.
    let json = Zeroizing::new(secret.replace('\\', "\\\\"));
    let json = Zeroizing::new(json.replace('"', "\\\""));
    // Some programs write a slash with a backslash.
    let slashed = Zeroizing::new(json.replace('/', "\\/"));
    [Zeroizing::new(secret.to_owned()), form, json, slashed]
}

/// Makes `call` within `limit`. It is repeated once where the other side said that it never looked at it.
pub(super) async fn make(wire: &Wire, call: &Call, limit: Duration) -> Result<Reply, Failure> {
    let made = async {
        match once(wire, call).await {
            Err(Failure::Unseen) => once(wire, call).await,
            outcome => outcome,
        }
    };
    tokio::time::timeout(limit, made).await.unwrap_or(Err(Failure::TimedOut))
}

async fn once(wire: &Wire, call: &Call) -> Result<Reply, Failure> {
    let response = wire.request(call.request()?).await.map_err(|error| {
        let words = call.without_secrets(&chain(&error));
        if refuses_certificate(&words) {
            Failure::CertificateRefused(words)
        } else if error.is_connect() {
            Failure::Unreachable(words)
        } else if was_unseen(&error) {
            Failure::Unseen
        } else {
            Failure::Broken(words)
        }
    })?;
    let text = |response: &Response<Incoming>, name| {
        let value = response.headers().get(name)?.to_str().ok()?;
        Some(value.to_owned())
    };
    let retry_after: Option<u64> = text(&response, RETRY_AFTER.as_str()).and_then(|value| value.parse().ok());
    let id = text(&response, "apns-id");
    let location = text(&response, LOCATION.as_str());
    let status: StatusCode = response.status();
    let body = read(response.into_body()).await.map_err(|error| Failure::Broken(chain(&error)))?;
    Ok(Reply {
        status: status.as_u16(),
        // A vendor that asks for more is asked again after a day.
        retry_after: retry_after.map(|seconds| Duration::from_secs(seconds.min(86_400))),
        id,
        location,
        body: call.without_secrets(&String::from_utf8_lossy(&body)),
    })
}

/// The body, cut off at the limit.
async fn read(mut body: Incoming) -> Result<Vec<u8>, hyper::Error> {
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        if let Ok(data) = frame?.into_data() {
            let room = MOST_ANSWER - bytes.len();
            bytes.extend_from_slice(&data[..data.len().min(room)]);
            if data.len() >= room {
                break;
            }
        }
    }
    Ok(bytes)
}

/// An error with what caused it.
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

/// Whether an error of type `E` is among the causes. What an `io::Error` carries is no cause of it, but itself.
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

/// HTTP/2 says which requests were never looked at (RFC 9113, 6.8 and 8.7).
fn was_unseen(error: &(dyn Error + 'static)) -> bool {
    among_causes::<h2::Error>(error, |error| {
        error.is_remote() && (error.is_go_away() || error.reason() == Some(h2::Reason::REFUSED_STREAM))
    })
}

/// Whether TLS was ended because of the certificate that was shown. With TLS 1.3 that comes after the handshake,
/// and HTTP/2 keeps nothing of it but the words.
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
