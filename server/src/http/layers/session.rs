//! Authentication: the session cookie becomes an `Actor` in the request's extensions. An unknown cookie is
//! left alone: it may belong to another console, or to this one before its database was restored.

use std::sync::Arc;

use app::ssr::{Cookie, PageAddress};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use console::{Actor, Stranger};
use domain::text::one_line;
use http::header::USER_AGENT;

use crate::http::Server;
use crate::http::client;
use crate::http::error::HttpError;
use crate::http::routes::preferences;

/// Maximum length of a `User-Agent`, in characters; the rest is ignored.
const MAX_USER_AGENT_BYTES: usize = 200;

/// Determines the actor, the language and the theme of the request.
pub async fn identify(State(server): State<Arc<Server>>, mut request: Request, next: Next) -> Response {
    let address = client::address(&request, &server.settings.proxies);
    let mut person = None;
    for token in server.cookies.read(request.headers(), Cookie::Session) {
        match server.console.person(token, address).await {
            Ok(Some(found)) => {
                person = Some(found);
                break;
            }
            Ok(None) => {}
            Err(error) => {
                tracing::error!(%error, "session lookup failed");
                return HttpError::Broken.into_response();
            }
        }
    }
    let (addresses, proxies) = (&server.settings.addresses, &server.settings.proxies);
    if person.is_some() {
        addresses.learn(&request, proxies);
    }
    let page_address = PageAddress(addresses.of(&request, proxies));
    let (language, theme) = preferences::resolve(person.as_ref(), &server.cookies, request.headers());
    let actor = if let Some(person) = person {
        Actor::Person(person)
    } else {
        let browser = request.headers().get(USER_AGENT).map(|name| String::from_utf8_lossy(name.as_bytes()));
        let browser = browser.map(|name| one_line(&name, MAX_USER_AGENT_BYTES)).unwrap_or_default();
        Actor::Stranger(Stranger { address, browser })
    };
    request.extensions_mut().insert(actor);
    request.extensions_mut().insert(page_address);
    request.extensions_mut().insert(language);
    request.extensions_mut().insert(theme);
    next.run(request).await
}
