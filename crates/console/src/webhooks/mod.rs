//! Webhook endpoints of an account: who may change them, what they are told, and how it is sent
//! (docs/adr/0013-webhooks.md).

pub(crate) mod dead_tokens;
pub(crate) mod emit;
mod manage;
mod secrets;
pub(crate) mod sending;

use domain::account::permission::Permission;
use domain::time::Timestamp;
use domain::webhook::message::Message;
use domain::webhook::{Endpoint, EndpointId};

use crate::{Context, Error};

/// Messages of a page.
const PAGE: u32 = 20;

/// The webhook endpoints of the actor's account.
#[derive(Clone, Copy)]
pub struct Webhooks<'a>(pub(crate) Context<'a>);

/// An endpoint with its latest messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointDetail {
    /// When it was read.
    pub now: Timestamp,
    pub endpoint: Endpoint,
    /// Its messages, the latest first.
    pub messages: Vec<Message>,
    /// Whether there are older messages.
    pub has_older: bool,
    /// The secret, in the one response that shows it.
    pub revealed: Option<String>,
}

impl Webhooks<'_> {
    /// All endpoints, oldest first.
    pub async fn list(&self) -> Result<Vec<Endpoint>, Error> {
        let Self(context) = self;
        let account = context.permitted(Permission::ViewWebhooks)?;
        Ok(context.deps.store.webhook_endpoints(account).await?)
    }

    /// One endpoint with its latest messages before the one of that number, or of all.
    ///
    /// `reveal` is a token of [`Webhooks::create`] or [`Webhooks::rotate`]; it is taken away by this call, and the secret
    /// is in this one answer. A token that is used up, too old or somebody else's reveals nothing.
    pub async fn detail(
        &self,
        id: EndpointId,
        before: Option<i64>,
        reveal: Option<&str>,
    ) -> Result<EndpointDetail, Error> {
        let Self(context) = self;
        let account = context.permitted(Permission::ViewWebhooks)?;
        let store = &context.deps.store;
        let endpoint = store.webhook_endpoint(account, id).await?.ok_or(Error::NotFound)?;
        let before = before.unwrap_or(i64::MAX);
        let mut messages = store.webhook_messages(account, id, before, PAGE + 1).await?;
        let has_older = messages.len() > PAGE as usize;
        messages.truncate(PAGE as usize);
        let revealed = match reveal {
            Some(token) => secrets::take(context, context.person()?, id, token).await?,
            None => None,
        };
        let revealed = revealed.map(|secret| secret.expose().to_string());
        Ok(EndpointDetail { now: context.now(), endpoint, messages, has_older, revealed })
    }
}
