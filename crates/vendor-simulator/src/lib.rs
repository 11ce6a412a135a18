//! Nine vendors on this machine, written from the facts and not from the client: whoever speaks to a vendor can be
//! tried against them, and is refused as the vendor refuses. Signatures, certificates and tokens are really
//! verified. Edges: nothing is delivered anywhere; what was sent is kept in memory and shown at
//! `/control/received`.
//!
//! Everything is at one port, by plain HTTP and by TLS alike, each address of a vendor under a path of its own
//! ([`path`]); `/3/device/…` is Apple's production there, and Apple's sandbox at the next port.

mod answer;
mod apns;
mod chaos;
mod control;
mod environment;
mod fcm;
mod folder;
mod guide;
mod honor;
mod huawei;
mod jws;
mod kit;
mod listener;
mod meizu;
mod oauth;
mod oppo;
mod peer;
mod received;
mod trick;
mod vivo;
mod world;
mod xiaomi;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::time::Timestamp;
use tokio::net::TcpListener;

pub use self::chaos::Chaos;
pub use self::environment::{exports, path, variables};
pub use self::guide::guide;
pub use self::kit::{Kit, PASSWORD, Unmade, secret_of};

use self::world::World;
use crate::credential::Environment;

/// What time it is. Handed in, so that a test can make it later.
pub trait Clock: Send + Sync {
    /// This instant.
    fn now(&self) -> Timestamp;
}

/// Where identifiers and tokens come from.
pub trait Random: Send + Sync {
    /// Fills `bytes`, all of them.
    fn fill(&self, bytes: &mut [u8]);
}

/// How the simulated vendors behave.
#[derive(Debug, Clone)]
pub struct Options {
    /// How long every answer takes.
    pub latency: Duration,
    /// Which share of the calls goes wrong by itself.
    pub chaos: Option<Chaos>,
    /// How long tokens live that the vendors give out.
    pub token_lifetime: Duration,
    /// Who else may issue client certificates, PEM.
    pub client_authority: Option<String>,
}

/// Where the vendors listen.
#[derive(Debug)]
pub struct Listeners {
    /// Everything; Apple's production.
    pub main: TcpListener,
    /// Apple's sandbox; everything else too.
    pub sandbox: TcpListener,
}

/// Why the vendors do not run.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// Nothing can listen there.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, io::Error),
    /// There is no port after it.
    #[error("the port after {0} is used too: choose one below 65535")]
    NoNextPort(SocketAddr),
    /// A key or a certificate.
    #[error(transparent)]
    Kit(#[from] Unmade),
    /// The listener is gone.
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

/// Where Apple's sandbox is when everything is at `address`: at the next port.
pub fn sandbox_beside(address: SocketAddr) -> Result<SocketAddr, Failed> {
    let port = match address.port() {
        0 => 0,
        port => port.checked_add(1).ok_or(Failed::NoNextPort(address))?,
    };
    Ok(SocketAddr::new(address.ip(), port))
}

impl Listeners {
    /// At `address` and the port after it; at two free ports, if its port is 0.
    pub async fn bind(address: SocketAddr) -> Result<Self, Failed> {
        let listen =
            async |address| TcpListener::bind(address).await.map_err(|error| Failed::Listen(address, error));
        Ok(Self { main: listen(address).await?, sandbox: listen(sandbox_beside(address)?).await? })
    }
}

/// Serves until it is dropped.
pub async fn run(
    options: Options,
    listeners: Listeners,
    kit: &Kit,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> Result<(), Failed> {
    let host = listeners.main.local_addr().map_err(Failed::Accept)?.ip();
    let tls = listener::tls(kit, host, options.client_authority.as_deref())?;
    let world = Arc::new(World::new(options, kit, clock, random)?);
    let main = listener::serve(listeners.main, Environment::Production, tls.clone(), Arc::clone(&world));
    let sandbox = listener::serve(listeners.sandbox, Environment::Development, tls, world);
    tokio::try_join!(main, sandbox).map(|_| ()).map_err(Failed::Accept)
}
