//! The vendor simulator on free ports, and a gateway configured for it.
#![allow(dead_code, clippy::allow_attributes, reason = "every test uses a part of it")]

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use domain::time::Timestamp;
use push::client::{Gateway, Limits};
use push::credential::{
    Credential, Environment, HonorCredential, HuaweiCredential, MeizuCredential, OppoCredential, Secret,
    VivoCredential, XiaomiCredential, XiaomiRegion,
};
use push::hosts::{Host, Hosts};
use push::message::Message;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use vendor_simulator::{Clock, Fixtures, Listeners, Options, Random, secret_of};

pub const DEVICE: &str = "a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4";
pub const START: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);

/// A clock that stands still until it is advanced.
pub struct ManualClock(AtomicI64);

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}

/// A counter in place of randomness: ids are unique and consecutive.
struct CountingRandom(AtomicU64);

impl Random for CountingRandom {
    fn fill(&self, bytes: &mut [u8]) {
        let number = self.0.fetch_add(1, Ordering::SeqCst).to_be_bytes();
        bytes.iter_mut().zip(number.iter().cycle()).for_each(|(byte, digit)| *byte = *digit);
    }
}

pub struct Vendors {
    pub main: SocketAddr,
    pub sandbox: SocketAddr,
    pub fixtures: Arc<Fixtures>,
    pub clock: Arc<ManualClock>,
    serving: JoinHandle<()>,
}

impl Drop for Vendors {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Vendors {
    pub async fn start(options: Options) -> Self {
        Self::of(options, Arc::new(Fixtures::new().unwrap())).await
    }

    pub async fn of(options: Options, fixtures: Arc<Fixtures>) -> Self {
        let listeners = Listeners::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let main = listeners.main.local_addr().unwrap();
        let sandbox = listeners.sandbox.local_addr().unwrap();
        let clock = Arc::new(ManualClock(AtomicI64::new(START.micros())));
        let (own_fixtures, own_clock) = (Arc::clone(&fixtures), Arc::clone(&clock));
        let serving = tokio::spawn(async move {
            let random = Arc::new(CountingRandom(AtomicU64::new(1)));
            vendor_simulator::run(options, listeners, &own_fixtures, own_clock, random).await.unwrap();
        });
        Self { main, sandbox, fixtures, clock, serving }
    }

    pub fn hosts(&self) -> Hosts {
        let mut hosts = Hosts::default();
        let variables = vendor_simulator::variables(self.main, self.sandbox, None);
        for host in Host::ALL {
            let (_, address) = variables.iter().find(|(name, _)| *name == host.variable()).unwrap();
            hosts.replace(host, address).unwrap();
        }
        hosts.trust(self.fixtures.authority()).unwrap();
        hosts
    }

    pub fn gateway(&self) -> Gateway {
        Gateway::new(self.hosts(), Limits::default()).unwrap()
    }

    pub fn impatient_gateway(&self) -> Gateway {
        let limits = Limits { connect: Duration::from_secs(2), whole: Duration::from_millis(700) };
        Gateway::new(self.hosts(), limits).unwrap()
    }

    /// Advances the vendors' clock.
    pub fn advance(&self, duration: Duration) {
        self.clock.0.store(self.clock.now().plus(duration).micros(), Ordering::SeqCst);
    }

    pub async fn received(&self) -> Vec<Value> {
        let body = http(self.main, "GET", "/control/received").await;
        let value: Value = serde_json::from_str(&body).unwrap();
        value["received"].as_array().unwrap().clone()
    }

    /// The pushes that the vendors accepted.
    pub async fn deliveries(&self) -> Vec<Value> {
        let body = http(self.main, "GET", "/control/deliveries?after=0").await;
        let value: Value = serde_json::from_str(&body).unwrap();
        value["deliveries"].as_array().unwrap().clone()
    }

    /// Sets the faults of the vendors.
    pub async fn chaos(&self, plan: &Value) {
        assert_eq!(http_with(self.main, "POST", "/control/chaos", &plan.to_string()).await, "{}");
    }

    /// The fixtures' credential called `name`.
    pub fn credential(&self, name: &str) -> Credential {
        let fixtures = &self.fixtures;
        match name {
            "apns" => Credential::ApnsKey(fixtures.apns_key(Environment::Production).unwrap()),
            "identity" => {
                Credential::ApnsIdentity(fixtures.apns_identity(Environment::Production, false).unwrap())
            }
            "fcm" => Credential::Fcm(fixtures.google()),
            "harmony" => Credential::Harmony(fixtures.harmony()),
            vendor => plain(vendor, &format!("fake-{vendor}"), None),
        }
    }
}

/// A credential with an id and `secret`; the default is the secret that the simulator accepts.
pub fn plain(vendor: &str, id: &str, secret: Option<&str>) -> Credential {
    let own = id.to_owned();
    let package_name = "com.example.messenger".to_owned();
    let secret = Secret::new(secret.map_or_else(|| secret_of(id), str::to_owned));
    match vendor {
        "huawei" => Credential::Huawei(HuaweiCredential { package_name, app_id: own, app_secret: secret }),
        "honor" => Credential::Honor(HonorCredential {
            app_id: "app".to_owned(),
            client_id: own,
            client_secret: secret,
        }),
        "xiaomi" => Credential::Xiaomi(XiaomiCredential {
            package_name,
            app_id: own,
            app_secret: secret,
            region: XiaomiRegion::Europe,
        }),
        "oppo" => {
            Credential::Oppo(OppoCredential { app_id: "app".to_owned(), app_key: own, master_secret: secret })
        }
        "vivo" => {
            Credential::Vivo(VivoCredential { app_id: own, app_key: "key".to_owned(), app_secret: secret })
        }
        "meizu" => Credential::Meizu(MeizuCredential { package_name, app_id: own, app_secret: secret }),
        other => panic!("{other} has no plain credential"),
    }
}

pub const VENDORS: [&str; 10] =
    ["apns", "identity", "fcm", "harmony", "huawei", "honor", "xiaomi", "oppo", "vivo", "meizu"];

pub fn message(token: &str) -> Message {
    Message {
        id: *b"0123456789abcdef",
        token: token.to_owned(),
        title: "Ward 3".to_owned(),
        body: "Bed 12 asks for you".to_owned(),
        ext: Some(r#"{"room":"12"}"#.to_owned()),
        lifetime: Duration::from_hours(1),
        ..Message::default()
    }
}

/// Sends a request without a body over plain HTTP and returns the response.
pub async fn http(address: SocketAddr, method: &str, path: &str) -> String {
    http_with(address, method, path, "").await
}

/// Sends a request over plain HTTP and returns the response.
pub async fn http_with(address: SocketAddr, method: &str, path: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let length = body.len();
    let head = format!("{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n");
    let request = format!("{head}content-length: {length}\r\n\r\n{body}");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer.split_once("\r\n\r\n").unwrap().1.to_owned()
}
