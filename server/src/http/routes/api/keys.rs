//! The keys of an application.

use std::sync::Arc;

use app::ssr::SECRET;
use axum::Json;
use axum::response::{IntoResponse as _, Response};
use domain::application::sdkappid::Sdkappid;
use domain::field::{Field, InvalidField};
use domain::key::Algorithm;
use domain::key::rotation::{KeyState, Overlap};
use http::StatusCode;
use http::header::{CACHE_CONTROL, LOCATION};
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
use crate::http::Server;

pub fn routes() -> OpenApiRouter<Arc<Server>> {
    OpenApiRouter::new()
        .routes(routes!(list, rotate))
        .routes(routes!(reveal))
        .routes(routes!(undo))
        .routes(routes!(retire))
}

/// A key, without its secret.
#[derive(Serialize, ToSchema)]
struct Key {
    /// Counts up from 1 for each application.
    #[schema(minimum = 1)]
    version: i64,
    #[schema(schema_with = algorithm)]
    algorithm: &'static str,
    /// Whether it is the one that signs.
    current: bool,
    #[schema(format = DateTime)]
    created_at: String,
    /// From then on its UserSigs are refused; missing for the current key.
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    ends_at: Option<String>,
    /// When a UserSig of it was verified last.
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    last_used_at: Option<String>,
    /// UserSigs of it that were verified within the last 24 hours.
    uses: u64,
}

impl From<KeyState> for Key {
    fn from(key: KeyState) -> Self {
        Self {
            version: key.facts.version,
            algorithm: key.facts.algorithm.code(),
            current: key.life.is_current(),
            created_at: key.facts.created_at.to_string(),
            ends_at: key.life.ends_at.map(|end| end.to_string()),
            last_used_at: key.usage.last_used_at.map(|at| at.to_string()),
            uses: key.usage.uses(),
        }
    }
}

fn algorithm() -> Object {
    codes(Algorithm::ALL.map(Algorithm::code))
}

/// The keys of an application, the newest first.
#[derive(Serialize, ToSchema)]
struct Keys {
    keys: Vec<Key>,
}

/// The current key.
#[derive(Serialize, ToSchema)]
struct RevealedKey {
    #[schema(minimum = 1)]
    version: i64,
    /// What signs UserSigs: keep it secret.
    key: String,
}

/// A rotation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Rotation {
    /// The version of the current key, which the new one replaces.
    replaces: i64,
    /// For how many days the current key is accepted beside the new one.
    #[schema(maximum = 30)]
    overlap_days: u8,
    /// Without an overlap, the SDKAppID once more: whoever uses the current key is refused at once.
    #[serde(default)]
    confirmation: String,
}

/// The end of a key.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Retirement {
    /// If the key was used within the last 24 hours, the SDKAppID once more.
    #[serde(default)]
    confirmation: String,
}

/// List the keys of an application
#[utoipa::path(
    get, path = "/applications/{sdkappid}/keys", operation_id = "list_keys", tag = "Keys",
    security(("token" = ["keys:read"])),
    params(("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64)),
    responses((status = 200, description = "It was carried out.", body = Keys), Problems),
)]
async fn list(caller: Caller, At(sdkappid): At<Sdkappid>) -> Result<Json<Keys>, Problem> {
    let keys = caller.acting().keys().list(sdkappid).await?;
    Ok(Json(Keys { keys: keys.into_iter().map(Key::from).collect() }))
}

/// Rotate the key of an application
///
/// The new key signs at once.
#[utoipa::path(
    post, path = "/applications/{sdkappid}/keys", operation_id = "rotate_key", tag = "Keys",
    security(("token" = ["keys:write"])),
    params(
        ("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64),
        IdempotencyKey,
    ),
    request_body = Rotation,
    responses(
        (status = 201, description = "It was created.", body = Key, headers(("Location" = String))),
        Problems,
    ),
)]
async fn rotate(
    caller: Caller,
    once: IdempotencyKey,
    At(sdkappid): At<Sdkappid>,
    input: Input<Rotation>,
) -> Result<Response, Problem> {
    let Rotation { replaces, overlap_days, confirmation } = &input.value;
    let overlap: Overlap = overlap_days
        .to_string()
        .parse()
        .map_err(|problem| vec![InvalidField { field: Field::Overlap, problem }])?;
    let path = once.create(&caller, &input.bytes, async |caller| {
        let version = caller.acting().keys().rotate(sdkappid, *replaces, overlap, confirmation).await?;
        Ok(format!("/applications/{sdkappid}/keys/{version}"))
    });
    let path = path.await?;
    let version = path.rsplit('/').next().and_then(|version| version.parse().ok());
    let key = caller.acting().keys().list(sdkappid).await?;
    let key =
        key.into_iter().find(|key| Some(key.facts.version) == version).ok_or_else(Problem::not_found)?;
    let location = [(LOCATION, format!("{BASE}/applications/{sdkappid}/keys"))];
    Ok((StatusCode::CREATED, location, Json(Key::from(key))).into_response())
}

/// Reveal the current key of an application
///
/// The audit trail says so.
#[utoipa::path(
    get, path = "/applications/{sdkappid}/keys/current/secret", operation_id = "reveal_key", tag = "Keys",
    security(("token" = ["keys:reveal"])),
    params(("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64)),
    responses((status = 200, description = "It was carried out.", body = RevealedKey), Problems),
)]
async fn reveal(caller: Caller, At(sdkappid): At<Sdkappid>) -> Result<Response, Problem> {
    let (version, key) = caller.acting().keys().reveal(sdkappid).await?;
    let key = key.expose().to_string();
    Ok(([(CACHE_CONTROL, SECRET)], Json(RevealedKey { version, key })).into_response())
}

/// Undo a rotation
///
/// The previous key signs again; the current one, whose version is in the path, is refused from now on.
#[utoipa::path(
    post, path = "/applications/{sdkappid}/keys/{version}/undo", operation_id = "undo_rotation", tag = "Keys",
    security(("token" = ["keys:write"])),
    params(("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64), ("version" = i64, Path, minimum = 1)),
    responses((status = 200, description = "It was carried out.", body = Keys), Problems),
)]
async fn undo(caller: Caller, At((sdkappid, seen)): At<(Sdkappid, i64)>) -> Result<Json<Keys>, Problem> {
    caller.acting().keys().undo(sdkappid, seen).await?;
    list(caller, At(sdkappid)).await
}

/// Retire an old key
///
/// It is refused from now on.
#[utoipa::path(
    post, path = "/applications/{sdkappid}/keys/{version}/retire", operation_id = "retire_key", tag = "Keys",
    security(("token" = ["keys:write"])),
    params(("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64), ("version" = i64, Path, minimum = 1)),
    request_body = Retirement,
    responses((status = 200, description = "It was carried out.", body = Keys), Problems),
)]
async fn retire(
    caller: Caller,
    At((sdkappid, version)): At<(Sdkappid, i64)>,
    input: Input<Retirement>,
) -> Result<Json<Keys>, Problem> {
    caller.acting().keys().retire(sdkappid, version, &input.value.confirmation).await?;
    list(caller, At(sdkappid)).await
}
