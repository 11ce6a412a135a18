//! The server's half: what a request brings, the use cases it may call, and what the response carries.

mod cookie;
mod entrance;
pub mod refused;
pub mod shell;
mod watchdog;

use std::net::{IpAddr, Ipv4Addr};

use console::{Actor, Console, Error, Stranger, Submission};
use domain::account::language::{Language, Theme};
use domain::billing::ledger::OrderToken;
use domain::field::Invalid;
use http::StatusCode;
use http::request::Parts;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

pub use cookie::{Cookie, Cookies};
pub use entrance::NO_COOKIE;

use crate::failure::{Failed, Failure, Theirs};
use crate::shell::preferences::Viewer;
use refused::Refused;

/// The number of a request, in its extensions; shown with a fault of ours, so that the log can be searched.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// What is true for the whole installation, in the context of every rendering.
#[derive(Debug, Clone)]
pub struct Site {
    /// Whether browsers reach it by HTTPS.
    pub secure: bool,
    /// The address that people type, as far as it is known without a request; without a slash at its end.
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
    let console: Console = expect_context();
    match extension::<Submission>() {
        Some(submission) => console.with_submission(&submission),
        None => console,
    }
}

/// Names what the form of this request asks for in the ledger. A form without a token is none of this console's.
pub(crate) fn order_token() -> Result<OrderToken, Failure> {
    let submission = extension::<Submission>().ok_or_else(|| fail(Error::NotFound))?;
    submission.order_token().map_err(fail)
}

/// A token for a form that is to take effect once.
pub(crate) fn form_token() -> String {
    with_context(Console::form_token).unwrap_or_default()
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
        Actor::Stranger(_) | Actor::Operator | Actor::System => Err(fail(Error::SignedOut)),
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

/// The address under which the browser reached the console, in the extensions of its request.
#[derive(Debug, Clone)]
pub struct PageAddress(pub String);

/// The address of the console for links that leave the page, without a slash at its end.
pub(crate) fn address() -> String {
    extension().map_or_else(|| site().address, |PageAddress(address)| address)
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

/// Why the form for the server function of `path` was refused, where this page shows it again.
pub(crate) fn refused(path: &str) -> Option<Failure> {
    extension::<Refused>().filter(|refused| refused.path == path).map(|refused| refused.failure)
}

/// `Cache-Control` of a response that shows a secret.
pub const SECRET: &str = "no-store, no-transform";

/// Sets the status of the response.
pub fn status(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

/// Sends one more header with the response.
pub fn header(name: http::HeaderName, value: http::HeaderValue) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(name, value);
    }
}

/// Says that the response shows a secret: it is neither kept nor compressed, so that its size says nothing of it.
pub(crate) fn shows_secret() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(http::header::CACHE_CONTROL, http::HeaderValue::from_static(SECRET));
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
        // The layer around the server function answers like the request that was first.
        Error::DoneAlready => (StatusCode::CONFLICT, Failed::Malformed),
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
/// `path` has to be plain ASCII; anything else goes to the start. From here on the form of the request, if it carries a
/// token, is answered.
pub fn go(path: &str) {
    let path = crate::address::local_path(path).unwrap_or("/");
    if let Some(submission) = extension::<Submission>() {
        submission.answered(path);
    }
    leptos_axum::redirect(path);
}
