//! Servers that are killed at every named step of the delivery, under load, while the vendors fail now and then: on SQLite
//! one after the other, on PostgreSQL one of three, whose queues the others take over when its leases end.
//!
//! In the end everything has been delivered or has an end, whatever came twice came with the same id, and nothing arrived
//! while its application was disabled.

mod ledger;
mod server;
mod supervisor;

use std::collections::BTreeSet;
use std::os::unix::process::ExitStatusExt as _;
use std::time::Duration;

use domain::application::lifecycle::Event;
use domain::application::sdkappid::Sdkappid;
use domain::delivery::outcome::DeliveryState;
use serde_json::{Value, json};
use store::Location;
use tokio::time::{Instant, sleep};

use self::ledger::{Log, Silence, target_of};
use self::server::{Database, Load, Orders, Told, USERS};
use self::supervisor::Server;
use crate::accepted::{Delivery, deliveries};
use crate::back_end::BackEnd;
use crate::certificates::Desk;
use crate::certificates::form::Form;
use crate::common::{self, *};
use crate::on_both;
use crate::vendors::Vendors;
use crate::world::TestRng;

/// A step, how often it may be passed at most before the server dies there, and what happens meanwhile.
struct Step(&'static str, u64, Scene);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scene {
    /// Pushes are accepted and sent; in some rounds the application is disabled for a while.
    Load,
    /// The application is disabled and enabled.
    Pause,
    /// The server is stopped in good order.
    Stop,
}

/// All of them; [`the_list_of_steps_is_complete`].
const STEPS: [Step; 18] = [
    Step("accept.before_commit", 12, Scene::Load),
    Step("accept.after_commit", 12, Scene::Load),
    Step("lease.before_commit", 1, Scene::Load),
    Step("lease.after_commit", 1, Scene::Load),
    Step("renewal.before_commit", 1, Scene::Load),
    Step("renewal.after_commit", 1, Scene::Load),
    Step("release.before_commit", 1, Scene::Stop),
    Step("release.after_commit", 1, Scene::Stop),
    Step("token.before_request", 3, Scene::Load),
    Step("token.after_response", 3, Scene::Load),
    Step("permit.before_release", 4, Scene::Load),
    Step("permit.after_release", 4, Scene::Load),
    Step("send.before_request", 40, Scene::Load),
    Step("send.after_response", 40, Scene::Load),
    Step("settle.before_commit", 4, Scene::Load),
    Step("settle.after_commit", 4, Scene::Load),
    Step("stop.before_commit", 2, Scene::Pause),
    Step("stop.after_commit", 2, Scene::Pause),
];

/// Rounds at least, on each database; more with ROUNDS=... Each step has its turn in each series.
const ROUNDS: usize = STEPS.len();
/// A server that has not come to the step by then is started again, with another application.
const MAX_ROUND: Duration = Duration::from_secs(8);
/// A step that is not come to then is never come to.
const MAX_ATTEMPTS: u32 = 3;
/// Pushes of a round.
const PUSHES: u32 = 60;
/// So long, everything may take to be delivered in the end.
const DRAIN: Duration = Duration::from_mins(1);

#[test]
fn the_list_of_steps_is_complete() {
    fn names(folder: &std::path::Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                names(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let steps = text.split("fail_point!(\"").skip(1);
                found.extend(steps.map(|rest| rest.split_once('"').unwrap().0.to_owned()));
            }
        }
    }
    let mut found = BTreeSet::new();
    names(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert_eq!(found, STEPS.iter().map(|Step(name, ..)| (*name).to_owned()).collect());
}

on_both!(a_kill_at_any_step_loses_nothing_and_starts_nothing_that_was_stopped, |fresh| {
    let rounds = std::env::var("ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(ROUNDS);
    // `fresh` is for the first series.
    let (mut next, mut played, mut number) = (None, 0, 0);
    while played < rounds {
        let series = Series::begin(next.as_ref().unwrap_or(fresh), number).await;
        played += series.play().await;
        number += 1;
        if played < rounds {
            next = Some(another(fresh).await);
        }
    }
});

/// A database of the same kind.
async fn another(fresh: &Fresh) -> Fresh {
    match fresh.location {
        Location::Sqlite(_) => common::empty_sqlite().await.migrated().await,
        Location::Postgres(_) => common::empty_postgres().await.unwrap().migrated().await,
    }
}

/// An application with devices, as its back end knows it.
struct Subject {
    sdkappid: Sdkappid,
    key: String,
    tokens: BTreeSet<String>,
    /// Whether it is disabled now and then.
    is_paused: bool,
    silences: Vec<Silence>,
    acknowledged: Vec<String>,
}

/// Rounds on a database of their own.
struct Series<'a> {
    vendors: Vendors,
    desk: Desk<'a>,
    rng: TestRng,
    seeds: u64,
    subjects: Vec<Subject>,
}

impl<'a> Series<'a> {
    async fn begin(fresh: &'a Fresh, number: u64) -> Self {
        let vendors = Vendors::start_by(FakeClock::running()).await;
        let desk = Desk::of(&vendors, fresh).await;
        // The one of the desk is its own.
        Self { vendors, desk, rng: TestRng::new(number), seeds: 2, subjects: Vec::new() }
    }

    fn orders(&mut self) -> Orders {
        self.seeds += 1;
        let database = match &self.desk.world.fresh.location {
            Location::Sqlite(path) => Database::Sqlite(path.clone()),
            Location::Postgres(address) => Database::Postgres(address.clone()),
        };
        let vendors = self.vendors.addresses();
        Orders { database, vendors, seed: self.seeds, load: None, dies_at: None, stops: false }
    }

    /// Makes an application; returns its index.
    async fn subject(&mut self) -> usize {
        let index = self.subjects.len();
        let world = &self.desk.world;
        let sdkappid = world.create(&self.desk.owner, &format!("Subject {index}")).await;
        let back_end = BackEnd::with_current_key(world, &self.desk.owner, sdkappid).await;
        let mut tokens = BTreeSet::new();
        for (platform, form) in [("apns", "p8"), ("fcm", "fcm")] {
            let certificates = self.desk.certificates();
            let form = Form::of(form, self.vendors.folder());
            let certificate = certificates.add(sdkappid, form.added()).await.unwrap().id;
            for user in 0..USERS {
                let token = format!("{:016x}", (index as u64 + 1) << 32 | 0xa << 60 | user).repeat(4);
                let token = if platform == "fcm" { format!("registration-{token}") } else { token };
                let body = json!({
                    "UserID": format!("user-{user}"), "Platform": platform,
                    "CertificateID": certificate.number(), "Token": token,
                });
                back_end.set_device(world, &body).await.unwrap();
                tokens.insert(token);
            }
        }
        let key = back_end.key.expose().to_string();
        let (silences, acknowledged) = (Vec::new(), Vec::new());
        self.subjects.push(Subject { sdkappid, key, tokens, is_paused: false, silences, acknowledged });
        index
    }

    fn load(&mut self, subject: usize, pushes: u32, pauses: u32) -> Load {
        let Subject { sdkappid, key, is_paused, .. } = &mut self.subjects[subject];
        *is_paused |= pauses > 0;
        Load { sdkappid: *sdkappid, key: key.clone(), pushes, pauses }
    }

    /// Plays a round for each step. Returns how many it were.
    async fn play(mut self) -> usize {
        let failing =
            json!({ "unavailable": 0.05, "dropped_before": 0.01, "dropped_after": 0.01, "delay_ms": 3 });
        self.vendors.chaos(&json!({ "apns": failing, "fcm": failing })).await;
        // Two more servers, which share an application of their own.
        let mut others = Vec::new();
        if let Location::Postgres(_) = self.desk.world.fresh.location {
            let shared = self.subject().await;
            for pauses in [0, u32::MAX] {
                let load = Some(self.load(shared, 300, pauses));
                others.push((Server::start(&Orders { load, ..self.orders() }), shared));
            }
        }
        for step in &STEPS {
            let mut attempts = 1;
            while !self.is_killed_at(step).await {
                assert!(attempts < MAX_ATTEMPTS, "no server has come to {}", step.0);
                attempts += 1;
            }
        }
        self.is_killed_at_random().await;
        self.vendors.chaos(&json!({})).await;
        if others.is_empty() {
            let last = Server::start(&self.orders());
            others.push((last, 0));
        }
        for (server, _) in &mut others {
            server.rest();
        }
        let ends = self.drain().await;
        for (server, subject) in others {
            self.hear(subject, server.told());
        }
        self.compare(&ends).await;
        STEPS.len() + 1
    }

    /// Kills a server at that step; false if it never came to it.
    async fn is_killed_at(&mut self, Step(name, hits, scene): &Step) -> bool {
        let subject = self.subject().await;
        let hits = u32::try_from(1 + self.rng.below(*hits)).unwrap();
        let pauses = u32::from(*scene == Scene::Pause || (*scene == Scene::Load && self.rng.below(4) == 0));
        let mut orders = self.orders();
        orders.load = Some(self.load(subject, PUSHES, pauses));
        orders.dies_at = Some(((*name).to_owned(), hits));
        orders.stops = *scene == Scene::Stop;
        let mut server = Server::start(&orders);
        let status = server.ended_within(MAX_ROUND).await;
        let is_aborted = status.is_some_and(|status| status.signal() == Some(6));
        assert!(is_aborted || status.is_none_or(|status| status.success()), "{name} {hits}: {status:?}");
        self.over(subject, server).await;
        is_aborted
    }

    /// Kills a server at any moment.
    async fn is_killed_at_random(&mut self) {
        let subject = self.subject().await;
        let mut orders = self.orders();
        orders.load = Some(self.load(subject, PUSHES, 1));
        let mut server = Server::start(&orders);
        let moment = Duration::from_millis(100 + self.rng.below(700));
        assert_eq!(server.ended_within(moment).await, None, "it has ended by itself");
        self.over(subject, server).await;
    }

    /// Notes what a server has told, and enables its application again.
    async fn over(&mut self, subject: usize, server: Server) {
        self.hear(subject, server.told());
        let acting = self.desk.world.console.acting_as(&self.desk.owner);
        let now = self.desk.world.console.now().micros();
        let Subject { sdkappid, silences, .. } = &mut self.subjects[subject];
        for silence in silences.iter_mut() {
            silence.to = silence.to.min(now);
        }
        // It may be enabled already.
        let _ = acting.applications().change(*sdkappid, Event::Enable).await;
    }

    fn hear(&mut self, subject: usize, told: Vec<Told>) {
        let Subject { silences, acknowledged, .. } = &mut self.subjects[subject];
        for told in told {
            match told {
                Told::Accepted(task) => acknowledged.push(task),
                Told::Disabled(from) => silences.push(Silence { from, to: i64::MAX }),
                Told::Enabling(to) => silences.last_mut().unwrap().to = to,
            }
        }
    }

    /// Waits until everything has an end.
    async fn drain(&self) -> Vec<Vec<Delivery>> {
        let began = Instant::now();
        loop {
            let mut ends = Vec::new();
            for subject in &self.subjects {
                ends.push(deliveries(&self.desk.world.fresh.store, subject.sdkappid).await);
            }
            let open: Vec<_> = ends.iter().flatten().filter(|end| !end.state.is_final()).collect();
            if open.is_empty() {
                return ends;
            }
            let (count, first) = (open.len(), (&open[0].task, open[0].state));
            assert!(began.elapsed() < DRAIN, "{count} have no end after {DRAIN:?}, one is {first:?}");
            sleep(Duration::from_millis(250)).await;
        }
    }

    /// Compares with the vendors' own log.
    async fn compare(&self, ends: &[Vec<Delivery>]) {
        let received: Vec<Value> = self.vendors.deliveries().await;
        let log = Log::read(&received);
        log.check_ids();
        log.check_origin(&ends.iter().flatten().map(target_of).collect());
        for (subject, ends) in self.subjects.iter().zip(ends) {
            let tasks: BTreeSet<&String> = ends.iter().map(|end| &end.task).collect();
            for task in &subject.acknowledged {
                assert!(tasks.contains(task), "{task} was answered, and is gone");
            }
            let stopped = subject.is_paused.then_some(DeliveryState::ApplicationStopped);
            let allowed = [DeliveryState::Accepted, DeliveryState::Unknown].into_iter().chain(stopped);
            log.check(ends, &allowed.collect::<Vec<_>>());
            for silence in &subject.silences {
                log.check_silence(&subject.tokens, silence);
            }
        }
        let acknowledged: usize = self.subjects.iter().map(|subject| subject.acknowledged.len()).sum();
        assert!(acknowledged > STEPS.len(), "only {acknowledged} pushes were accepted");
        assert!(
            log.repeated() > 0,
            "nothing was repeated: nobody was killed between a response and its record"
        );
    }
}
