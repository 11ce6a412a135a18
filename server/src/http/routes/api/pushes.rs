//! Pushes of an application, and what became of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use console::TestPush;
use domain::application::sdkappid::Sdkappid;
use domain::certificate::CertificateId;
use domain::delivery::outcome::DeliveryState;
use domain::delivery::record::{DeliveryEvent, DeviceRecord, PushRecord, PushSummary};
use http::StatusCode;
use http::header::{LINK, LOCATION};
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::Object;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::BASE;
use super::caller::Caller;
use super::document::codes;
use super::input::{At, Input, Parameters, number_of};
use super::once::IdempotencyKey;
use super::problem::{Problem, Problems};
use crate::http::Server;

pub fn routes() -> OpenApiRouter<Arc<Server>> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(get)).routes(routes!(send_test))
}

/// An accepted push.
#[derive(Serialize, ToSchema)]
struct Push {
    task_id: String,
    /// May be empty.
    title: String,
    /// Whether it was sent to try a certificate.
    test: bool,
    #[schema(format = DateTime)]
    accepted_at: String,
    /// Devices in each state; states without devices are missing.
    states: BTreeMap<&'static str, usize>,
    /// Targets for which there was no device.
    refused: usize,
}

impl From<&PushSummary> for Push {
    fn from(push: &PushSummary) -> Self {
        Self {
            task_id: push.task_id.clone(),
            title: push.title.clone(),
            test: push.is_test,
            accepted_at: push.accepted_at.to_string(),
            states: push.states.iter().map(|(state, devices)| (state.code(), *devices)).collect(),
            refused: push.refused,
        }
    }
}

/// A page of pushes, the latest first.
#[derive(Serialize, ToSchema)]
struct Pushes {
    pushes: Vec<Push>,
    /// The `cursor` of the next page; missing on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// A push with what became of it.
#[derive(Serialize, ToSchema)]
struct Record {
    #[serde(flatten)]
    push: Push,
    /// The text; may be empty.
    text: String,
    /// When it is no longer sent.
    #[schema(format = DateTime)]
    expires_at: String,
    /// The targets for which there was no device.
    refused_targets: Vec<String>,
    /// The first 500 devices.
    devices: Vec<Device>,
}

/// What became of a push on a device.
#[derive(Serialize, ToSchema)]
struct Device {
    /// Missing if it is no longer registered.
    #[serde(skip_serializing_if = "Option::is_none")]
    registration_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<String>,
    /// The certificate that it was sent with.
    #[schema(value_type = i64)]
    certificate: u32,
    #[schema(schema_with = state)]
    state: &'static str,
    /// What happened, the earliest first; empty while it waits.
    events: Vec<Step>,
}

/// A step of a delivery.
#[derive(Serialize, ToSchema)]
struct Step {
    #[schema(format = DateTime)]
    at: String,
    #[schema(schema_with = state)]
    state: &'static str,
    /// How often it had been sent to the device.
    attempts: u8,
    /// The vendor's code and words, if it gave any.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<String>,
}

fn state() -> Object {
    codes(DeliveryState::ALL.map(DeliveryState::code))
}

impl From<PushRecord> for Record {
    fn from(record: PushRecord) -> Self {
        Self {
            push: Push::from(&record.summary),
            text: record.text,
            expires_at: record.expires_at.to_string(),
            refused_targets: record.refused.iter().map(|target| target.as_str().to_owned()).collect(),
            devices: record.devices.into_iter().map(Device::from).collect(),
        }
    }
}

impl From<DeviceRecord> for Device {
    fn from(device: DeviceRecord) -> Self {
        let state = device.state().code();
        let (registration_id, user) = device.registered.unzip();
        Self {
            registration_id: registration_id.map(|id| id.to_string()),
            user_id: user.flatten().map(|user| user.to_string()),
            certificate: device.certificate.number(),
            state,
            events: device.events.into_iter().map(Step::from).collect(),
        }
    }
}

impl From<DeliveryEvent> for Step {
    fn from(event: DeliveryEvent) -> Self {
        let (code, words) = event.reason.unzip();
        Self { at: event.at.to_string(), state: event.state.code(), attempts: event.attempts, code, words }
    }
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// A task ID, or a UserID or `RegistrationID` that pushes were for.
    q: Option<String>,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// A push to one token, to try a certificate.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TestPushInput {
    #[schema(min_length = 1, max_length = 4_000)]
    title: String,
    #[schema(min_length = 1, max_length = 4_000)]
    body: String,
    /// The token of the device, of the certificate's vendor.
    #[schema(min_length = 1, max_length = 4_000)]
    token: String,
}

/// List pushes
#[utoipa::path(
    get, path = "/applications/{sdkappid}/pushes", operation_id = "list_pushes", tag = "Pushes",
    security(("token" = ["pushes:read"])),
    params(("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64), Filter),
    responses((status = 200, description = "It was carried out.", body = Pushes), Problems),
)]
async fn list(
    caller: Caller,
    At(sdkappid): At<Sdkappid>,
    Parameters(Filter { q, cursor }): Parameters<Filter>,
) -> Result<Response, Problem> {
    let before = number_of(cursor.as_deref())?;
    let search = q.unwrap_or_default();
    let page = caller.acting().pushes().list(sdkappid, &search, before).await?;
    let next = page.next.map(|next| next.to_string());
    let link = next.as_ref().map(|next| {
        let search = app::escape(&search);
        let address = format!("{BASE}/applications/{sdkappid}/pushes?q={search}&cursor={next}");
        [(LINK, format!("<{address}>; rel=\"next\""))]
    });
    let pushes = page.pushes.iter().map(Push::from).collect();
    Ok((link, Json(Pushes { pushes, next })).into_response())
}

/// See what became of a push
#[utoipa::path(
    get, path = "/applications/{sdkappid}/pushes/{task_id}", operation_id = "get_push", tag = "Pushes",
    security(("token" = ["pushes:read"])),
    params(("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64), ("task_id" = String, Path)),
    responses((status = 200, description = "It was carried out.", body = Record), Problems),
)]
async fn get(
    caller: Caller,
    At((sdkappid, task_id)): At<(Sdkappid, String)>,
) -> Result<Json<Record>, Problem> {
    Ok(Json(caller.acting().pushes().record(sdkappid, &task_id).await?.into()))
}

/// Send a test push
///
/// Waits for what the vendor says, up to ten seconds.
#[utoipa::path(
    post, path = "/applications/{sdkappid}/certificates/{id}/test-pushes",
    operation_id = "send_test_push", tag = "Pushes",
    security(("token" = ["pushes:write"])),
    params(
        ("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64),
        ("id" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64),
        IdempotencyKey,
    ),
    request_body = TestPushInput,
    responses(
        (status = 201, description = "It was created.", body = Record, headers(("Location" = String))),
        Problems,
    ),
)]
async fn send_test(
    caller: Caller,
    once: IdempotencyKey,
    At((sdkappid, id)): At<(Sdkappid, CertificateId)>,
    input: Input<TestPushInput>,
) -> Result<Response, Problem> {
    let TestPushInput { title, body, token } = &input.value;
    let path = once.create(&caller, &input.bytes, async |caller| {
        let test = TestPush::parse(title, body, token)?;
        let sent = caller.acting().certificates().send_test(sdkappid, id, test).await?;
        Ok(format!("/applications/{sdkappid}/pushes/{}", sent.task_id))
    });
    let path = path.await?;
    let task_id = path.rsplit('/').next().unwrap_or_default();
    let record = caller.acting().pushes().record(sdkappid, task_id).await?;
    let location = [(LOCATION, format!("{BASE}{path}"))];
    Ok((StatusCode::CREATED, location, Json(Record::from(record))).into_response())
}
