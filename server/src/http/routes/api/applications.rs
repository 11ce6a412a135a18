//! Applications.

use std::sync::Arc;

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use domain::application::lifecycle::{Event, Moment, Status};
use domain::application::listing::ApplicationQuery;
use domain::application::region::Region;
use domain::application::sdkappid::Sdkappid;
use domain::application::{NewApplication, Profile};
use domain::billing::edition::Edition;
use http::StatusCode;
use http::header::{ETAG, LINK, LOCATION};
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::Object;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::BASE;
use super::caller::Caller;
use super::document::codes;
use super::input::{At, Input, Parameters};
use super::once::IdempotencyKey;
use super::problem::{Problem, Problems};
use super::version::{IfMatch, etag};
use crate::http::Server;

pub fn routes() -> OpenApiRouter<Arc<Server>> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, edit, delete))
        .routes(routes!(disable))
        .routes(routes!(enable))
        .routes(routes!(restore))
}

/// An application.
#[derive(Serialize, ToSchema)]
pub struct Application {
    #[schema(value_type = i64, minimum = 1)]
    sdkappid: u32,
    name: String,
    /// May be empty.
    description: String,
    #[schema(schema_with = region)]
    region: &'static str,
    #[schema(schema_with = edition)]
    edition: &'static str,
    #[schema(schema_with = status)]
    status: &'static str,
    /// When the trial or the package ends.
    #[schema(format = DateTime)]
    expires_at: String,
    #[schema(format = DateTime)]
    created_at: String,
    /// Grows with each change; `ETag` has it too.
    version: i64,
}

impl Application {
    fn new(application: &domain::application::Application, at: Moment) -> Self {
        Self {
            sdkappid: application.sdkappid.number(),
            name: application.name.as_str().to_owned(),
            description: application.description.as_str().to_owned(),
            region: application.region.code(),
            edition: application.life.edition.code(),
            status: application.status(at).code(),
            expires_at: application.life.term.end().to_string(),
            created_at: application.created_at.to_string(),
            version: application.version,
        }
    }
}

fn region() -> Object {
    codes(Region::ALL.map(Region::code))
}

pub fn edition() -> Object {
    codes(Edition::ALL.map(Edition::code))
}

fn status() -> Object {
    codes(Status::LISTED.map(Status::code))
}

/// A page of applications, the newest first.
#[derive(Serialize, ToSchema)]
struct Applications {
    applications: Vec<Application>,
    /// The `cursor` of the next page; missing on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Part of a name, or the beginning of an SDKAppID.
    q: Option<String>,
    #[param(schema_with = status)]
    status: Option<String>,
    #[param(schema_with = edition)]
    edition: Option<String>,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// An application to create.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewApplicationInput {
    #[schema(min_length = 1, max_length = 60)]
    name: String,
    #[schema(max_length = 300)]
    #[serde(default)]
    description: String,
    #[schema(schema_with = region)]
    region: String,
}

/// Changes to an application; what is missing stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ApplicationEdit {
    #[schema(min_length = 1, max_length = 60)]
    name: Option<String>,
    #[schema(max_length = 300)]
    description: Option<String>,
}

/// List applications
#[utoipa::path(
    get, path = "/applications", operation_id = "list_applications", tag = "Applications",
    security(("token" = ["applications:read"])), params(Filter),
    responses((status = 200, description = "It was carried out.", body = Applications), Problems),
)]
async fn list(caller: Caller, Parameters(filter): Parameters<Filter>) -> Result<Response, Problem> {
    let has_cursor = filter.cursor.is_some();
    let query = ApplicationQuery::from_parameters(|name| match name {
        "q" => filter.q.clone(),
        "status" => filter.status.clone(),
        "edition" => filter.edition.clone(),
        "page" => filter.cursor.clone(),
        _ => None,
    });
    let is_unknown = |given: &Option<String>, is_read: bool| given.is_some() && !is_read;
    for (name, is_wrong) in [
        ("cursor", has_cursor && query.cursor.is_none()),
        ("status", is_unknown(&filter.status, query.status.is_some())),
        ("edition", is_unknown(&filter.edition, query.edition.is_some())),
    ] {
        if is_wrong {
            return Err(Problem::invalid_parameter(format!("`{name}` is none of the possible values.")));
        }
    }
    let page = caller.acting().applications().list(&query).await?;
    let next = page.rows.last().filter(|_| page.has_next).map(|row| query.beside(row, false));
    let link = next.as_ref().map(|next| {
        let parameters = next.parameters().into_iter().map(|(name, value)| {
            let name = if name == "page" { "cursor" } else { name };
            format!("{name}={}", app::escape(&value))
        });
        let parameters: Vec<String> = parameters.collect();
        [(LINK, format!("<{BASE}/applications?{}>; rel=\"next\"", parameters.join("&")))]
    });
    let next = next.and_then(|next| next.cursor).map(|cursor| cursor.encode());
    let applications = page.rows.iter().map(|row| Application::new(row, page.at)).collect();
    Ok((link, Json(Applications { applications, next })).into_response())
}

/// Create an application
///
/// It is a trial, with a first key.
#[utoipa::path(
    post, path = "/applications", operation_id = "create_application", tag = "Applications",
    security(("token" = ["applications:write"])),
    params(IdempotencyKey),
    request_body = NewApplicationInput,
    responses(
        (status = 201, description = "It was created.", body = Application, headers(("Location" = String), ("ETag" = String))),
        Problems,
    ),
)]
async fn create(
    caller: Caller,
    once: IdempotencyKey,
    input: Input<NewApplicationInput>,
) -> Result<Response, Problem> {
    let NewApplicationInput { name, description, region } = &input.value;
    let path = once.create(&caller, &input.bytes, async |caller| {
        let new = NewApplication::parse(name, description, region)?;
        let created = caller.acting().applications().create(new).await?;
        Ok(format!("/applications/{created}"))
    });
    created(&caller, &path.await?).await
}

/// The answer to a call that has created the application at `path`.
pub async fn created(caller: &Caller, path: &str) -> Result<Response, Problem> {
    let sdkappid = path.rsplit('/').next().and_then(|id| id.parse().ok()).ok_or_else(Problem::not_found)?;
    let shown = show(caller, sdkappid).await?;
    Ok((StatusCode::CREATED, [(LOCATION, format!("{BASE}{path}"))], shown).into_response())
}

/// See an application
#[utoipa::path(
    get, path = "/applications/{sdkappid}", operation_id = "get_application", tag = "Applications",
    security(("token" = ["applications:read"])),
    params(("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64)),
    responses(
        (status = 200, description = "It was carried out.", body = Application, headers(("ETag" = String))),
        Problems,
    ),
)]
async fn get(caller: Caller, At(sdkappid): At<Sdkappid>) -> Result<Response, Problem> {
    show(&caller, sdkappid).await
}

/// Edit an application
#[utoipa::path(
    patch, path = "/applications/{sdkappid}", operation_id = "edit_application", tag = "Applications",
    security(("token" = ["applications:write"])),
    params(
        ("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64),
        IfMatch,
    ),
    request_body = ApplicationEdit,
    responses(
        (status = 200, description = "It was carried out.", body = Application, headers(("ETag" = String))),
        Problems,
    ),
)]
async fn edit(
    caller: Caller,
    At(sdkappid): At<Sdkappid>,
    seen: IfMatch,
    input: Input<ApplicationEdit>,
) -> Result<Response, Problem> {
    let ApplicationEdit { name, description } = input.value;
    let applications = caller.acting().applications();
    let before = applications.detail(sdkappid, None).await?.application;
    let name = name.unwrap_or_else(|| before.name.as_str().to_owned());
    let description = description.unwrap_or_else(|| before.description.as_str().to_owned());
    applications.edit(sdkappid, Profile::parse(&name, &description)?, seen.version()).await?;
    show(&caller, sdkappid).await
}

/// Delete an application
///
/// It has to be disabled, and can be restored for a while.
#[utoipa::path(
    delete, path = "/applications/{sdkappid}", operation_id = "delete_application", tag = "Applications",
    security(("token" = ["applications:write"])),
    params(("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64)),
    responses((status = 204, description = "It is deleted."), Problems),
)]
async fn delete(caller: Caller, At(sdkappid): At<Sdkappid>) -> Result<StatusCode, Problem> {
    caller.acting().applications().change(sdkappid, Event::Delete).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Disable an application
#[utoipa::path(
    post, path = "/applications/{sdkappid}/disable", operation_id = "disable_application", tag = "Applications",
    security(("token" = ["applications:write"])),
    params(("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64)),
    responses(
        (status = 200, description = "It was carried out.", body = Application, headers(("ETag" = String))),
        Problems,
    ),
)]
async fn disable(caller: Caller, At(sdkappid): At<Sdkappid>) -> Result<Response, Problem> {
    caller.acting().applications().change(sdkappid, Event::Disable).await?;
    show(&caller, sdkappid).await
}

/// Enable an application
#[utoipa::path(
    post, path = "/applications/{sdkappid}/enable", operation_id = "enable_application", tag = "Applications",
    security(("token" = ["applications:write"])),
    params(("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64)),
    responses(
        (status = 200, description = "It was carried out.", body = Application, headers(("ETag" = String))),
        Problems,
    ),
)]
async fn enable(caller: Caller, At(sdkappid): At<Sdkappid>) -> Result<Response, Problem> {
    caller.acting().applications().change(sdkappid, Event::Enable).await?;
    show(&caller, sdkappid).await
}

/// Restore a deleted application
#[utoipa::path(
    post, path = "/applications/{sdkappid}/restore", operation_id = "restore_application", tag = "Applications",
    security(("token" = ["applications:write"])),
    params(("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64)),
    responses(
        (status = 200, description = "It was carried out.", body = Application, headers(("ETag" = String))),
        Problems,
    ),
)]
async fn restore(caller: Caller, At(sdkappid): At<Sdkappid>) -> Result<Response, Problem> {
    caller.acting().applications().restore(sdkappid).await?;
    show(&caller, sdkappid).await
}

async fn show(caller: &Caller, sdkappid: Sdkappid) -> Result<Response, Problem> {
    let detail = caller.acting().applications().detail(sdkappid, None).await?;
    let tag = etag(detail.application.version);
    Ok(([(ETAG, tag)], Json(Application::new(&detail.application, detail.at))).into_response())
}
