//! A request to a vendor, and the secrets in it that must be removed from responses.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method};
use zeroize::Zeroizing;

use super::response::TransportError;
use super::started::{RequestBody, Signal};

/// A POST request to a vendor.
#[derive(Clone)]
pub(crate) struct Request {
    url: String,
    headers: HeaderMap,
    body: Bytes,
    /// Secrets to remove from responses.
    secrets: Vec<Zeroizing<String>>,
    is_multiplexed: bool,
}

impl Request {
    pub(crate) fn form(url: String, fields: &[(&str, &str)]) -> Self {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        Self::new(url, "application/x-www-form-urlencoded", form.finish())
    }

    pub(crate) fn json(url: String, body: &serde_json::Value) -> Self {
        Self::new(url, "application/json", body.to_string())
    }

    fn new(url: String, kind: &'static str, body: String) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(USER_AGENT, HeaderValue::from_static("chat-console"));
        Self { url, headers, body: body.into(), secrets: Vec::new(), is_multiplexed: false }
    }

    /// Adds a header. A value that is not valid in a header is left out: the vendor then reports what is missing.
    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
        self
    }

    /// Adds an Authorization header of `scheme`, e.g. `bearer `, and `secret`.
    pub(crate) fn authorization(self, scheme: &str, secret: &str) -> Self {
        let mut request = self.header(AUTHORIZATION.as_str(), &format!("{scheme}{secret}")).hiding(secret);
        if let Some(value) = request.headers.get_mut(AUTHORIZATION) {
            value.set_sensitive(true);
        }
        request
    }

    /// Removes `secret` from the response, unless it is shorter than 4 bytes, which would mangle unrelated text.
    pub(crate) fn hiding(mut self, secret: &str) -> Self {
        if secret.len() >= 4 {
            self.secrets.push(Zeroizing::new(secret.to_owned()));
        }
        self
    }

    /// Sends over HTTP/2 only, on connections that the credential's requests share.
    pub(crate) fn multiplexed(self) -> Self {
        Self { is_multiplexed: true, ..self }
    }

    pub(super) const fn is_multiplexed(&self) -> bool {
        self.is_multiplexed
    }

    /// The length of the body in bytes.
    pub(crate) fn body_length(&self) -> usize {
        self.body.len()
    }

    /// The request for the HTTP library. `signal` reports when its body is written, and can withhold it.
    pub(super) fn to_http(
        &self,
        signal: Option<&Arc<Signal>>,
    ) -> Result<http::Request<RequestBody>, TransportError> {
        let mut request = http::Request::new(RequestBody::new(self.body.clone(), signal.cloned()));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.url.parse().map_err(|_| TransportError::InvalidRequest)?;
        *request.headers_mut() = self.headers.clone();
        Ok(request)
    }

    /// `text` with `[hidden]` in place of every secret, in every encoding that a vendor may echo.
    pub(super) fn without_secrets(&self, text: &str) -> String {
        if text.is_empty() {
            return String::new();
        }
        let secrets = self.secrets.iter().flat_map(|secret| encodings(secret));
        secrets.fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), "[hidden]"))
    }
}

/// A secret in plain text, form-encoded, and in JSON: a vendor that echoes the request echoes one of these.
fn encodings(secret: &str) -> [Zeroizing<String>; 4] {
    let form = Zeroizing::new(form_urlencoded::byte_serialize(secret.as_bytes()).collect());
    // Secrets are printable ASCII: JSON escapes nothing else in them.
    let json = Zeroizing::new(secret.replace('\\', "\\\\"));
    let json = Zeroizing::new(json.replace('"', "\\\""));
    // Some JSON encoders escape slashes too.
    let slashed = Zeroizing::new(json.replace('/', "\\/"));
    [Zeroizing::new(secret.to_owned()), form, json, slashed]
}
