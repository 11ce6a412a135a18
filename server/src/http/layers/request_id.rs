//! Request IDs: in the log, in the header `x-request-id`, and on every error page.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use app::ssr::RequestId;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use console::Random;
use http::{HeaderName, HeaderValue};

use crate::http::Server;

/// Generates request IDs: a random prefix per start, then a counter.
#[derive(Debug)]
pub struct RequestIds {
    start: u32,
    count: AtomicU32,
}

impl RequestIds {
    /// Creates a generator with a new random prefix.
    pub fn new(random: &dyn Random) -> Self {
        let mut start = [0; 4];
        random.fill(&mut start);
        Self { start: u32::from_le_bytes(start), count: AtomicU32::new(0) }
    }

    fn next(&self) -> RequestId {
        RequestId(format!("{:08x}{:08x}", self.start, self.count.fetch_add(1, Ordering::Relaxed)))
    }
}

/// Assigns an ID. One that came with the request is ignored: it would let strangers write into the log.
pub async fn name(State(server): State<Arc<Server>>, mut request: Request, next: Next) -> Response {
    let id = server.request_ids.next();
    let header = HeaderValue::from_str(&id.0).ok();
    request.extensions_mut().insert(id);
    let mut response = next.run(request).await;
    if let Some(header) = header {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), header);
    }
    response
}
