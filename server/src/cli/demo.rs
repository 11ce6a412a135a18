//! `demo`: fills an empty installation with sample data, through the same use cases as a person: trials of every
//! age, packages and the ledger that paid for them, a day of verifications with a key rotation in it, certificates
//! of nine simulated vendors with pushes of the last half hour, requests to technical support.
//!
//! The clock of the sample is a parameter as everywhere: it starts some weeks ago and advances from event to
//! event.

mod deliveries;
mod events;
mod money;
mod owner;
mod push;
mod sample;
mod traffic;
mod vendors;

use std::collections::HashMap;
use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use console::{Actor, Clock, Console, Random, Stranger};
use domain::application::lifecycle::Event;
use domain::application::sdkappid::Sdkappid;
use domain::application::{NewApplication, Profile};
use domain::support::NewRequest;
use domain::time::Timestamp;

use super::CommandError;
use crate::clock::{SystemClock, SystemRandom};
use crate::config::{Config, Loaded};
use crate::installation::{self, Installation, make_folder};
use crate::{catalogue, setup_code};
use events::{BUSIEST, EVENTS, EventKind};
use owner::Owner;
use sample::{APPLICATIONS, FollowUp, Sample};
use vendors::Vendors;

/// The password, for those who want to know it beforehand; a random one is printed otherwise.
const PASSWORD: &str = "CHAT_CONSOLE_DEMO_PASSWORD";
/// Hours ago that the certificates were added. The console asks the vendors today, as it does every day.
const CERTIFICATES_ADDED: u32 = 3 * 24;
/// The address of whoever calls.
const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const HOUR: Duration = Duration::from_hours(1);

/// A clock that is set by hand.
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

/// Fills the installation if it is empty. With `serve`, then serves it together with the simulated vendors.
pub(super) async fn run(loaded: &Loaded, serve: bool) -> Result<(), CommandError> {
    let mut loaded = loaded.clone();
    make_folder(&loaded.config)?;
    if !loaded.config.sends_mails() {
        loaded.config.mail_folder = Some(loaded.config.data_dir.join("mail"));
    }
    let folder = loaded.config.data_dir.join("vendors");
    let vendors = Vendors::start(&folder, &mut loaded.config).await?;
    fill_if_empty(&loaded.config, &vendors).await?;
    if serve {
        return super::serve::run(&loaded).await;
    }
    writeln!(io::stdout(), "Serve it together with the simulated vendors: chat-console demo --serve")?;
    Ok(())
}

async fn fill_if_empty(config: &Config, vendors: &Vendors) -> Result<(), CommandError> {
    let random = Arc::new(SystemRandom);
    let clock = Arc::new(SampleClock(AtomicI64::new(SystemClock.now().micros())));
    let code = setup_code::generate(&*random);
    let installation =
        Installation::open(config, code.clone(), Arc::clone(&clock) as _, Arc::clone(&random) as _).await?;
    let console = &installation.console;
    let people = console.acting_as(&Actor::Operator).operations().people().await?;
    if people.is_empty() {
        let password = std::env::var(PASSWORD).ok().filter(|password| !password.is_empty());
        let password = password.unwrap_or_else(|| setup_code::generate(&*random));
        put_catalogue(config)?;
        console.set_catalogue(catalogue::load(config).map_err(installation::InstallationError::from)?);
        let seeder = Seeder { console, clock: &clock, random: &*random, vendors };
        seeder.seed(&code, &password).await?;
        let mut out = io::stdout().lock();
        writeln!(out, "Filled with {} sample applications.", APPLICATIONS.len())?;
        writeln!(out, "Email: {}", owner::EMAIL)?;
        writeln!(out, "Password: {password}")?;
    } else {
        writeln!(io::stdout(), "There is data already; nothing was added.")?;
    }
    Ok(installation.close().await?)
}

/// Writes the catalogue of the sample into the data folder, unless the operator has one.
fn put_catalogue(config: &Config) -> Result<(), CommandError> {
    if config.catalogue_file().is_none() {
        std::fs::write(config.data_dir.join("catalogue.toml"), include_str!("demo/catalogue.toml"))?;
    }
    Ok(())
}

/// A stranger on this machine.
fn stranger(browser: &str) -> Actor {
    Actor::Stranger(Stranger { address: HERE, browser: browser.to_owned() })
}

/// The console that is being filled, with its clock and random source.
struct Seeder<'a> {
    console: &'a Console,
    clock: &'a SampleClock,
    random: &'a dyn Random,
    vendors: &'a Vendors,
}

impl Seeder<'_> {
    async fn seed(&self, code: &str, password: &str) -> Result<(), CommandError> {
        let today = self.clock.now();
        let ago = |hours: u32| today.minus(HOUR * hours);
        let oldest = APPLICATIONS.iter().map(|sample| sample.hours_ago).max().unwrap_or_default();
        self.clock.set(ago(oldest + 1));
        let owner = Owner::create(self.console, code, password).await?;
        let mut samples: Vec<&Sample> = APPLICATIONS.iter().collect();
        samples.sort_by_key(|sample| std::cmp::Reverse(sample.hours_ago));
        let mut made = HashMap::new();
        for sample in samples {
            // Real applications are not created exactly on the hour.
            let mut byte = [0; 1];
            self.random.fill(&mut byte);
            self.clock.set(ago(sample.hours_ago).plus(Duration::from_secs(u64::from(byte[0]) * 13)));
            made.insert(sample.name, self.add(&owner.actor, sample).await?);
        }
        for event in EVENTS {
            self.clock.set(event.when.at(today));
            self.apply(&owner, made.get(event.application).copied(), &event.kind).await?;
        }
        let busiest = made.get(BUSIEST).copied().ok_or_else(|| invalid(BUSIEST))?;
        self.clock.set(ago(CERTIFICATES_ADDED));
        push::add(self.console, &owner.actor, busiest, &self.vendors.fixtures, today).await?;
        traffic::run(self.console, self.clock, &owner, busiest, today).await?;
        deliveries::run(self.console, self.clock, &owner, busiest, today).await?;
        self.console.check_certificates().await?;
        super::background::flush(self.console).await?;
        owner.sign_out(self.console).await
    }

    async fn add(&self, owner: &Actor, sample: &Sample) -> Result<Sdkappid, CommandError> {
        let applications = self.console.acting_as(owner).applications();
        let wrong = |_| invalid(sample.name);
        let new = NewApplication::parse(sample.name, sample.description, sample.region).map_err(wrong)?;
        let sdkappid = applications.create(new).await?;
        let later = |hours: u32| self.clock.set(self.clock.now().plus(HOUR * hours));
        match sample.then {
            FollowUp::Nothing => {}
            FollowUp::Disabled => {
                later(5);
                applications.change(sdkappid, Event::Disable).await?;
            }
            FollowUp::DisabledAndEnabled => {
                later(2);
                applications.change(sdkappid, Event::Disable).await?;
                later(1);
                applications.change(sdkappid, Event::Enable).await?;
            }
            FollowUp::Described(description) => {
                later(3);
                let profile = Profile::parse(sample.name, description).map_err(wrong)?;
                let detail = applications.detail(sdkappid, None).await?;
                applications.edit(sdkappid, profile, detail.application.version).await?;
            }
        }
        Ok(sdkappid)
    }

    async fn apply(
        &self,
        owner: &Owner,
        sdkappid: Option<Sdkappid>,
        kind: &EventKind,
    ) -> Result<(), CommandError> {
        let actor = &owner.actor;
        let acting = self.console.acting_as(actor);
        let application = || sdkappid.ok_or_else(|| invalid("an event"));
        match kind {
            EventKind::ToppedUp { amount, note } => money::top_up(self.console, actor, amount, note).await,
            EventKind::Ordered(order) => money::order(self.console, actor, application()?, order).await,
            EventKind::Refunded => money::refund(self.console, actor, application()?).await,
            EventKind::JobsRan => {
                self.console.run_jobs().await?;
                Ok(())
            }
            EventKind::Deleted => {
                let lately = owner.sign_in_again(self.console).await?;
                let acting = self.console.acting_as(&lately.actor);
                acting.applications().change(application()?, Event::Delete).await?;
                lately.sign_out(self.console).await
            }
            EventKind::Asked { subject, text, answer } => {
                let support = acting.support();
                let new = NewRequest::parse(subject, text).map_err(|_| invalid(subject))?;
                let id = support.create(new, sdkappid).await?;
                if let Some(answer) = answer {
                    self.clock.set(self.clock.now().plus(HOUR));
                    support.reply(id, answer.parse().map_err(|_| invalid(subject))?).await?;
                }
                Ok(())
            }
        }
    }
}

fn invalid(what: &str) -> CommandError {
    CommandError::Refused(format!("the sample {what:?} is not valid"))
}
