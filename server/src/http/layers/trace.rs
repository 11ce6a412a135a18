//! One log line and one measurement for each request. Never its query or body, which may contain secrets.

use std::sync::Arc;

use app::ssr::RequestId;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

use crate::clock::Stopwatch;
use crate::http::Server;
use crate::http::metrics::Route;

/// Measures and logs the request: 5xx as errors, changes at `info`, everything else at `debug`.
pub async fn trace(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let stopwatch = Stopwatch::start();
    let route = Route::of(request.uri().path());
    let changes = !request.method().is_safe() && route != Route::Service;
    let id = request.extensions().get::<RequestId>().map_or("", |id| id.0.as_str());
    let span = tracing::info_span!("request", %id, method = %request.method(), path = request.uri().path());
    let response = next.run(request).instrument(span.clone()).await;

    let elapsed = stopwatch.elapsed();
    let status = response.status();
    server.metrics.request(route, status, elapsed);
    // Two decimals: as binary fractions they would have seventeen.
    let ms = (elapsed.as_secs_f64() * 100_000.0).round() / 100.0;
    let status = status.as_u16();
    span.in_scope(|| match status {
        500.. => tracing::error!(status, ms, "failed"),
        _ if changes => tracing::info!(status, ms, "answered"),
        _ => tracing::debug!(status, ms, "answered"),
    });
    response
}
