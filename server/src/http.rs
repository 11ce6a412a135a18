//! HTTP: `layers` has the middleware, `routes` the handlers, and this file the order of the layers.

pub mod address;
pub mod client;
mod error;
mod layers;
pub mod metrics;
mod routes;
mod text;

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
use crate::site;
use address::Addresses;
use client::Proxies;
use error::HttpError;
use layers::request_id::RequestIds;
use layers::{compression, forms, headers, limits, request_id, session, submission, trace, unread_body};
use metrics::Metrics;
use routes::{assets, health, ledger, pages, push, v4};

/// A page takes milliseconds, hashing a password a few tens of them; whoever waits longer waits in vain.
const REQUEST_TIME: Duration = Duration::from_secs(30);

/// Settings of the layers.
pub struct Settings {
    /// Whether browsers reach us by TLS.
    pub secure: bool,
    /// The addresses that people type.
    pub addresses: Arc<Addresses>,
    /// The origin that forms may come from besides the one in `Host`.
    pub origin: Option<String>,
    /// Who is believed to say where a request comes from.
    pub proxies: Proxies,
    /// The most bytes of a form.
    pub request_body_limit: usize,
    /// How long a request may take.
    pub request_time: Duration,
    /// The folder of files.
    pub site_dir: PathBuf,
    /// What the pages need to find their files.
    pub leptos: LeptosOptions,
}

impl Settings {
    /// As `config` says, for a console that listens on `address`.
    pub fn new(config: &Config, address: SocketAddr, site_dir: PathBuf) -> Self {
        let origin = config.public_url.as_ref().map(|url| url.origin().to_owned());
        Self {
            secure: config.is_secure(),
            addresses: Arc::new(Addresses::new(config, address)),
            origin,
            proxies: Proxies { trusted: config.trusted_proxies.clone(), header: config.proxy_header },
            request_body_limit: config.request_body_limit as usize,
            request_time: REQUEST_TIME,
            leptos: site::options(&site_dir),
            site_dir,
        }
    }
}

/// The console as HTTP serves it.
pub struct Server {
    console: Console,
    settings: Settings,
    metrics: Arc<Metrics>,
    request_ids: RequestIds,
    cookies: Cookies,
    has_owner: AtomicBool,
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
        Arc::new(Self { console, settings, metrics, request_ids, cookies, has_owner: AtomicBool::new(false) })
    }

    /// Whether the console was set up. Asked of the database until it is so; it stays so.
    pub async fn has_owner(&self) -> Result<bool, console::Error> {
        if self.has_owner.load(Ordering::Relaxed) {
            return Ok(true);
        }
        let has_owner = !self.console.acting_as(&Actor::Operator).auth().needs_owner().await?;
        self.has_owner.store(has_owner, Ordering::Relaxed);
        Ok(has_owner)
    }
}

/// Everything that listens on the console's address.
///
/// # Errors
/// When the site folder cannot be read, or the configured origin is none.
pub fn router(server: &Arc<Server>) -> io::Result<Router> {
    let render = pages::render(server);
    let pages = pages::routes(server, &render).merge(ledger::routes()).merge(push::routes()).layer(
        // For pages and forms alone, in the order in which a request meets them:
        ServiceBuilder::new()
            // what is no text is refused before anybody reads it;
            .layer(from_fn(limits::address))
            // a form from another site is refused before its body or its cookie is looked at;
            .layer(cross_site(&server.settings)?)
            // the body is read whole, so that nothing begins that cannot be finished;
            .layer(from_fn_with_state(Arc::clone(server), limits::body))
            // only then the database is asked who it is;
            .layer(from_fn_with_state(Arc::clone(server), session::identify))
            // a form that is refused leads back to its page;
            .layer(from_fn_with_state((Arc::clone(server), render), forms::answer))
            // and a form that was sent before is not sent once more.
            .layer(from_fn_with_state(Arc::clone(server), submission::once)),
    );
    let Settings { site_dir, leptos, .. } = &server.settings;
    let assets = assets::routes(site_dir, &leptos.site_pkg_dir)?;
    let rest = v4::routes().merge(health::routes()).merge(assets);
    Ok(with_layers(server, pages.merge(rest)).with_state(Arc::clone(server)))
}

/// The layers of every request, in the order in which it meets them; an answer meets them the other way round.
fn with_layers(server: &Arc<Server>, router: Router<Arc<Server>>) -> Router<Arc<Server>> {
    router.layer(
        ServiceBuilder::new()
            // Outermost, so that it sees whatever was left unread.
            .layer(from_fn(unread_body::close))
            // A name first: everything that follows mentions it.
            .layer(from_fn_with_state(Arc::clone(server), request_id::name))
            // Measured and logged from the outside, whatever happens further in.
            .layer(from_fn_with_state(Arc::clone(server), trace::trace))
            // On every answer, refusals and faults too.
            .layer(from_fn_with_state(Arc::clone(server), headers::protect))
            // Whatever it is, it is smaller on its way; a secret is not.
            .layer(compression::layer())
            // Words for the faults of all that follows.
            .layer(from_fn_with_state(Arc::clone(server), error::explain))
            // A bug ends its own request, not the process.
            .layer(CatchPanicLayer::custom(broken))
            // Inside, so that what is cut off is still named, counted and answered.
            .layer(from_fn_with_state(Arc::clone(server), limits::time)),
    )
}

/// Whether forms of the configured origin can be told from others.
///
/// # Errors
/// When it is no origin.
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
