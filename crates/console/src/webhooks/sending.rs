//! What the workers of servers ask and tell: which endpoints have something to be sent, the next signed request, and what
//! came of it.
//!
//! One server at a time sends to an endpoint, one message after the other: those that are due in the order in which they
//! were written. A message that has failed waits, and those behind it go on.

use std::time::Duration;

use domain::audit::Action;
use domain::time::Timestamp;
use domain::webhook::EndpointState;
use domain::webhook::address::EndpointUrl;
use domain::webhook::message::{Attempt, AttemptFailure, AttemptResult, MessageState};
use domain::webhook::retry::{self, RetryAfter};
use store::{DueWebhookEndpoint, DueWebhookMessage, SettledWebhook};

use super::{manage, secrets};
use crate::console::Deps;
use crate::secrets::tokens;
use crate::{Console, Error};

/// How long a server has an endpoint for itself after it has begun an attempt. Longer than an attempt may take, or a
/// message would be sent twice.
const LEASE: Duration = Duration::from_mins(1);
/// Bytes of the name of a lease's owner.
const OWNER_BYTES: usize = 8;

/// An endpoint that this server alone sends to, until it is [released](Console::release_webhooks) or a minute passes
/// without an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookLease {
    endpoint: DueWebhookEndpoint,
    owner: String,
}

/// A signed request.
#[derive(Debug, Clone)]
pub struct WebhookRequest {
    pub url: EndpointUrl,
    /// The header `webhook-id`.
    pub name: String,
    /// The header `webhook-timestamp`: seconds since the epoch.
    pub timestamp: i64,
    /// The header `webhook-signature`: one signature for each secret.
    pub signatures: String,
    /// The body, as JSON.
    pub body: String,
}

/// A message that is to be sent now.
#[derive(Debug, Clone)]
pub struct DueWebhook {
    /// How it is sent.
    pub request: WebhookRequest,
    at: Timestamp,
    message: DueWebhookMessage,
}

/// What an endpoint has answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookAnswer {
    /// What is recorded.
    pub result: AttemptResult,
    /// When it asks to be tried again, if it does.
    pub retry_after: Option<RetryAfter>,
}

impl From<AttemptResult> for WebhookAnswer {
    fn from(result: AttemptResult) -> Self {
        Self { result, retry_after: None }
    }
}

impl Console {
    /// Whether webhooks may be sent to private addresses, and without TLS.
    pub fn webhooks_allow_private(&self) -> bool {
        self.deps().policy.webhooks_allow_private
    }

    /// Leases up to `most` endpoints that have messages to be sent now.
    pub async fn lease_webhooks(&self, most: u32) -> Result<Vec<WebhookLease>, Error> {
        let deps = self.deps();
        let now = deps.clock.now();
        let mut leases = Vec::new();
        for endpoint in deps.store.webhook_endpoints_due(now, most).await? {
            let owner = tokens::random_hex::<OWNER_BYTES>(&*deps.random);
            let mut tx = deps.store.begin().await?;
            let taken = tx.lease_webhook_endpoint(endpoint, &owner, now, now.plus(LEASE)).await?;
            tx.commit().await?;
            if taken.is_some() {
                leases.push(WebhookLease { endpoint, owner });
            }
        }
        Ok(leases)
    }

    /// Renews the lease, and signs the next message of its endpoint. `None` if nothing is due, or if the lease is lost.
    /// Tell what came of it to [`Console::settle_webhook`].
    pub async fn next_webhook(&self, lease: &WebhookLease) -> Result<Option<DueWebhook>, Error> {
        loop {
            match self.sign_next(lease).await? {
                Next::Send(due) => return Ok(Some(*due)),
                Next::Nothing => return Ok(None),
                Next::Undecryptable(due) => {
                    let result = AttemptResult::new(Err(AttemptFailure::Undecryptable), "", 0);
                    self.settle_webhook(lease, &due, result).await?;
                }
            }
        }
    }

    async fn sign_next(&self, lease: &WebhookLease) -> Result<Next, Error> {
        let deps = self.deps();
        let (now, WebhookLease { endpoint: due, owner }) = (deps.clock.now(), lease);
        let mut tx = deps.store.begin().await?;
        let leased = tx.lease_webhook_endpoint(*due, owner, now, now.plus(LEASE)).await?;
        let Some(endpoint) = leased else { return Ok(Next::Nothing) };
        let Some(message) = tx.due_webhook_message(*due, now).await? else { return Ok(Next::Nothing) };
        let sealed = tx.webhook_secrets(due.id, now).await?;
        tx.commit().await?;
        let timestamp = now.unix_seconds();
        let signatures: Result<Vec<String>, Error> = sealed
            .into_iter()
            .map(|(number, sealed)| {
                let secret = secrets::open(deps, due.account, due.id, number, sealed)?;
                Ok(secret.sign(&message.name, timestamp, &message.body))
            })
            .collect();
        let mut request = WebhookRequest {
            url: endpoint.settings.url,
            name: message.name.clone(),
            timestamp,
            signatures: String::new(),
            body: message.body.clone(),
        };
        match signatures {
            Ok(signatures) => {
                request.signatures = signatures.join(" ");
                Ok(Next::Send(Box::new(DueWebhook { request, at: now, message })))
            }
            Err(error) => {
                tracing::error!(endpoint = %due.id, %error, "decrypting a webhook secret failed");
                Ok(Next::Undecryptable(Box::new(DueWebhook { request, at: now, message })))
            }
        }
    }

    /// Records what came of a message. True if the message is not tried any more although the endpoint has not accepted
    /// it.
    pub async fn settle_webhook(
        &self,
        lease: &WebhookLease,
        due: &DueWebhook,
        answer: impl Into<WebhookAnswer>,
    ) -> Result<bool, Error> {
        let deps = self.deps();
        let WebhookAnswer { result, retry_after } = answer.into();
        let DueWebhookEndpoint { account, id } = lease.endpoint;
        let settled = settled(deps, &due.message, &result, retry_after);
        let is_gone = result.is_gone();
        let attempt = Attempt { at: due.at, result };
        let mut tx = deps.store.begin().await?;
        let endpoint = tx.webhook_endpoint(account, id).await?;
        let is_written = tx.settle_webhook_message(account, &due.message, &attempt, settled).await?;
        if let Some(endpoint) =
            endpoint.filter(|endpoint| is_written && is_gone && endpoint.state == EndpointState::Enabled)
        {
            tx.set_webhook_endpoint_state(account, id, EndpointState::Gone).await?;
            let (sdkappid, changes) = (endpoint.settings.sdkappid, manage::naming(id));
            let system = self.as_system();
            system.audit(&mut tx, Some(account), sdkappid, Action::WebhookDisabled, changes).await?;
        }
        tx.commit().await?;
        Ok(is_written && settled.state == MessageState::Failed)
    }

    /// Gives the lease back, for whichever server is quickest when something is due again.
    pub async fn release_webhooks(&self, lease: &WebhookLease) -> Result<(), Error> {
        let deps = self.deps();
        let mut tx = deps.store.begin().await?;
        tx.release_webhook_endpoint(lease.endpoint, &lease.owner, deps.clock.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Number of messages that are to be sent: for the metrics.
    pub async fn webhooks_waiting(&self) -> Result<u64, Error> {
        Ok(self.deps().store.webhook_messages_waiting().await?)
    }
}

enum Next {
    Send(Box<DueWebhook>),
    Undecryptable(Box<DueWebhook>),
    Nothing,
}

/// What becomes of a message after that result.
fn settled(
    deps: &Deps,
    message: &DueWebhookMessage,
    result: &AttemptResult,
    retry_after: Option<RetryAfter>,
) -> SettledWebhook {
    if result.is_accepted() {
        return SettledWebhook { state: MessageState::Sent, next_at: None, failures: message.failures };
    }
    let failures = message.failures.saturating_add(1);
    let mut random = [0; 2];
    deps.random.fill(&mut random);
    let random = u16::from_be_bytes(random);
    let now = deps.clock.now();
    let next_at = retry::next_attempt(message.began_at, failures, now, random, retry_after);
    let next_at = next_at.filter(|_| !result.is_gone());
    let state = if next_at.is_some() { MessageState::Waiting } else { MessageState::Failed };
    SettledWebhook { state, next_at, failures }
}
