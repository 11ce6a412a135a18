//! Measures how many pushes a second the client sends with an APNs key or to FCM, against the simulator in the same process
//! over TLS on loopback. Arguments: `apns` or `fcm` (`apns`), number of pushes (100,000), number in flight (500), number of
//! credentials (1). Prints one `name: value unit` a line.
//!
//! `cargo run --release -p push --example client_speed -- apns 100000 500`
//!
//! Client and simulator share the processors and need about as much of them for a push, so the rate is half of what the
//! client could do alone. The processor time bounds it, not the connections: more in flight, or more connections, do not
//! raise it. Most of the time goes to HTTP/2, TLS and the kernel's network.
#![expect(clippy::print_stdout, reason = "the measurement is printed")]
#![expect(clippy::disallowed_methods, reason = "speed is measured by the clock")]

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

use domain::certificate::Platform;
use domain::time::Timestamp;
use push::client::{Gateway, Limits, Started};
use push::credential::{Credential, Environment};
use push::hosts::{Host, Hosts};
use push::message::Message;
use push::outcome::Class;
use tokio::runtime::Builder;
use tokio::task::JoinSet;
use vendor_simulator::{Clock, Fixtures, Listeners, Options, Random};

/// Names of threads.
const CLIENT: &str = "client";
const VENDORS: &str = "vendors";

/// As in the server.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_unix_seconds(0).plus(since)
    }
}

/// Ids need only be unique.
struct Counter(AtomicU64);

impl Random for Counter {
    fn fill(&self, bytes: &mut [u8]) {
        let number = self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        bytes.iter_mut().zip(number.iter().cycle()).for_each(|(byte, digit)| *byte = *digit);
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let platform: Platform = arguments.next().as_deref().unwrap_or(Platform::Apns.code()).parse()?;
    let mut arguments = arguments.map(|argument| argument.parse::<usize>());
    let mut argument = |default| arguments.next().unwrap_or(Ok(default));
    let (count, in_flight, credentials) = (argument(100_000)?, argument(500)?, argument(1)?);

    let runtime = |name: &str| Builder::new_multi_thread().enable_all().thread_name(name).build();
    let (client, vendors) = (runtime(CLIENT)?, runtime(VENDORS)?);
    let fixtures = Fixtures::new()?;
    let listeners = vendors.block_on(Listeners::bind("127.0.0.1:0".parse()?))?;
    let address = listeners.main.local_addr()?;
    let mut hosts = Hosts::default();
    for host in [Host::ApnsProduction, Host::Fcm, Host::FcmToken] {
        hosts.replace(host, &format!("https://{address}{}", vendor_simulator::path(host)))?;
    }
    hosts.trust(fixtures.authority())?;
    let (key, account) = (fixtures.apns_key(Environment::Production)?, fixtures.google());
    vendors.spawn(async move {
        let random = Arc::new(Counter(AtomicU64::new(1)));
        let clock = Arc::new(SystemClock);
        vendor_simulator::run(Options::default(), listeners, &fixtures, clock, random).await
    });
    // Another bundle id, or another project, is another credential, with connections of its own.
    let keys = (0..credentials).map(|number| {
        if platform == Platform::Fcm {
            let mut account = account.clone();
            account.project_id = format!("{}-{number}", account.project_id);
            account.client_email = format!("console@{}.iam.gserviceaccount.com", account.project_id);
            Credential::Fcm(account)
        } else {
            let mut key = key.clone();
            key.bundle_id = format!("{}.n{number}", key.bundle_id);
            Credential::ApnsKey(key)
        }
    });
    let keys: Arc<[Credential]> = keys.collect();
    let limits = Limits { whole: Duration::from_mins(1), ..Limits::default() };
    let gateway = Arc::new(Gateway::new(hosts, limits)?);
    for key in keys.iter() {
        let prepared = client.block_on(gateway.prepare(key, SystemClock.now()));
        prepared.map_err(|outcome| outcome.code)?;
    }

    let (clients_before, vendors_before) = (processor_time(CLIENT), processor_time(VENDORS));
    let started_at = Instant::now();
    let accepted = client.block_on(client.spawn(send_all(gateway, keys, count, in_flight)))?;
    let elapsed = started_at.elapsed();
    if accepted != count {
        return Err(format!("{accepted} of {count} pushes were accepted").into());
    }
    let (platform, count) = (platform.code(), f64::from(u32::try_from(count)?));
    println!("client_console_{platform}: {:.0} per_second", count / elapsed.as_secs_f64());
    let of_client = processor_time(CLIENT).saturating_sub(clients_before).as_secs_f64() / count;
    let of_vendors = processor_time(VENDORS).saturating_sub(vendors_before).as_secs_f64() / count;
    println!("client_console_{platform}_processor_time: {:.1} us_per_push", of_client * 1e6);
    println!("vendors_{platform}_processor_time: {:.1} us_per_push", of_vendors * 1e6);
    println!("vendors_{platform}_alone: {:.0} per_second_and_processor", of_vendors.recip());
    vendors.shutdown_background();
    Ok(())
}

/// Sends `count` pushes, with the keys in turn, and returns how many were accepted.
async fn send_all(gateway: Arc<Gateway>, keys: Arc<[Credential]>, count: usize, in_flight: usize) -> usize {
    let next = Arc::new(AtomicUsize::new(0));
    let mut workers = JoinSet::new();
    for _ in 0..in_flight {
        let (gateway, keys, next) = (Arc::clone(&gateway), Arc::clone(&keys), Arc::clone(&next));
        workers.spawn(async move {
            let mut accepted = 0;
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= count {
                    return accepted;
                }
                let key = &keys[number % keys.len()];
                let (message, now) = (message(number), SystemClock.now());
                let outcome = gateway.send(key, &message, now, Started::ignored()).await;
                accepted += usize::from(matches!(outcome.class, Class::Accepted { .. }));
            }
        });
    }
    workers.join_all().await.into_iter().sum()
}

/// The processor time of this process's threads of the given name, on Linux; elsewhere zero.
fn processor_time(name: &str) -> Duration {
    /// The unit of the kernel's accounts.
    const TICK: Duration = Duration::from_millis(10);
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let ticks = tasks.filter_map(|task| {
        let stat = std::fs::read_to_string(task.path().join("stat")).ok()?;
        let (before, after) = stat.rsplit_once(')')?;
        let mut fields = after.split_whitespace().skip(11).map(str::parse::<u32>);
        let (user, system) = (fields.next()?.ok()?, fields.next()?.ok()?);
        before.ends_with(name).then_some(user + system)
    });
    TICK * ticks.sum::<u32>()
}

fn message(number: usize) -> Message {
    let mut id = [0x5a; 16];
    id[..8].copy_from_slice(&(number as u64).to_be_bytes());
    Message {
        id,
        overlay: Some(id),
        token: format!("a{number:063x}"),
        title: "Ward 3".to_owned(),
        body: "Bed 12 asks for you".to_owned(),
        ext: Some(r#"{"room":"12"}"#.to_owned()),
        lifetime: Duration::from_hours(1),
        ..Message::default()
    }
}
