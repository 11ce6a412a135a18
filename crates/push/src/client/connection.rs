//! The client in the name of one credential.

use std::sync::Arc;

use domain::time::Timestamp;

use super::connector;
use super::response::TransportError;
use super::started::Signal;
use super::transport::{self, Transport};
use super::{Gateway, Request, Response, Token};
use crate::credential::{ApnsIdentity, Fingerprint};
use crate::hosts::Host;
use crate::outcome::{Class, Outcome};
use domain::certificate::Remedy;

/// The client in the name of one credential, to which access tokens and pooled client certificates belong.
pub(crate) struct Connection<'a> {
    gateway: &'a Gateway,
    fingerprint: Fingerprint,
    /// Withholds requests that deliver something once the caller has given up.
    signal: Option<Arc<Signal>>,
}

/// The classified response to a request with an access token.
pub(crate) struct Classified {
    pub(crate) outcome: Outcome,
    /// Whether the request may succeed with a new access token.
    pub(crate) token_expired: bool,
}

/// A request that needs an access token.
pub(crate) trait Exchange: Sync {
    fn fetch_token(
        &self,
        connection: &Connection<'_>,
        now: Timestamp,
    ) -> impl Future<Output = Result<Token, Outcome>> + Send;

    fn request(&self, token: &str) -> Request;

    fn classify(&self, response: &Response) -> Classified;
}

impl<'a> Connection<'a> {
    pub(super) const fn new(
        gateway: &'a Gateway,
        fingerprint: Fingerprint,
        signal: Option<Arc<Signal>>,
    ) -> Self {
        Self { gateway, fingerprint, signal }
    }
}

impl Connection<'_> {
    /// The base address of `host`, without a trailing slash.
    pub(crate) fn address(&self, host: impl Into<Host>) -> &str {
        self.gateway.hosts.at(host.into())
    }

    /// Sends a request that delivers something.
    pub(crate) async fn send(&self, request: &Request) -> Result<Response, Outcome> {
        self.send_anonymously(request, self.signal.as_ref()).await
    }

    /// Sends a request that delivers nothing, such as one for an access token.
    pub(crate) async fn fetch(&self, request: &Request) -> Result<Response, Outcome> {
        self.send_anonymously(request, None).await
    }

    async fn send_anonymously(
        &self,
        request: &Request,
        signal: Option<&Arc<Signal>>,
    ) -> Result<Response, Outcome> {
        let gateway = self.gateway;
        let sent = if request.is_multiplexed() {
            let pool = gateway.pools.of(&self.fingerprint, || Ok(gateway.tls.clone()));
            let lease = pool.map_err(|_| unusable_key())?.lease();
            self.send_over(lease.transport(), request, signal).await
        } else {
            self.send_over(&gateway.transport, request, signal).await
        };
        sent.map_err(|error| match error {
            // No client certificate was presented, so the alert does not concern the credential.
            TransportError::CertificateRefused(words) => TransportError::Unreachable(words).into(),
            error => error.into(),
        })
    }

    /// Sends `request` with the client certificate of `identity`.
    pub(crate) async fn send_as(
        &self,
        identity: &ApnsIdentity,
        request: &Request,
    ) -> Result<Response, Outcome> {
        let tls = || connector::tls(self.gateway.hosts.authorities(), Some(identity));
        let lease = self.gateway.pools.of(&self.fingerprint, tls).map_err(|_| unusable_key())?.lease();
        self.send_over(lease.transport(), request, self.signal.as_ref()).await.map_err(Outcome::from)
    }

    async fn send_over(
        &self,
        transport: &Transport,
        request: &Request,
        signal: Option<&Arc<Signal>>,
    ) -> Result<Response, TransportError> {
        transport::send(transport, request, signal, self.gateway.limits.whole).await
    }

    /// Fetches an access token with `fetch` unless one is cached.
    pub(crate) async fn prepare(
        &self,
        now: Timestamp,
        fetch: impl Future<Output = Result<Token, Outcome>>,
    ) -> Result<(), Outcome> {
        let fetched = self.gateway.tokens.get(&self.fingerprint, None, now, fetch).await;
        fetched.map(drop).map_err(Outcome::without_effect)
    }

    /// Discards the cached access token, so that the next request fetches a new one.
    pub(crate) fn forget_token(&self) {
        self.gateway.tokens.forget(&self.fingerprint);
    }

    /// Sends a request with the credential's access token, fetching one if none is cached. If the vendor reports the
    /// token as expired, repeats the request once with a new one. Fetching a token delivers nothing.
    pub(crate) async fn exchange(&self, exchange: &impl Exchange, now: Timestamp) -> Outcome {
        let tokens = &self.gateway.tokens;
        let fetched = exchange.fetch_token(self, now);
        let token = match tokens.get(&self.fingerprint, None, now, fetched).await {
            Ok(token) => token,
            Err(outcome) => return outcome.without_effect(),
        };
        let classified = self.send_with(exchange, &token).await;
        if !classified.token_expired {
            return classified.outcome;
        }
        let renewed = exchange.fetch_token(self, now);
        match tokens.get(&self.fingerprint, Some(&token), now, renewed).await {
            Ok(renewed) => self.send_with(exchange, &renewed).await.outcome,
            Err(outcome) => outcome.without_effect(),
        }
    }

    async fn send_with(&self, exchange: &impl Exchange, token: &Token) -> Classified {
        match self.send(&exchange.request(&token.text)).await {
            Ok(response) => exchange.classify(&response),
            Err(outcome) => Classified::settled(outcome),
        }
    }
}

impl Classified {
    /// Wraps an outcome that a new access token would not change.
    pub(crate) const fn settled(outcome: Outcome) -> Self {
        Self { outcome, token_expired: false }
    }
}

/// The outcome for a credential whose private key cannot sign.
pub(crate) fn unusable_key() -> Outcome {
    Outcome::new(
        Class::CredentialFault,
        Remedy::CorrectSecret,
        "unusable_key",
        "the private key cannot be used",
    )
}
