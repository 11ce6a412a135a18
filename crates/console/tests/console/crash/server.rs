//! A server in a process of its own, which accepts pushes and delivers, and may be told to die at a named step.

use std::io::{BufRead as _, Write as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use console::Actor;
use domain::application::lifecycle::Event;
use domain::application::sdkappid::Sdkappid;
use domain::key::Key;
use domain::usersig::service_code::ServiceCode;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Location, Store};
use tokio::sync::watch;
use tokio::time::sleep;

use crate::back_end::BackEnd;
use crate::common::*;
use crate::vendors::Addresses;
use crate::world::TestRng;

/// The variable with the [`Orders`] of a server, as JSON.
pub const VARIABLE: &str = "CHAT_CONSOLE_TEST_SERVER";
/// What a line begins with that tells an [`Event`](Told).
pub const MARK: &str = "@server ";
/// Users of an application; each has a device at APNs and one at FCM.
pub const USERS: u64 = 8;
/// For so long an application stays disabled.
pub const QUIET: Duration = Duration::from_millis(500);

/// What a server is to do.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Orders {
    pub database: Database,
    pub vendors: Addresses,
    /// Of its randomness: no other server has the same.
    pub seed: u64,
    pub load: Option<Load>,
    /// The step at which it dies, and the how manieth time.
    pub dies_at: Option<(String, u32)>,
    /// Whether it stops in good order after a while.
    pub stops: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Database {
    Sqlite(PathBuf),
    Postgres(String),
}

/// Calls of a back end, and what the owner of its application does meanwhile.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Load {
    pub sdkappid: Sdkappid,
    pub key: String,
    /// How many pushes.
    pub pushes: u32,
    /// How often the application is disabled and enabled again.
    pub pauses: u32,
}

/// What a server tells, on its standard output. Times are in microseconds since 1970.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Told {
    /// A push was answered with this task.
    Accepted(String),
    /// The answer to **Disable** has come.
    Disabled(i64),
    /// **Enable** is being asked for.
    Enabling(i64),
}

fn tell(told: &Told) {
    let line = format!("{MARK}{}\n", serde_json::to_string(told).unwrap());
    std::io::stdout().write_all(line.as_bytes()).unwrap();
}

/// The test that is a server where [`VARIABLE`] says so, and nothing otherwise.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "started by the tests of kills, in processes of their own"]
async fn process() {
    if let Ok(orders) = std::env::var(VARIABLE) {
        Box::pin(serve(serde_json::from_str(&orders).unwrap())).await;
    }
}

/// Serves until it is killed, dies, or has stopped as it was told to.
async fn serve(orders: Orders) {
    let rests = rests_at_a_line();
    let location = match orders.database {
        Database::Sqlite(path) => Location::Sqlite(path),
        Database::Postgres(address) => Location::Postgres(address),
    };
    let fresh = Fresh { store: Store::open(&location).await.unwrap(), location, folder: None };
    let clock = FakeClock::running();
    let world = open_by(clock, &fresh, orders.vendors.policy(), orders.seed, master_key(1)).await.unwrap();
    let owner = match &orders.load {
        Some(load) if load.pauses > 0 => Some(world.sign_in(OWNER, PASSWORD, HOME).await.unwrap()),
        _ => None,
    };
    if let Some((step, hits)) = orders.dies_at {
        let left = AtomicU32::new(hits);
        fail::cfg_callback(step, move || {
            if left.fetch_sub(1, Ordering::SeqCst) == 1 {
                std::process::abort();
            }
        })
        .unwrap();
    }
    let (sender, stop) = watch::channel(false);
    let console = world.console.clone();
    let delivering = tokio::spawn(async move { console.deliver(stop).await });
    if let Some(load) = &orders.load {
        tokio::join!(
            put_load(&world, load, orders.seed, &rests),
            pause(&world, load, owner.as_ref(), &rests)
        );
    }
    if orders.stops {
        sender.send_replace(true);
    }
    delivering.await.unwrap();
}

/// True once a line has come on the standard input; at its end, who has started this process is gone, and it ends.
fn rests_at_a_line() -> Arc<AtomicBool> {
    let rests = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&rests);
    std::thread::spawn(move || {
        std::io::stdin().lock().lines().for_each(|_| told.store(true, Ordering::SeqCst));
        std::process::exit(1);
    });
    rests
}

/// Sends pushes, four at a time.
async fn put_load(world: &World<'_>, load: &Load, seed: u64, rests: &AtomicBool) {
    let back_end = BackEnd { sdkappid: load.sdkappid, key: Key::parse_any(&load.key).unwrap() };
    let next = AtomicU32::new(0);
    let call = async || loop {
        let number = next.fetch_add(1, Ordering::SeqCst);
        if number >= load.pushes || rests.load(Ordering::SeqCst) {
            return;
        }
        let mut rng = TestRng::new(seed << 32 | u64::from(number));
        let (first, count) = (rng.below(USERS), 1 + rng.below(3));
        let targets: Vec<String> =
            (0..count).map(|user| format!("user-{}", (first + user) % USERS)).collect();
        let body = json!({
            "From_Account": "administrator", "To_Account": targets, "MsgRandom": rng.below(u64::from(u32::MAX)),
            "OfflinePushInfo": { "PushFlag": 0, "Title": "Ward 3", "Desc": "Bed 12 asks for you" },
        });
        match back_end.push(world, &body, None).await {
            Ok(accepted) => tell(&Told::Accepted(accepted.task_id)),
            // Disabled at that moment: it is tried again.
            Err(ServiceCode::OutOfService) => drop(next.fetch_sub(1, Ordering::SeqCst)),
            Err(code) => panic!("a push was answered {code:?}"),
        }
        sleep(Duration::from_millis(10)).await;
    };
    tokio::join!(call(), call(), call(), call());
}

/// Disables and enables the application.
async fn pause(world: &World<'_>, load: &Load, owner: Option<&Actor>, rests: &AtomicBool) {
    let Some(owner) = owner else { return };
    let acting = world.console.acting_as(owner);
    for _ in 0..load.pauses {
        if rests.load(Ordering::SeqCst) {
            return;
        }
        sleep(Duration::from_millis(100)).await;
        acting.applications().change(load.sdkappid, Event::Disable).await.unwrap();
        tell(&Told::Disabled(world.console.now().micros()));
        sleep(QUIET).await;
        tell(&Told::Enabling(world.console.now().micros()));
        acting.applications().change(load.sdkappid, Event::Enable).await.unwrap();
    }
}
