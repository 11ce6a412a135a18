//! Where a form was: without scripts, a failure leads back there.

use app::{lasting, with_query};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderValue;
use http::header::REFERER;

use super::fault::header_text;

/// Takes from the address of the form's page what was meant to be seen once. An earlier failure is in there:
/// with each further one the address would grow, until browsers no longer tell it.
pub async fn keep_lasting(mut request: Request, next: Next) -> Response {
    if !request.method().is_safe()
        && let (page, Some(query)) = split(header_text(request.headers(), REFERER))
        && let Ok(kept) = HeaderValue::from_str(&with_query(page, &lasting(query)))
    {
        request.headers_mut().insert(REFERER, kept);
    }
    next.run(request).await
}

fn split(address: &str) -> (&str, Option<&str>) {
    address.split_once('?').map_or((address, None), |(page, query)| (page, Some(query)))
}
