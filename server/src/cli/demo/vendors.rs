//! The nine simulated vendors in this process, so that the sample's certificates can be checked. Its credentials
//! are fake, and no real vendor is ever called.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use push::hosts::{Host, HostError, Hosts};
use tokio::task::JoinHandle;
use vendor_simulator::{Fixtures, Listeners, Options};

use crate::cli::CommandError;
use crate::clock::{SystemClock, SystemRandom};
use crate::config::Config;

/// Running vendors; dropping this stops them.
pub(super) struct Vendors {
    pub(super) fixtures: Fixtures,
    task: JoinHandle<()>,
}

impl Vendors {
    /// Starts them on free ports of the loopback address, with their files in `folder`, and points `config` at them.
    pub(super) async fn start(folder: &Path, config: &mut Config) -> Result<Self, CommandError> {
        let refused = |error: &dyn std::fmt::Display| CommandError::Refused(error.to_string());
        let fixtures = Fixtures::open(folder).map_err(|error| refused(&error))?;
        let listeners = Listeners::bind(([127, 0, 0, 1], 0).into()).await.map_err(|error| refused(&error))?;
        let (main, sandbox) = (listeners.main.local_addr()?, listeners.sandbox.local_addr()?);
        config.simulated_vendors =
            Some(hosts(main, sandbox, fixtures.authority()).map_err(|error| refused(&error))?);
        let served = Fixtures::open(folder).map_err(|error| refused(&error))?;
        let task = tokio::spawn(async move {
            let (clock, random) = (Arc::new(SystemClock), Arc::new(SystemRandom));
            if let Err(error) =
                vendor_simulator::run(Options::default(), listeners, &served, clock, random).await
            {
                tracing::error!(%error, "vendor simulator failed");
            }
        });
        Ok(Self { fixtures, task })
    }
}

impl Drop for Vendors {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Every vendor at `main`, and Apple's sandbox at `sandbox`.
fn hosts(main: SocketAddr, sandbox: SocketAddr, authority: &str) -> Result<Hosts, HostError> {
    let mut hosts = Hosts::default();
    for host in Host::ALL {
        let address = if host == Host::ApnsSandbox { sandbox } else { main };
        hosts.replace(host, &format!("https://{address}{}", vendor_simulator::path(host)))?;
    }
    hosts.trust(authority)?;
    Ok(hosts)
}
