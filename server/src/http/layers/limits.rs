//! Limits on the size and duration of requests, and the check that text is valid UTF-8.

use std::sync::Arc;

use axum::body::{Body, HttpBody as _, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use console::MAX_EXPORT_BYTES;
use http::Uri;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};

use crate::http::Server;
use crate::http::error::{HttpError, header_text};
use crate::http::text::decode;

/// Bytes of the form around a file of exported certificates.
const IMPORT_FRAME: usize = 16 * 1024;

/// Answers 503 to a request that takes too long.
pub async fn time(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(server.settings.request_time, next.run(request)).await {
        Ok(response) => response,
        Err(_) => HttpError::TimedOut.into_response(),
    }
}

/// Reads the whole body, which is a form: its size, completeness and encoding are checked before
/// anything acts on it.
pub async fn body(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let most = server.settings.request_body_limit;
    // Every exported file can be imported; the rest is the form around it.
    let is_import = request.uri().path() == app::OPEN_CERTIFICATES;
    let most = if is_import { most.max(MAX_EXPORT_BYTES + IMPORT_FRAME) } else { most };
    let announced = header_text(request.headers(), CONTENT_LENGTH).parse::<u64>();
    if announced.is_ok_and(|length| length > most as u64) {
        return HttpError::TooLarge.into_response();
    }
    let (parts, body) = request.into_parts();
    // One byte over the limit is enough to detect it.
    let Ok(bytes) = to_bytes(body, most.saturating_add(1)).await else {
        return HttpError::TooLarge.into_response();
    };
    if bytes.len() > most {
        return HttpError::TooLarge.into_response();
    }
    let is_form = header_text(&parts.headers, CONTENT_TYPE).starts_with("application/x-www-form-urlencoded");
    if is_form && decode(&bytes).is_none() {
        return HttpError::NotText.into_response();
    }
    next.run(Request::from_parts(parts, Body::from(bytes))).await
}

/// Refuses URLs that do not decode to text.
pub async fn address(request: Request, next: Next) -> Response {
    if is_text(request.uri()) { next.run(request).await } else { HttpError::NotText.into_response() }
}

fn is_text(uri: &Uri) -> bool {
    [uri.path(), uri.query().unwrap_or_default()].into_iter().all(|part| decode(part.as_bytes()).is_some())
}
