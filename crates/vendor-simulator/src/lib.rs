//! Simulates nine push vendors on this machine. Implemented from the vendors' documentation, independently of the
//! client in `push`: signatures, certificates and access tokens are actually verified, and requests are refused with
//! the vendor's codes. Nothing is delivered; pushes are kept in memory and served at `/control/received`.
//!
//! Each port serves all vendors over plain HTTP and TLS, each under its own path prefix ([`path`]). `/3/device/…` is
//! Apple's production service at the main port, and Apple's sandbox at the next one.

mod apns;
mod chaos;
mod client;
mod control;
mod deliveries;
mod digest;
mod env;
mod faults;
mod fcm;
mod fixtures;
mod help;
mod honor;
mod huawei;
mod jws;
mod listener;
mod meizu;
mod oauth;
mod oppo;
mod received;
mod request;
mod response;
mod script;
mod simulator;
mod state;
mod tokens;
mod vivo;
mod xiaomi;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::time::Timestamp;
use push::credential::Environment;
use tokio::net::TcpListener;

pub use self::chaos::{Chaos, ParseChaosError};
pub use self::env::{exports, path, variables};
pub use self::fixtures::{Fixtures, FixturesError, PASSWORD, secret_of};
pub use self::help::help;

use self::simulator::Simulator;

/// The source of the current time, so that tests can advance it.
pub trait Clock: Send + Sync {
    /// The current time.
    fn now(&self) -> Timestamp;
}

/// The source of message ids and access tokens.
pub trait Random: Send + Sync {
    /// Fills `bytes` completely.
    fn fill(&self, bytes: &mut [u8]);
}

/// Options for the behaviour of the simulated vendors.
#[derive(Debug, Clone)]
pub struct Options {
    /// Delay added to every response.
    pub latency: Duration,
    /// Faults injected into requests at random.
    pub chaos: Option<Chaos>,
    /// Lifetime of the access tokens that the vendors issue.
    pub token_lifetime: Duration,
    /// Additional authorities whose client certificates are accepted, PEM.
    pub client_authority: Option<String>,
}

/// The sockets that the vendors listen on.
#[derive(Debug)]
pub struct Listeners {
    /// Serves every vendor, with Apple's production service.
    pub main: TcpListener,
    /// Serves every vendor, with Apple's sandbox.
    pub sandbox: TcpListener,
}

/// The simulator could not start, or stopped.
#[derive(Debug, thiserror::Error)]
pub enum SimulatorError {
    /// The address cannot be bound.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, io::Error),
    /// The main port is 65535, so there is no next port.
    #[error("the port after {0} is used too: choose one below 65535")]
    NoNextPort(SocketAddr),
    /// Keys or certificates cannot be created.
    #[error(transparent)]
    Fixtures(#[from] FixturesError),
    /// A listener failed to accept connections.
    #[error("cannot accept connections: {0}")]
    Accept(io::Error),
}

impl Default for Options {
    fn default() -> Self {
        Self {
            latency: Duration::ZERO,
            chaos: None,
            token_lifetime: Duration::from_hours(1),
            client_authority: None,
        }
    }
}

/// The address of Apple's sandbox for the main `address`: the next port, or any free port if the port is 0.
pub fn sandbox_beside(address: SocketAddr) -> Result<SocketAddr, SimulatorError> {
    let port = match address.port() {
        0 => 0,
        port => port.checked_add(1).ok_or(SimulatorError::NoNextPort(address))?,
    };
    Ok(SocketAddr::new(address.ip(), port))
}

impl Listeners {
    /// Binds `address` and the next port, or two free ports if its port is 0.
    pub async fn bind(address: SocketAddr) -> Result<Self, SimulatorError> {
        let listen = async |address| {
            TcpListener::bind(address).await.map_err(|error| SimulatorError::Listen(address, error))
        };
        Ok(Self { main: listen(address).await?, sandbox: listen(sandbox_beside(address)?).await? })
    }
}

/// Serves until the future is dropped.
pub async fn run(
    options: Options,
    listeners: Listeners,
    fixtures: &Fixtures,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> Result<(), SimulatorError> {
    let host = listeners.main.local_addr().map_err(SimulatorError::Accept)?.ip();
    let tls = listener::tls(fixtures, host, options.client_authority.as_deref())?;
    let simulator = Arc::new(Simulator::new(options, fixtures, clock, random)?);
    let main = listener::serve(listeners.main, Environment::Production, tls.clone(), Arc::clone(&simulator));
    let sandbox = listener::serve(listeners.sandbox, Environment::Development, tls, simulator);
    tokio::try_join!(main, sandbox).map(|_| ()).map_err(SimulatorError::Accept)
}
