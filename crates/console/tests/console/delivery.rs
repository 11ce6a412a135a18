//! Pushes: accepted, sent to the simulated vendors, and written down.

use std::collections::BTreeMap;
use std::time::Duration;

use console::{AcceptedPush, Readiness};
use domain::application::lifecycle::Event;
use domain::certificate::{CertificateId, Health};
use domain::delivery::outcome::DeliveryState;
use domain::usersig::service_code::ServiceCode;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

use crate::back_end::BackEnd;
use crate::certificates::Desk;
use crate::certificates::form::Form;
use crate::common::{self, *};
use crate::on_both;
use crate::vendors::Vendors;

/// For so long, something that has to happen may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// An application with certificates, devices and a back end.
struct Station<'a> {
    desk: Desk<'a>,
    back_end: BackEnd,
    apns: CertificateId,
    fcm: CertificateId,
    delivering: Option<JoinHandle<()>>,
}

impl Drop for Station<'_> {
    fn drop(&mut self) {
        self.stop();
    }
}

impl<'a> Station<'a> {
    async fn of(vendors: &Vendors, fresh: &'a Fresh) -> Self {
        let desk = Desk::of(vendors, fresh).await;
        let apns = desk.add(&Form::of("p8", vendors.folder())).await;
        let fcm = desk.add(&Form::of("fcm", vendors.folder())).await;
        let back_end = BackEnd::with_current_key(&desk.world, &desk.owner, desk.app).await;
        Self { desk, back_end, apns, fcm, delivering: None }
    }

    /// Begins to deliver, as a server does when it starts.
    fn start(&mut self) {
        let console = self.desk.world.console.clone();
        let (sender, stop) = watch::channel(false);
        self.delivering = Some(tokio::spawn(async move {
            console.deliver(stop).await;
            drop(sender);
        }));
    }

    /// Stops at whatever point it has reached, as a server that is killed.
    fn stop(&mut self) {
        if let Some(delivering) = self.delivering.take() {
            delivering.abort();
        }
    }

    async fn device(&self, user: &str, token: &str) -> String {
        let is_apple = token.bytes().all(|byte| byte.is_ascii_hexdigit());
        let (platform, certificate) = if is_apple { ("apns", self.apns) } else { ("fcm", self.fcm) };
        let body = json!({
            "UserID": user, "Platform": platform, "CertificateID": certificate.number(), "Token": token,
        });
        self.back_end.set_device(&self.desk.world, &body).await.unwrap()
    }

    async fn push(&self, targets: &[&str], random: u32) -> Result<AcceptedPush, ServiceCode> {
        self.push_with(targets, random, None).await
    }

    async fn push_with(
        &self,
        targets: &[&str],
        random: u32,
        key: Option<&str>,
    ) -> Result<AcceptedPush, ServiceCode> {
        let body = json!({
            "From_Account": "administrator", "To_Account": targets, "MsgRandom": random,
            "OfflinePushInfo": { "PushFlag": 0, "Title": "Ward 3", "Desc": "Bed 12 asks for you" },
        });
        self.back_end.push(&self.desk.world, &body, key).await
    }

    async fn states(&self, task: &str) -> BTreeMap<DeliveryState, usize> {
        let pushes = self.desk.world.console.acting_as(&self.desk.owner);
        pushes.pushes().record(self.desk.app, task).await.unwrap().summary.states
    }

    /// Waits until the push has come to these states.
    async fn until(&self, task: &str, expected: &[(DeliveryState, usize)]) {
        let expected: BTreeMap<_, _> = expected.iter().copied().collect();
        let began = Instant::now();
        loop {
            let states = self.states(task).await;
            if states == expected {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "{states:?}, but expected {expected:?}");
            sleep(Duration::from_millis(10)).await;
        }
    }

    async fn change(&self, event: Event) {
        let applications = self.desk.world.console.acting_as(&self.desk.owner);
        applications.applications().change(self.desk.app, event).await.unwrap();
    }
}

/// Tokens of Apple's form.
fn token(number: u8) -> String {
    format!("{number:02x}").repeat(32)
}

fn tokens(deliveries: &[Value]) -> Vec<&str> {
    let mut tokens: Vec<_> = deliveries.iter().map(|push| push["token"].as_str().unwrap()).collect();
    tokens.sort_unstable();
    tokens
}

on_both!(a_push_reaches_every_device_of_its_targets_once, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let mut station = Station::of(&vendors, fresh).await;
    station.start();
    station.device("jo", &token(1)).await;
    station.device("jo", "registration-of-jo").await;
    let sams = station.device("sam", &token(2)).await;
    station.device("nobody's", &token(3)).await;

    let accepted = station.push(&["jo", "sam", &sams, "unknown"], 1).await.unwrap();
    assert_eq!(
        accepted.refused.iter().map(domain::delivery::Target::as_str).collect::<Vec<_>>(),
        ["unknown"]
    );
    station.until(&accepted.task_id, &[(DeliveryState::Accepted, 3)]).await;
    let deliveries = vendors.deliveries().await;
    assert_eq!(tokens(&deliveries), [&token(1), &token(2), "registration-of-jo"]);

    // The same call again is the same push; another one is not.
    assert_eq!(station.push(&["jo", "sam", &sams, "unknown"], 1).await.unwrap(), accepted);
    let keyed = station.push_with(&["jo"], 2, Some("order-17")).await.unwrap();
    assert_ne!(keyed.task_id, accepted.task_id);
    assert_eq!(station.push_with(&["sam"], 3, Some("order-17")).await.unwrap(), keyed);
    station.until(&keyed.task_id, &[(DeliveryState::Accepted, 2)]).await;
    assert_eq!(vendors.deliveries().await.len(), 5);

    let records = station.desk.world.console.acting_as(&station.desk.owner).pushes();
    let found = records.list(station.desk.app, "sam", None).await.unwrap();
    assert_eq!(found.pushes.len(), 1);
    assert_eq!(records.list(station.desk.app, &keyed.task_id, None).await.unwrap().pushes.len(), 1);
    assert_eq!(records.list(station.desk.app, "", None).await.unwrap().pushes.len(), 2);
    let record = records.record(station.desk.app, &accepted.task_id).await.unwrap();
    assert_eq!(record.devices.len(), 3);
    assert!(record.devices.iter().all(|device| device.events.len() == 1 && device.registered.is_some()));
});

on_both!(what_was_accepted_is_delivered_after_a_restart_with_the_same_ids, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let mut station = Station::of(&vendors, fresh).await;
    for number in 1..=60 {
        station.device("jo", &token(number)).await;
    }
    let accepted = station.push(&["jo"], 1).await.unwrap();
    station.until(&accepted.task_id, &[(DeliveryState::Waiting, 60)]).await;
    vendors.chaos(&json!({ "apns": { "delay_ms": 20 } })).await;
    // Killed again and again, at any point, a little later each time.
    let (began, mut lifetime) = (Instant::now(), Duration::from_millis(30));
    while station.states(&accepted.task_id).await.get(&DeliveryState::Accepted) != Some(&60) {
        let states = station.states(&accepted.task_id).await;
        assert!(began.elapsed() < PATIENCE, "{states:?}, {} delivered", vendors.deliveries().await.len());
        station.start();
        sleep(lifetime).await;
        lifetime = lifetime * 5 / 4;
        station.stop();
        // As if they had ended by themselves.
        station.desk.world.run("UPDATE push_queue SET lease_ends_at = 0").await;
    }
    let mut ids: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for push in vendors.deliveries().await {
        let text = |name: &str| push[name].as_str().unwrap().to_owned();
        ids.entry(text("token")).or_default().push(format!("{} {}", text("id"), text("overlay")));
    }
    assert_eq!(ids.len(), 60);
    for (token, ids) in ids {
        assert!(ids.iter().all(|id| *id == ids[0]), "{token}: {ids:?}");
    }
});

on_both!(a_disabled_application_sends_nothing_more, |fresh| {
    let mut vendors = Vendors::start(NOW).await;
    {
        let mut station = Station::of(&vendors, fresh).await;
        station.device("jo", &token(1)).await;
        station.device("jo", "registration-of-jo").await;
        let accepted = station.push(&["jo"], 1).await.unwrap();
        station.change(Event::Disable).await;
        assert_eq!(station.push(&["jo"], 2).await, Err(ServiceCode::OutOfService));
        station.start();
        station.until(&accepted.task_id, &[(DeliveryState::ApplicationStopped, 2)]).await;
        // What is stopped stays so.
        station.change(Event::Enable).await;
        let next = station.push(&["jo"], 3).await.unwrap();
        station.until(&next.task_id, &[(DeliveryState::Accepted, 2)]).await;
        station.until(&accepted.task_id, &[(DeliveryState::ApplicationStopped, 2)]).await;
        assert_eq!(vendors.deliveries().await.len(), 2);
    }
    vendors.stop().await;
});

on_both!(what_was_to_be_tried_again_is_stopped_for_good, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let mut station = Station::of(&vendors, fresh).await;
    station.start();
    station.device("jo", &token(1)).await;
    vendors.chaos(&json!({ "apns": { "unavailable": 1.0 } })).await;
    let accepted = station.push(&["jo"], 1).await.unwrap();
    station.until(&accepted.task_id, &[(DeliveryState::Retrying, 1)]).await;
    vendors.chaos(&json!({})).await;
    station.change(Event::Disable).await;
    station.change(Event::Enable).await;
    station.until(&accepted.task_id, &[(DeliveryState::ApplicationStopped, 1)]).await;
    let next = station.push(&["jo"], 2).await.unwrap();
    station.until(&next.task_id, &[(DeliveryState::Accepted, 1)]).await;
    assert_eq!(vendors.deliveries().await.len(), 1);
});

on_both!(what_nobody_has_read_is_stopped_for_good, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let mut station = Station::of(&vendors, fresh).await;
    station.device("jo", &token(1)).await;
    let accepted = station.push(&["jo"], 1).await.unwrap();
    station.change(Event::Disable).await;
    station.change(Event::Enable).await;
    let next = station.push(&["jo"], 2).await.unwrap();
    station.start();
    station.until(&next.task_id, &[(DeliveryState::Accepted, 1)]).await;
    station.until(&accepted.task_id, &[(DeliveryState::ApplicationStopped, 1)]).await;
    assert_eq!(vendors.deliveries().await.len(), 1);
});

on_both!(what_waits_when_the_trial_ends_is_stopped, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let mut station = Station::of(&vendors, fresh).await;
    let applications = station.desk.world.console.acting_as(&station.desk.owner).applications();
    let application = applications.detail(station.desk.app, None).await.unwrap().application;
    let end = application.life.suspends_at().unwrap();
    station.desk.world.advance(end.since(NOW.plus(Duration::from_hours(1))));
    station.start();
    station.device("jo", &token(1)).await;
    vendors.chaos(&json!({ "apns": { "unavailable": 1.0 } })).await;
    let accepted = station.push(&["jo"], 1).await.unwrap();
    station.until(&accepted.task_id, &[(DeliveryState::Retrying, 1)]).await;
    vendors.chaos(&json!({})).await;
    // Nobody writes anything: the time alone has come.
    station.desk.world.advance(Duration::from_hours(2));
    station.until(&accepted.task_id, &[(DeliveryState::ApplicationStopped, 1)]).await;
    assert!(vendors.deliveries().await.is_empty());
});

on_both!(a_deleted_certificate_delivers_nothing, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let mut station = Station::of(&vendors, fresh).await;
    station.device("jo", &token(1)).await;
    station.device("jo", "registration-of-jo").await;
    let accepted = station.push(&["jo"], 1).await.unwrap();
    station.desk.certificates().delete(station.desk.app, station.apns).await.unwrap();
    station.start();
    let ended = [(DeliveryState::CertificateDeleted, 1), (DeliveryState::Accepted, 1)];
    station.until(&accepted.task_id, &ended).await;
    assert_eq!(tokens(&vendors.deliveries().await), ["registration-of-jo"]);
});

on_both!(a_dead_token_is_removed_and_a_doubtful_one_is_kept, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let mut station = Station::of(&vendors, fresh).await;
    station.start();
    let dead = format!("dead{}", &token(1)[4..]);
    let doubtful = format!("bad0{}", &token(2)[4..]);
    station.device("jo", &dead).await;
    station.device("jo", &doubtful).await;
    let accepted = station.push(&["jo"], 1).await.unwrap();
    let ended = [(DeliveryState::DeadToken, 1), (DeliveryState::DoubtfulToken, 1)];
    station.until(&accepted.task_id, &ended).await;
    assert_eq!(station.desk.world.count("device").await, 1);
    let again = station.push(&["jo"], 2).await.unwrap();
    station.until(&again.task_id, &[(DeliveryState::DoubtfulToken, 1)]).await;
});

on_both!(a_refused_credential_stops_alone, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let mut station = Station::of(&vendors, fresh).await;
    station.start();
    station.device("jo", &token(1)).await;
    station.device("jo", "registration-of-jo").await;
    vendors.chaos(&json!({ "apns": { "refused": ["com.example.messenger"] } })).await;
    let accepted = station.push(&["jo"], 1).await.unwrap();
    let waiting = [(DeliveryState::Waiting, 1), (DeliveryState::Accepted, 1)];
    station.until(&accepted.task_id, &waiting).await;
    let began = Instant::now();
    while !matches!(station.desk.one(station.apns).await.health, Health::FailingSince { .. }) {
        assert!(began.elapsed() < PATIENCE, "the card says nothing");
        sleep(Duration::from_millis(10)).await;
    }
    // With a good credential it goes on.
    vendors.chaos(&json!({})).await;
    station.desk.edit(station.apns, &Form::of("p8", vendors.folder())).await.unwrap();
    station.until(&accepted.task_id, &[(DeliveryState::Accepted, 2)]).await;
    assert_eq!(vendors.deliveries().await.len(), 2);
});

on_both!(a_credential_that_was_mended_while_no_server_ran_is_used_at_once, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let mut station = Station::of(&vendors, fresh).await;
    station.start();
    station.device("jo", &token(1)).await;
    vendors.chaos(&json!({ "apns": { "refused": ["com.example.messenger"] } })).await;
    let accepted = station.push(&["jo"], 1).await.unwrap();
    let began = Instant::now();
    while !matches!(station.desk.one(station.apns).await.health, Health::FailingSince { .. }) {
        assert!(began.elapsed() < PATIENCE, "the card says nothing");
        sleep(Duration::from_millis(10)).await;
    }
    station.stop();
    station.desk.world.run("UPDATE push_queue SET lease_ends_at = 0").await;
    vendors.chaos(&json!({})).await;
    station.desk.edit(station.apns, &Form::of("p8", vendors.folder())).await.unwrap();
    station.start();
    station.until(&accepted.task_id, &[(DeliveryState::Accepted, 1)]).await;
    assert_eq!(vendors.deliveries().await.len(), 1);
});

on_both!(what_fails_is_tried_again_until_its_time_is_over, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let mut station = Station::of(&vendors, fresh).await;
    station.start();
    station.device("jo", &token(1)).await;
    vendors.chaos(&json!({ "apns": { "unavailable": 1.0 } })).await;
    let accepted = station.push(&["jo"], 1).await.unwrap();
    station.until(&accepted.task_id, &[(DeliveryState::Retrying, 1)]).await;
    vendors.chaos(&json!({})).await;
    station.desk.world.advance(Duration::from_mins(6));
    station.until(&accepted.task_id, &[(DeliveryState::Accepted, 1)]).await;

    vendors.chaos(&json!({ "apns": { "unavailable": 1.0 } })).await;
    let late = station.push(&["jo"], 2).await.unwrap();
    station.until(&late.task_id, &[(DeliveryState::Retrying, 1)]).await;
    station.desk.world.advance(Duration::from_hours(25));
    station.until(&late.task_id, &[(DeliveryState::Expired, 1)]).await;
});

on_both!(a_queue_that_nobody_works_on_is_noticed, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let mut station = Station::of(&vendors, fresh).await;
    station.device("jo", &token(1)).await;
    let accepted = station.push(&["jo"], 1).await.unwrap();
    station.desk.world.advance(Duration::from_secs(59));
    assert_eq!(station.desk.world.console.readiness().await.unwrap(), Readiness::Ready);
    station.desk.world.advance(Duration::from_secs(2));
    let abandoned = Readiness::QueueAbandoned(station.apns);
    assert_eq!(station.desk.world.console.readiness().await.unwrap(), abandoned);
    station.start();
    station.until(&accepted.task_id, &[(DeliveryState::Accepted, 1)]).await;
    assert_eq!(station.desk.world.console.readiness().await.unwrap(), Readiness::Ready);
});

on_both!(what_was_on_the_wire_before_a_stop_is_recorded_as_such, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let mut station = Station::of(&vendors, fresh).await;
    station.start();
    station.device("jo", &token(1)).await;
    let before = station.push(&["jo"], 1).await.unwrap();
    station.until(&before.task_id, &[(DeliveryState::Accepted, 1)]).await;
    vendors.chaos(&json!({ "apns": { "delay_ms": 1_000 } })).await;
    let on_the_wire = station.push(&["jo"], 2).await.unwrap();
    // The vendor has it, and its answer is on the way.
    while vendors.deliveries().await.len() < 2 {
        sleep(Duration::from_millis(10)).await;
    }
    station.change(Event::Disable).await;
    station.until(&on_the_wire.task_id, &[(DeliveryState::Accepted, 1)]).await;
    station.change(Event::Enable).await;
    vendors.chaos(&json!({})).await;
    let after = station.push(&["jo"], 3).await.unwrap();
    station.until(&after.task_id, &[(DeliveryState::Accepted, 1)]).await;
    for (push, expected) in [(&before, false), (&on_the_wire, true), (&after, false)] {
        let pushes = station.desk.world.console.acting_as(&station.desk.owner).pushes();
        let record = pushes.record(station.desk.app, &push.task_id).await.unwrap();
        assert_eq!(record.devices[0].events[0].sent_before_stop, expected, "{record:?}");
    }
    assert_eq!(station.desk.world.console.delivery_counts().sent_before_stop, 1);
});

on_both!(nothing_is_sent_once_a_trial_is_over, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let mut station = Station::of(&vendors, fresh).await;
    station.device("jo", &token(1)).await;
    station.desk.world.set(NOW.plus_months(1).minus(Duration::from_hours(1)));
    station.start();
    vendors.chaos(&json!({ "apns": { "unavailable": 1.0 } })).await;
    let accepted = station.push(&["jo"], 1).await.unwrap();
    station.until(&accepted.task_id, &[(DeliveryState::Retrying, 1)]).await;
    // The credential is open then. No job has written down that the application is suspended.
    vendors.chaos(&json!({})).await;
    station.desk.world.advance(Duration::from_hours(2));
    station.until(&accepted.task_id, &[(DeliveryState::ApplicationStopped, 1)]).await;
    assert_eq!(vendors.deliveries().await.len(), 0);
});

on_both!(retries_of_several_pushes_all_end, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let mut station = Station::of(&vendors, fresh).await;
    station.start();
    for user in 0..4_u8 {
        station.device(&format!("user-{user}"), &token(user + 1)).await;
    }
    vendors.chaos(&json!({ "apns": { "unavailable": 1.0 } })).await;
    let mut tasks = Vec::new();
    for user in 0..4_u8 {
        tasks.push(station.push(&[&format!("user-{user}")], u32::from(user)).await.unwrap().task_id);
        station.until(tasks.last().unwrap(), &[(DeliveryState::Retrying, 1)]).await;
        // They are due one after the other, while the worker remembers the pushes before.
        station.desk.world.advance(Duration::from_millis(300));
    }
    vendors.chaos(&json!({})).await;
    for _ in 0..40 {
        station.desk.world.advance(Duration::from_millis(500));
        sleep(Duration::from_millis(10)).await;
    }
    station.desk.world.advance(Duration::from_mins(6));
    for task in &tasks {
        station.until(task, &[(DeliveryState::Accepted, 1)]).await;
    }
});

on_both!(a_retry_is_sent_once_while_others_are_to_come, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let mut station = Station::of(&vendors, fresh).await;
    station.start();
    station.device("jo", &token(1)).await;
    station.device("sam", &token(2)).await;
    vendors.chaos(&json!({ "apns": { "unavailable": 1.0 } })).await;
    let later = station.push(&["sam"], 1).await.unwrap();
    let records = station.desk.world.console.acting_as(&station.desk.owner).pushes();
    let attempts = async || {
        let record = records.record(station.desk.app, &later.task_id).await.unwrap();
        record.devices[0].events.len()
    };
    // After so many, the next one is due in four seconds at the earliest.
    for attempt in 1..=5 {
        let began = Instant::now();
        while attempts().await < attempt {
            assert!(began.elapsed() < PATIENCE, "it is not tried again");
            sleep(Duration::from_millis(10)).await;
        }
        station.desk.world.advance(Duration::from_mins(if attempt < 5 { 6 } else { 0 }));
    }
    let sooner = station.push(&["jo"], 2).await.unwrap();
    station.until(&sooner.task_id, &[(DeliveryState::Retrying, 1)]).await;
    vendors.chaos(&json!({})).await;
    station.desk.world.advance(Duration::from_secs(2));
    station.until(&sooner.task_id, &[(DeliveryState::Accepted, 1)]).await;
    // What is read again before its result is written would be sent by now.
    sleep(Duration::from_millis(300)).await;
    assert_eq!(tokens(&vendors.deliveries().await), [&token(1)], "once, and nothing else");
    station.until(&later.task_id, &[(DeliveryState::Retrying, 1)]).await;
});

/// Servers that share a database: on SQLite there is only one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_deliver_everything_once_and_one_takes_over_from_the_other() {
    let Some(fresh) = common::empty_postgres().await else { return };
    let fresh = fresh.migrated().await;
    let vendors = Vendors::start(NOW).await;
    let mut station = Station::of(&vendors, &fresh).await;
    let other = vendors.world(&fresh, 2).await;
    let (sender, stop) = watch::channel(false);
    let console = other.console.clone();
    let other_delivers = tokio::spawn(async move { console.deliver(stop).await });
    station.start();
    for number in 1..=20 {
        station.device("jo", &token(number)).await;
    }
    station.device("jo", "registration-of-jo").await;
    let mut tasks = Vec::new();
    for random in 0..20 {
        tasks.push(station.push(&["jo"], random).await.unwrap().task_id);
    }
    for task in &tasks {
        station.until(task, &[(DeliveryState::Accepted, 21)]).await;
    }
    assert_eq!(vendors.deliveries().await.len(), 20 * 21, "each once");

    // One dies; the other one waits for the end of its leases and goes on.
    station.stop();
    let last = station.push(&["jo"], 20).await.unwrap();
    station.until(&last.task_id, &[(DeliveryState::Accepted, 21)]).await;
    // The other one stops in good order: its leases are free at once.
    sender.send_replace(true);
    other_delivers.await.unwrap();
    station.start();
    let began = Instant::now();
    let after = station.push(&["jo"], 21).await.unwrap();
    station.until(&after.task_id, &[(DeliveryState::Accepted, 21)]).await;
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}
