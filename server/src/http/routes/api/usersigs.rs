//! UserSigs: making and judging them with the keys of an application.

use std::sync::Arc;
use std::time::Duration;

use app::ssr::SECRET;
use axum::Json;
use axum::response::{IntoResponse as _, Response};
use domain::application::sdkappid::Sdkappid;
use domain::usersig::DEFAULT_EXPIRE;
use domain::usersig::tool::{GenerateForm, NewUserSig};
use http::header::CACHE_CONTROL;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::caller::Caller;
use super::input::{At, Input};
use super::problem::{Problem, Problems};
use crate::http::Server;

pub fn routes() -> OpenApiRouter<Arc<Server>> {
    OpenApiRouter::new().routes(routes!(generate)).routes(routes!(diagnose))
}

/// A UserSig.
#[derive(Serialize, ToSchema)]
struct UserSig {
    usersig: String,
    user_id: String,
    /// The version of the key that signed it.
    key_version: i64,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    ends_at: String,
}

/// A UserSig to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UserSigInput {
    /// At most 32 bytes.
    #[schema(min_length = 1, max_length = 32)]
    user_id: String,
    /// In seconds; 180 days if it is missing.
    #[schema(minimum = 1, maximum = 1_581_120_000)]
    #[serde(default = "default_expire")]
    expire: u64,
    /// The room that it lets the user into, with a PrivateMapKey.
    room: Option<RoomInput>,
}

fn default_expire() -> u64 {
    DEFAULT_EXPIRE
}

/// A room, by its number or its name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RoomInput {
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 4_294_967_295_i64)]
    number: Option<u32>,
    /// At most 64 bytes.
    #[schema(min_length = 1, max_length = 64)]
    name: Option<String>,
    /// What the user may do there, e.g. `enter_room`, `send_audio`.
    #[serde(default)]
    privileges: Vec<String>,
}

/// A text to judge.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DiagnosisInput {
    usersig: String,
    /// The user that it should be of; may be empty.
    #[serde(default)]
    user_id: String,
}

/// What the service answers to a UserSig, and why.
#[derive(Serialize, ToSchema)]
struct Diagnosis {
    /// The code of the service; 0 if it accepts the UserSig.
    code: u32,
    /// Each check with its outcome and findings.
    #[schema(value_type = Vec<Object>)]
    checks: serde_json::Value,
    /// What to do, the most important first.
    #[schema(value_type = Vec<Value>)]
    advice: serde_json::Value,
}

/// Make a UserSig
///
/// It is the login of a user. The audit trail says so.
#[utoipa::path(
    post, path = "/applications/{sdkappid}/usersigs", operation_id = "generate_usersig", tag = "UserSigs",
    security(("token" = ["usersigs:write"])),
    params(("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64)),
    request_body = UserSigInput,
    responses((status = 200, description = "It was carried out.", body = UserSig), Problems),
)]
async fn generate(
    caller: Caller,
    At(sdkappid): At<Sdkappid>,
    input: Input<UserSigInput>,
) -> Result<Response, Problem> {
    let UserSigInput { user_id, expire, room } = &input.value;
    let (kind, named, privileges) = match room {
        None => ("none", String::new(), String::new()),
        Some(RoomInput { number, name, privileges }) => {
            let (kind, named) = match (number, name) {
                (Some(number), None) => ("number", number.to_string()),
                (None, Some(name)) => ("name", name.clone()),
                _ => return Err(Problem::malformed("`room` has a `number` or a `name`.")),
            };
            (kind, named, privileges.join(","))
        }
    };
    let form = GenerateForm {
        user_id,
        expire: &expire.to_string(),
        unit: "",
        room_kind: kind,
        room: &named,
        privileges: &privileges,
    };
    let made = caller.acting().usersigs().generate_for_program(sdkappid, NewUserSig::parse(form)?).await?;
    let usersig = UserSig {
        usersig: made.usersig,
        user_id: made.user,
        key_version: made.key.version,
        created_at: made.at.to_string(),
        ends_at: made.at.plus(Duration::from_secs(made.expire)).to_string(),
    };
    Ok(([(CACHE_CONTROL, SECRET)], Json(usersig)).into_response())
}

/// Judge a UserSig
///
/// With the keys of this application, and of the account's others.
#[utoipa::path(
    post, path = "/applications/{sdkappid}/usersigs/diagnose", operation_id = "diagnose_usersig", tag = "UserSigs",
    security(("token" = ["usersigs:write"])),
    params(("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64)),
    request_body = DiagnosisInput,
    responses((status = 200, description = "It was carried out.", body = Diagnosis), Problems),
)]
async fn diagnose(
    caller: Caller,
    At(sdkappid): At<Sdkappid>,
    input: Input<DiagnosisInput>,
) -> Result<Json<Diagnosis>, Problem> {
    let DiagnosisInput { usersig, user_id } = &input.value;
    let diagnosed = caller.acting().usersigs().diagnose_for_program(sdkappid, usersig, user_id).await?;
    let json = |value: Result<serde_json::Value, serde_json::Error>| value.unwrap_or_default();
    Ok(Json(Diagnosis {
        code: diagnosed.diagnosis.code.number(),
        checks: json(serde_json::to_value(&diagnosed.diagnosis.checks)),
        advice: json(serde_json::to_value(&diagnosed.diagnosis.advice)),
    }))
}
