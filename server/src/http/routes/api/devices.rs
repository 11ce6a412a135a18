//! The devices that pushes of an application are sent to.

use std::sync::Arc;

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use domain::application::sdkappid::Sdkappid;
use domain::certificate::{Environment, Platform};
use domain::delivery::device::{
    Device as Stored, DeviceList, DeviceRegistration, DeviceToken, RegistrationId,
};
use domain::field::{Checklist, Field, Problem as FieldProblem};
use domain::usersig::user_id::UserId;
use http::StatusCode;
use http::header::LINK;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::BASE;
use super::caller::Caller;
use super::certificates::platform;
use super::input::{At, Input, Parameters, number_of};
use super::problem::{Problem, Problems};
use crate::http::Server;

/// Devices of a page.
const PAGE: u32 = 100;

pub fn routes() -> OpenApiRouter<Arc<Server>> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(register, delete))
}

/// A registered device.
#[derive(Serialize, ToSchema)]
struct RegisteredDevice {
    registration_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<String>,
    /// The certificate that pushes to it are sent with.
    #[schema(value_type = i64)]
    certificate: u32,
    /// What the vendor calls it.
    token: String,
    /// May be empty.
    language: String,
    /// May be empty.
    app_version: String,
    #[schema(format = DateTime)]
    created_at: String,
    /// When it was registered last.
    #[schema(format = DateTime)]
    renewed_at: String,
    /// Since when the vendor refuses the token.
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    refused_since: Option<String>,
    /// The vendor's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<String>,
}

impl From<Stored> for RegisteredDevice {
    fn from(device: Stored) -> Self {
        let (refused_since, refusal) = device.refused.unzip();
        Self {
            registration_id: device.registration_id.to_string(),
            user_id: device.user.map(|user| user.to_string()),
            certificate: device.certificate.number(),
            token: device.token,
            language: device.language,
            app_version: device.app_version,
            created_at: device.created_at.to_string(),
            renewed_at: device.renewed_at.to_string(),
            refused_since: refused_since.map(|since| since.to_string()),
            refusal,
        }
    }
}

/// A page of a user's devices, the oldest first.
#[derive(Serialize, ToSchema)]
struct Devices {
    devices: Vec<RegisteredDevice>,
    /// The `cursor` of the next page; missing on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// The name of a device.
#[derive(Serialize, ToSchema)]
struct Registration {
    registration_id: String,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// The user whose devices are listed.
    #[param(min_length = 1, max_length = 32)]
    user_id: String,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// What is registered; everything is replaced.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DeviceInput {
    #[schema(schema_with = platform)]
    platform: String,
    /// The certificate that pushes to it are sent with, of that platform.
    certificate: i64,
    /// What the vendor calls it.
    #[schema(min_length = 1, max_length = 1_024)]
    token: String,
    /// The user who is signed in on it.
    #[schema(min_length = 1, max_length = 32)]
    user_id: Option<String>,
    /// Of APNs: `production` or `development`.
    environment: Option<String>,
    /// A language tag, e.g. `ko` or `zh-Hant`.
    #[schema(max_length = 35)]
    #[serde(default)]
    language: String,
    #[schema(max_length = 64)]
    #[serde(default)]
    app_version: String,
}

impl DeviceInput {
    fn parse(self, name: RegistrationId) -> Result<DeviceRegistration, Problem> {
        let platform = self.platform.parse::<Platform>();
        let platform =
            platform.map_err(|_| Problem::malformed("`platform` is none of the possible values."))?;
        let mut checklist = Checklist::new();
        let token = DeviceToken::parse(platform, &self.token).map_err(|_| FieldProblem::Wrong);
        let token = checklist.check(Field::DeviceToken, token);
        let user = self.user_id.map(|user| user.parse::<UserId>().map_err(|_| FieldProblem::Wrong));
        let user = checklist.check(Field::UserId, user.transpose());
        let environment = self.environment.map(|text| text.parse::<Environment>());
        let environment = environment.transpose().map_err(|_| FieldProblem::NotAChoice);
        let environment = checklist.check(Field::Environment, environment);
        let certificate = self.certificate.try_into().map_err(|_| unknown_certificate())?;
        let is_label = |text: &str, most: usize| text.len() <= most && !text.chars().any(char::is_control);
        if !is_label(&self.language, DeviceRegistration::MAX_LANGUAGE)
            || !is_label(&self.app_version, DeviceRegistration::MAX_APP_VERSION)
        {
            return Err(Problem::malformed("`language` or `app_version` is too long."));
        }
        let parsed = token.zip(user).zip(environment);
        let ((token, user), environment) = checklist.finish(parsed)?;
        Ok(DeviceRegistration {
            user,
            registration_id: Some(name),
            platform,
            certificate,
            token,
            environment,
            language: self.language,
            app_version: self.app_version,
        })
    }
}

/// List the devices of a user
#[utoipa::path(
    get, path = "/applications/{sdkappid}/devices", operation_id = "list_devices", tag = "Devices",
    security(("token" = ["pushes:read"])),
    params(("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64), Filter),
    responses((status = 200, description = "It was carried out.", body = Devices), Problems),
)]
async fn list(
    caller: Caller,
    At(sdkappid): At<Sdkappid>,
    Parameters(Filter { user_id, cursor }): Parameters<Filter>,
) -> Result<Response, Problem> {
    let user: UserId =
        user_id.parse().map_err(|_| Problem::invalid_parameter("`user_id` is not a UserID."))?;
    let after = number_of(cursor.as_deref())?.unwrap_or(0);
    let page = DeviceList { user, after, limit: PAGE };
    let (devices, next) = caller.acting().devices().list(sdkappid, &page).await?;
    let next = next.map(|next| next.to_string());
    let link = next.as_ref().map(|next| {
        let user = app::escape(&user_id);
        let address = format!("{BASE}/applications/{sdkappid}/devices?user_id={user}&cursor={next}");
        [(LINK, format!("<{address}>; rel=\"next\""))]
    });
    let devices = devices.into_iter().map(RegisteredDevice::from).collect();
    Ok((link, Json(Devices { devices, next })).into_response())
}

/// Register a device
///
/// Or renew its token. The same call again changes nothing but the time of the registration.
#[utoipa::path(
    put, path = "/applications/{sdkappid}/devices/{registration_id}", operation_id = "register_device",
    tag = "Devices",
    security(("token" = ["pushes:write"])),
    params(
        ("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64),
        ("registration_id" = String, Path, min_length = 1, max_length = 128),
    ),
    request_body = DeviceInput,
    responses((status = 200, description = "It was carried out.", body = Registration), Problems),
)]
async fn register(
    caller: Caller,
    At((sdkappid, name)): At<(Sdkappid, RegistrationId)>,
    input: Input<DeviceInput>,
) -> Result<Json<Registration>, Problem> {
    let new = input.value.parse(name)?;
    let registered = caller.acting().devices().register(sdkappid, new).await?;
    let registration_id = registered.ok_or_else(unknown_certificate)?.to_string();
    Ok(Json(Registration { registration_id }))
}

/// Delete a device
#[utoipa::path(
    delete, path = "/applications/{sdkappid}/devices/{registration_id}", operation_id = "delete_device",
    tag = "Devices",
    security(("token" = ["pushes:write"])),
    params(
        ("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64),
        ("registration_id" = String, Path, min_length = 1, max_length = 128),
    ),
    responses((status = 204, description = "Nothing is sent to it any more."), Problems),
)]
async fn delete(
    caller: Caller,
    At((sdkappid, name)): At<(Sdkappid, RegistrationId)>,
) -> Result<StatusCode, Problem> {
    caller.acting().devices().delete(sdkappid, &name).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn unknown_certificate() -> Problem {
    Problem::malformed("`certificate` is none of the application's certificates of that platform.")
}
