//! `serve`: opens the installation, listens, and shuts down gracefully.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::{CommandError, background, checks};
use crate::clock::{SystemClock, SystemRandom};
use crate::config::Loaded;
use crate::http::address::Addresses;
use crate::http::metrics::{self, Metrics};
use crate::http::{Server, Settings, router};
use crate::installation::Installation;
use crate::mail::Mailer;
use crate::{audit, setup_code, site};

/// How long requests may take after the console was told to stop.
const DRAIN: Duration = Duration::from_secs(10);

/// A console that is opened but does not serve yet.
pub(super) struct Prepared {
    installation: Installation,
    listener: TcpListener,
    metrics_listener: Option<TcpListener>,
    metrics: Arc<Metrics>,
    address: SocketAddr,
    addresses: Arc<Addresses>,
    mailer: Mailer,
    router: Router,
    /// The setup code, as long as the console has no owner.
    setup_code: Option<String>,
}

impl Prepared {
    /// Opens the installation. The checks report every refusal before.
    pub(super) async fn open(loaded: &Loaded) -> Result<Self, CommandError> {
        let config = &loaded.config;
        let site_dir = site::find(config.site_dir.as_deref())?;
        let random = Arc::new(SystemRandom);
        let code = config
            .setup_code
            .as_ref()
            .map_or_else(|| setup_code::generate(&*random), |code| code.expose().to_owned());
        let installation =
            Installation::open(config, code.clone(), Arc::new(SystemClock), Arc::clone(&random) as _).await?;

        let listener = listen(config.listen, LISTEN).await?;
        let address = listener.local_addr()?;
        let metrics = Arc::new(Metrics::new().map_err(io::Error::other)?);
        let console = installation.console.clone();
        let settings = Settings::new(config, address, site_dir)?;
        let addresses = Arc::clone(&settings.addresses);
        let mailer = Mailer::new(config, Arc::clone(&addresses))?;
        checks::mail_folder(config, checks::Purpose::Start)?;
        let server = Server::new(console, settings, Arc::clone(&metrics), &*random);
        let router = router(&server)?;
        let metrics_listener = listen_for_metrics(loaded).await?;
        let has_owner = server.has_owner().await.map_err(crate::installation::InstallationError::Console)?;
        let setup_code = (!has_owner).then_some(code);
        Ok(Self {
            installation,
            listener,
            metrics_listener,
            metrics,
            address,
            addresses,
            mailer,
            router,
            setup_code,
        })
    }
}

#[cfg(test)]
impl Prepared {
    pub(super) async fn close(self) -> Result<(), CommandError> {
        Ok(self.installation.close().await?)
    }
}

pub(super) async fn run(loaded: &Loaded) -> Result<(), CommandError> {
    checks::before_start(loaded).await?;
    let prepared = Prepared::open(loaded).await?;
    // From here on signals are handled; before, they end the process.
    let stop = stop_signal()?;
    let console = prepared.installation.console.clone();
    greet(&prepared.addresses.current(), prepared.address, prepared.setup_code.as_ref())?;

    let mut work = background::spawn_all(
        &console,
        prepared.mailer,
        loaded.config.clone(),
        Arc::clone(&prepared.metrics),
    )?;
    work.push(tokio::spawn(serve_metrics(prepared.metrics_listener, prepared.metrics)));
    let (stop_delivering, is_stopped) = watch::channel(false);
    let delivering = tokio::spawn({
        let console = console.clone();
        async move { console.deliver(is_stopped).await }
    });
    serve_until(prepared.listener, prepared.router, stop).await?;
    stop_delivering.send_replace(true);
    if let Err(error) = delivering.await {
        tracing::error!(%error, "delivery has panicked");
    }
    for task in work {
        task.abort();
    }
    background::flush(&console).await.map_err(crate::installation::InstallationError::Console)?;
    audit::give_out(&console, &loaded.config).await;
    tracing::info!("stopped");
    Ok(prepared.installation.close().await?)
}

/// Prints the URL of the console, and the setup code.
fn greet(public: &str, address: SocketAddr, code: Option<&String>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "Chat Console {} is ready: {public}", env!("CARGO_PKG_VERSION"))?;
    let local = format!("http://{address}");
    if public != local {
        writeln!(out, "Listening on: {local}")?;
    }
    if let Some(code) = code {
        writeln!(out, "Nobody owns it yet. Create the owner at: {public}/setup")?;
        writeln!(out, "Setup code: {code}")?;
    }
    out.flush()
}

/// Configuration key and environment variable of an address to listen on.
pub(super) type ListenKey = (&'static str, &'static str);
pub(super) const LISTEN: ListenKey = ("listen", "CHAT_CONSOLE_LISTEN");
pub(super) const METRICS_LISTEN: ListenKey = ("metrics_listen", "CHAT_CONSOLE_METRICS_LISTEN");

pub(super) async fn listen(
    address: SocketAddr,
    (key, variable): ListenKey,
) -> Result<TcpListener, CommandError> {
    TcpListener::bind(address).await.map_err(|cause| CommandError::Listen { address, cause, key, variable })
}

/// A default address must not prevent a start: another console on this machine may use it.
async fn listen_for_metrics(loaded: &Loaded) -> Result<Option<TcpListener>, CommandError> {
    let Some(address) = loaded.config.metrics_listen.0 else { return Ok(None) };
    match listen(address, METRICS_LISTEN).await {
        Ok(listener) => Ok(Some(listener)),
        Err(error) if loaded.is_chosen("metrics_listen") => Err(error),
        Err(error) => {
            tracing::warn!(%error, "listening for metrics failed; not served");
            Ok(None)
        }
    }
}

async fn serve_metrics(listener: Option<TcpListener>, metrics: Arc<Metrics>) {
    let Some(listener) = listener else { return };
    if let Err(error) = axum::serve(listener, metrics::routes(metrics)).await {
        tracing::error!(%error, "serving metrics failed");
    }
}

/// Becomes true when the process is told to stop.
fn stop_signal() -> io::Result<watch::Receiver<bool>> {
    let (tell, told) = watch::channel(false);
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("shutdown requested; draining requests");
        let _ = tell.send(true);
    });
    Ok(told)
}

/// Serves until told to stop, then drains open requests for at most [`DRAIN`].
async fn serve_until(listener: TcpListener, router: Router, stop: watch::Receiver<bool>) -> io::Result<()> {
    let stopped = |mut stop: watch::Receiver<bool>| async move {
        // An error means that the sender was dropped, which also stops it.
        let _ = stop.wait_for(|stop| *stop).await;
    };
    // Small responses are sent at once instead of being delayed (Nagle).
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "setting TCP_NODELAY failed");
        }
    });
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(stopped(stop.clone()));
    let too_long = async {
        stopped(stop).await;
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        served = serving => served,
        () = too_long => {
            tracing::warn!(limit = ?DRAIN, "draining requests timed out");
            Ok(())
        }
    }
}
