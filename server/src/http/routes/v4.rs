//! `/v4`: the API for back ends of applications. The status is always HTTP 200; the body has the error code.

use std::borrow::Cow;
use std::sync::Arc;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::any;
use console::{Actor, Service, ServiceCall, Stranger};
use domain::usersig::Verified;
use domain::usersig::service_code::ServiceCode;
use http::Method;
use http::header::CONTENT_TYPE;
use serde::Serialize;

mod devices;
mod pushes;

use crate::http::Server;
use crate::http::client;
use crate::http::metrics::Metrics;
use crate::http::text::parameter;

/// Maximum size of a body in bytes, except for calls with many targets.
const MAX_BODY: usize = 64 * 1024;

/// Routes under `/v4`; unknown paths are answered in the same format.
pub fn routes() -> Router<Arc<Server>> {
    Router::new()
        .route("/v4/usersig/verify", any(verify))
        .route("/v4/usage/report", any(report))
        .route("/v4/timpush/batch", any(pushes::batch))
        .route("/v4/push/device_set", any(devices::set))
        .route("/v4/push/device_delete", any(devices::delete))
        .route("/v4/push/device_list", any(devices::list))
        .route("/v4", any(unknown))
        .route("/v4/", any(unknown))
        .route("/v4/{*path}", any(unknown))
}

/// Whether a path belongs to `/v4`.
pub fn is_service(path: &str) -> bool {
    path == "/v4" || path.starts_with("/v4/")
}

/// The members that every response has, and those of this one.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct AnswerBody<T> {
    action_status: &'static str,
    error_code: u32,
    error_info: &'static str,
    #[serde(flatten)]
    content: Option<T>,
}

/// A response without further members.
#[derive(Serialize)]
struct Nothing {}

/// The properties of a verified UserSig.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct VerifiedBody {
    time: u64,
    expire: u64,
    key_version: i64,
}

/// Counts and writes the response to a refused call.
pub fn refusal(metrics: &Metrics, code: ServiceCode) -> Response {
    answer::<Nothing>(metrics, Err(code))
}

/// Counts and writes a response.
fn answer<T: Serialize>(metrics: &Metrics, outcome: Result<T, ServiceCode>) -> Response {
    let code = outcome.as_ref().err().copied().unwrap_or(ServiceCode::Ok);
    metrics.verification(code);
    let answer = AnswerBody {
        action_status: if code == ServiceCode::Ok { "OK" } else { "FAIL" },
        error_code: code.number(),
        error_info: code.words(),
        content: outcome.ok(),
    };
    // Text and numbers: serialization cannot fail.
    let body = serde_json::to_string(&answer).unwrap_or_default();
    ([(CONTENT_TYPE, "application/json")], body).into_response()
}

async fn unknown(State(server): State<Arc<Server>>) -> Response {
    refusal(&server.metrics, ServiceCode::BadAddress)
}

async fn verify(State(server): State<Arc<Server>>, request: Request) -> Response {
    let outcome = called(&server, request, MAX_BODY, async |service, call, body| {
        let Verified { time, expire, key_version, .. } = service.verify_usersig(call, body).await?;
        Ok(VerifiedBody { time, expire, key_version })
    });
    let outcome = outcome.await;
    answer(&server.metrics, outcome)
}

async fn report(State(server): State<Arc<Server>>, request: Request) -> Response {
    let outcome = called(&server, request, MAX_BODY, async |service, call, body| {
        service.report_usage(call, body).await.map(|()| Nothing {})
    });
    let outcome = outcome.await;
    answer(&server.metrics, outcome)
}

/// Parses a call and answers it with `serve`.
async fn called<T>(
    server: &Server,
    request: Request,
    max_body: usize,
    serve: impl AsyncFnOnce(Service<'_>, ServiceCall<'_>, &[u8]) -> Result<T, ServiceCode>,
) -> Result<T, ServiceCode> {
    if request.method() != Method::POST {
        return Err(ServiceCode::BadAddress);
    }
    let actor = Actor::Stranger(Stranger {
        address: client::address(&request, &server.settings.proxies),
        browser: String::new(),
    });
    let (parts, body) = request.into_parts();
    let call = CallParameters::parse(parts.uri.query().unwrap_or_default()).ok_or(ServiceCode::BadAddress)?;
    let body = to_bytes(body, max_body).await.map_err(|_| ServiceCode::BadBody)?;
    let call = ServiceCall { sdkappid: &call.sdkappid, identifier: &call.identifier, usersig: &call.usersig };
    serve(server.console.acting_as(&actor).service(), call, &body).await
}

/// The parameters of a call; each must occur once and be text.
struct CallParameters<'a> {
    sdkappid: Cow<'a, str>,
    identifier: Cow<'a, str>,
    usersig: Cow<'a, str>,
}

impl<'a> CallParameters<'a> {
    fn parse(query: &'a str) -> Option<Self> {
        // `random` defeats caches; it only has to be a number.
        parameter(query, "random")?.parse::<u32>().ok()?;
        (parameter(query, "contenttype")? == "json").then_some(())?;
        Some(Self {
            sdkappid: parameter(query, "sdkappid")?,
            identifier: parameter(query, "identifier")?,
            usersig: parameter(query, "usersig")?,
        })
    }
}
