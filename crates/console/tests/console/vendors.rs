//! The vendors on free ports of this machine, by the clock of the console that calls them.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use console::{Clock as _, Policy};
use domain::time::Timestamp;
use push::hosts::{Host, Hosts};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use vendor_simulator::{Fixtures, Listeners, Options};

use crate::common::*;

pub struct Vendors {
    main: SocketAddr,
    sandbox: SocketAddr,
    fixtures: Arc<Fixtures>,
    clock: Arc<FakeClock>,
    /// With the fixtures' files.
    folder: TempDir,
    serving: Option<JoinHandle<()>>,
}

/// Where they are, and the authority of their certificates.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Addresses {
    main: SocketAddr,
    sandbox: SocketAddr,
    authority: String,
}

impl Addresses {
    /// Of a console that calls them instead of the real ones.
    pub fn policy(&self) -> Policy {
        let mut hosts = Hosts::default();
        let variables = vendor_simulator::variables(self.main, self.sandbox, None);
        for host in Host::ALL {
            let (_, address) = variables.iter().find(|(name, _)| *name == host.variable()).unwrap();
            hosts.replace(host, address).unwrap();
        }
        hosts.trust(&self.authority).unwrap();
        Policy { vendors: hosts, ..policy() }
    }
}

/// The console's clock.
struct VendorClock(Arc<FakeClock>);

impl vendor_simulator::Clock for VendorClock {
    fn now(&self) -> Timestamp {
        self.0.now()
    }
}

/// A counter, so that every id is unique.
struct CountingRandom(AtomicU64);

impl vendor_simulator::Random for CountingRandom {
    fn fill(&self, bytes: &mut [u8]) {
        let number = self.0.fetch_add(1, Ordering::SeqCst).to_be_bytes();
        bytes.iter_mut().zip(number.iter().cycle()).for_each(|(byte, digit)| *byte = *digit);
    }
}

impl Drop for Vendors {
    fn drop(&mut self) {
        if let Some(serving) = &self.serving {
            serving.abort();
        }
    }
}

impl Vendors {
    /// At `now`, by a clock that [`Vendors::world`] goes by.
    pub async fn start(now: Timestamp) -> Self {
        Self::start_by(FakeClock::at(now)).await
    }

    pub async fn start_by(clock: Arc<FakeClock>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let fixtures = Arc::new(Fixtures::open(folder.path()).unwrap());
        let listeners = Listeners::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let main = listeners.main.local_addr().unwrap();
        let sandbox = listeners.sandbox.local_addr().unwrap();
        let mut vendors = Self { main, sandbox, fixtures, clock, folder, serving: None };
        vendors.serve(listeners);
        vendors
    }

    fn serve(&mut self, listeners: Listeners) {
        let (fixtures, clock) = (Arc::clone(&self.fixtures), Arc::new(VendorClock(Arc::clone(&self.clock))));
        self.serving = Some(tokio::spawn(async move {
            let random = Arc::new(CountingRandom(AtomicU64::new(1)));
            vendor_simulator::run(Options::default(), listeners, &fixtures, clock, random).await.unwrap();
        }));
    }

    /// Nobody answers at their addresses any more.
    pub async fn stop(&mut self) {
        let serving = self.serving.take().unwrap();
        serving.abort();
        assert!(serving.await.unwrap_err().is_cancelled());
    }

    /// They are there again, at the same addresses.
    pub async fn resume(&mut self) {
        let main = tokio::net::TcpListener::bind(self.main).await.unwrap();
        let sandbox = tokio::net::TcpListener::bind(self.sandbox).await.unwrap();
        self.serve(Listeners { main, sandbox });
    }

    /// A console that calls them instead of the real ones.
    pub async fn world<'a>(&self, fresh: &'a Fresh, seed: u64) -> World<'a> {
        open_by(Arc::clone(&self.clock), fresh, self.addresses().policy(), seed, master_key(1)).await.unwrap()
    }

    pub fn addresses(&self) -> Addresses {
        Addresses { main: self.main, sandbox: self.sandbox, authority: self.fixtures.authority().to_owned() }
    }

    /// Where the fixtures' files are.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What they were sent so far, trials of credentials included.
    pub async fn received(&self) -> Vec<Value> {
        let value: Value = serde_json::from_str(&self.ask("GET /control/received", "").await).unwrap();
        value["received"].as_array().unwrap().clone()
    }

    /// The pushes that they have accepted.
    pub async fn deliveries(&self) -> Vec<Value> {
        let value: Value = serde_json::from_str(&self.ask("GET /control/deliveries", "").await).unwrap();
        value["deliveries"].as_array().unwrap().clone()
    }

    /// Their faults from now on, by vendor; none for an empty object.
    pub async fn chaos(&self, vendors: &Value) {
        let chaos = serde_json::json!({ "seed": 1, "vendors": vendors });
        self.ask("POST /control/chaos", &chaos.to_string()).await;
    }

    async fn ask(&self, what: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(self.main).await.unwrap();
        let length = body.len();
        let request = format!(
            "{what} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n\
             content-length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 20"), "{what}: {answer}");
        body.to_owned()
    }
}
