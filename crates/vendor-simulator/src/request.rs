//! A request to a vendor, independent of its connection.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use domain::time::Timestamp;
use http::{HeaderMap, Method};
use push::credential::Environment;
use serde_json::Value;

use crate::client::Client;

pub(crate) struct Request {
    pub method: Method,
    /// The prefix of the path that names the vendor, e.g. `/fcm`; empty for Apple.
    pub base: String,
    /// The path after `base`.
    pub path: String,
    /// The query after the question mark, empty if there is none.
    pub query: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    /// The Apple service that listens on the port.
    pub environment: Environment,
    pub client: Arc<Client>,
    /// When the request was received.
    pub now: Timestamp,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The credentials of the Authorization header if it starts with `scheme` (case-insensitive), e.g. `Bearer `.
    pub(crate) fn authorization(&self, scheme: &str) -> Option<&str> {
        let value = self.header("authorization")?;
        let (start, rest) = value.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    }

    /// The number in the field `name` of the query.
    pub(crate) fn query_number(&self, name: &str) -> Option<u64> {
        let mut fields = form_urlencoded::parse(self.query.as_bytes());
        fields.find(|(field, _)| field == name)?.1.parse().ok()
    }

    pub(crate) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    pub(crate) fn form(&self) -> HashMap<Cow<'_, str>, Cow<'_, str>> {
        form_urlencoded::parse(&self.body).collect()
    }
}
