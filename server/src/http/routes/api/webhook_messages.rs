//! The messages of webhook endpoints.

use std::sync::Arc;

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use domain::webhook::EndpointId;
use domain::webhook::message::{Attempt as Made, AttemptFailure, Message as Stored, MessageState};
use http::StatusCode;
use http::header::LINK;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::schema::Object;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::BASE;
use super::caller::Caller;
use super::document::codes;
use super::input::{At, Cursor, Parameters};
use super::problem::{Problem, Problems};
use crate::http::Server;

pub fn routes() -> OpenApiRouter<Arc<Server>> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(replay))
}

/// A message to a webhook endpoint.
#[derive(Serialize, ToSchema)]
struct Message {
    number: i64,
    /// The header `webhook-id`, the same in each attempt.
    webhook_id: String,
    /// The name of the event.
    event: &'static str,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(schema_with = state)]
    state: &'static str,
    /// When it is tried again, if it waits.
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    next_at: Option<String>,
    /// The latest first.
    attempts: Vec<Attempt>,
}

/// An attempt to send a message.
#[derive(Serialize, ToSchema)]
struct Attempt {
    #[schema(format = DateTime)]
    at: String,
    /// The HTTP status of the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    /// Why there is no answer.
    #[schema(schema_with = failure)]
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<&'static str>,
    /// The beginning of the answer on one line.
    answer: String,
    took_ms: u32,
}

fn state() -> Object {
    codes(MessageState::ALL.map(MessageState::code))
}

fn failure() -> Object {
    codes(AttemptFailure::ALL.map(AttemptFailure::code))
}

impl From<Stored> for Message {
    fn from(message: Stored) -> Self {
        Self {
            number: message.number,
            webhook_id: message.name,
            event: message.kind.name(),
            created_at: message.created_at.to_string(),
            state: message.state.code(),
            next_at: message.next_at.map(|at| at.to_string()),
            attempts: message.attempts.into_iter().map(Attempt::from).collect(),
        }
    }
}

impl From<Made> for Attempt {
    fn from(attempt: Made) -> Self {
        let status = attempt.result.status;
        Self {
            at: attempt.at.to_string(),
            status: status.ok(),
            failure: status.err().map(AttemptFailure::code),
            answer: attempt.result.answer,
            took_ms: attempt.result.took_ms,
        }
    }
}

/// A page of messages, the latest first.
#[derive(Serialize, ToSchema)]
struct Messages {
    messages: Vec<Message>,
    /// The `cursor` of the next page; missing on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// List the messages of a webhook endpoint
#[utoipa::path(
    get, path = "/webhooks/{id}/messages", operation_id = "list_webhook_messages", tag = "Webhooks",
    security(("token" = ["webhooks:read"])),
    params(("id" = i64, Path, minimum = 1), Cursor),
    responses((status = 200, description = "It was carried out.", body = Messages), Problems),
)]
async fn list(
    caller: Caller,
    At(id): At<EndpointId>,
    Parameters(cursor): Parameters<Cursor>,
) -> Result<Response, Problem> {
    let detail = caller.acting().webhooks().detail(id, cursor.number()?, None).await?;
    let next = detail.messages.last().filter(|_| detail.has_older).map(|last| last.number.to_string());
    let link = next.as_ref().map(|next| {
        let address = format!("{BASE}/webhooks/{id}/messages?cursor={next}");
        [(LINK, format!("<{address}>; rel=\"next\""))]
    });
    let messages = detail.messages.into_iter().map(Message::from).collect();
    Ok((link, Json(Messages { messages, next })).into_response())
}

/// Send a message again
///
/// With the same `webhook-id`, and for as long as a new one.
#[utoipa::path(
    post, path = "/webhooks/{id}/messages/{number}/replay", operation_id = "replay_webhook_message", tag = "Webhooks",
    security(("token" = ["webhooks:write"])),
    params(("id" = i64, Path, minimum = 1), ("number" = i64, Path, minimum = 1)),
    responses((status = 204, description = "It is sent soon."), Problems),
)]
async fn replay(caller: Caller, At((id, number)): At<(EndpointId, i64)>) -> Result<StatusCode, Problem> {
    caller.acting().webhooks().replay(id, number).await?;
    Ok(StatusCode::NO_CONTENT)
}
