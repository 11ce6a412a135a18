//! The simulated vendors without the console around them, for tests of clients that are not ours.
//!
//! `vendors ADDRESS FOLDER [LATENCY_MS] [SEED:RATE]`: fills the folder, prints the variables that point a console at
//! it, and serves until it is ended.
#![expect(clippy::expect_used, reason = "an example that cannot go on says why")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use domain::time::Timestamp;
use push::simulator::{self, Clock, Kit, Listeners, Options, Random};

/// The machine's.
struct System;

impl Clock for System {
    #[expect(clippy::disallowed_methods, reason = "this is where the time comes from")]
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

impl Random for System {
    #[expect(clippy::disallowed_methods, reason = "this is where randomness comes from")]
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system gives no random bytes");
    }
}

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, folder, rest @ ..] = arguments.as_slice() else {
        eprintln!("vendors ADDRESS FOLDER [LATENCY_MS] [SEED:RATE]\n\n{}", simulator::guide());
        return;
    };
    let folder = PathBuf::from(folder);
    let latency = rest.first().map_or(0, |ms| ms.parse().expect("LATENCY_MS is a number"));
    let options = Options {
        latency: Duration::from_millis(latency),
        chaos: rest.get(1).map(|chaos| chaos.parse().expect("SEED:RATE")),
        ..Options::default()
    };
    let kit = Kit::open(&folder).expect("the folder can be filled");
    let address = address.parse().expect("ADDRESS is an address and a port");
    let listeners = Listeners::bind(address).await.expect("the ports are free");
    let bound = "the address is bound";
    let (main, sandbox) =
        (listeners.main.local_addr().expect(bound), listeners.sandbox.local_addr().expect(bound));
    print!("{}", simulator::exports(main, sandbox, Some(&Kit::authority_in(&folder))));
    println!("ready");
    simulator::run(options, listeners, &kit, Arc::new(System), Arc::new(System)).await.expect("it serves");
}
