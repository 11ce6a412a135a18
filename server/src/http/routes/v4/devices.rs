//! `/v4/push/device_*`: the devices of an application.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Response;
use domain::certificate::Environment;
use domain::delivery::device::{Device, RegistrationId};
use domain::usersig::user_id::UserId;
use serde::Serialize;

use super::{MAX_BODY, answer, called};
use crate::http::Server;

#[derive(Serialize)]
struct RegisteredBody {
    #[serde(rename = "RegistrationID")]
    registration_id: RegistrationId,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct DeletedBody {
    deleted: u64,
}

/// A page of devices; without `Next`, the last one.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct DevicesBody {
    devices: Vec<DeviceBody>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<i64>,
}

/// A device. Times are in seconds since 1970.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct DeviceBody {
    #[serde(rename = "RegistrationID")]
    registration_id: RegistrationId,
    #[serde(rename = "UserID", skip_serializing_if = "Option::is_none")]
    user: Option<UserId>,
    #[serde(rename = "CertificateID")]
    certificate: u32,
    token: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    environment: Option<Environment>,
    language: String,
    app_version: String,
    created_time: i64,
    renewed_time: i64,
    /// The vendor's code, if it refuses the token with this certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused_time: Option<i64>,
}

impl From<Device> for DeviceBody {
    fn from(device: Device) -> Self {
        let (refused_time, refused) = device.refused.unzip();
        Self {
            registration_id: device.registration_id,
            user: device.user,
            certificate: device.certificate.number(),
            token: device.token,
            environment: device.environment,
            language: device.language,
            app_version: device.app_version,
            created_time: device.created_at.unix_seconds(),
            renewed_time: device.renewed_at.unix_seconds(),
            refused,
            refused_time: refused_time.map(domain::time::Timestamp::unix_seconds),
        }
    }
}

pub async fn set(State(server): State<Arc<Server>>, request: Request) -> Response {
    let outcome = called(&server, request, MAX_BODY, async |service, call, body| {
        let registration_id = service.set_device(call, body).await?;
        Ok(RegisteredBody { registration_id })
    });
    let outcome = outcome.await;
    answer(&server.metrics, outcome)
}

pub async fn delete(State(server): State<Arc<Server>>, request: Request) -> Response {
    let outcome = called(&server, request, MAX_BODY, async |service, call, body| {
        let deleted = service.delete_devices(call, body).await?;
        Ok(DeletedBody { deleted })
    });
    let outcome = outcome.await;
    answer(&server.metrics, outcome)
}

pub async fn list(State(server): State<Arc<Server>>, request: Request) -> Response {
    let outcome = called(&server, request, MAX_BODY, async |service, call, body| {
        let (devices, next) = service.list_devices(call, body).await?;
        Ok(DevicesBody { devices: devices.into_iter().map(DeviceBody::from).collect(), next })
    });
    let outcome = outcome.await;
    answer(&server.metrics, outcome)
}
