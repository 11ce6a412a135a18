//! Responses to posted forms that were refused.
//!
//! A browser without scripts is redirected back to the form's page. The input is kept as a draft, whose token
//! is in the URL of the page; see `docs/adr/0007-drafts.md`. With scripts the response is the failure
//! alone, since the input is still in the browser.

mod fields;

use std::pin::Pin;
use std::sync::Arc;

use app::ssr::Cookie;
use app::{
    CLIENT_HEADER, Failure, FailureKind, KEPT_FILE, KeptFile, Refused, form_page, local_path, with_draft,
};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use console::{Actor, Draft, DraftKey, Drafts, Error};
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, LOCATION, REFERER, SET_COOKIE};
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode, Uri};
use leptos::prelude::FromServerFnError as _;
use leptos::server_fn::error::SERVER_FN_ERROR_HEADER;
use leptos::server_fn::redirect::REDIRECT_HEADER;

use crate::http::Server;
use crate::http::error::{HttpError, header_text};
use crate::http::layers::auth::{encode, found, is_open};
use crate::http::text::parameter;
use fields::Fields;

/// Renders the page of a URL.
pub type Render = Arc<dyn Fn(Request) -> Pin<Box<dyn Future<Output = Response> + Send>> + Send + Sync>;

/// Kind of client that posts a form; decides the format of the response.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ClientKind {
    /// A browser without scripts: the response is a redirect.
    Plain,
    /// Our client: the response is JSON.
    Client,
}

impl ClientKind {
    /// `None` if the request does not post a form to a server function.
    fn of(parts: &Parts) -> Option<Self> {
        if parts.method != Method::POST || !parts.uri.path().starts_with("/rpc/") {
            return None;
        }
        if parts.headers.contains_key(CLIENT_HEADER) {
            return Some(Self::Client);
        }
        header_text(&parts.headers, ACCEPT).contains("text/html").then_some(Self::Plain)
    }
}

/// Answers refused forms, and provides the page that shows one again with its input.
pub async fn answer(
    State((server, render)): State<(Arc<Server>, Render)>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let Some(client) = ClientKind::of(&parts) else {
        if parts.method.is_safe()
            && let Some(refused) = refused(&server, &parts).await
        {
            parts.extensions.insert(refused);
        }
        return next.run(Request::from_parts(parts, body)).await;
    };
    // It has been read and measured already.
    let Ok(mut body) = to_bytes(body, usize::MAX).await else { return HttpError::TooLarge.into_response() };
    let mut form = Form { server: &server, parts: &parts, kept: None };
    if let Some(with_file) = form.put_kept_file(&body).await {
        body = with_file;
    }
    let response = next.run(form.as_json(body.clone())).await;
    if response.headers().contains_key(SERVER_FN_ERROR_HEADER) {
        form.refuse(client, response, &body, &render).await
    } else if client == ClientKind::Plain && response.status().is_success() {
        let place = response.headers().get(LOCATION).and_then(|place| place.to_str().ok());
        let place = place.map_or_else(|| form.page(&Fields::default()), ToOwned::to_owned);
        redirect_with_headers(&place, &response)
    } else {
        response
    }
}

/// A redirect to `place` with the cookies of `response`.
fn redirect_with_headers(place: &str, response: &Response) -> Response {
    let mut redirect = found(place);
    for (name, value) in response.headers() {
        if *name != LOCATION && *name != CONTENT_TYPE && *name != CONTENT_LENGTH && name != REDIRECT_HEADER {
            redirect.headers_mut().append(name, value.clone());
        }
    }
    redirect
}

/// The refused form that the URL of a page refers to.
async fn refused(server: &Server, parts: &Parts) -> Option<Refused> {
    let token = parameter(parts.uri.query()?, "draft")?;
    let actor = parts.extensions.get::<Actor>()?;
    let key = draft_key(server, &parts.headers, &token)?;
    let draft = draft(server, actor, &key).await?;
    // A draft written by another version that cannot be read is ignored.
    let mut refused: Refused = serde_json::from_slice(&draft.form).ok()?;
    if let Some(file) = &mut refused.failure.file {
        file.draft = key.token;
    }
    if refused.failure.kind == FailureKind::SignedOut && matches!(actor, Actor::Person(_)) {
        refused.failure.kind = FailureKind::NotSent;
    }
    Some(refused)
}

fn draft_key(server: &Server, headers: &HeaderMap, token: &str) -> Option<DraftKey> {
    let holder = server.cookies.read(headers, Cookie::Draft).next()?.to_owned();
    Some(DraftKey { holder, token: token.to_owned() })
}

async fn draft(server: &Server, actor: &Actor, key: &DraftKey) -> Option<Draft> {
    let found = server.console.acting_as(actor).drafts().find(key).await;
    found.inspect_err(|error: &Error| tracing::error!(%error, "reading a draft failed")).ok().flatten()
}

/// A form that was posted.
struct Form<'a> {
    server: &'a Server,
    parts: &'a Parts,
    /// A file that was chosen when it was refused before.
    kept: Option<KeptFile>,
}

impl Form<'_> {
    fn header(&self, name: http::HeaderName) -> &str {
        header_text(&self.parts.headers, name)
    }

    fn actor(&self) -> Option<&Actor> {
        self.parts.extensions.get()
    }

    fn page(&self, fields: &Fields) -> String {
        form_page(self.parts.uri.path(), |name| fields.text(name), self.header(REFERER))
    }

    /// Changes the request into one of a program, so that a failure is answered as JSON.
    fn as_json(&self, body: Bytes) -> Request {
        let mut parts = self.parts.clone();
        parts.headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        parts.headers.insert(CONTENT_LENGTH, body.len().into());
        Request::from_parts(parts, Body::from(body))
    }

    /// The body, with the kept file inserted if no other was chosen.
    async fn put_kept_file(&mut self, body: &Bytes) -> Option<Bytes> {
        let boundary = fields::boundary(self.header(CONTENT_TYPE))?;
        let sent = Fields::read(self.header(CONTENT_TYPE), body).await;
        let token = sent.text(KEPT_FILE).filter(|token| !token.is_empty() && sent.file.is_none())?;
        let key = draft_key(self.server, &self.parts.headers, &token)?;
        let draft = draft(self.server, self.actor()?, &key).await?;
        let refused: Refused = serde_json::from_slice(&draft.form).ok()?;
        let (file, kept) = (draft.file?, refused.failure.file?);
        let body = fields::with_file(body, &boundary, &kept.name, &file)?;
        self.kept = Some(kept);
        Some(body)
    }

    async fn refuse(
        &self,
        client: ClientKind,
        response: Response,
        body: &Bytes,
        render: &Render,
    ) -> Response {
        let (answer, text) = response.into_parts();
        let Ok(text) = to_bytes(text, usize::MAX).await else { return HttpError::Broken.into_response() };
        let mut failure = Failure::de(text.clone());
        let fields = Fields::read(self.header(CONTENT_TYPE), body).await;
        let page = self.page(&fields);
        // Some forms are parsed before the sender is checked.
        let is_stranger = !matches!(self.actor(), Some(Actor::Person(_)));
        let is_signed_out = is_stranger && !is_open(&page);
        if client == ClientKind::Client && !is_signed_out {
            return Response::from_parts(answer, Body::from(text));
        }
        failure = failure.with_sent(fields.texts);
        let refused = Refused { path: self.parts.uri.path().to_owned(), failure };
        if let Some(key) = self.save_draft(refused.clone(), fields.file.as_ref()).await {
            let page = with_draft(&page, &key.token);
            let place = if is_signed_out { format!("/sign-in?next={}", encode(&page)) } else { page };
            return self.redirect_to_draft(
                client,
                &place,
                &key,
                &Response::from_parts(answer, Body::empty()),
            );
        }
        if client == ClientKind::Client {
            return Response::from_parts(answer, Body::from(text));
        }
        self.rendered(&page, refused, render).await
    }

    /// Saves the input as a draft; `None` if it cannot be saved.
    async fn save_draft(&self, mut refused: Refused, file: Option<&fields::File>) -> Option<DraftKey> {
        refused.failure.file = file.map(|file| KeptFile {
            name: file.name.clone(),
            size: file.bytes.len() as u64,
            draft: String::new(),
        });
        let form = serde_json::to_vec(&refused).ok()?;
        let holder = self.server.cookies.read(&self.parts.headers, Cookie::Draft).next();
        let drafts = self.server.console.acting_as(self.actor()?).drafts();
        let kept = drafts.save(holder, &form, file.map(|file| &*file.bytes)).await;
        kept.inspect_err(|error| tracing::error!(%error, "saving a draft failed")).ok().flatten()
    }

    /// Redirects to the page that shows the form again, or to sign-in.
    fn redirect_to_draft(
        &self,
        client: ClientKind,
        place: &str,
        key: &DraftKey,
        answer: &Response,
    ) -> Response {
        let mut response = if client == ClientKind::Plain {
            let mut redirect = redirect_with_headers(place, answer);
            redirect.headers_mut().remove(SERVER_FN_ERROR_HEADER);
            redirect
        } else {
            let place = HeaderValue::from_str(place).unwrap_or(HeaderValue::from_static("/"));
            (StatusCode::OK, [(LOCATION, place)]).into_response()
        };
        let cookie = self.server.cookies.write(Cookie::Draft, &key.holder, Drafts::LIFETIME);
        response.headers_mut().append(SET_COOKIE, cookie);
        response
    }

    /// Answers with the page itself.
    async fn rendered(&self, page: &str, refused: Refused, render: &Render) -> Response {
        let address = local_path(page).and_then(|page| page.parse::<Uri>().ok()).unwrap_or_default();
        let mut parts = self.parts.clone();
        parts.method = Method::GET;
        parts.uri = address;
        parts.headers.remove(CONTENT_TYPE);
        parts.headers.remove(CONTENT_LENGTH);
        parts.headers.insert(ACCEPT, HeaderValue::from_static("text/html"));
        parts.extensions.insert(refused);
        render(Request::from_parts(parts, Body::empty())).await
    }
}
