//! Applications that exist elsewhere, and deleted ones.

use std::sync::Arc;

use axum::Json;
use axum::response::Response;
use domain::application::ImportedApplication;
use domain::application::region::Region;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::schema::Object;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zeroize::Zeroizing;

use super::applications::created;
use super::caller::Caller;
use super::document::codes;
use super::input::Input;
use super::once::IdempotencyKey;
use super::problem::{Problem, Problems};
use crate::http::Server;

pub fn routes() -> OpenApiRouter<Arc<Server>> {
    OpenApiRouter::new().routes(routes!(import)).routes(routes!(deleted))
}

/// An application that exists elsewhere, with its key.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ImportInput {
    #[schema(value_type = i64, minimum = 1, maximum = 4_294_967_295_i64)]
    sdkappid: u32,
    #[schema(min_length = 1, max_length = 60)]
    name: String,
    #[schema(max_length = 300)]
    #[serde(default)]
    description: String,
    #[schema(schema_with = region)]
    region: String,
    /// The text of an HMAC key, or the PEM of an ECDSA key.
    #[schema(value_type = String)]
    key: Zeroizing<String>,
}

fn region() -> Object {
    codes(Region::ALL.map(Region::code))
}

/// A deleted application that can be restored.
#[derive(Serialize, ToSchema)]
struct DeletedApplication {
    #[schema(value_type = i64, minimum = 1)]
    sdkappid: u32,
    name: String,
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    deleted_at: Option<String>,
}

/// Deleted applications that can be restored, the last deleted first.
#[derive(Serialize, ToSchema)]
struct DeletedApplications {
    applications: Vec<DeletedApplication>,
}

/// Import an application
///
/// It keeps its SDKAppID and its key, and begins as a new one does.
#[utoipa::path(
    post, path = "/applications/import", operation_id = "import_application", tag = "Applications",
    security(("token" = ["applications:write"])),
    params(IdempotencyKey),
    request_body = ImportInput,
    responses(
        (
            status = 201, description = "It was created.", body = super::applications::Application,
            headers(("Location" = String), ("ETag" = String))
        ),
        Problems,
    ),
)]
async fn import(
    caller: Caller,
    once: IdempotencyKey,
    input: Input<ImportInput>,
) -> Result<Response, Problem> {
    let ImportInput { sdkappid, name, description, region, key } = &input.value;
    let path = once.create(&caller, &input.bytes, async |caller| {
        let imported = ImportedApplication::parse(&sdkappid.to_string(), name, description, region, key)?;
        let created = caller.acting().applications().import(imported).await?;
        Ok(format!("/applications/{created}"))
    });
    created(&caller, &path.await?).await
}

/// List deleted applications
///
/// Those that can be restored still.
#[utoipa::path(
    get, path = "/deleted-applications", operation_id = "list_deleted_applications", tag = "Applications",
    security(("token" = ["applications:write"])),
    responses((status = 200, description = "It was carried out.", body = DeletedApplications), Problems),
)]
async fn deleted(caller: Caller) -> Result<Json<DeletedApplications>, Problem> {
    let (_, deleted) = caller.acting().applications().deleted().await?;
    let applications = deleted.into_iter().map(|(sdkappid, name, life)| DeletedApplication {
        sdkappid: sdkappid.number(),
        name: name.to_string(),
        deleted_at: life.deleted_at.map(|at| at.to_string()),
    });
    Ok(Json(DeletedApplications { applications: applications.collect() }))
}
