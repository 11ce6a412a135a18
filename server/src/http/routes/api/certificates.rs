//! Push certificates of an application.

use std::sync::Arc;

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use domain::application::sdkappid::Sdkappid;
use domain::certificate::{
    Certificate as Stored, CertificateId, ClickAction, ClickKind, EditedCertificate, Health as StoredHealth,
    NewCertificate, Platform,
};
use domain::field::{Field, InvalidField, Problem as FieldProblem};
use http::StatusCode;
use http::header::{ETAG, LOCATION};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::schema::Object;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::BASE;
use super::caller::Caller;
use super::certificate_input::CertificateInput;
use super::document::codes;
use super::input::{At, Input};
use super::once::IdempotencyKey;
use super::problem::{Problem, Problems};
use super::version::{IfMatch, etag};
use crate::http::Server;

pub fn routes() -> OpenApiRouter<Arc<Server>> {
    OpenApiRouter::new()
        .routes(routes!(list, add))
        .routes(routes!(get, edit, delete))
        .routes(routes!(check))
        .routes(routes!(make_default))
}

/// A push certificate, without its secret.
#[derive(Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "a field has the name that it has in the form")]
struct Certificate {
    #[schema(value_type = i64, minimum = 1)]
    id: u32,
    #[schema(schema_with = platform)]
    platform: &'static str,
    certificate_name: String,
    /// May be empty.
    notes: String,
    /// Public properties of the credential; they depend on the platform.
    #[schema(value_type = Object)]
    facts: serde_json::Value,
    /// Optional settings of the platform.
    #[schema(value_type = Object)]
    settings: serde_json::Value,
    /// What a tap does; missing if the platform leaves it to the application.
    #[schema(schema_with = click_action)]
    #[serde(skip_serializing_if = "Option::is_none")]
    click_action: Option<&'static str>,
    /// The page that a tap opens; missing if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    click_target: Option<String>,
    /// When the credential expires; missing if it does not.
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<String>,
    /// Whether pushes that name no certificate use it, among those of its platform and bundle.
    default: bool,
    health: Health,
    /// When the vendor was asked last.
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    checked_at: Option<String>,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    changed_at: String,
    /// Grows with each change; `ETag` has it too.
    version: i64,
}

/// Whether a certificate is known to work.
#[derive(Serialize, ToSchema)]
struct Health {
    #[schema(schema_with = state)]
    state: &'static str,
    /// The vendor's words, or why it could not be asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<String>,
}

impl From<&StoredHealth> for Health {
    fn from(health: &StoredHealth) -> Self {
        let (state, words) = match health {
            StoredHealth::Proven { .. } => ("proven", None),
            StoredHealth::FailingSince { words, .. } => ("failing", Some(words.clone())),
            StoredHealth::NotProven { why, .. } => ("not_proven", Some(why.clone())),
            StoredHealth::Unknown => ("unknown", None),
            StoredHealth::Undecryptable => ("undecryptable", None),
        };
        Self { state, words }
    }
}

fn state() -> Object {
    codes(["proven", "failing", "not_proven", "unknown", "undecryptable"])
}

fn click_action() -> Object {
    codes(ClickKind::ALL.map(ClickKind::code))
}

pub fn platform() -> Object {
    codes(Platform::ALL.map(Platform::code))
}

impl From<&Stored> for Certificate {
    fn from(certificate: &Stored) -> Self {
        let json = |value: Result<serde_json::Value, serde_json::Error>| value.unwrap_or_default();
        let click = certificate.click_action.as_ref();
        Self {
            id: certificate.id.number(),
            platform: certificate.platform.code(),
            certificate_name: certificate.name.as_str().to_owned(),
            notes: certificate.notes.as_str().to_owned(),
            facts: json(serde_json::to_value(&certificate.facts)),
            settings: json(serde_json::to_value(&certificate.settings)),
            click_action: click.map(|click| click.kind().code()),
            click_target: click
                .map(ClickAction::target)
                .filter(|page| !page.is_empty())
                .map(ToOwned::to_owned),
            expires_at: certificate.facts.expires_at().map(|at| at.to_string()),
            default: certificate.is_default,
            health: Health::from(&certificate.health),
            checked_at: certificate.checked_at.map(|at| at.to_string()),
            created_at: certificate.created_at.to_string(),
            changed_at: certificate.changed_at.to_string(),
            version: certificate.version,
        }
    }
}

/// The certificates of an application.
#[derive(Serialize, ToSchema)]
struct Certificates {
    certificates: Vec<Certificate>,
}

/// List the push certificates of an application
#[utoipa::path(
    get, path = "/applications/{sdkappid}/certificates", operation_id = "list_certificates", tag = "Certificates",
    security(("token" = ["certificates:read"])),
    params(("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64)),
    responses((status = 200, description = "It was carried out.", body = Certificates), Problems),
)]
async fn list(caller: Caller, At(sdkappid): At<Sdkappid>) -> Result<Json<Certificates>, Problem> {
    let setting = caller.acting().certificates().list(sdkappid).await?;
    Ok(Json(Certificates { certificates: setting.certificates.iter().map(Certificate::from).collect() }))
}

/// Add a push certificate
///
/// The vendor is not asked: check it afterwards.
#[utoipa::path(
    post, path = "/applications/{sdkappid}/certificates", operation_id = "add_certificate", tag = "Certificates",
    security(("token" = ["certificates:write"])),
    params(
        ("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64),
        IdempotencyKey,
    ),
    request_body = CertificateInput,
    responses(
        (status = 201, description = "It was created.", body = Certificate, headers(("Location" = String), ("ETag" = String))),
        Problems,
    ),
)]
async fn add(
    caller: Caller,
    once: IdempotencyKey,
    At(sdkappid): At<Sdkappid>,
    input: Input<CertificateInput>,
) -> Result<Response, Problem> {
    let path = once.create(&caller, &input.bytes, async |caller| {
        let (platform, file) = read(&input.value)?;
        let new = NewCertificate::parse(platform, &|field| input.value.field(field), file)?;
        let added = caller.acting().certificates().add(sdkappid, new).await?;
        Ok(format!("/applications/{sdkappid}/certificates/{}", added.id))
    });
    let path = path.await?;
    let id = path.rsplit('/').next().and_then(|id| id.parse().ok()).ok_or_else(Problem::not_found)?;
    let shown = show(&caller, sdkappid, id).await?;
    Ok((StatusCode::CREATED, [(LOCATION, format!("{BASE}{path}"))], shown).into_response())
}

/// See a push certificate
#[utoipa::path(
    get, path = "/applications/{sdkappid}/certificates/{id}", operation_id = "get_certificate", tag = "Certificates",
    security(("token" = ["certificates:read"])),
    params(
        ("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64),
        ("id" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64),
    ),
    responses(
        (status = 200, description = "It was carried out.", body = Certificate, headers(("ETag" = String))),
        Problems,
    ),
)]
async fn get(caller: Caller, At((sdkappid, id)): At<(Sdkappid, CertificateId)>) -> Result<Response, Problem> {
    show(&caller, sdkappid, id).await
}

/// Edit a push certificate
///
/// Everything is replaced but the platform, and the secrets and the file that are missing.
#[utoipa::path(
    put, path = "/applications/{sdkappid}/certificates/{id}", operation_id = "edit_certificate", tag = "Certificates",
    security(("token" = ["certificates:write"])),
    params(
        ("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64),
        ("id" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64),
        IfMatch,
    ),
    request_body = CertificateInput,
    responses(
        (status = 200, description = "It was carried out.", body = Certificate, headers(("ETag" = String))),
        Problems,
    ),
)]
async fn edit(
    caller: Caller,
    At((sdkappid, id)): At<(Sdkappid, CertificateId)>,
    seen: IfMatch,
    input: Input<CertificateInput>,
) -> Result<Response, Problem> {
    let (platform, file) = read(&input.value)?;
    let edited = EditedCertificate::parse(platform, &|field| input.value.field(field), file)?;
    caller.acting().certificates().edit(sdkappid, id, edited, seen.version()).await?;
    show(&caller, sdkappid, id).await
}

/// Delete a push certificate
#[utoipa::path(
    delete, path = "/applications/{sdkappid}/certificates/{id}",
    operation_id = "delete_certificate", tag = "Certificates",
    security(("token" = ["certificates:write"])),
    params(
        ("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64),
        ("id" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64),
    ),
    responses((status = 204, description = "It is deleted, with its secret."), Problems),
)]
async fn delete(
    caller: Caller,
    At((sdkappid, id)): At<(Sdkappid, CertificateId)>,
) -> Result<StatusCode, Problem> {
    caller.acting().certificates().delete(sdkappid, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Check a push certificate
///
/// Asks the vendor whether the credential works.
#[utoipa::path(
    post, path = "/applications/{sdkappid}/certificates/{id}/check",
    operation_id = "check_certificate", tag = "Certificates",
    security(("token" = ["certificates:write"])),
    params(
        ("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64),
        ("id" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64),
    ),
    responses((status = 200, description = "It was carried out.", body = Health), Problems),
)]
async fn check(
    caller: Caller,
    At((sdkappid, id)): At<(Sdkappid, CertificateId)>,
) -> Result<Json<Health>, Problem> {
    let health = caller.acting().certificates().check(sdkappid, id).await?;
    Ok(Json(Health::from(&health)))
}

/// Make a push certificate the default
///
/// Of its platform and bundle.
#[utoipa::path(
    post, path = "/applications/{sdkappid}/certificates/{id}/default",
    operation_id = "make_certificate_default", tag = "Certificates",
    security(("token" = ["certificates:write"])),
    params(
        ("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64),
        ("id" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64),
    ),
    responses(
        (status = 200, description = "It was carried out.", body = Certificate, headers(("ETag" = String))),
        Problems,
    ),
)]
async fn make_default(
    caller: Caller,
    At((sdkappid, id)): At<(Sdkappid, CertificateId)>,
) -> Result<Response, Problem> {
    caller.acting().certificates().make_default(sdkappid, id).await?;
    show(&caller, sdkappid, id).await
}

fn read(input: &CertificateInput) -> Result<(Platform, Option<domain::certificate::Upload>), Problem> {
    let platform = input.platform.parse::<Platform>();
    let platform = platform.map_err(|_| Problem::malformed("`platform` is none of the possible values."))?;
    let wrong = || vec![InvalidField { field: Field::File, problem: FieldProblem::Wrong }];
    Ok((platform, input.upload().map_err(|_| wrong())?))
}

async fn show(caller: &Caller, sdkappid: Sdkappid, id: CertificateId) -> Result<Response, Problem> {
    let setting = caller.acting().certificates().list(sdkappid).await?;
    let certificate = setting.certificate(id).ok_or_else(Problem::not_found)?;
    let tag = etag(certificate.version);
    Ok(([(ETAG, tag)], Json(Certificate::from(certificate))).into_response())
}
