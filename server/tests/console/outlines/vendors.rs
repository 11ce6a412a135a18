//! The simulated vendors of pushes, by the clock of the console that asks them.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use domain::time::Timestamp;
use push::hosts::{CA_FILE, Host};
use tempfile::TempDir;
use vendor_simulator::{Fixtures, Listeners, Options};

/// Stands still until it is moved.
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// Monday, 2 March 2026, 09:30 UTC.
    pub fn new() -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(Timestamp::from_unix_seconds(1_772_443_800).micros())))
    }

    pub fn advance(&self, by: Duration) {
        self.0.store(console::Clock::now(self).plus(by).micros(), Ordering::Relaxed);
    }
}

impl console::Clock for FixedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::Relaxed))
    }
}

impl vendor_simulator::Clock for FixedClock {
    fn now(&self) -> Timestamp {
        console::Clock::now(self)
    }
}

/// What vendors call a message is the same each time: Korean particles go by its end.
struct Same;

impl vendor_simulator::Random for Same {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(0x2A);
    }
}

/// They answer as long as the runtime of the test goes on.
pub struct Vendors {
    folder: TempDir,
    /// What a console is told so that it asks them.
    pub configuration: String,
}

impl Vendors {
    pub async fn start(clock: Arc<FixedClock>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let fixtures = Fixtures::open(folder.path()).unwrap();
        let listeners = Listeners::bind(([127, 0, 0, 1], 0).into()).await.unwrap();
        let (main, sandbox) = (listeners.main.local_addr().unwrap(), listeners.sandbox.local_addr().unwrap());
        let authority = Fixtures::authority_in(folder.path());
        let mut configuration = format!("{CA_FILE} = '{}'\n", authority.display());
        for host in Host::ALL {
            let address = if host == Host::ApnsSandbox { sandbox } else { main };
            let path = vendor_simulator::path(host);
            writeln!(configuration, "{} = 'https://{address}{path}'", host.key()).unwrap();
        }
        tokio::spawn(async move {
            let options = Options::default();
            vendor_simulator::run(options, listeners, &fixtures, clock, Arc::new(Same)).await.unwrap();
        });
        Self { folder, configuration }
    }

    /// One of their files.
    pub fn file(&self, name: &str) -> Vec<u8> {
        let path: PathBuf = self.folder.path().join(name);
        std::fs::read(path).unwrap()
    }
}
