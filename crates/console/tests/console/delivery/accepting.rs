//! What is accepted reaches every device, also after a restart.

use std::collections::BTreeMap;
use std::time::Duration;

use console::Readiness;
use domain::delivery::outcome::DeliveryState;
use serde_json::json;
use tokio::time::{Instant, sleep};

use super::station::{PATIENCE, Station, token, tokens};
use crate::common::{self, *};
use crate::on_both;
use crate::vendors::Vendors;

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
