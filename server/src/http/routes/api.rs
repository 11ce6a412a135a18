//! `/api/v1`: what the console does, for programs with an API token. Each handler calls the use case that the page
//! calls, and the OpenAPI document is made from the handlers ([ADR 16](../../../../docs/adr/0016-api.md)).

mod administrators;
mod applications;
mod audit;
mod authenticate;
mod billing;
mod caller;
mod certificate_input;
mod certificates;
mod devices;
mod docs;
mod document;
mod import;
mod input;
mod keys;
mod members;
mod once;
mod packages;
mod problem;
mod pushes;
pub mod rate_limit;
mod usersigs;
mod version;
mod webhook_messages;
mod webhooks;

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::any;
use utoipa_axum::router::OpenApiRouter;

use crate::http::Server;
use crate::http::error::HttpError;
use crate::http::layers::limits;

pub use problem::render;

/// What every path begins with.
pub const BASE: &str = "/api/v1";

/// The operations: one file for each resource.
fn operations() -> OpenApiRouter<Arc<Server>> {
    OpenApiRouter::new()
        .merge(applications::routes())
        .merge(import::routes())
        .merge(administrators::routes())
        .merge(packages::routes())
        .merge(keys::routes())
        .merge(certificates::routes())
        .merge(pushes::routes())
        .merge(devices::routes())
        .merge(usersigs::routes())
        .merge(billing::routes())
        .merge(members::routes())
        .merge(webhooks::routes())
        .merge(webhook_messages::routes())
        .merge(audit::routes())
}

/// Routes under `/api/v1`; all but the document need a token.
pub fn routes(server: &Arc<Server>) -> Router<Arc<Server>> {
    let (operations, document) = document::with_operations(operations()).split_for_parts();
    operations
        .route_layer(from_fn_with_state(Arc::clone(server), authenticate::authenticate))
        .merge(document::routes(&document))
        .route("/api", any(unknown))
        .route("/api/", any(unknown))
        .route("/api/{*path}", any(unknown))
        .method_not_allowed_fallback(async || HttpError::Method)
        .layer(from_fn(limits::address))
}

/// Whether a path belongs to the API.
pub fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

async fn unknown() -> HttpError {
    HttpError::NoSuchThing
}
