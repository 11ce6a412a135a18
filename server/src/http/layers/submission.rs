//! Idempotent forms: a request with a form that another request has sent before, or is sending at the same
//! time, gets the same response. See `console::Submission`.

use std::borrow::Cow;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use console::{Actor, Submission};
use http::header::{ACCEPT, CONTENT_TYPE, LOCATION};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method};
use tracing::Instrument as _;

use crate::http::Server;
use crate::http::error::{HttpError, header_text};
use crate::http::layers::auth::see_other;
use crate::http::text::parameter;

/// The field that holds the token of a form.
const FIELD: &str = "submission";

/// Lets a form with a token take effect once. It is processed even if the browser disconnects: on a double
/// click without scripts, browsers cancel the first request for the second one.
pub async fn once(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let is_form = request.method() == Method::POST && request.uri().path().starts_with("/rpc/");
    let actor =
        request.extensions().get::<Actor>().filter(|actor| matches!(actor, Actor::Person(_))).cloned();
    let Some(actor) = actor.filter(|_| is_form) else { return next.run(request).await };
    let (mut parts, body) = request.into_parts();
    // The limit was applied when the body was read.
    let Ok(bytes) = to_bytes(body, usize::MAX).await else { return HttpError::TooLarge.into_response() };
    let submission = match read(&server, &parts, &bytes) {
        FormToken::Absent => return next.run(Request::from_parts(parts, Body::from(bytes))).await,
        FormToken::Forged => return HttpError::NoSuchThing.into_response(),
        FormToken::Valid(submission) => submission,
    };
    parts.extensions.insert(submission.clone());
    let request = Request::from_parts(parts, Body::from(bytes));
    let work = run(server, actor, submission, request, next).in_current_span();
    match tokio::spawn(work).await {
        Ok(response) => response,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // The runtime is shutting down.
            Err(_) => HttpError::Broken.into_response(),
        },
    }
}

async fn run(
    server: Arc<Server>,
    actor: Actor,
    submission: Submission,
    request: Request,
    next: Next,
) -> Response {
    let acting = server.console.acting_as(&actor);
    let headers = request.headers().clone();
    match acting.earlier_answer(&submission).await {
        Ok(None) => {}
        Ok(Some(location)) => return repeat_answer(&headers, &location),
        Err(error) => {
            tracing::error!(%error, "looking up earlier submissions failed");
            return HttpError::Broken.into_response();
        }
    }
    let response = next.run(request).await;
    if submission.is_answered() {
        // The change is committed. Only the redirect of a second request with this form is lost.
        if let Err(error) = acting.keep_answer(&submission).await {
            tracing::error!(%error, "saving the answer of a submission failed");
        }
        return response;
    }
    // A refusal may be due to a concurrent request that has just made the change.
    match acting.earlier_answer(&submission).await {
        Ok(Some(location)) => repeat_answer(&headers, &location),
        Ok(None) => response,
        Err(error) => {
            tracing::error!(%error, "looking up earlier submissions failed");
            response
        }
    }
}

/// The form of a request.
enum FormToken {
    /// There is no token: a program's request, or one that changes nothing.
    Absent,
    /// The token is malformed.
    Forged,
    /// The token is valid: the form takes effect once.
    Valid(Submission),
}

fn read(server: &Server, parts: &Parts, bytes: &[u8]) -> FormToken {
    let kind = header_text(&parts.headers, CONTENT_TYPE);
    let (token, fields) = if let Some(boundary) = boundary(kind) {
        let fields = split(bytes, boundary.as_bytes());
        (fields.iter().find_map(|field| token_of_part(field)), fields)
    } else {
        let token = std::str::from_utf8(bytes).ok().and_then(|text| parameter(text, FIELD));
        (token.map(Cow::into_owned), vec![bytes])
    };
    let Some(token) = token else { return FormToken::Absent };
    let path = parts.uri.path().as_bytes();
    server
        .console
        .submission(&token, std::iter::once(path).chain(fields))
        .map_or(FormToken::Forged, FormToken::Valid)
}

/// The boundary of a form with a file; it differs between requests.
fn boundary(kind: &str) -> Option<&str> {
    let rest = kind.strip_prefix("multipart/form-data")?;
    let (_, boundary) = rest.split_once("boundary=")?;
    let boundary = boundary.split(';').next()?.trim().trim_matches('"');
    Some(boundary).filter(|boundary| !boundary.is_empty())
}

fn split<'a>(bytes: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut fields = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(boundary.len()).position(|window| window == boundary) {
        fields.push(&rest[..at]);
        rest = &rest[at + boundary.len()..];
    }
    fields.push(rest);
    fields
}

fn token_of_part(part: &[u8]) -> Option<String> {
    let part = std::str::from_utf8(part).ok()?;
    let (headers, value) = part.split_once("\r\n\r\n")?;
    let is_token = headers.contains(&format!("name=\"{FIELD}\""));
    value.split("\r\n").next().filter(|_| is_token).map(ToOwned::to_owned)
}

/// The response of the request that made the change: a redirect for a browser without scripts, for our client the same
/// URL in a header.
fn repeat_answer(headers: &HeaderMap, location: &str) -> Response {
    if header_text(headers, ACCEPT).contains("text/html") {
        return see_other(location);
    }
    let location = HeaderValue::from_str(location).unwrap_or_else(|_| HeaderValue::from_static("/"));
    ([(CONTENT_TYPE, HeaderValue::from_static("application/json")), (LOCATION, location)], "null")
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_token_of_a_form_with_a_file() {
        let kind = "multipart/form-data; boundary=----x7";
        let body =
            b"------x7\r\nContent-Disposition: form-data; name=\"submission\"\r\n\r\nabc\r\n------x7\r\n\
            Content-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n\xff\r\n------x7--\r\n";
        let fields = split(body, boundary(kind).unwrap().as_bytes());
        assert_eq!(fields.iter().find_map(|field| token_of_part(field)).as_deref(), Some("abc"));
        let again = String::from_utf8_lossy(body).replace("----x7", "----y8").into_bytes();
        let again: Vec<&[u8]> = split(&again, b"----y8");
        assert_eq!(again.len(), fields.len());
        assert_eq!(again[..2], fields[..2], "the boundary is no part of a field");
        assert_eq!(boundary("application/x-www-form-urlencoded"), None);
        assert_eq!(boundary("multipart/form-data; boundary=\"q\"; charset=utf-8"), Some("q"));
        assert_eq!(split(b"none", b"--"), [&b"none"[..]]);
    }
}
