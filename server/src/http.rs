//! HTTP: `layers` has the middleware, `routes` the handlers, and this file the order of the layers.

pub mod address;
pub mod client;
mod csv;
mod error;
mod layers;
pub mod metrics;
mod routes;
mod text;

pub(crate) use routes::api::BASE as API_BASE;

use std::any::Any;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use app::ssr::Cookies;
use axum::Router;
use axum::body::Body;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use console::{Actor, Console, Random};
use leptos::config::LeptosOptions;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};

use crate::config::Config;
use crate::oidc::Provider;
use crate::site;
use address::Addresses;
use client::Proxies;
use error::HttpError;
use layers::request_id::RequestIds;
use layers::{compression, forms, headers, limits, request_id, session, submission, trace, unread_body};
use metrics::Metrics;
use routes::api::rate_limit::CallLimit;
use routes::{api, assets, audit, health, ledger, pages, push, v4};

/// Maximum duration of a request. A page takes milliseconds, hashing a password some tens of them.
const REQUEST_TIME: Duration = Duration::from_secs(30);

/// Settings of the layers.
pub struct Settings {
    /// Whether browsers reach the console over HTTPS.
    pub secure: bool,
    /// The public URLs.
    pub addresses: Arc<Addresses>,
    /// An origin that forms may come from besides that of `Host`.
    pub origin: Option<String>,
    /// The proxies that are trusted to report the client address.
    pub proxies: Proxies,
    /// Maximum size of a form in bytes.
    pub request_body_limit: usize,
    /// Maximum duration of a request.
    pub request_time: Duration,
    /// The site folder.
    pub site_dir: PathBuf,
    /// The OpenID Connect provider, if there is one.
    pub provider: Option<Arc<Provider>>,
    /// Leptos' options: where the client's files are.
    pub leptos: LeptosOptions,
}

impl Settings {
    /// For a console with that configuration that listens on `address`.
    ///
    /// # Errors
    /// If the settings of the OpenID Connect provider are not valid.
    pub fn new(config: &Config, address: SocketAddr, site_dir: PathBuf) -> io::Result<Self> {
        let origin = config.public_url.as_ref().map(|url| url.origin().to_owned());
        let provider = config.provider().map_err(io::Error::other)?.map(Provider::new).transpose()?;
        Ok(Self {
            secure: config.is_secure(),
            addresses: Arc::new(Addresses::new(config, address)),
            origin,
            proxies: Proxies { trusted: config.trusted_proxies.clone(), header: config.proxy_header },
            request_body_limit: config.request_body_limit as usize,
            request_time: REQUEST_TIME,
            leptos: site::options(&site_dir),
            site_dir,
            provider: provider.map(Arc::new),
        })
    }
}

/// State shared by all layers and handlers.
pub struct Server {
    console: Console,
    settings: Settings,
    metrics: Arc<Metrics>,
    request_ids: RequestIds,
    cookies: Cookies,
    has_owner: AtomicBool,
    /// The calls of each API token.
    calls: CallLimit,
}

impl Server {
    /// Puts the parts together.
    pub fn new(
        console: Console,
        settings: Settings,
        metrics: Arc<Metrics>,
        random: &dyn Random,
    ) -> Arc<Self> {
        let request_ids = RequestIds::new(random);
        let cookies = Cookies::new(console.installation(), settings.secure);
        Arc::new(Self {
            console,
            settings,
            metrics,
            request_ids,
            cookies,
            has_owner: AtomicBool::new(false),
            calls: CallLimit::default(),
        })
    }

    /// Whether there is an owner. Once true, the result is cached.
    pub async fn has_owner(&self) -> Result<bool, console::Error> {
        if self.has_owner.load(Ordering::Relaxed) {
            return Ok(true);
        }
        let has_owner = !self.console.acting_as(&Actor::Operator).auth().needs_owner().await?;
        self.has_owner.store(has_owner, Ordering::Relaxed);
        Ok(has_owner)
    }
}

/// The router of the console's listener.
///
/// # Errors
/// If the site folder cannot be read, or the configured origin is invalid.
pub fn router(server: &Arc<Server>) -> io::Result<Router> {
    let render = pages::render(server);
    let pages = pages::routes(server, &render)
        .merge(audit::routes())
        .merge(ledger::routes())
        .merge(push::routes())
        .layer(
            // For pages and forms only, outermost first:
            ServiceBuilder::new()
                // URLs that are not text are refused;
                .layer(from_fn(limits::address))
                // forms from other sites are refused before their body or cookie is read;
                .layer(cross_site(&server.settings)?)
                // the body is read completely, so that an incomplete form has no effect;
                .layer(from_fn_with_state(Arc::clone(server), limits::body))
                // only then the session is looked up;
                .layer(from_fn_with_state(Arc::clone(server), session::identify))
                // a refused form is redirected to its page;
                .layer(from_fn_with_state((Arc::clone(server), render), forms::answer))
                // and a form that was sent before takes no effect again.
                .layer(from_fn_with_state(Arc::clone(server), submission::once)),
        );
    let Settings { site_dir, leptos, .. } = &server.settings;
    let assets = assets::routes(site_dir, &leptos.site_pkg_dir)?;
    let rest = v4::routes().merge(api::routes(server)).merge(health::routes()).merge(assets);
    Ok(with_layers(server, pages.merge(rest)).with_state(Arc::clone(server)))
}

/// The layers of every request, outermost first.
fn with_layers(server: &Arc<Server>, router: Router<Arc<Server>>) -> Router<Arc<Server>> {
    router.layer(
        ServiceBuilder::new()
            // Outermost, so that it sees every body that was not read.
            .layer(from_fn(unread_body::close))
            // The request ID comes first: everything that follows logs it.
            .layer(from_fn_with_state(Arc::clone(server), request_id::name))
            // Measures and logs every response, whatever happens further in.
            .layer(from_fn_with_state(Arc::clone(server), trace::trace))
            // On every response, errors included.
            .layer(from_fn_with_state(Arc::clone(server), headers::protect))
            // Compresses every response, except those with secrets.
            .layer(compression::layer())
            // Renders the errors of all that follow.
            .layer(from_fn_with_state(Arc::clone(server), error::explain))
            // A panic ends its own request, not the process.
            .layer(CatchPanicLayer::custom(broken))
            // Inside, so that a request that times out is still logged, counted and answered.
            .layer(from_fn_with_state(Arc::clone(server), limits::time)),
    )
}

/// Checks that the configured origin is valid.
///
/// # Errors
/// If it is not an origin.
pub fn check_origin(config: &Config) -> io::Result<()> {
    let Some(url) = &config.public_url else { return Ok(()) };
    CsrfLayer::new().add_trusted_origin(url.origin()).map(|_| ()).map_err(io::Error::other)
}

type Refuse = fn(ProtectionError) -> Response<Body>;

fn cross_site(settings: &Settings) -> io::Result<CsrfLayer<Refuse>> {
    let layer =
        CsrfLayer::new().with_rejection_response((|_| HttpError::CrossSite.into_response()) as Refuse);
    match &settings.origin {
        Some(origin) => layer.add_trusted_origin(origin).map_err(io::Error::other),
        None => Ok(layer),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the layer calls it so")]
fn broken(panic: Box<dyn Any + Send>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("unknown");
    tracing::error!(panic = text, "request panicked");
    HttpError::Broken.into_response()
}

#[cfg(test)]
mod tests;
