//! Language and theme of pages, and the form that changes them, signed in or not.

use std::sync::Arc;
use std::time::Duration;

use app::ssr::{Cookie, Cookies};
use axum::Extension;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use console::{Actor, Person};
use domain::account::language::{Language, Theme};
use http::header::{ACCEPT_LANGUAGE, HeaderMap, SET_COOKIE};

use crate::http::Server;
use crate::http::error::{HttpError, header_text};
use crate::http::layers::auth::see_other;
use crate::http::text::parameter;

const LANGUAGE: &str = "language";
const THEME: &str = "theme";
/// Lifetime of the preference cookies: a year.
const KEPT: Duration = Duration::from_hours(365 * 24);

/// Route of `POST /preferences`, the form of language and theme.
pub fn routes() -> Router<Arc<Server>> {
    Router::new().route("/preferences", post(choose))
}

/// The person's choice, or else the browser's cookies, or else its `Accept-Language`.
pub fn resolve(person: Option<&Person>, cookies: &Cookies, headers: &HeaderMap) -> (Language, Theme) {
    let chosen = person.and_then(|person| Some((person.language?, person.theme)));
    chosen.unwrap_or_else(|| {
        let language = cookies.read(headers, Cookie::Language).find_map(Language::from_tag);
        let language = language.unwrap_or_else(|| Language::negotiate(header_text(headers, ACCEPT_LANGUAGE)));
        let theme = cookies.read(headers, Cookie::Theme).find_map(Theme::from_code);
        (language, theme.unwrap_or_default())
    })
}

/// Saves the form; a field that is missing or unknown is unchanged.
async fn choose(
    State(server): State<Arc<Server>>,
    Extension(actor): Extension<Actor>,
    Extension(language): Extension<Language>,
    Extension(theme): Extension<Theme>,
    form: String,
) -> Response {
    let language = parameter(&form, LANGUAGE).and_then(|tag| Language::from_tag(&tag)).unwrap_or(language);
    let theme = parameter(&form, THEME).and_then(|code| Theme::from_code(&code)).unwrap_or(theme);
    if matches!(actor, Actor::Person(_))
        && let Err(error) = server.console.acting_as(&actor).account().set_preferences(language, theme).await
    {
        tracing::error!(%error, "saving preferences failed");
        return HttpError::Broken.into_response();
    }
    let next = parameter(&form, "next").filter(|next| app::local_path(next).is_some());
    let mut response = see_other(next.as_deref().unwrap_or("/"));
    for (cookie, value) in [(Cookie::Language, language.tag()), (Cookie::Theme, theme.code())] {
        response.headers_mut().append(SET_COOKIE, server.cookies.write(cookie, value, KEPT));
    }
    response
}
