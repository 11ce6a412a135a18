//! The administrators of an application: the UserIDs that may call `/v4` for it.

use std::sync::Arc;

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use domain::application::sdkappid::Sdkappid;
use domain::field::{Field, InvalidField, Problem as FieldProblem};
use domain::usersig::user_id::UserId;
use http::StatusCode;
use http::header::LOCATION;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::BASE;
use super::caller::Caller;
use super::input::{At, Input};
use super::once::IdempotencyKey;
use super::problem::{Problem, Problems};
use crate::http::Server;

pub fn routes() -> OpenApiRouter<Arc<Server>> {
    OpenApiRouter::new().routes(routes!(list, add)).routes(routes!(remove))
}

/// The administrators of an application, in the order in which they were added.
#[derive(Serialize, ToSchema)]
struct Administrators {
    /// UserIDs.
    administrators: Vec<String>,
}

/// An administrator to add.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AdministratorInput {
    /// At most 32 bytes.
    #[schema(min_length = 1, max_length = 32)]
    user_id: String,
}

/// List the administrators of an application
#[utoipa::path(
    get, path = "/applications/{sdkappid}/administrators", operation_id = "list_administrators",
    tag = "Administrators",
    security(("token" = ["applications:read"])),
    params(("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64)),
    responses((status = 200, description = "It was carried out.", body = Administrators), Problems),
)]
async fn list(caller: Caller, At(sdkappid): At<Sdkappid>) -> Result<Json<Administrators>, Problem> {
    let detail = caller.acting().applications().detail(sdkappid, None).await?;
    let administrators = detail.administrators.iter().map(ToString::to_string).collect();
    Ok(Json(Administrators { administrators }))
}

/// Add an administrator to an application
///
/// A UserSig of this user may call `/v4` from now on.
#[utoipa::path(
    post, path = "/applications/{sdkappid}/administrators", operation_id = "add_administrator",
    tag = "Administrators",
    security(("token" = ["applications:write"])),
    params(("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64), IdempotencyKey),
    request_body = AdministratorInput,
    responses(
        (status = 201, description = "It was created.", body = Administrators, headers(("Location" = String))),
        Problems,
    ),
)]
async fn add(
    caller: Caller,
    once: IdempotencyKey,
    At(sdkappid): At<Sdkappid>,
    input: Input<AdministratorInput>,
) -> Result<Response, Problem> {
    let path = once.create(&caller, &input.bytes, async |caller| {
        let user = input.value.user_id.parse::<UserId>();
        let wrong = |_| vec![InvalidField { field: Field::UserId, problem: FieldProblem::Wrong }];
        caller.acting().applications().add_administrator(sdkappid, &user.map_err(wrong)?).await?;
        Ok(format!("/applications/{sdkappid}/administrators"))
    });
    let location = [(LOCATION, format!("{BASE}{}", path.await?))];
    let administrators = list(caller, At(sdkappid)).await?;
    Ok((StatusCode::CREATED, location, administrators).into_response())
}

/// Remove an administrator from an application
#[utoipa::path(
    delete, path = "/applications/{sdkappid}/administrators/{user_id}", operation_id = "remove_administrator",
    tag = "Administrators",
    security(("token" = ["applications:write"])),
    params(
        ("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64),
        ("user_id" = String, Path, min_length = 1, max_length = 32),
    ),
    responses((status = 204, description = "The user may not call `/v4` any more."), Problems),
)]
async fn remove(caller: Caller, At((sdkappid, user)): At<(Sdkappid, UserId)>) -> Result<StatusCode, Problem> {
    caller.acting().applications().remove_administrator(sdkappid, &user).await?;
    Ok(StatusCode::NO_CONTENT)
}
