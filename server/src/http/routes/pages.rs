//! The console's pages and server functions, as `app` knows them.

use std::sync::{Arc, OnceLock};

use app::ssr::Site;
use axum::Router;
use axum::extract::Request;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse as _, Response};
use http::header::LOCATION;
use http::{HeaderValue, StatusCode, Uri};
use leptos::prelude::provide_context;
use leptos_axum::{AxumRouteListing, LeptosRoutes as _, render_app_async_with_context};

use crate::http::Server;
use crate::http::error::HttpError;
use crate::http::layers::auth::require_session;
use crate::http::layers::forms::Render;
use crate::http::routes::oidc;
use crate::http::routes::preferences;
use crate::http::routes::signed_in;

/// Generated once before anything is rendered: doing so while a page renders would stall it.
static ROUTES: OnceLock<Vec<AxumRouteListing>> = OnceLock::new();

/// Provides the context of pages and server functions.
fn context(server: &Server) -> impl Fn() + Clone + Send + Sync + 'static {
    let console = server.console.clone();
    let site = Site {
        secure: server.settings.secure,
        address: server.settings.addresses.current(),
        cookies: server.cookies.clone(),
        provider: server.settings.provider.as_ref().map(|provider| provider.name().into()),
    };
    move || {
        provide_context(console.clone());
        provide_context(site.clone());
    }
}

/// Renders the page of any URL, without an access check.
pub fn render(server: &Server) -> Render {
    let options = server.settings.leptos.clone();
    let render = render_app_async_with_context(context(server), move || app::shell(options.clone()));
    Arc::new(render)
}

/// Routes of pages and server functions, and the 404 page.
pub fn routes(server: &Arc<Server>, render: &Render) -> Router<Arc<Server>> {
    let options = server.settings.leptos.clone();
    let context = context(server);
    let shell = {
        let options = options.clone();
        move || app::shell(options.clone())
    };
    let listing = ROUTES.get_or_init(app::routes).clone();
    let render = Arc::clone(render);
    let not_found = move |request: Request| no_such_page(request, Arc::clone(&render));
    Router::new()
        .leptos_routes_with_context(&options, listing, context, shell)
        .with_state(options)
        .route_layer(from_fn_with_state(Arc::clone(server), require_session))
        .merge(preferences::routes())
        .merge(oidc::routes())
        .merge(signed_in::routes())
        .fallback(not_found)
        .method_not_allowed_fallback(async || HttpError::Method)
}

/// Renders the 404 page; programs, and browsers that request files, get a short response.
async fn no_such_page(request: Request, render: Render) -> Response {
    if request.method().is_safe()
        && let Some(place) = without_slash(request.uri())
    {
        return (StatusCode::PERMANENT_REDIRECT, [(LOCATION, place)]).into_response();
    }
    let path = request.uri().path();
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if is_file || path.starts_with("/rpc") || !request.method().is_safe() {
        return HttpError::NoSuchThing.into_response();
    }
    let mut response = render(request).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

/// The URL without trailing slashes in its path, if it has any: people type them, and links
/// contain them. A path with consecutive slashes could be interpreted as another host and is not redirected.
fn without_slash(uri: &Uri) -> Option<HeaderValue> {
    let path = uri.path().strip_suffix('/')?.trim_end_matches('/');
    if path.is_empty() || path.contains("//") {
        return None;
    }
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    HeaderValue::try_from(format!("{path}{query}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slash_at_the_end_is_taken_away() {
        for (address, place) in [
            ("/applications/", Some("/applications")),
            ("/applications//", Some("/applications")),
            (
                "/applications/1400000000/push/access/?platform=ios&a=%2F",
                Some("/applications/1400000000/push/access?platform=ios&a=%2F"),
            ),
            ("/sign-in/?next=/a/", Some("/sign-in?next=/a/")),
            ("/", None),
            ("/applications", None),
            ("//other.test/", None),
            ("/a//b/", None),
        ] {
            let uri: Uri = address.parse().unwrap();
            let found = without_slash(&uri);
            assert_eq!(found.as_ref().map(|place| place.to_str().unwrap()), place, "{address}");
        }
    }
}
