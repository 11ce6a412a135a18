//! The HTTP client of all vendors: checks credentials and sends pushes. It opens connections and keeps access tokens
//! in memory; when to send, how often to retry and what to store is up to the caller.

mod connection;
mod connector;
mod request;
mod response;
mod tokens;
mod transport;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::time::Timestamp;

pub(crate) use self::connection::{Classified, Connection, Exchange, unusable_key};
pub(crate) use self::request::Request;
pub(crate) use self::response::Response;
pub(crate) use self::tokens::Token;

use self::connector::Protocol;
use self::tokens::Tokens;
use self::transport::Transport;
use crate::credential::{ApnsIdentity, Credential, Fingerprint};
use crate::hosts::Hosts;
use crate::message::Message;
use crate::outcome::{Checked, Outcome};

/// Maximum number of client certificates whose connections are kept open.
const MAX_IDENTITIES: usize = 256;

/// Timeouts of requests to vendors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For opening a connection, including the TLS handshake.
    pub connect: Duration,
    /// For a whole request, from connecting to the last byte of the response.
    pub whole: Duration,
}

/// The client. One per process is enough: it pools connections and access tokens.
pub struct Gateway {
    hosts: Hosts,
    limits: Limits,
    /// For all vendors except Apple.
    transport: Transport,
    /// For Apple, without a client certificate.
    apple: Transport,
    identities: Mutex<HashMap<Fingerprint, Transport>>,
    tokens: Tokens,
}

/// TLS cannot be initialised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("TLS cannot be set up")]
pub struct TlsError;

impl Default for Limits {
    fn default() -> Self {
        Self { connect: Duration::from_secs(5), whole: Duration::from_secs(10) }
    }
}

impl Gateway {
    /// Creates a client for the vendors at `hosts`.
    pub fn new(hosts: Hosts, limits: Limits) -> Result<Self, TlsError> {
        let transport = |protocol| {
            let tls = connector::tls(hosts.authorities(), None).map_err(|_| TlsError)?;
            Ok(transport::open(tls, protocol, limits.connect))
        };
        Ok(Self {
            transport: transport(Protocol::Any)?,
            apple: transport(Protocol::Http2)?,
            identities: Mutex::default(),
            tokens: Tokens::default(),
            hosts,
            limits,
        })
    }

    /// Asks the vendor whether `credential` works, with a request that delivers nothing. The result is
    /// [`Verdict::NotProven`](crate::outcome::Verdict::NotProven) if the vendor neither accepts nor refuses the
    /// credential, or cannot be reached.
    pub async fn check(&self, credential: &Credential, now: Timestamp) -> Checked {
        credential.check(&self.connection(credential), now).await
    }

    /// Sends `message` once. If the vendor reports the access token as expired, the request is repeated once with a new
    /// token; every other failure is part of the outcome and left to the caller.
    pub async fn send(&self, credential: &Credential, message: &Message, now: Timestamp) -> Outcome {
        credential.send(&self.connection(credential), message, now).await
    }

    fn connection(&self, credential: &Credential) -> Connection<'_> {
        Connection::new(self, credential.fingerprint())
    }

    /// Connections with the client certificate of `identity`; `None` if its key and certificate do not match.
    fn identified(&self, fingerprint: &Fingerprint, identity: &ApnsIdentity) -> Option<Transport> {
        let mut identities = self.identities.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(transport) = identities.get(fingerprint) {
            return Some(transport.clone());
        }
        let tls = connector::tls(self.hosts.authorities(), Some(identity)).ok()?;
        let opened = transport::open(tls, Protocol::Http2, self.limits.connect);
        if identities.len() >= MAX_IDENTITIES {
            identities.clear();
        }
        identities.insert(*fingerprint, opened.clone());
        Some(opened)
    }
}
