//! `demo`: fills an empty installation with believable sample data, through the same use cases as a person.
//!
//! The clock of the sample is a parameter as everywhere: it begins some weeks ago and moves on from one
//! application to the next, so trials have ended, are about to end, or have just begun.

mod sample;

use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use console::{Actor, Clock, Console, Random, Stranger};
use domain::application::{NewApplication, Profile};
use domain::lifecycle::Event;
use domain::person::Credentials;
use domain::time::Timestamp;

use super::Error;
use crate::clock::{SystemClock, SystemRandom};
use crate::config::Loaded;
use crate::installation::Installation;
use crate::setup_code;
use sample::{APPLICATIONS, Sample, Then};

const EMAIL: &str = "demo@example.com";
/// The password, for those who want to know it beforehand; a random one is printed otherwise.
const PASSWORD: &str = "CHAT_CONSOLE_DEMO_PASSWORD";
const HOUR: Duration = Duration::from_hours(1);

/// Stands where it is put.
struct SampleClock(AtomicI64);

impl SampleClock {
    fn set(&self, now: Timestamp) {
        self.0.store(now.micros(), Ordering::Relaxed);
    }
}

impl Clock for SampleClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::Relaxed))
    }
}

pub(super) async fn run(loaded: &Loaded) -> Result<(), Error> {
    let random = Arc::new(SystemRandom);
    let clock = Arc::new(SampleClock(AtomicI64::new(SystemClock.now().micros())));
    let code = setup_code::generate(&*random);
    let installation =
        Installation::open(&loaded.config, code.clone(), Arc::clone(&clock) as _, Arc::clone(&random) as _)
            .await?;
    let mut out = io::stdout().lock();
    let people = installation.console.acting_as(&Actor::Operator).operations().people().await?;
    if people.is_empty() {
        let password = std::env::var(PASSWORD).unwrap_or_else(|_| setup_code::generate(&*random));
        fill(&installation.console, &clock, &*random, &code, &password).await?;
        writeln!(out, "Filled with {} sample applications.", APPLICATIONS.len())?;
        writeln!(out, "Email: {EMAIL}")?;
        writeln!(out, "Password: {password}")?;
    } else {
        writeln!(out, "There is data already; nothing was added.")?;
    }
    Ok(installation.close().await?)
}

async fn fill(
    console: &Console,
    clock: &SampleClock,
    random: &dyn Random,
    code: &str,
    password: &str,
) -> Result<(), Error> {
    let today = clock.now();
    let ago = |hours: u32| today.minus(HOUR * hours);
    let oldest = APPLICATIONS.iter().map(|sample| sample.hours_ago).max().unwrap_or_default();
    clock.set(ago(oldest + 1));
    let owner = become_owner(console, code, password).await?;
    let mut samples: Vec<&Sample> = APPLICATIONS.iter().collect();
    samples.sort_by_key(|sample| std::cmp::Reverse(sample.hours_ago));
    for sample in samples {
        // Nobody creates applications on the hour.
        let mut byte = [0; 1];
        random.fill(&mut byte);
        clock.set(ago(sample.hours_ago).plus(Duration::from_secs(u64::from(byte[0]) * 13)));
        add(console, clock, &owner, sample).await?;
    }
    clock.set(today);
    Ok(console.acting_as(&owner).account().sign_out().await?)
}

async fn become_owner(console: &Console, code: &str, password: &str) -> Result<Actor, Error> {
    let address = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let stranger = Actor::Stranger(Stranger { address, browser: "chat-console demo".to_owned() });
    let credentials = Credentials::parse_new(EMAIL, password)
        .map_err(|_| Error::Refused(format!("{PASSWORD} needs at least 12 characters")))?;
    let signed_in = console.acting_as(&stranger).entrance().create_owner(code, credentials).await?;
    let person = console.person(&signed_in.token, address).await?;
    person.map(Actor::Person).ok_or_else(|| Error::Refused("the new owner is not signed in".to_owned()))
}

async fn add(console: &Console, clock: &SampleClock, owner: &Actor, sample: &Sample) -> Result<(), Error> {
    let applications = console.acting_as(owner).applications();
    let wrong = |_| Error::Refused(format!("the sample {:?} is not valid", sample.name));
    let new = NewApplication::parse(sample.name, sample.description, sample.region).map_err(wrong)?;
    let submission = applications.submission();
    let sdkappid = applications.create(new, &submission).await?;
    let later = |hours: u32| clock.set(clock.now().plus(HOUR * hours));
    match sample.then {
        Then::Nothing => {}
        Then::Disabled => {
            later(5);
            applications.change(sdkappid, Event::Disable).await?;
        }
        Then::DisabledAndEnabled => {
            later(2);
            applications.change(sdkappid, Event::Disable).await?;
            later(1);
            applications.change(sdkappid, Event::Enable).await?;
        }
        Then::Described(description) => {
            later(3);
            let profile = Profile::parse(sample.name, description).map_err(wrong)?;
            let detail = applications.detail(sdkappid, None).await?;
            applications.edit(sdkappid, profile, detail.application.version).await?;
        }
    }
    Ok(())
}
