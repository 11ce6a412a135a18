//! Who asks: the session cookie becomes an `Actor`, which travels with the request from here on.

use std::sync::Arc;

use app::ssr::{PageAddress, clear_session_cookie, session_cookie_name};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use console::{Actor, Stranger};
use http::header::{COOKIE, HeaderMap, SET_COOKIE, USER_AGENT};

use super::fault::{Fault, header_text};
use super::{Server, client, preferences};

/// The most characters of a browser's name that are looked at.
const MOST_BROWSER: usize = 200;

/// Finds out who asks and how they like their pages. A cookie that is no longer good is taken away.
pub async fn identify(State(server): State<Arc<Server>>, mut request: Request, next: Next) -> Response {
    let secure = server.settings.secure;
    let address = client::address(&request, &server.settings.proxies);
    let name = session_cookie_name(secure);
    let token = cookie(request.headers(), name);
    let has_token = token.is_some();
    let person = match token {
        None => None,
        Some(token) => match server.console.person(token, address).await {
            Ok(person) => person,
            Err(error) => {
                tracing::error!(%error, "the session cannot be read");
                return Fault::Broken.into_response();
            }
        },
    };
    let (addresses, proxies) = (&server.settings.addresses, &server.settings.proxies);
    if person.is_some() {
        addresses.learn(&request, proxies);
    }
    let page_address = PageAddress(addresses.of(&request, proxies));
    let is_stale = has_token && person.is_none();
    let (language, theme) = preferences::resolve(person.as_ref(), request.headers());
    let actor = if let Some(person) = person {
        Actor::Person(person)
    } else {
        let browser = header_text(request.headers(), USER_AGENT).chars().take(MOST_BROWSER).collect();
        Actor::Stranger(Stranger { address, browser })
    };
    request.extensions_mut().insert(actor);
    request.extensions_mut().insert(page_address);
    request.extensions_mut().insert(language);
    request.extensions_mut().insert(theme);

    let mut response = next.run(request).await;
    if is_stale && !sets_cookie(response.headers(), name) {
        response.headers_mut().append(SET_COOKIE, clear_session_cookie(secure));
    }
    response
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

fn sets_cookie(headers: &HeaderMap, name: &str) -> bool {
    let begins = |line: &[u8]| line.strip_prefix(name.as_bytes()).is_some_and(|rest| rest.starts_with(b"="));
    headers.get_all(SET_COOKIE).into_iter().any(|line| begins(line.as_bytes()))
}
