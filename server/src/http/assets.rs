//! The client, the stylesheet and the icons: files of the site folder, compressed beforehand.

use std::io;
use std::path::Path;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::header::CACHE_CONTROL;
use http::{HeaderValue, StatusCode};
use tower_http::services::ServeDir;

use super::fault::Fault;

/// The folder of files with a hash in their names.
const HASHED: &str = "pkg";
const FOREVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";
/// Browsers ask for it at each page, and a new one may be seen a day late.
const FAVICON: &str = "/favicon.svg";
const FOR_A_DAY: &str = "public, max-age=86400";
const ROBOTS: &str = "User-agent: *\nDisallow: /\n";

/// Every file and folder of `site`, under its own name.
///
/// # Errors
/// When the folder cannot be read.
pub fn routes<S: Clone + Send + Sync + 'static>(site: &Path, hashed: bool) -> io::Result<Router<S>> {
    let mut router = Router::new();
    for entry in site.read_dir()? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let files = ServeDir::new(site)
            .append_index_html_on_directories(false)
            .precompressed_br()
            .precompressed_gzip();
        if entry.file_type()?.is_dir() {
            router = router.route_service(&format!("/{name}/{{*file}}"), files);
        } else if !is_compressed(&entry.path()) && name != "robots.txt" {
            router = router.route_service(&format!("/{name}"), files);
        }
    }
    let keep = from_fn(move |request: Request, next: Next| keep(hashed, request, next));
    Ok(router.layer(keep).route("/robots.txt", get(async || ROBOTS)))
}

/// A file that is sent in place of the one beside it.
fn is_compressed(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "br" || extension == "gz")
}

/// Says how long a file may be kept: for good where its name or version says what is in it.
async fn keep(hashed: bool, request: Request, next: Next) -> Response {
    let uri = request.uri();
    let is_hashed = hashed && uri.path().split('/').nth(1) == Some(HASHED);
    let is_favicon = uri.path() == FAVICON;
    let is_versioned = uri.query().is_some_and(|query| query.starts_with("v="));
    let mut response = next.run(request).await;
    match response.status() {
        StatusCode::NOT_FOUND => return Fault::NoSuchThing.into_response(),
        StatusCode::METHOD_NOT_ALLOWED => return Fault::Method.into_response(),
        _ => {}
    }
    let how_long = match (is_hashed || is_versioned, is_favicon) {
        (true, _) => FOREVER,
        (false, true) => FOR_A_DAY,
        (false, false) => ASK_AGAIN,
    };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(how_long));
    response
}
