//! Access to pages, decided before rendering: set-up until there is an owner, and from then on
//! signed-in people only, except for public pages. The use cases decide what a person may do.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use console::{Actor, Person};
use http::header::LOCATION;
use http::{HeaderValue, StatusCode, Uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::http::Server;
use crate::http::error::HttpError;
use crate::http::text::parameter;

const SETUP: &str = "/setup";
pub const SIGN_IN: &str = "/sign-in";
/// The second step of a sign-in.
pub const SIGN_IN_CODE: &str = "/sign-in/code";
/// Where a person sets a second factor up.
const AUTHENTICATOR: &str = "/account/authenticator";
/// What is open to a person who has to set a second factor up first.
const ENROLLING: [&str; 4] =
    [AUTHENTICATOR, "/account/passkey", "/account/recovery-codes", "/account/verify"];
pub const HOME: &str = "/applications";
/// Where an invitation is accepted.
const JOIN: &str = "/join";

/// Everything except the unreserved characters of RFC 3986 and the slash.
const PARAMETER: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Lets the request through, or redirects to set-up, to sign-in, or to the home page.
pub async fn require_session(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    // Server functions check access themselves.
    if !request.method().is_safe() || request.uri().path().starts_with("/rpc/") {
        return next.run(request).await;
    }
    let has_owner = match server.has_owner().await {
        Ok(has_owner) => has_owner,
        Err(error) => {
            tracing::error!(%error, "looking up the owner failed");
            return HttpError::Broken.into_response();
        }
    };
    let person = match request.extensions().get() {
        Some(Actor::Person(person)) => Some(person),
        _ => None,
    };
    if person.is_some_and(Person::must_enrol) && !ENROLLING.contains(&request.uri().path()) {
        return see_other(AUTHENTICATOR);
    }
    let is_signed_in = person.is_some();
    match redirect_for(request.uri(), has_owner, is_signed_in) {
        Some(place) => see_other(&place),
        None => next.run(request).await,
    }
}

/// Redirect target for a request that may not be served yet.
fn redirect_for(uri: &Uri, has_owner: bool, is_signed_in: bool) -> Option<String> {
    let path = uri.path();
    match (path, has_owner, is_signed_in) {
        (SETUP, false, _)
        | (SIGN_IN | SIGN_IN_CODE, true, false)
        | (JOIN | "/pricing" | "/resources" | "/support", true, _) => None,
        (_, false, _) => Some(SETUP.to_owned()),
        (SETUP, true, false) => Some(SIGN_IN.to_owned()),
        (SIGN_IN | SIGN_IN_CODE, true, true) => {
            let next = parameter(uri.query().unwrap_or_default(), "next");
            Some(
                next.filter(|next| app::local_path(next).is_some())
                    .map_or_else(|| HOME.to_owned(), Into::into),
            )
        }
        ("/" | SETUP, true, true) => Some(HOME.to_owned()),
        (_, true, true) => None,
        (_, true, false) => {
            // One-time parameters are dropped.
            let wanted = app::with_query(path, &app::without_one_time(uri.query().unwrap_or_default()));
            let wanted = if path == "/" { HOME } else { &wanted };
            Some(format!("{SIGN_IN}?next={}", encode(wanted)))
        }
    }
}

/// 303: the browser follows with GET.
pub fn see_other(place: &str) -> Response {
    let location = HeaderValue::from_str(place).unwrap_or_else(|_| HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response()
}

/// Whether a page has forms for people who are not signed in.
pub fn is_open(page: &str) -> bool {
    matches!(page.split('?').next(), Some(SETUP | SIGN_IN | SIGN_IN_CODE | JOIN))
}

/// 302, as server functions answer forms.
pub fn found(place: &str) -> Response {
    let mut response = see_other(place);
    *response.status_mut() = StatusCode::FOUND;
    response
}

/// Encodes a URL as the value of a parameter.
pub fn encode(address: &str) -> String {
    utf8_percent_encode(address, PARAMETER).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sends_everybody_where_they_have_to_go_first() {
        for (address, has_owner, is_signed_in, place) in [
            ("/", false, false, Some("/setup")),
            ("/applications", false, false, Some("/setup")),
            ("/sign-in", false, false, Some("/setup")),
            ("/setup", false, false, None),
            ("/setup", true, false, Some("/sign-in")),
            ("/setup", true, true, Some("/applications")),
            ("/sign-in", true, false, None),
            ("/sign-in", true, true, Some("/applications")),
            ("/sign-in/code?next=%2Faccount", true, false, None),
            ("/sign-in/code?next=%2Faccount", true, true, Some("/account")),
            (
                "/account/verify?next=%2Faccount",
                true,
                false,
                Some("/sign-in?next=/account/verify%3Fnext%3D%252Faccount"),
            ),
            ("/sign-in?next=%2Faccount%3Fa%3Db", true, true, Some("/account?a=b")),
            ("/sign-in?next=//evil.example", true, true, Some("/applications")),
            ("/", true, false, Some("/sign-in?next=/applications")),
            ("/", true, true, Some("/applications")),
            ("/account", true, true, None),
            ("/account?done=password&reveal=1", true, false, Some("/sign-in?next=/account")),
            ("/pricing", true, false, None),
            ("/join?token=1", true, false, None),
            ("/join?token=1", true, true, None),
            ("/pricing", false, false, Some("/setup")),
            (
                "/applications?q=a%20b&sort=name",
                true,
                false,
                Some("/sign-in?next=/applications%3Fq%3Da%2520b%26sort%3Dname"),
            ),
        ] {
            let uri: Uri = address.parse().unwrap();
            assert_eq!(redirect_for(&uri, has_owner, is_signed_in).as_deref(), place, "{address}");
        }
    }
}
