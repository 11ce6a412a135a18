//! Tokens and credentials that the vendor refuses.

use std::time::Duration;

use domain::certificate::Health;
use domain::delivery::outcome::DeliveryState;
use serde_json::json;
use tokio::time::{Instant, sleep};

use super::station::{PATIENCE, Station, token};
use crate::certificates::form::Form;
use crate::common::{self, *};
use crate::on_both;
use crate::vendors::Vendors;
use crate::webhooks;

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

on_both!(dead_tokens_are_told_to_webhooks_once_for_a_quarter_of_an_hour, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let mut station = Station::of(&vendors, fresh).await;
    let chosen = webhooks::settings("https://hooks.example/console", "", &["push.dead_tokens"]);
    station.desk.world.console.acting_as(&station.desk.owner).webhooks().create(&chosen).await.unwrap();
    station.start();
    let dead = |number| format!("dead{}", &token(number)[4..]);
    for (round, count) in [(1, 2), (2, 1)] {
        for number in 0..count {
            station.device("jo", &dead(number)).await;
        }
        let accepted = station.push(&["jo"], round).await.unwrap();
        station.until(&accepted.task_id, &[(DeliveryState::DeadToken, count.into())]).await;
    }
    station.stop();
    let world = &station.desk.world;
    let received = async || {
        world.console.run_jobs().await.unwrap();
        webhooks::send_all(&world.console, &webhooks::answer(200)).await
    };
    let began = world.console.now();
    assert!(received().await.is_empty(), "more may follow");
    world.advance(Duration::from_mins(15));
    let sent = received().await;
    let [(_, body)] = sent.as_slice() else { panic!("{sent:?}") };
    assert_eq!(body["type"], "push.dead_tokens");
    let until = world.console.now().to_string();
    assert_eq!(
        body["data"],
        json!({
            "sdkappid": station.desk.app.number(), "platform": "apns", "tokens": 3, "since": began.to_string(),
            "until": until,
        })
    );
    world.advance(Duration::from_mins(15));
    assert!(received().await.is_empty(), "told once");
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
