//! `vendors`: simulates nine vendors on this machine, to try credentials and pushes without accounts.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use domain::time::Timestamp;
use vendor_simulator::{Chaos, Fixtures, Listeners, Options};

use super::CommandError;
use crate::clock::{SystemClock, SystemRandom};

/// What the simulated vendors are told.
#[derive(Debug, Clone, Args)]
#[command(after_long_help = vendor_simulator::help())]
pub struct Arguments {
    /// Where they listen; Apple's sandbox at the port after it
    #[arg(long, default_value = "127.0.0.1:4000")]
    listen: SocketAddr,
    /// Their authority and credentials to upload are put here
    #[arg(long, value_name = "FOLDER", default_value = "./data-vendors")]
    data: PathBuf,
    /// How long every answer takes
    #[arg(long, default_value_t = 0)]
    latency_ms: u64,
    /// Which share of the calls goes wrong, the same ones for the same seed, e.g. 7:0.05
    #[arg(long, value_name = "SEED:RATE")]
    chaos: Option<Chaos>,
    /// Print the lines that point a console at them, and stop
    #[arg(long)]
    print_env: bool,
}

impl vendor_simulator::Clock for SystemClock {
    fn now(&self) -> Timestamp {
        console::Clock::now(self)
    }
}

impl vendor_simulator::Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        console::Random::fill(self, bytes);
    }
}

pub(super) async fn run(vendors: &Arguments) -> Result<(), CommandError> {
    let refused = |error: &dyn std::fmt::Display| CommandError::Refused(error.to_string());
    let fixtures = Fixtures::open(&vendors.data).map_err(|error| refused(&error))?;
    let authority = Fixtures::authority_in(&vendors.data);
    let mut out = io::stdout();
    if vendors.print_env {
        let sandbox = vendor_simulator::sandbox_beside(vendors.listen).map_err(|error| refused(&error))?;
        write!(out, "{}", vendor_simulator::exports(vendors.listen, sandbox, Some(&authority)))?;
        return Ok(());
    }
    let options = Options {
        latency: Duration::from_millis(vendors.latency_ms),
        chaos: vendors.chaos,
        ..Options::default()
    };
    let listeners = Listeners::bind(vendors.listen).await.map_err(|error| refused(&error))?;
    let (main, sandbox) = (listeners.main.local_addr()?, listeners.sandbox.local_addr()?);
    writeln!(out, "Nine vendors are ready: https://{main} (Apple's sandbox: https://{sandbox})")?;
    writeln!(out, "Credentials to upload, and what they answer to: {}", vendors.data.display())?;
    out.flush()?;
    let (clock, random) = (Arc::new(SystemClock), Arc::new(SystemRandom));
    vendor_simulator::run(options, listeners, &fixtures, clock, random).await.map_err(|error| refused(&error))
}
