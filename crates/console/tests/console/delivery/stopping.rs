//! Nothing is sent after a stop, and what waited then is stopped for good.

use std::time::Duration;

use domain::application::lifecycle::Event;
use domain::delivery::outcome::DeliveryState;
use domain::usersig::service_code::ServiceCode;
use serde_json::json;
use tokio::time::sleep;

use super::station::{Station, token, tokens};
use crate::common::{self, *};
use crate::on_both;
use crate::vendors::Vendors;

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
