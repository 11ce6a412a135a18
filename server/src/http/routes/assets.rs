//! The client, the stylesheet and the icons: files of the site folder, compressed beforehand.

use std::io;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use tower_http::services::ServeDir;

use crate::http::error::HttpError;

const FOREVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";
/// Browsers request it for each page; a new one may appear a day late.
const FAVICON: &str = "/favicon.svg";
const FOR_A_DAY: &str = "public, max-age=86400";
const ROBOTS: &str = "User-agent: *\nDisallow: /\n";

/// Serves every file and folder of `site` under its own name. `client` is the folder with the client: `pkg`, or a
/// folder in it that is named by its content hash.
///
/// # Errors
/// When the folder cannot be read.
pub fn routes<S: Clone + Send + Sync + 'static>(site: &Path, client: &str) -> io::Result<Router<S>> {
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
    let named: Option<Arc<str>> = client.contains('/').then(|| format!("/{client}/").into());
    let keep = from_fn(move |request: Request, next: Next| keep(named.clone(), request, next));
    Ok(router.layer(keep).route("/robots.txt", get(async || ROBOTS)))
}

/// Whether it is a precompressed variant of another file.
fn is_compressed(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "br" || extension == "gz")
}

/// Sets the charset of a text, and the caching of a file: immutable if its folder (`named` by its content hash) or its version identifies its
/// content.
async fn keep(named: Option<Arc<str>>, request: Request, next: Next) -> Response {
    let uri = request.uri();
    let is_named = named.is_some_and(|folder| uri.path().starts_with(&*folder));
    let is_favicon = uri.path() == FAVICON;
    let is_versioned = uri.query().is_some_and(|query| query.starts_with("v="));
    let mut response = next.run(request).await;
    match response.status() {
        StatusCode::NOT_FOUND => return HttpError::NoSuchThing.into_response(),
        StatusCode::METHOD_NOT_ALLOWED => return HttpError::Method.into_response(),
        _ => {}
    }
    let headers = response.headers_mut();
    if let Some(kind) = headers.get(CONTENT_TYPE).and_then(|kind| with_charset(kind.to_str().ok()?)) {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    let how_long = match (is_named || is_versioned, is_favicon) {
        (true, _) => FOREVER,
        (false, true) => FOR_A_DAY,
        (false, false) => ASK_AGAIN,
    };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(how_long));
    response
}

/// The type of a text file, with the charset that all of the site's files are in.
fn with_charset(kind: &str) -> Option<&'static str> {
    match kind {
        "text/css" => Some("text/css; charset=utf-8"),
        "text/javascript" => Some("text/javascript; charset=utf-8"),
        "text/plain" => Some("text/plain; charset=utf-8"),
        "image/svg+xml" => Some("image/svg+xml; charset=utf-8"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use tower::ServiceExt as _;

    use super::*;

    /// What a browser is told about a file, where the client's files are in that folder.
    async fn kept(site: &Path, client: &str, path: &str) -> (StatusCode, Option<HeaderValue>) {
        let router: Router = routes(site, client).unwrap();
        let response = router.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
        (response.status(), response.headers().get(CACHE_CONTROL).cloned())
    }

    #[tokio::test]
    async fn only_a_file_whose_path_says_what_is_in_it_is_kept_for_good() {
        let site = tempfile::tempdir().unwrap();
        let pkg = site.path().join("pkg");
        for folder in ["now", "before", "nowhere"] {
            std::fs::create_dir_all(pkg.join(folder)).unwrap();
            std::fs::write(pkg.join(folder).join("console.js"), folder).unwrap();
        }
        std::fs::write(pkg.join("console.js"), "unnamed").unwrap();
        std::fs::write(site.path().join("icons.svg"), "<svg/>").unwrap();
        for (client, path, how_long) in [
            ("pkg/now", "/pkg/now/console.js", FOREVER),
            ("pkg/now", "/pkg/nowhere/console.js", ASK_AGAIN),
            ("pkg/now", "/pkg/before/console.js", ASK_AGAIN),
            ("pkg/now", "/pkg/console.js", ASK_AGAIN),
            ("pkg/now", "/icons.svg", ASK_AGAIN),
            ("pkg/now", "/icons.svg?v=1", FOREVER),
            ("pkg", "/pkg/console.js", ASK_AGAIN),
            ("pkg", "/pkg/now/console.js", ASK_AGAIN),
        ] {
            let kept = kept(site.path(), client, path).await;
            assert_eq!(kept, (StatusCode::OK, Some(HeaderValue::from_static(how_long))), "{client} {path}");
        }
        // What an earlier release had, asked for by a page of it.
        let (status, how_long) = kept(site.path(), "pkg/now", "/pkg/gone/split_push.wasm").await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert_ne!(how_long, Some(HeaderValue::from_static(FOREVER)));
    }
}
