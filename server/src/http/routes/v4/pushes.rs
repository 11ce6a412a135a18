//! `/v4/timpush/*`: an application's back end sends pushes (docs/facts/push-calls.md#calls).

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Response;
use domain::delivery::Target;
use domain::delivery::batch_call::BatchCall;
use domain::usersig::service_code::ServiceCode;
use serde::Serialize;

use super::{answer, called};
use crate::http::Server;

/// Identifies a call that is repeated within a day (draft-ietf-httpapi-idempotency-key-header).
const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// The most bytes of an idempotency key.
const MAX_KEY: usize = 255;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct AcceptedBody {
    task_id: String,
    /// Targets that were refused; absent if there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    error_list: Vec<RefusedTarget>,
}

#[derive(Serialize)]
struct RefusedTarget {
    #[serde(rename = "To_Account")]
    target: Target,
    #[serde(rename = "ErrorCode")]
    code: u32,
    #[serde(rename = "ErrorInfo")]
    info: &'static str,
}

pub async fn batch(State(server): State<Arc<Server>>, request: Request) -> Response {
    let key = match request.headers().get(IDEMPOTENCY_KEY).map(|key| key.to_str()) {
        None => None,
        Some(Ok(key)) if (1..=MAX_KEY).contains(&key.len()) => Some(key.to_owned()),
        Some(_) => return super::refusal(&server.metrics, ServiceCode::BadAddress),
    };
    let outcome = called(&server, request, BatchCall::MAX_BODY_BYTES, async |service, call, body| {
        let accepted = service.accept_push(call, body, key.as_deref()).await?;
        let code = ServiceCode::NoSuchTarget;
        let refused = |target| RefusedTarget { target, code: code.number(), info: code.words() };
        let error_list = accepted.refused.into_iter().map(refused).collect();
        Ok(AcceptedBody { task_id: accepted.task_id, error_list })
    });
    let outcome = outcome.await;
    answer(&server.metrics, outcome)
}
