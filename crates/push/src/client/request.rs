//! A request to a vendor, and the secrets in it that must be removed from responses.

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method};
use http_body_util::Full;
use zeroize::Zeroizing;

use super::response::TransportError;

/// A POST request to a vendor.
#[derive(Clone)]
pub(crate) struct Request {
    url: String,
    headers: HeaderMap,
    body: Bytes,
    /// Secrets to remove from responses, in every encoding that a vendor may echo.
    secrets: Vec<Zeroizing<String>>,
    is_for_apple: bool,
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
        Self { url, headers, body: body.into(), secrets: Vec::new(), is_for_apple: false }
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
            self.secrets.extend(encodings(secret));
        }
        self
    }

    /// Sends over HTTP/2 only.
    pub(crate) fn for_apple(self) -> Self {
        Self { is_for_apple: true, ..self }
    }

    pub(super) const fn is_for_apple(&self) -> bool {
        self.is_for_apple
    }

    pub(super) fn to_http(&self) -> Result<http::Request<Full<Bytes>>, TransportError> {
        let mut request = http::Request::new(Full::new(self.body.clone()));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.url.parse().map_err(|_| TransportError::InvalidRequest)?;
        *request.headers_mut() = self.headers.clone();
        Ok(request)
    }

    /// `text` with `[hidden]` in place of every secret.
    pub(super) fn without_secrets(&self, text: &str) -> String {
        self.secrets.iter().fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), "[hidden]"))
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
