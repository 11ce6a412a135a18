//! Speaks to the vendors: tries credentials, sends pushes. Edges: it opens connections and keeps tokens in memory;
//! when to send, how often to repeat and what to store is its caller's business.

mod dial;
mod line;
mod reply;
mod tokens;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::time::Timestamp;
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};

pub(crate) use self::line::Call;
pub(crate) use self::reply::Reply;
pub(crate) use self::tokens::Token;

use self::dial::{Dial, Speaks};
use self::line::Wire;
use self::reply::Failure;
use self::tokens::Tokens;
use crate::credential::{ApnsIdentity, Credential, Environment};
use crate::fingerprint::Fingerprint;
use crate::hosts::{Host, Hosts};
use crate::message::Message;
use crate::outcome::{Checked, Class, Outcome, Verdict};
use crate::remedy::Remedy;
use crate::vendor;

/// How long connections without a call are kept.
const IDLE: Duration = Duration::from_mins(1);
/// The most client certificates whose connections are kept open.
const MOST_IDENTITIES: usize = 256;

/// How long things may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// To a connection, with TLS.
    pub connect: Duration,
    /// For a whole call, from the first byte to the last.
    pub whole: Duration,
}

/// The way to all vendors. One is enough for a whole process: it shares connections and tokens.
pub struct Gateway {
    hosts: Hosts,
    limits: Limits,
    wire: Wire,
    apple: Wire,
    identities: Mutex<HashMap<Fingerprint, Wire>>,
    tokens: Tokens,
}

/// TLS could not be set up at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("TLS cannot be set up")]
pub struct NoTls;

impl Default for Limits {
    fn default() -> Self {
        Self { connect: Duration::from_secs(5), whole: Duration::from_secs(10) }
    }
}

impl Gateway {
    /// To the vendors at `hosts`, within `limits`.
    pub fn new(hosts: Hosts, limits: Limits) -> Result<Self, NoTls> {
        let wire = |speaks| {
            let tls = dial::tls(hosts.authorities(), None).map_err(|_| NoTls)?;
            Ok(wire(Dial::new(tls, speaks, limits.connect), speaks))
        };
        Ok(Self {
            wire: wire(Speaks::Either)?,
            apple: wire(Speaks::Http2)?,
            identities: Mutex::default(),
            tokens: Tokens::default(),
            hosts,
            limits,
        })
    }

    /// Asks the vendor whether `credential` works, by a call that delivers nothing to anybody. What the vendor
    /// neither takes nor refuses, and a vendor that cannot be reached, is [`Verdict::NotProven`].
    pub async fn check(&self, credential: &Credential, now: Timestamp) -> Checked {
        let line = self.line(credential);
        let checked = match credential {
            Credential::ApnsKey(key) => {
                let outcome = vendor::apns::check_key(&line, key, key.environment, now).await;
                return self.with_other_environment(credential, key.environment, outcome.judged(now)).await;
            }
            Credential::ApnsIdentity(identity) => {
                let outcome = vendor::apns::check_identity(&line, identity, identity.environment).await;
                let checked = outcome.judged(now);
                return self.with_other_environment(credential, identity.environment, checked).await;
            }
            Credential::Fcm(account) => vendor::fcm::check(&line, account, now).await,
            Credential::Huawei { app_id, app_secret, .. } => {
                vendor::huawei::check(&line, app_id, app_secret, now).await
            }
            Credential::Harmony(account) => vendor::harmony::check(&line, account, now).await,
            Credential::Honor { client_id, client_secret, .. } => {
                vendor::honor::check(&line, client_id, client_secret, now).await
            }
            Credential::Xiaomi { package_name, app_secret, region, .. } => {
                vendor::xiaomi::check(&line, package_name, app_secret, *region).await
            }
            Credential::Oppo { app_key, master_secret, .. } => {
                vendor::oppo::check(&line, app_key, master_secret, now).await
            }
            Credential::Vivo { app_id, app_key, app_secret } => {
                vendor::vivo::check(&line, app_id, app_key, app_secret, now).await
            }
            Credential::Meizu { app_id, app_secret, .. } => {
                vendor::meizu::check(&line, app_id, app_secret).await
            }
        };
        checked.judged(now)
    }

    /// Sends `message` once. A token that turns out to have expired is renewed and the call made again, once;
    /// everything else is said in the outcome and left to the caller.
    pub async fn send(&self, credential: &Credential, message: &Message, now: Timestamp) -> Outcome {
        let line = self.line(credential);
        match credential {
            Credential::ApnsKey(key) => vendor::apns::send_by_key(&line, key, message, now).await,
            Credential::ApnsIdentity(identity) => {
                vendor::apns::send_as_identity(&line, identity, message, now).await
            }
            Credential::Fcm(account) => vendor::fcm::send(&line, account, message, now).await,
            Credential::Huawei { app_id, app_secret, .. } => {
                vendor::huawei::send(&line, app_id, app_secret, message, now).await
            }
            Credential::Harmony(account) => vendor::harmony::send(&line, account, message, now).await,
            Credential::Honor { app_id, client_id, client_secret } => {
                vendor::honor::send(&line, (app_id, client_id, client_secret), message, now).await
            }
            Credential::Xiaomi { package_name, app_secret, region, .. } => {
                vendor::xiaomi::send(&line, package_name, app_secret, *region, message).await
            }
            Credential::Oppo { app_key, master_secret, .. } => {
                vendor::oppo::send(&line, app_key, master_secret, message, now).await
            }
            Credential::Vivo { app_id, app_key, app_secret } => {
                vendor::vivo::send(&line, (app_id, app_key, app_secret), message, now).await
            }
            Credential::Meizu { app_id, app_secret, .. } => {
                vendor::meizu::send(&line, app_id, app_secret, message).await
            }
        }
    }

    /// What one of Apple's services refused is shown to the other one: it may belong there.
    async fn with_other_environment(
        &self,
        credential: &Credential,
        refused_by: Environment,
        checked: Checked,
    ) -> Checked {
        if checked.verdict != Verdict::Refuted {
            return checked;
        }
        let other = match refused_by {
            Environment::Development => Environment::Production,
            Environment::Production => Environment::Development,
        };
        let line = self.line(credential);
        let outcome = match credential {
            Credential::ApnsKey(key) => vendor::apns::check_key(&line, key, other, checked.at).await,
            Credential::ApnsIdentity(identity) => vendor::apns::check_identity(&line, identity, other).await,
            _ => return checked,
        };
        if outcome.judged(checked.at).verdict != Verdict::Proven {
            return checked;
        }
        Checked { remedy: Remedy::SwitchEnvironment, belongs_to: Some(other), ..checked }
    }

    fn line(&self, credential: &Credential) -> Line<'_> {
        Line { gateway: self, fingerprint: credential.fingerprint() }
    }

    /// Connections that show the certificate of `identity`.
    fn identified(&self, fingerprint: &Fingerprint, identity: &ApnsIdentity) -> Option<Wire> {
        let mut identities = self.identities.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(wire) = identities.get(fingerprint) {
            return Some(wire.clone());
        }
        let tls = dial::tls(self.hosts.authorities(), Some(identity)).ok()?;
        let made = wire(Dial::new(tls, Speaks::Http2, self.limits.connect), Speaks::Http2);
        if identities.len() >= MOST_IDENTITIES {
            identities.clear();
        }
        identities.insert(*fingerprint, made.clone());
        Some(made)
    }
}

fn wire(dial: Dial, speaks: Speaks) -> Wire {
    Client::builder(TokioExecutor::new())
        .http2_only(speaks == Speaks::Http2)
        .pool_idle_timeout(IDLE)
        .pool_timer(TokioTimer::new())
        .timer(TokioTimer::new())
        .build(dial)
}

/// The gateway, in the name of one credential.
pub(crate) struct Line<'a> {
    gateway: &'a Gateway,
    fingerprint: Fingerprint,
}

/// What a vendor said to a call that a token was shown for.
pub(crate) struct Answer {
    /// What became of it.
    pub(crate) outcome: Outcome,
    /// Whether a new token would help.
    pub(crate) is_stale: bool,
}

impl Line<'_> {
    /// Where `host` is.
    pub(crate) fn at(&self, host: impl Into<Host>) -> &str {
        self.gateway.hosts.at(host.into())
    }

    /// Makes a call.
    pub(crate) async fn make(&self, call: &Call) -> Result<Reply, Outcome> {
        let wire = if call.is_for_apple() { &self.gateway.apple } else { &self.gateway.wire };
        self.over(wire, call).await.map_err(|failure| match failure {
            // None was shown, so what was refused is not the credential.
            Failure::CertificateRefused(words) => Failure::Unreachable(words).into(),
            failure => failure.into(),
        })
    }

    /// Makes a call to Apple as `identity`.
    pub(crate) async fn make_as(&self, identity: &ApnsIdentity, call: &Call) -> Result<Reply, Outcome> {
        let wire = self.gateway.identified(&self.fingerprint, identity).ok_or_else(unusable_key)?;
        self.over(&wire, call).await.map_err(Outcome::from)
    }

    async fn over(&self, wire: &Wire, call: &Call) -> Result<Reply, Failure> {
        line::make(wire, call, self.gateway.limits.whole).await
    }

    /// The credential's token, fetched where there is none; fetching delivers nothing.
    pub(crate) async fn token(
        &self,
        now: Timestamp,
        fetch: impl Future<Output = Result<Token, Outcome>>,
    ) -> Result<Token, Outcome> {
        let token = self.gateway.tokens.get(&self.fingerprint, None, now, fetch).await;
        token.map_err(Outcome::without_effect)
    }

    /// The next token is a new one.
    pub(crate) fn forget_token(&self) {
        self.gateway.tokens.forget(&self.fingerprint);
    }

    /// Makes a call that a token is shown for; once more with a new one, if the vendor asks for it.
    pub(crate) async fn exchange(&self, exchange: &impl Exchange, now: Timestamp) -> Outcome {
        let token = match self.token(now, exchange.fetch(self, now)).await {
            Ok(token) => token,
            Err(outcome) => return outcome,
        };
        let answer = self.show(exchange, &token).await;
        if !answer.is_stale {
            return answer.outcome;
        }
        let renewed = exchange.fetch(self, now);
        match self.gateway.tokens.get(&self.fingerprint, Some(&token), now, renewed).await {
            Ok(renewed) => self.show(exchange, &renewed).await.outcome,
            Err(outcome) => outcome.without_effect(),
        }
    }

    async fn show(&self, exchange: &impl Exchange, token: &Token) -> Answer {
        match self.make(&exchange.call(&token.text)).await {
            Ok(reply) => exchange.sort(&reply),
            Err(outcome) => Answer::settled(outcome),
        }
    }
}

/// A call that a token of access is shown for.
pub(crate) trait Exchange: Sync {
    /// Gets a token.
    fn fetch(&self, line: &Line<'_>, now: Timestamp) -> impl Future<Output = Result<Token, Outcome>> + Send;

    /// What is asked with it.
    fn call(&self, token: &str) -> Call;

    /// What the answer means.
    fn sort(&self, reply: &Reply) -> Answer;
}

impl Answer {
    /// An answer that a new token would not change.
    pub(crate) const fn settled(outcome: Outcome) -> Self {
        Self { outcome, is_stale: false }
    }
}

/// The private key of the credential is none.
pub(crate) fn unusable_key() -> Outcome {
    Outcome::new(
        Class::CredentialFault,
        Remedy::CorrectSecret,
        "unusable_key",
        "the private key cannot be used",
    )
}
