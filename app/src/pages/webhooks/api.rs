//! The server functions of `/webhooks`.

use domain::time::Timestamp;
use domain::webhook::Endpoint;
use domain::webhook::message::Message;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::ssr::{actor, console, into_failure, invalid, parse_or_not_found, redirect, shows_secret};
#[cfg(feature = "ssr")]
use crate::{i18n::done::Done, routes::PagePath};
#[cfg(feature = "ssr")]
use domain::webhook::{EndpointId, EndpointSettings};

/// The data of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndpointList {
    /// When the list was read.
    pub now: Timestamp,
    /// The endpoints of the account, oldest first.
    pub endpoints: Vec<Endpoint>,
}

/// An endpoint with some of its messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndpointView {
    /// When it was read.
    pub now: Timestamp,
    pub endpoint: Endpoint,
    /// The messages, newest first.
    pub messages: Vec<Message>,
    /// The number of the message that these are older than; `None` if they are the newest.
    pub before: Option<i64>,
    /// Whether there are older messages.
    pub has_older: bool,
    /// The secret, if this response shows it.
    pub secret: Option<String>,
}

#[server(endpoint = "read_webhooks", input = GetUrl)]
pub(crate) async fn read_webhooks() -> Result<EndpointList, Failure> {
    let (console, actor) = (console(), actor());
    let endpoints = console.acting_as(&actor).webhooks().list().await.map_err(into_failure)?;
    Ok(EndpointList { now: console.now(), endpoints })
}

/// An endpoint with its latest messages: those before message number `before`, or all. `reveal` is the token from the
/// redirect of **Create** or **Rotate secret**.
#[server(endpoint = "read_webhook", input = GetUrl)]
pub(crate) async fn read_webhook(
    #[server(default)] endpoint: String,
    #[server(default)] before: Option<i64>,
    #[server(default)] reveal: String,
) -> Result<EndpointView, Failure> {
    let (console, actor) = (console(), actor());
    let id: EndpointId = parse_or_not_found(&endpoint)?;
    let reveal = Some(reveal.as_str()).filter(|token| !token.is_empty());
    if reveal.is_some() {
        shows_secret();
    }
    let webhooks = console.acting_as(&actor).webhooks();
    let detail = webhooks.detail(id, before, reveal).await.map_err(into_failure)?;
    Ok(EndpointView {
        now: detail.now,
        endpoint: detail.endpoint,
        messages: detail.messages,
        before,
        has_older: detail.has_older,
        secret: detail.revealed,
    })
}

/// **Create**. Redirects to the page of the endpoint, which shows the secret once.
#[server(endpoint = "create_webhook")]
pub async fn create_webhook(
    #[server(default)] url: String,
    #[server(default)] description: String,
    #[server(default)] sdkappid: String,
    #[server(default)] events: Vec<String>,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let settings = settings(&url, &description, &sdkappid, &events)?;
    let webhooks = console.acting_as(&actor).webhooks();
    let (id, reveal) = webhooks.create(&settings).await.map_err(into_failure)?;
    redirect(&format!("{}?reveal={reveal}#secret", PagePath::Webhook(id.0)));
    Ok(())
}

/// **Settings** -> **Save**.
#[server(endpoint = "save_webhook")]
pub async fn save_webhook(
    #[server(default)] endpoint: String,
    #[server(default)] url: String,
    #[server(default)] description: String,
    #[server(default)] sdkappid: String,
    #[server(default)] events: Vec<String>,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let id: EndpointId = parse_or_not_found(&endpoint)?;
    let settings = settings(&url, &description, &sdkappid, &events)?;
    console.acting_as(&actor).webhooks().edit(id, &settings, None).await.map_err(into_failure)?;
    redirect(&Done::Saved.on(PagePath::Webhook(id.0)));
    Ok(())
}

/// **Enable**, or **Disable** where `enabled` is not `true`.
#[server(endpoint = "switch_webhook")]
pub async fn switch_webhook(
    #[server(default)] endpoint: String,
    #[server(default)] enabled: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let id: EndpointId = parse_or_not_found(&endpoint)?;
    let is_enabled = enabled == "true";
    console.acting_as(&actor).webhooks().set_enabled(id, is_enabled).await.map_err(into_failure)?;
    let done = if is_enabled { Done::WebhookEnabled } else { Done::WebhookDisabled };
    redirect(&done.on(PagePath::Webhook(id.0)));
    Ok(())
}

/// **Delete** -> **Confirm**.
#[server(endpoint = "delete_webhook")]
pub async fn delete_webhook(#[server(default)] endpoint: String) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let id: EndpointId = parse_or_not_found(&endpoint)?;
    console.acting_as(&actor).webhooks().delete(id).await.map_err(into_failure)?;
    redirect(&Done::WebhookDeleted.on(PagePath::Webhooks));
    Ok(())
}

/// **Rotate secret** -> **Confirm**. Redirects to the page of the endpoint, which shows the new secret once.
#[server(endpoint = "rotate_webhook_secret")]
pub async fn rotate_webhook_secret(#[server(default)] endpoint: String) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let id: EndpointId = parse_or_not_found(&endpoint)?;
    let reveal = console.acting_as(&actor).webhooks().rotate(id).await.map_err(into_failure)?;
    redirect(&format!("{}?reveal={reveal}#secret", PagePath::Webhook(id.0)));
    Ok(())
}

/// **Send test event**.
#[server(endpoint = "test_webhook")]
pub async fn test_webhook(#[server(default)] endpoint: String) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let id: EndpointId = parse_or_not_found(&endpoint)?;
    console.acting_as(&actor).webhooks().send_test(id).await.map_err(into_failure)?;
    redirect(&Done::WebhookTested.on(PagePath::Webhook(id.0)));
    Ok(())
}

/// **Replay** of a message.
#[server(endpoint = "replay_webhook")]
pub async fn replay_webhook(
    #[server(default)] endpoint: String,
    #[server(default)] message: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let id: EndpointId = parse_or_not_found(&endpoint)?;
    let number: i64 = parse_or_not_found(&message)?;
    console.acting_as(&actor).webhooks().replay(id, number).await.map_err(into_failure)?;
    redirect(&Done::WebhookReplayed.on(PagePath::Webhook(id.0)));
    Ok(())
}

#[cfg(feature = "ssr")]
fn settings(
    url: &str,
    description: &str,
    sdkappid: &str,
    events: &[String],
) -> Result<EndpointSettings, Failure> {
    EndpointSettings::parse(url, description, sdkappid, events.iter().map(String::as_str)).map_err(invalid)
}
