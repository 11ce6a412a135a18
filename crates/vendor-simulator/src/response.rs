//! A vendor's response, and the action to take on its connection.

use std::time::Duration;

use serde_json::Value;

#[derive(Debug, Clone)]
pub(crate) struct Response {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
    pub delay: Duration,
    pub connection: ConnectionAction,
    /// Whether the vendor accepted a push.
    pub is_accepted: bool,
}

/// The action to take on the connection with a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ConnectionAction {
    KeepOpen,
    /// Shut down gracefully after the response: GOAWAY on HTTP/2.
    Close,
    /// The response is not sent: HTTP/2 resets the stream, HTTP/1.1 closes the connection.
    Abort,
    /// The connection is closed at once, with all requests on it.
    Drop,
}

impl Response {
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self::new(status, body.to_string()).with_header("content-type", "application/json")
    }

    pub(crate) fn new(status: u16, body: impl Into<String>) -> Self {
        let (headers, delay) = (Vec::new(), Duration::ZERO);
        Self {
            status,
            headers,
            body: body.into(),
            delay,
            connection: ConnectionAction::KeepOpen,
            is_accepted: false,
        }
    }

    pub(crate) fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn with_connection(self, connection: ConnectionAction) -> Self {
        Self { connection, ..self }
    }

    /// Marks the response as that of a vendor that accepted a push.
    pub(crate) fn accepting(self) -> Self {
        Self { is_accepted: true, ..self }
    }

    pub(crate) fn with_delay(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }
}
