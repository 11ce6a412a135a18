//! The server's half: what a request brings, the use cases it may call, and what the response carries.

mod cookie;
mod entrance;
pub mod shell;

use std::net::{IpAddr, Ipv4Addr};

use console::{Actor, Console, Error, Stranger};
use domain::field::Invalid;
use domain::language::{Language, Theme};
use http::StatusCode;
use http::request::Parts;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

pub use cookie::{Cookie, Cookies};
pub use entrance::NO_COOKIE;

use crate::browser::CLIENT_HEADER;
use crate::failure::{Failed, Failure, Theirs};
use crate::preferences::Viewer;

/// The number of a request, in its extensions; shown with a fault of ours, so that the log can be searched.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// What is true for the whole installation, in the context of every rendering.
#[derive(Debug, Clone)]
pub struct Site {
    /// Whether browsers reach it by HTTPS.
    pub secure: bool,
    /// The address that people type, without a slash at its end.
    pub address: String,
    /// What browsers keep for it.
    pub cookies: Cookies,
}

fn extension<T: Clone + Send + Sync + 'static>() -> Option<T> {
    with_context(|parts: &Parts| parts.extensions.get::<T>().cloned()).flatten()
}

/// The use cases.
///
/// # Panics
/// Where the server did not provide them: a fault of its composition, seen at the first request.
pub fn console() -> Console {
    expect_context()
}

/// Who asks. Nobody known, where the server did not say.
pub fn actor() -> Actor {
    extension().unwrap_or_else(|| {
        Actor::Stranger(Stranger { address: IpAddr::V4(Ipv4Addr::UNSPECIFIED), browser: String::new() })
    })
}

/// Somebody is signed in, or the failure that sends people to do so.
pub(crate) fn signed_in() -> Result<(), Failure> {
    match actor() {
        Actor::Person(_) => Ok(()),
        Actor::Stranger(_) | Actor::Operator => Err(fail(Error::SignedOut)),
    }
}

/// What is true for the whole installation.
pub fn site() -> Site {
    use_context().unwrap_or_else(|| Site {
        secure: true,
        address: String::new(),
        cookies: Cookies::new("", true),
    })
}

/// The token by which the browser is known, if it has one.
pub(crate) fn device() -> Option<String> {
    let cookies = site().cookies;
    with_context(|parts: &Parts| cookies.read(&parts.headers, Cookie::Device).next().map(ToOwned::to_owned))
        .flatten()
}

/// Whether the browser has sent a cookie of ours.
pub(crate) fn keeps_cookies() -> bool {
    let cookies = site().cookies;
    with_context(|parts: &Parts| cookies.any(&parts.headers)).unwrap_or_default()
}

/// What the page is rendered for.
pub(crate) fn viewer() -> Viewer {
    with_context(|parts: &Parts| Viewer {
        language: parts.extensions.get::<Language>().copied().unwrap_or_default(),
        theme: parts.extensions.get::<Theme>().copied().unwrap_or_default(),
        email: match parts.extensions.get::<Actor>() {
            Some(Actor::Person(person)) => Some(person.email.as_str().into()),
            _ => None,
        },
    })
    .unwrap_or_default()
}

/// Whether a plain form was posted to a server function: the answer has to stay a redirect to the page.
fn is_plain_form(parts: &Parts) -> bool {
    let accept = parts.headers.get(http::header::ACCEPT).and_then(|accept| accept.to_str().ok());
    parts.uri.path().starts_with("/rpc/") && accept.is_some_and(|accept| accept.contains("text/html"))
}

/// Whether our own client asks.
fn is_client(parts: &Parts) -> bool {
    parts.uri.path().starts_with("/rpc/") && parts.headers.contains_key(CLIENT_HEADER)
}

/// Sets the status of the response, unless a plain form or our own client has to see another.
pub fn status(status: StatusCode) {
    let status = with_context(|parts| match parts {
        _ if is_plain_form(parts) => None,
        _ if is_client(parts) => Some(StatusCode::OK),
        _ => Some(status),
    });
    if let (Some(status), Some(response)) = (status.flatten(), use_context::<ResponseOptions>()) {
        response.set_status(status);
    }
}

/// Sends one more header with the response.
pub fn header(name: http::HeaderName, value: http::HeaderValue) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(name, value);
    }
}

/// The wire form of an error. Sets the status of the response; a fault of ours is logged, and only its
/// request id leaves.
pub fn fail(error: impl Into<Error>) -> Failure {
    let (code, failed) = match error.into() {
        Error::Invalid(fields) => return invalid(fields),
        Error::SignedOut => (StatusCode::UNAUTHORIZED, Failed::SignedOut),
        Error::NotFound => (StatusCode::NOT_FOUND, Failed::NotFound),
        Error::Refused(refusal) => (StatusCode::CONFLICT, Failed::Refused(refusal)),
        Error::KeyRefused(refusal) => (StatusCode::CONFLICT, Failed::KeyRefused(refusal)),
        Error::OrderRefused(refusal) => (StatusCode::CONFLICT, Failed::OrderRefused(refusal)),
        Error::SupportRefused(refusal) => (StatusCode::CONFLICT, Failed::SupportRefused(refusal)),
        Error::Changed(theirs) => (
            StatusCode::CONFLICT,
            Failed::Changed(Theirs {
                who: theirs.who,
                at: theirs.at,
                changes: theirs.changes,
                version: theirs.version,
            }),
        ),
        Error::OutOfService => (StatusCode::CONFLICT, Failed::OutOfService),
        Error::CannotSign => (StatusCode::CONFLICT, Failed::CannotSign),
        Error::WrongCredentials => (StatusCode::UNAUTHORIZED, Failed::WrongCredentials),
        Error::PasswordNeeded => (StatusCode::FORBIDDEN, Failed::PasswordNeeded),
        Error::TooMany { retry_after } => {
            let seconds = retry_after.as_secs().max(1);
            header(http::header::RETRY_AFTER, seconds.into());
            (StatusCode::TOO_MANY_REQUESTS, Failed::TooMany { seconds })
        }
        Error::LimitReached { limit } => (StatusCode::CONFLICT, Failed::LimitReached { limit }),
        Error::SetUpAlready => (StatusCode::CONFLICT, Failed::SetUpAlready),
        error @ (Error::Store(_) | Error::Vault(_) | Error::Internal(_)) => {
            let request = extension().map(|RequestId(id)| id).unwrap_or_default();
            tracing::error!(request.id = request, %error, "a use case failed");
            status(StatusCode::INTERNAL_SERVER_ERROR);
            return Failure { request, ..Failure::new(Failed::Internal) };
        }
    };
    status(code);
    Failure::new(failed)
}

/// The wire form of wrong fields.
pub fn invalid(fields: Vec<Invalid>) -> Failure {
    status(StatusCode::UNPROCESSABLE_ENTITY);
    Failure { fields, ..Failure::new(Failed::Invalid) }
}

/// Goes to another page of this console, after an action or instead of this page.
///
/// `path` has to be plain ASCII; anything else goes to the start.
pub fn go(path: &str) {
    leptos_axum::redirect(crate::address::local_path(path).unwrap_or("/"));
}
