//! A vendor's response, or the transport error in its place, and how either is classified without a vendor code.

use std::time::Duration;

use serde_json::Value;

use crate::outcome::{Class, Outcome, WITHHELD};
use domain::certificate::Remedy;

/// A response, from which the secrets of its request have been removed.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    /// The delay from `Retry-After`, at most a day.
    pub(crate) retry_after: Option<Duration>,
    /// The message id from the header `apns-id`.
    pub(crate) id: Option<String>,
    /// The target of a redirect, which is not followed: that would send the credential elsewhere.
    pub(crate) location: Option<String>,
    /// The first 64 KiB of the body.
    pub(crate) body: String,
}

/// The reason why there is no response.
#[derive(Debug)]
pub(crate) enum TransportError {
    /// The address is not a URL.
    InvalidRequest,
    /// No connection was made.
    Unreachable(String),
    /// The server aborted TLS because of the client certificate.
    CertificateRefused(String),
    /// The server states that it did not process the request.
    NotProcessed,
    /// The connection broke, or no connection was free before the timeout, while nothing had been written.
    NotWritten(String),
    /// The caller gave up before anything was written.
    Withheld,
    /// The connection broke after the request was written.
    Broken(String),
    /// No complete response arrived before the timeout.
    TimedOut,
}

impl Response {
    pub(crate) fn json(&self) -> Option<Value> {
        serde_json::from_str(&self.body).ok()
    }

    /// Classifies by HTTP status alone, which never refutes a credential: vendors state why they refuse one, and a bare
    /// status may come from a proxy or portal in between.
    pub(crate) fn by_status(&self) -> Outcome {
        let code = format!("http {}", self.status);
        let (class, remedy) = match self.status {
            200..=299 => (Class::UnknownAfterWrite, Remedy::AskTheDevice),
            300..=399 => {
                let words = format!("redirected to {}", self.location.as_deref().unwrap_or("nowhere"));
                return Outcome::new(Class::Transient, Remedy::CheckNetwork, code, &words);
            }
            401 | 403 | 407 => (Class::Transient, Remedy::CheckNetwork),
            408 => (Class::Transient, Remedy::SendLater),
            413 => (Class::Rejected, Remedy::Shorten),
            429 => return Outcome::throttled(self.retry_after, code, &self.body),
            400..=499 => (Class::Rejected, Remedy::ReadTheWords),
            _ => (Class::Transient, Remedy::SendLater),
        };
        Outcome::new(class, remedy, code, &self.body)
    }
}

impl From<TransportError> for Outcome {
    fn from(error: TransportError) -> Self {
        let unknown =
            |code, words: &str| Self::new(Class::UnknownAfterWrite, Remedy::AskTheDevice, code, words);
        match error {
            TransportError::InvalidRequest => {
                Self::new(Class::Rejected, Remedy::CorrectId, "address", "no address can be made of it")
            }
            TransportError::Unreachable(words) => {
                Self::new(Class::Transient, Remedy::CheckNetwork, "unreachable", &words)
            }
            TransportError::CertificateRefused(words) => {
                Self::new(Class::CredentialFault, Remedy::RenewCertificate, "tls", &words)
            }
            TransportError::NotProcessed => Self::new(Class::Transient, Remedy::SendLater, "goaway", ""),
            TransportError::NotWritten(words) => {
                Self::new(Class::Transient, Remedy::SendLater, "not_written", &words)
            }
            TransportError::Withheld => Self::new(Class::Transient, Remedy::SendLater, WITHHELD, ""),
            TransportError::Broken(words) => unknown("broken", &words),
            TransportError::TimedOut => unknown("timeout", ""),
        }
    }
}
