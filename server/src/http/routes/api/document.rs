//! The OpenAPI document, made from the handlers.

use std::sync::Arc;

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use utoipa::openapi::OpenApi;
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi as _};
use utoipa_axum::router::OpenApiRouter;

use super::problem::Problem;
use super::{BASE, docs};
use crate::http::Server;

/// The readable page.
pub const DOCS: &str = "/api/v1/docs";
/// The page has a stylesheet of this server, and nothing else.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// The name of the bearer token in the document.
const TOKEN: &str = "token";

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Chat Console API",
        version = "1",
        description = "What the console does, for programs with an API token.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    components(schemas(Problem)),
    modifiers(&Bearer),
    security(("token" = [])),
)]
struct Frame;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("ccat_")
            .description(Some("An API token, made on the page API tokens of the console."))
            .build();
        document.components.get_or_insert_default().add_security_scheme(TOKEN, SecurityScheme::Http(scheme));
    }
}

/// The operations below [`BASE`], with the frame of the document.
pub fn with_operations(operations: OpenApiRouter<Arc<Server>>) -> OpenApiRouter<Arc<Server>> {
    OpenApiRouter::with_openapi(Frame::openapi()).nest(BASE, operations)
}

/// Serves the document, for programs and for people.
pub fn routes(document: &OpenApi) -> Router<Arc<Server>> {
    let json = document.to_pretty_json().unwrap_or_default();
    Router::new()
        .route("/api/v1/openapi.json", get(([(CONTENT_TYPE, "application/json")], json)))
        .route(DOCS, get(([(CONTENT_SECURITY_POLICY, POLICY)], Html(docs::page(document)))))
        .route("/api/v1/docs.css", get(([(CONTENT_TYPE, "text/css; charset=utf-8")], docs::STYLE)))
}

/// The schema of a text that is one of `codes`.
pub fn codes<const N: usize>(codes: [&'static str; N]) -> Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(codes)).build()
}
