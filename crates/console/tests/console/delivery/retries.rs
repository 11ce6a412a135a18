//! What fails is tried again.

use std::time::Duration;

use domain::delivery::outcome::DeliveryState;
use serde_json::json;
use tokio::time::{Instant, sleep};

use super::station::{PATIENCE, Station, token, tokens};
use crate::common::{self, *};
use crate::on_both;
use crate::vendors::Vendors;

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
