//! Several servers of one database.

use std::time::Duration;

use domain::delivery::outcome::DeliveryState;
use tokio::sync::watch;
use tokio::time::Instant;

use super::station::{Station, token};
use crate::common::{self, *};
use crate::vendors::Vendors;

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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_that_get_the_same_call_at_once_accept_it_once() {
    let Some(fresh) = common::empty_postgres().await else { return };
    let fresh = fresh.migrated().await;
    let vendors = Vendors::start(NOW).await;
    let station = Station::of(&vendors, &fresh).await;
    let other = vendors.world(&fresh, 2).await;
    station.device("jo", &token(1)).await;
    for random in 0..30 {
        let (first, second) =
            tokio::join!(station.push(&["jo"], random), station.push_by(&other, &["jo"], random, None));
        assert_eq!(first.unwrap(), second.unwrap());
    }
    assert_eq!(station.desk.world.count("push").await, 30);
}
