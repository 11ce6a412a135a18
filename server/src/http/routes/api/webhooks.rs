//! Webhook endpoints.

use std::sync::Arc;

use app::ssr::SECRET;
use axum::Json;
use axum::response::{IntoResponse as _, Response};
use domain::webhook::{Endpoint as Stored, EndpointId, EndpointSettings, EndpointState};
use http::StatusCode;
use http::header::{CACHE_CONTROL, ETAG, LOCATION};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::schema::Object;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::BASE;
use super::caller::Caller;
use super::document::codes;
use super::input::{At, Input};
use super::once::IdempotencyKey;
use super::problem::{Problem, Problems};
use super::version::{IfMatch, etag_of};
use crate::http::Server;

pub fn routes() -> OpenApiRouter<Arc<Server>> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, edit, delete))
        .routes(routes!(enable))
        .routes(routes!(disable))
        .routes(routes!(rotate))
        .routes(routes!(send_test))
}

/// A webhook endpoint, without its secret.
#[derive(Serialize, ToSchema)]
struct Webhook {
    #[schema(minimum = 1)]
    id: i64,
    /// Where messages are posted to.
    url: String,
    /// May be empty.
    description: String,
    /// The application whose events it receives; missing for those of the whole account.
    #[schema(value_type = Option<i64>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    sdkappid: Option<u32>,
    /// The events that it receives.
    events: Vec<&'static str>,
    /// `gone` if it answered 410: it wants no more messages.
    #[schema(schema_with = state)]
    state: &'static str,
    #[schema(format = DateTime)]
    created_at: String,
}

fn state() -> Object {
    codes(EndpointState::ALL.map(EndpointState::code))
}

impl From<&Stored> for Webhook {
    fn from(endpoint: &Stored) -> Self {
        let EndpointSettings { url, description, sdkappid, events } = &endpoint.settings;
        Self {
            id: endpoint.id.0,
            url: url.as_str().to_owned(),
            description: description.as_str().to_owned(),
            sdkappid: sdkappid.map(domain::application::sdkappid::Sdkappid::number),
            events: events.iter().map(domain::webhook::event::EventKind::name).collect(),
            state: endpoint.state.code(),
            created_at: endpoint.created_at.to_string(),
        }
    }
}

/// The webhook endpoints of the account, the oldest first.
#[derive(Serialize, ToSchema)]
struct Webhooks {
    webhooks: Vec<Webhook>,
}

/// A new webhook endpoint.
#[derive(Serialize, ToSchema)]
struct CreatedWebhook {
    #[serde(flatten)]
    webhook: Webhook,
    #[serde(flatten)]
    secret: WebhookSecret,
}

/// The secret that messages are signed with.
#[derive(Serialize, ToSchema)]
struct WebhookSecret {
    /// Begins with `whsec_`. Missing if an earlier call with the same `Idempotency-Key` made it: it is shown once.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

/// A webhook endpoint to create, or what an edit makes of it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WebhookInput {
    #[schema(min_length = 1, max_length = 2_000)]
    url: String,
    #[schema(max_length = 300)]
    #[serde(default)]
    description: String,
    /// The application whose events it receives; missing for those of the whole account.
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 4_294_967_295_i64)]
    #[serde(default)]
    sdkappid: Option<u32>,
    #[schema(min_items = 1)]
    events: Vec<String>,
}

impl WebhookInput {
    fn parse(&self) -> Result<EndpointSettings, Problem> {
        let sdkappid = self.sdkappid.map(|sdkappid| sdkappid.to_string()).unwrap_or_default();
        let events = self.events.iter().map(String::as_str);
        Ok(EndpointSettings::parse(&self.url, &self.description, &sdkappid, events)?)
    }
}

/// List webhook endpoints
#[utoipa::path(
    get, path = "/webhooks", operation_id = "list_webhooks", tag = "Webhooks",
    security(("token" = ["webhooks:read"])),
    responses((status = 200, description = "It was carried out.", body = Webhooks), Problems),
)]
async fn list(caller: Caller) -> Result<Json<Webhooks>, Problem> {
    let endpoints = caller.acting().webhooks().list().await?;
    Ok(Json(Webhooks { webhooks: endpoints.iter().map(Webhook::from).collect() }))
}

/// Create a webhook endpoint
///
/// The answer has its secret, which is not shown again.
#[utoipa::path(
    post, path = "/webhooks", operation_id = "create_webhook", tag = "Webhooks",
    security(("token" = ["webhooks:write"])),
    params(IdempotencyKey),
    request_body = WebhookInput,
    responses(
        (
            status = 201, description = "It was created.", body = CreatedWebhook,
            headers(("Location" = String), ("ETag" = String))
        ),
        Problems,
    ),
)]
async fn create(
    caller: Caller,
    once: IdempotencyKey,
    input: Input<WebhookInput>,
) -> Result<Response, Problem> {
    let mut secret = None;
    let path = once.create(&caller, &input.bytes, async |caller| {
        let settings = input.value.parse()?;
        let (id, made) = caller.acting().webhooks().create_for_program(&settings).await?;
        secret = Some(made.expose().to_string());
        Ok(format!("/webhooks/{id}"))
    });
    let path = path.await?;
    let id = path.rsplit('/').next().and_then(|id| id.parse().ok()).ok_or_else(Problem::not_found)?;
    let endpoint = find(&caller, id).await?;
    let headers = [(LOCATION, format!("{BASE}{path}")), (CACHE_CONTROL, SECRET.to_owned())];
    let webhook = Webhook::from(&endpoint);
    let created = CreatedWebhook { webhook, secret: WebhookSecret { secret } };
    Ok((StatusCode::CREATED, headers, [(ETAG, tag(&endpoint))], Json(created)).into_response())
}

/// See a webhook endpoint
#[utoipa::path(
    get, path = "/webhooks/{id}", operation_id = "get_webhook", tag = "Webhooks",
    security(("token" = ["webhooks:read"])),
    params(("id" = i64, Path, minimum = 1)),
    responses((status = 200, description = "It was carried out.", body = Webhook, headers(("ETag" = String))), Problems),
)]
async fn get(caller: Caller, At(id): At<EndpointId>) -> Result<Response, Problem> {
    show(&caller, id).await
}

/// Edit a webhook endpoint
///
/// What waits for it is sent to the new URL.
#[utoipa::path(
    put, path = "/webhooks/{id}", operation_id = "edit_webhook", tag = "Webhooks",
    security(("token" = ["webhooks:write"])),
    params(("id" = i64, Path, minimum = 1), IfMatch),
    request_body = WebhookInput,
    responses((status = 200, description = "It was carried out.", body = Webhook, headers(("ETag" = String))), Problems),
)]
async fn edit(
    caller: Caller,
    At(id): At<EndpointId>,
    seen: IfMatch,
    input: Input<WebhookInput>,
) -> Result<Response, Problem> {
    let before = find(&caller, id).await?;
    seen.check(&tag(&before))?;
    let settings = input.value.parse()?;
    caller.acting().webhooks().edit(id, &settings, Some(&before.settings)).await?;
    show(&caller, id).await
}

/// Delete a webhook endpoint
#[utoipa::path(
    delete, path = "/webhooks/{id}", operation_id = "delete_webhook", tag = "Webhooks",
    security(("token" = ["webhooks:write"])),
    params(("id" = i64, Path, minimum = 1)),
    responses((status = 204, description = "It is deleted, with its messages."), Problems),
)]
async fn delete(caller: Caller, At(id): At<EndpointId>) -> Result<StatusCode, Problem> {
    caller.acting().webhooks().delete(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Enable a webhook endpoint
///
/// What waited before it was disabled is sent.
#[utoipa::path(
    post, path = "/webhooks/{id}/enable", operation_id = "enable_webhook", tag = "Webhooks",
    security(("token" = ["webhooks:write"])),
    params(("id" = i64, Path, minimum = 1)),
    responses((status = 200, description = "It was carried out.", body = Webhook, headers(("ETag" = String))), Problems),
)]
async fn enable(caller: Caller, At(id): At<EndpointId>) -> Result<Response, Problem> {
    caller.acting().webhooks().set_enabled(id, true).await?;
    show(&caller, id).await
}

/// Disable a webhook endpoint
///
/// Events are not told to it while it is disabled.
#[utoipa::path(
    post, path = "/webhooks/{id}/disable", operation_id = "disable_webhook", tag = "Webhooks",
    security(("token" = ["webhooks:write"])),
    params(("id" = i64, Path, minimum = 1)),
    responses((status = 200, description = "It was carried out.", body = Webhook, headers(("ETag" = String))), Problems),
)]
async fn disable(caller: Caller, At(id): At<EndpointId>) -> Result<Response, Problem> {
    caller.acting().webhooks().set_enabled(id, false).await?;
    show(&caller, id).await
}

/// Rotate the secret of a webhook endpoint
///
/// For a day, messages are signed with the previous one as well. The answer has the new one, which is not shown again.
#[utoipa::path(
    post, path = "/webhooks/{id}/secrets", operation_id = "rotate_webhook_secret", tag = "Webhooks",
    security(("token" = ["webhooks:write"])),
    params(("id" = i64, Path, minimum = 1), IdempotencyKey),
    responses(
        (status = 201, description = "It was created.", body = WebhookSecret, headers(("Location" = String))),
        Problems,
    ),
)]
async fn rotate(caller: Caller, once: IdempotencyKey, At(id): At<EndpointId>) -> Result<Response, Problem> {
    let mut secret = None;
    let path = once.create(&caller, &[], async |caller| {
        let made = caller.acting().webhooks().rotate_for_program(id).await?;
        secret = Some(made.expose().to_string());
        Ok(format!("/webhooks/{id}"))
    });
    let headers = [(LOCATION, format!("{BASE}{}", path.await?)), (CACHE_CONTROL, SECRET.to_owned())];
    Ok((StatusCode::CREATED, headers, Json(WebhookSecret { secret })).into_response())
}

/// Send a test message
///
/// It has the event `webhook.test`.
#[utoipa::path(
    post, path = "/webhooks/{id}/test", operation_id = "test_webhook", tag = "Webhooks",
    security(("token" = ["webhooks:write"])),
    params(("id" = i64, Path, minimum = 1)),
    responses((status = 204, description = "It is sent soon; its message says what came of it."), Problems),
)]
async fn send_test(caller: Caller, At(id): At<EndpointId>) -> Result<StatusCode, Problem> {
    caller.acting().webhooks().send_test(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn find(caller: &Caller, id: EndpointId) -> Result<Stored, Problem> {
    Ok(caller.acting().webhooks().detail(id, None, None).await?.endpoint)
}

/// Of what an edit replaces.
fn tag(endpoint: &Stored) -> http::HeaderValue {
    etag_of(&endpoint.settings)
}

async fn show(caller: &Caller, id: EndpointId) -> Result<Response, Problem> {
    let endpoint = find(caller, id).await?;
    Ok(([(ETAG, tag(&endpoint))], Json(Webhook::from(&endpoint))).into_response())
}
