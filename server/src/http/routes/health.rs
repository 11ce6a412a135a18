//! Liveness and readiness.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use console::Readiness;
use http::StatusCode;

use crate::http::Server;

/// Routes of `/healthz` (liveness) and `/readyz` (readiness).
pub fn routes() -> Router<Arc<Server>> {
    Router::new().route("/healthz", get(async || "ok\n")).route("/readyz", get(ready))
}

async fn ready(State(server): State<Arc<Server>>) -> (StatusCode, &'static str) {
    match server.console.readiness().await {
        Ok(Readiness::Ready) => (StatusCode::OK, "ready\n"),
        Ok(Readiness::QueueAbandoned(certificate)) => {
            tracing::error!(%certificate, "readiness check failed: no server works on a queue of pushes");
            (StatusCode::SERVICE_UNAVAILABLE, "accepted pushes are not being sent\n")
        }
        Err(error) => {
            tracing::error!(%error, "readiness check failed");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}
