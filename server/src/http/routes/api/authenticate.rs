//! Authentication: a bearer token becomes an `Actor`. Cookies count for nothing here, so no other site can use them.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use console::Actor;
use http::header::AUTHORIZATION;

use super::problem::Problem;
use crate::http::Server;
use crate::http::client;
use crate::http::error::header_text;

/// Identifies the token and counts the call against its limit.
pub async fn authenticate(State(server): State<Arc<Server>>, mut request: Request, next: Next) -> Response {
    let address = client::address(&request, &server.settings.proxies);
    let token = match bearer(header_text(request.headers(), AUTHORIZATION)) {
        Some(token) => server.console.token(token, address).await,
        None => Ok(None),
    };
    let token = match token {
        Ok(Some(token)) => token,
        Ok(None) => return Problem::from(console::Error::SignedOut).into_response(),
        Err(error) => return Problem::from(error).into_response(),
    };
    let allowance = server.calls.count(token.id, server.console.now());
    let mut response = if allowance.is_allowed {
        request.extensions_mut().insert(Actor::Token(token));
        next.run(request).await
    } else {
        Problem::too_many_requests(allowance.seconds).into_response()
    };
    allowance.write(response.headers_mut());
    response
}

/// The token of a header `Authorization: Bearer TOKEN`; the scheme is case-insensitive (RFC 9110, 11.1).
fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
