//! What came back from a vendor, or why nothing did, and what that means where the vendor's own code says
//! nothing.

use std::time::Duration;

use serde_json::Value;

use crate::outcome::{Class, Outcome};
use crate::remedy::Remedy;

/// An answer. Secrets of the call are gone from it.
#[derive(Debug)]
pub(crate) struct Reply {
    /// The HTTP status.
    pub(crate) status: u16,
    /// How long to wait before the next call.
    pub(crate) retry_after: Option<Duration>,
    /// The header `apns-id`.
    pub(crate) id: Option<String>,
    /// Where a redirection leads. It is not followed: it would carry the credential elsewhere.
    pub(crate) location: Option<String>,
    /// The body, cut off at 64 KiB.
    pub(crate) body: String,
}

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The address and what was to be sent make no request.
    Unsayable,
    /// No connection.
    Unreachable(String),
    /// TLS ended because of the certificate that was shown.
    CertificateRefused(String),
    /// The other side said that it never looked at the request.
    Unseen,
    /// The connection broke after the request was written.
    Broken(String),
    /// No answer in time, after the request was written.
    TimedOut,
}

impl Reply {
    /// The body as JSON.
    pub(crate) fn json(&self) -> Option<Value> {
        serde_json::from_str(&self.body).ok()
    }

    /// What the status says. It refutes no credential: vendors say why they refuse one, and whatever else answers
    /// on the way to them, a proxy or a portal, knows none.
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

impl From<Failure> for Outcome {
    fn from(failure: Failure) -> Self {
        let unknown =
            |code, words: &str| Self::new(Class::UnknownAfterWrite, Remedy::AskTheDevice, code, words);
        match failure {
            Failure::Unsayable => {
                Self::new(Class::Rejected, Remedy::CorrectId, "address", "no address can be made of it")
            }
            Failure::Unreachable(words) => {
                Self::new(Class::Transient, Remedy::CheckNetwork, "unreachable", &words)
            }
            Failure::CertificateRefused(words) => {
                Self::new(Class::CredentialFault, Remedy::RenewCertificate, "tls", &words)
            }
            Failure::Unseen => Self::new(Class::Transient, Remedy::SendLater, "goaway", ""),
            Failure::Broken(words) => unknown("broken", &words),
            Failure::TimedOut => unknown("timeout", ""),
        }
    }
}
