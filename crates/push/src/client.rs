//! The HTTP client of all vendors: checks credentials and sends pushes. It opens connections and keeps access tokens
//! in memory; when to send, how often to retry and what to store is up to the caller.

mod connection;
mod connector;
mod pool;
mod request;
mod response;
mod started;
mod tokens;
mod transport;

use std::time::Duration;

use domain::time::Timestamp;
use rustls::ClientConfig;

pub use self::started::{Started, Starting};

pub(crate) use self::connection::{Classified, Connection, Exchange, unusable_key};
pub(crate) use self::request::Request;
pub(crate) use self::response::Response;
pub(crate) use self::tokens::Token;

use self::connector::Protocol;
use self::pool::Pools;
use self::tokens::Tokens;
use self::transport::Transport;
use crate::credential::Credential;
use crate::hosts::Hosts;
use crate::message::Message;
use crate::outcome::{Checked, Outcome};

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
    /// For requests that need not be sent over HTTP/2; shared by all credentials.
    transport: Transport,
    /// For the others, unless they present a client certificate.
    tls: ClientConfig,
    pools: Pools,
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
        let tls = connector::tls(hosts.authorities(), None).map_err(|_| TlsError)?;
        Ok(Self {
            transport: transport::open(tls.clone(), Protocol::Any, limits.connect),
            tls,
            pools: Pools::new(limits.connect),
            tokens: Tokens::default(),
            hosts,
            limits,
        })
    }

    /// Asks the vendor whether `credential` works, with a request that delivers nothing. The result is
    /// [`Verdict::NotProven`](crate::outcome::Verdict::NotProven) if the vendor neither accepts nor refuses the
    /// credential, or cannot be reached.
    pub async fn check(&self, credential: &Credential, now: Timestamp) -> Checked {
        credential.check(&Connection::new(self, credential.fingerprint(), None), now).await
    }

    /// Sends `message` once. If the vendor reports the access token as expired, the request is repeated once with a new
    /// token; every other failure is part of the outcome and left to the caller.
    ///
    /// `started` tells when the vendor may begin to act on it. If the future is dropped before that, nothing is
    /// delivered.
    pub async fn send(
        &self,
        credential: &Credential,
        message: &Message,
        now: Timestamp,
        started: Started,
    ) -> Outcome {
        let connection = Connection::new(self, credential.fingerprint(), Some(started.signal()));
        credential.send(&connection, message, now).await
    }

    /// Fetches the access token if the vendor requires one and none is cached, so that the sends that follow start at
    /// once. Delivers nothing. `Err` if the vendor issues none.
    pub async fn prepare(&self, credential: &Credential, now: Timestamp) -> Result<(), Outcome> {
        credential.prepare(&Connection::new(self, credential.fingerprint(), None), now).await
    }
}
