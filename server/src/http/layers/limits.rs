//! How large and how slow a request may be, and that it is text where text is expected.

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

/// Ends a request that takes too long.
pub async fn time(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(server.settings.request_time, next.run(request)).await {
        Ok(response) => response,
        Err(_) => HttpError::TimedOut.into_response(),
    }
}

/// Reads the body, which is a form, whole: so it is known to be small enough, complete and text before
/// anything acts on it.
pub async fn body(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let most = server.settings.request_body_limit;
    // What was exported can be imported. The rest is the frame of the form.
    let is_import = request.uri().path() == app::OPEN_CERTIFICATES;
    let most = if is_import { most.max(MAX_EXPORT_BYTES + IMPORT_FRAME) } else { most };
    let announced = header_text(request.headers(), CONTENT_LENGTH).parse::<u64>();
    if announced.is_ok_and(|length| length > most as u64) {
        return HttpError::TooLarge.into_response();
    }
    let (parts, body) = request.into_parts();
    // One byte more than allowed is enough to know.
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

/// Refuses addresses that are not text once they are decoded.
pub async fn address(request: Request, next: Next) -> Response {
    if is_text(request.uri()) { next.run(request).await } else { HttpError::NotText.into_response() }
}

fn is_text(uri: &Uri) -> bool {
    [uri.path(), uri.query().unwrap_or_default()].into_iter().all(|part| decode(part.as_bytes()).is_some())
}
