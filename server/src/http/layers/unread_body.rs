//! Requests that are answered before their body was read completely: refused for their size, their origin or their
//! URL.
//!
//! The rest of such a body still arrives, so the connection cannot be reused. The response must say so: a proxy would
//! send its next request there, lose it, and answer 502 for one that it must not repeat.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::header::CONNECTION;
use http::{HeaderValue, Version};
use http_body::{Frame, SizeHint};

/// Closes the connection of a request whose body was not read completely. HTTP/2 resets the stream only.
pub async fn close(request: Request, next: Next) -> Response {
    let has_body = !request.body().is_end_stream() && request.version() < Version::HTTP_2;
    if !has_body {
        return next.run(request).await;
    }
    let is_read = Arc::new(AtomicBool::new(false));
    let body = |inner| Body::new(TrackedBody { inner, is_read: Arc::clone(&is_read) });
    let mut response = next.run(request.map(body)).await;
    if !is_read.load(Ordering::Relaxed) {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// A body that records when it was read completely.
struct TrackedBody {
    inner: Body,
    is_read: Arc<AtomicBool>,
}

impl HttpBody for TrackedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.inner).poll_frame(context);
        if matches!(frame, Poll::Ready(None)) || self.inner.is_end_stream() {
            self.is_read.store(true, Ordering::Relaxed);
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
