//! The server side: the data of a request, access to the use cases, and control of the response.

pub(crate) mod client;
mod cookie;
mod provider;
mod qr;
pub mod refused;
pub mod shell;
mod sign_in_notice;
mod watchdog;

use std::net::{IpAddr, Ipv4Addr};
use std::str::FromStr;
use std::sync::Arc;

use console::{Actor, Console, Error, Stranger, Submission};
use domain::account::language::{Language, Theme};
use domain::billing::ledger::OrderToken;
use domain::field::InvalidField;
use http::StatusCode;
use http::request::Parts;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

pub use cookie::{Cookie, Cookies};
pub use provider::{problem_page, redirect_page};
pub(crate) use qr::qr_code;
pub use sign_in_notice::NO_COOKIE;

use crate::failure::{ConcurrentEdit, Failure, FailureKind};
use crate::shell::preferences::Viewer;
use refused::Refused;

/// The request id, in the request's extensions; shown with an internal error, so that the log can be searched.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// The settings of the installation, in the context of every render.
#[derive(Debug, Clone)]
pub struct Site {
    /// Whether browsers reach the console over HTTPS.
    pub secure: bool,
    /// The public URL, as far as it is known without a request; without a trailing slash.
    pub address: String,
    /// The cookies of this installation.
    pub cookies: Cookies,
    /// The name of the OpenID Connect provider, if one is configured.
    pub provider: Option<Arc<str>>,
}

fn extension<T: Clone + Send + Sync + 'static>() -> Option<T> {
    with_context(|parts: &Parts| parts.extensions.get::<T>().cloned()).flatten()
}

/// The use cases, bound to the form submission of this request, if there is one.
///
/// # Panics
/// If the server did not provide them: a wiring error, visible on the first request.
pub fn console() -> Console {
    let console: Console = expect_context();
    match extension::<Submission>() {
        Some(submission) => console.with_submission(&submission),
        None => console,
    }
}

/// Identifies the order of this form submission in the ledger. A form without a token did not come from this console.
pub(crate) fn order_token() -> Result<OrderToken, Failure> {
    let submission = extension::<Submission>().ok_or_else(|| into_failure(Error::NotFound))?;
    submission.order_token().map_err(into_failure)
}

/// A submission token for a form that must take effect only once.
pub(crate) fn form_token() -> String {
    with_context(Console::form_token).unwrap_or_default()
}

/// The actor of the request; a stranger if the server did not set one.
pub fn actor() -> Actor {
    extension().unwrap_or_else(|| {
        Actor::Stranger(Stranger { address: IpAddr::V4(Ipv4Addr::UNSPECIFIED), browser: String::new() })
    })
}

/// Parses a value that our own links and hidden fields contain, like an SDKAppID. One that is malformed names nothing:
/// 404.
pub(crate) fn parse_or_not_found<T: FromStr>(text: &str) -> Result<T, Failure> {
    text.parse().map_err(|_| into_failure(Error::NotFound))
}

/// Fails with the error that redirects to sign-in if nobody is signed in.
pub(crate) fn signed_in() -> Result<(), Failure> {
    match actor() {
        Actor::Person(_) => Ok(()),
        Actor::Stranger(_) | Actor::Token(_) | Actor::Operator | Actor::System => {
            Err(into_failure(Error::SignedOut))
        }
    }
}

/// The settings of the installation.
pub fn site() -> Site {
    use_context().unwrap_or_else(|| Site {
        secure: true,
        address: String::new(),
        cookies: Cookies::new("", true),
        provider: None,
    })
}

/// The device token, if the browser has one.
pub(crate) fn device() -> Option<String> {
    let cookies = site().cookies;
    with_context(|parts: &Parts| cookies.read(&parts.headers, Cookie::Device).next().map(ToOwned::to_owned))
        .flatten()
}

/// The token of a sign-in that waits for a code; empty if the browser has none.
pub(crate) fn pending_sign_in() -> String {
    let cookies = site().cookies;
    with_context(|parts: &Parts| {
        cookies.read(&parts.headers, Cookie::PendingSignIn).next().map(ToOwned::to_owned)
    })
    .flatten()
    .unwrap_or_default()
}

/// Whether the browser has sent a cookie of this console.
pub(crate) fn keeps_cookies() -> bool {
    let cookies = site().cookies;
    with_context(|parts: &Parts| cookies.any(&parts.headers)).unwrap_or_default()
}

/// The URL under which the browser reached the console, in the request's extensions.
#[derive(Debug, Clone)]
pub struct PageAddress(pub String);

/// The URL of the console for links outside the page, without a trailing slash.
pub(crate) fn address() -> String {
    extension().map_or_else(|| site().address, |PageAddress(address)| address)
}

/// The viewer that the page is rendered for.
pub(crate) fn viewer() -> Viewer {
    let provider = site().provider;
    with_context(move |parts: &Parts| {
        let person = match parts.extensions.get::<Actor>() {
            Some(Actor::Person(person)) => Some(person),
            _ => None,
        };
        Viewer {
            language: parts.extensions.get::<Language>().copied().unwrap_or_default(),
            theme: parts.extensions.get::<Theme>().copied().unwrap_or_default(),
            email: person.map(|person| person.email.as_str().into()),
            role: person.map(|person| person.access.role),
            is_limited: person.is_some_and(|person| person.access.applications.is_some()),
            provider,
        }
    })
    .unwrap_or_default()
}

/// Why the form for the server function of `path` was refused, if this page shows it again.
pub(crate) fn refused(path: &str) -> Option<Failure> {
    extension::<Refused>().filter(|refused| refused.path == path).map(|refused| refused.failure)
}

/// `Cache-Control` of a response that shows a secret.
pub const SECRET: &str = "no-store, no-transform";

/// Sets the status code of the response.
pub fn status(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

/// Adds a header to the response.
pub fn header(name: http::HeaderName, value: http::HeaderValue) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(name, value);
    }
}

/// Gives the browser the new token of its session.
pub(crate) fn keep_session(renewed: &console::RenewedSession) {
    let cookie = site().cookies.write(Cookie::Session, &renewed.token, renewed.lasts);
    header(http::header::SET_COOKIE, cookie);
}

/// Marks the response as containing a secret: it is neither stored nor compressed, so its size reveals nothing.
pub(crate) fn shows_secret() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(http::header::CACHE_CONTROL, http::HeaderValue::from_static(SECRET));
    }
}

/// Converts an error for the client. Sets the status of the response; an internal error is logged, and only its request
/// id is sent.
pub fn into_failure(error: impl Into<Error>) -> Failure {
    let (code, failed) = match error.into() {
        Error::Invalid(fields) => return invalid(fields),
        Error::SignedOut => (StatusCode::UNAUTHORIZED, FailureKind::SignedOut),
        Error::NotFound => (StatusCode::NOT_FOUND, FailureKind::NotFound),
        Error::Forbidden(refusal) => (StatusCode::FORBIDDEN, FailureKind::Forbidden(refusal)),
        Error::Refused(refusal) => (StatusCode::CONFLICT, FailureKind::Refused(refusal)),
        Error::KeyRefused(refusal) => (StatusCode::CONFLICT, FailureKind::KeyRefused(refusal)),
        Error::OrderRefused(refusal) => (StatusCode::CONFLICT, FailureKind::OrderRefused(refusal)),
        Error::MemberRefused(refusal) => (StatusCode::CONFLICT, FailureKind::MemberRefused(refusal)),
        Error::SupportRefused(refusal) => (StatusCode::CONFLICT, FailureKind::SupportRefused(refusal)),
        Error::Changed(conflict) => (
            StatusCode::CONFLICT,
            FailureKind::Changed(ConcurrentEdit {
                who: conflict.who,
                at: conflict.at,
                changes: conflict.changes,
                version: conflict.version,
            }),
        ),
        Error::OutOfService => (StatusCode::CONFLICT, FailureKind::OutOfService),
        Error::CannotSign => (StatusCode::CONFLICT, FailureKind::CannotSign),
        Error::WrongCredentials => (StatusCode::UNAUTHORIZED, FailureKind::WrongCredentials),
        Error::VerificationNeeded => (StatusCode::FORBIDDEN, FailureKind::VerificationNeeded),
        Error::SignInExpired => (StatusCode::UNAUTHORIZED, FailureKind::SignInExpired),
        Error::PasskeyRefused(refusal) => (StatusCode::CONFLICT, FailureKind::PasskeyRefused(refusal)),
        Error::SecondFactorRequired => (StatusCode::FORBIDDEN, FailureKind::SecondFactorRequired),
        Error::TooMany { retry_after } => {
            let seconds = retry_after.as_secs().max(1);
            header(http::header::RETRY_AFTER, seconds.into());
            (StatusCode::TOO_MANY_REQUESTS, FailureKind::TooMany { seconds })
        }
        Error::LimitReached { limit } => (StatusCode::CONFLICT, FailureKind::LimitReached { limit }),
        // The layer around the server function repeats the answer to the first request.
        Error::DoneAlready => (StatusCode::CONFLICT, FailureKind::Malformed),
        Error::KeyReused => (StatusCode::UNPROCESSABLE_ENTITY, FailureKind::Malformed),
        Error::SetUpAlready => (StatusCode::CONFLICT, FailureKind::SetUpAlready),
        error @ (Error::Store(_) | Error::Vault(_) | Error::Internal(_)) => {
            let request = extension().map(|RequestId(id)| id).unwrap_or_default();
            tracing::error!(request.id = request, %error, "a use case failed");
            status(StatusCode::INTERNAL_SERVER_ERROR);
            return Failure { request, ..Failure::new(FailureKind::Internal) };
        }
    };
    status(code);
    Failure::new(failed)
}

/// Converts field errors for the client.
pub fn invalid(fields: Vec<InvalidField>) -> Failure {
    status(StatusCode::UNPROCESSABLE_ENTITY);
    Failure { fields, ..Failure::new(FailureKind::Invalid) }
}

/// Redirects to another page of this console, after an action or instead of this page.
///
/// `path` must be plain ASCII; anything else redirects to the start page. If the form of this request carries a token,
/// it counts as answered from here on.
pub fn redirect(path: &str) {
    let path = crate::address::local_path(path).unwrap_or("/");
    if let Some(submission) = extension::<Submission>() {
        submission.answered(path);
    }
    leptos_axum::redirect(path);
}
