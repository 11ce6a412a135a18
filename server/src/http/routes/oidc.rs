//! Sign-in with the OpenID Connect provider: the form that sends a browser there, and where it comes back to.

use std::sync::Arc;

use app::ssr::{Cookie, PageAddress, RequestId, problem_page, redirect_page};
use axum::extract::State;
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use console::{Actor, DEVICE_LIFETIME, Error, ProviderAnswer, ProviderSignIn, SignedIn};
use domain::account::language::Language;
use domain::account::provider::ProviderProblem;
use http::header::{HeaderMap, SET_COOKIE};
use http::{HeaderValue, Uri};

use crate::http::Server;
use crate::http::error::HttpError;
use crate::http::layers::auth::{HOME, SIGN_IN_CODE, encode, see_other};
use crate::http::text::parameter;
use crate::oidc::Provider;

/// Where the browser comes back to, after the public address.
const CALLBACK: &str = "/sign-in/oidc/callback";

/// Routes of the form and of the callback.
pub fn routes() -> Router<Arc<Server>> {
    Router::new().route("/sign-in/oidc", post(begin)).route(CALLBACK, get(come_back))
}

/// What both handlers know of the request.
struct Visit<'a> {
    server: &'a Server,
    provider: &'a Provider,
    actor: Actor,
    request: RequestId,
    /// The address that the provider sends the browser to.
    callback: String,
}

impl Visit<'_> {
    fn is_signed_in(&self) -> bool {
        matches!(self.actor, Actor::Person(_))
    }

    /// To the page that says why it failed.
    fn failed(&self, problem: ProviderProblem, next: &str) -> Response {
        see_other(&problem_page(self.is_signed_in(), problem, &self.request.0, next))
    }

    /// The same for a use case that failed.
    fn broken(&self, error: &Error, next: &str) -> Response {
        match error {
            Error::SignInExpired | Error::SignedOut => self.failed(ProviderProblem::Expired, next),
            Error::TooMany { .. } => self.failed(ProviderProblem::TooMany, next),
            error => {
                tracing::error!(request.id = self.request.0, %error, "signing in with the provider failed");
                HttpError::Broken.into_response()
            }
        }
    }
}

/// Sends the browser to the provider.
async fn begin(
    State(server): State<Arc<Server>>,
    Extension(actor): Extension<Actor>,
    Extension(language): Extension<Language>,
    Extension(request): Extension<RequestId>,
    Extension(PageAddress(address)): Extension<PageAddress>,
    form: String,
) -> Response {
    let Some(provider) = server.settings.provider.as_deref() else {
        return HttpError::NoSuchThing.into_response();
    };
    let callback = format!("{address}{CALLBACK}");
    let visit = Visit { server: &server, provider, actor, request, callback };
    let next = parameter(&form, "next");
    let next = next.as_deref().and_then(app::local_path).unwrap_or(HOME);
    let auth = server.console.acting_as(&visit.actor).auth();
    match server.has_owner().await {
        Ok(true) => {}
        Ok(false) => return see_other("/"),
        Err(error) => return visit.broken(&error, next),
    }
    let begun = match auth.begin_with_provider(next).await {
        Ok(begun) => begun,
        Err(error) => return visit.broken(&error, next),
    };
    match provider.authorization_url(&begun, &visit.callback, server.console.now()).await {
        Ok(url) => {
            let mut response = Html(redirect_page(language, provider.name(), &url)).into_response();
            let cookie = server.cookies.write(Cookie::ProviderRequest, &begun.token, begun.lasts);
            response.headers_mut().append(SET_COOKIE, cookie);
            response
        }
        Err(error) => {
            tracing::warn!(request.id = visit.request.0, %error, "the identity provider failed");
            visit.failed(error.problem(), next)
        }
    }
}

/// The browser has come back.
async fn come_back(
    State(server): State<Arc<Server>>,
    Extension(actor): Extension<Actor>,
    Extension(request): Extension<RequestId>,
    Extension(PageAddress(address)): Extension<PageAddress>,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    let Some(provider) = server.settings.provider.as_deref() else {
        return HttpError::NoSuchThing.into_response();
    };
    let callback = format!("{address}{CALLBACK}");
    let visit = Visit { server: &server, provider, actor, request, callback };
    let mut response = visit.come_back(&headers, uri.query().unwrap_or_default()).await;
    response.headers_mut().append(SET_COOKIE, server.cookies.clear(Cookie::ProviderRequest));
    response
}

impl Visit<'_> {
    async fn come_back(&self, headers: &HeaderMap, query: &str) -> Response {
        let (server, value) = (self.server, |name| parameter(query, name).unwrap_or_default());
        let token = server.cookies.read(headers, Cookie::ProviderRequest).next().unwrap_or_default();
        let auth = server.console.acting_as(&self.actor).auth();
        let answer = match auth.answer_of_provider(token, &value("state")).await {
            Ok(answer) => answer,
            Err(error) => return self.broken(&error, ""),
        };
        let next = app::local_path(&answer.next).unwrap_or(HOME);
        let (code, refusal, issuer) = (value("code"), value("error"), value("iss"));
        if code.is_empty() || !refusal.is_empty() {
            tracing::info!(request.id = self.request.0, error = &*refusal, "the identity provider refused");
            return self.failed(ProviderProblem::Denied, next);
        }
        // RFC 9207: the answer of another provider is not taken for that of this one.
        if !issuer.is_empty() && issuer != self.provider.issuer() {
            tracing::warn!(
                request.id = self.request.0,
                issuer = &*issuer,
                "another identity provider answered"
            );
            return self.failed(ProviderProblem::Untrusted, next);
        }
        let identified = self.provider.identify(&code, &answer, &self.callback, server.console.now()).await;
        let identity = match identified {
            Ok(identity) => identity,
            Err(error) => {
                tracing::warn!(request.id = self.request.0, %error, "the identity provider failed");
                return self.failed(error.problem(), next);
            }
        };
        if answer.session.is_some() {
            return self.verify(&answer, &identity, next).await;
        }
        let device = server.cookies.read(headers, Cookie::Device).next();
        match auth.sign_in_with_provider(&identity, device).await {
            Ok(ProviderSignIn::Done(signed_in)) => self.enter(&signed_in, next),
            Ok(ProviderSignIn::CodeNeeded(pending)) => {
                let mut response = see_other(&format!("{SIGN_IN_CODE}?next={}", encode(next)));
                let cookie = server.cookies.write(Cookie::PendingSignIn, &pending.token, pending.lasts);
                response.headers_mut().append(SET_COOKIE, cookie);
                response
            }
            Ok(ProviderSignIn::Refused(problem)) => self.failed(problem, next),
            Err(error) => self.broken(&error, next),
        }
    }

    /// Step-up: the same person as the one of the session.
    async fn verify(&self, answer: &ProviderAnswer, identity: &console::Identity, next: &str) -> Response {
        let account = self.server.console.acting_as(&self.actor).account();
        match account.verify_with_provider(answer, identity).await {
            Ok(Ok(renewed)) => {
                let mut response = see_other(next);
                let cookie = self.server.cookies.write(Cookie::Session, &renewed.token, renewed.lasts);
                response.headers_mut().append(SET_COOKIE, cookie);
                response
            }
            Ok(Err(problem)) => self.failed(problem, next),
            Err(error) => self.broken(&error, next),
        }
    }

    fn enter(&self, signed_in: &SignedIn, next: &str) -> Response {
        let cookies = &self.server.cookies;
        let mut response = see_other(next);
        let values: [HeaderValue; 2] = [
            cookies.write(Cookie::Session, &signed_in.token, signed_in.lasts),
            cookies.write(Cookie::Device, &signed_in.device, DEVICE_LIFETIME),
        ];
        for cookie in values {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
        response
    }
}
