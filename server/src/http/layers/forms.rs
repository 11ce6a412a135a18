//! Forms that are posted: what becomes of one that is refused.
//!
//! A plain form, of a browser without scripts, leads back to its page. What was typed is kept as a draft, whose token
//! stands in the address of the page; see `docs/adr/0007-drafts.md`. With scripts it is answered with the failure
//! alone: everything is still in the browser.

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

/// Renders the page of an address.
pub type Render = Arc<dyn Fn(Request) -> Pin<Box<dyn Future<Output = Response> + Send>> + Send + Sync>;

/// Kind of client that posts a form, which decides the format of the answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ClientKind {
    /// A browser without scripts: a redirect.
    Plain,
    /// Our client: the answer is JSON.
    Client,
}

impl ClientKind {
    /// None where no form is posted to a server function.
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

/// Answers forms, and gives the page that shows one again what was typed.
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

/// What the address of a page says of a form that was refused.
async fn refused(server: &Server, parts: &Parts) -> Option<Refused> {
    let token = parameter(parts.uri.query()?, "draft")?;
    let actor = parts.extensions.get::<Actor>()?;
    let key = draft_key(server, &parts.headers, &token)?;
    let draft = draft(server, actor, &key).await?;
    // One that another version of this binary wrote is not shown.
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

    /// The page that it is on.
    fn page(&self, fields: &Fields) -> String {
        form_page(self.parts.uri.path(), |name| fields.text(name), self.header(REFERER))
    }

    /// The request as a program sends it: a failure is answered as JSON.
    fn as_json(&self, body: Bytes) -> Request {
        let mut parts = self.parts.clone();
        parts.headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        parts.headers.insert(CONTENT_LENGTH, body.len().into());
        Request::from_parts(parts, Body::from(body))
    }

    /// The body with the file that was kept, where none was chosen since.
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
        // Some forms are judged before it is asked who sent them.
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

    /// Keeps what was typed. None where it cannot be kept.
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

    /// To the page that shows it again, or to sign in first.
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

    /// The page itself, as the answer.
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
