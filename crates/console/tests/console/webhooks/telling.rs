//! Which events are told, and that each is told once.

use std::time::Duration;

use domain::application::lifecycle::Event;
use domain::audit::checkpoint::Checkpoint;
use domain::billing::ledger::{EntryKind, OrderToken};
use domain::billing::money::{Currency, Money};
use domain::key::rotation::Overlap;
use serde_json::Value;

use super::*;
use crate::common;
use crate::on_both;

fn kinds(sent: &[(String, Value)]) -> Vec<&str> {
    sent.iter().map(|(_, body)| body["type"].as_str().unwrap()).collect()
}

on_both!(what_people_do_is_told_and_what_is_refused_is_not, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    endpoint(&world.console, &owner).await;
    let app = world.create(&owner, "Orbit").await;
    let applications = world.console.acting_as(&owner).applications();
    assert!(applications.change(app, Event::Delete).await.is_err(), "it is enabled");
    world.console.acting_as(&owner).keys().rotate(app, 1, "7".parse::<Overlap>().unwrap(), "").await.unwrap();
    applications.change(app, Event::Disable).await.unwrap();
    applications.change(app, Event::Delete).await.unwrap();
    applications.restore(app).await.unwrap();
    let sent = send_all(&world.console, &answer(200)).await;
    assert_eq!(
        kinds(&sent),
        [
            "application.created",
            "key.rotated",
            "application.disabled",
            "application.deleted",
            "application.restored"
        ]
    );
    let (name, body) = &sent[0];
    assert!(name.starts_with("msg_") && !name.contains('.'), "{name}");
    assert_eq!(body["timestamp"], NOW.to_string());
    assert_eq!((&body["data"]["sdkappid"], &body["data"]["by"]), (&app.number().into(), &OWNER.into()));
});

on_both!(an_endpoint_receives_only_what_it_is_for, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let (app, other) = (world.create(&owner, "Orbit").await, world.create(&owner, "Comet").await);
    let webhooks = world.console.acting_as(&owner).webhooks();
    let one = settings(URL, &app.to_string(), &["application.disabled", "arrears.began"]);
    webhooks.create(&one).await.unwrap();
    for app in [app, other] {
        let applications = world.console.acting_as(&owner).applications();
        applications.change(app, Event::Disable).await.unwrap();
        applications.change(app, Event::Enable).await.unwrap();
    }
    let sent = send_all(&world.console, &answer(200)).await;
    assert_eq!(kinds(&sent), ["application.disabled"]);
    assert_eq!(sent[0].1["data"]["sdkappid"], app.number());
});

on_both!(the_end_of_a_trial_is_told_once, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    endpoint(&world.console, &owner).await;
    let app = world.create(&owner, "Orbit").await;
    send_all(&world.console, &answer(200)).await;
    world.set(NOW.plus_months(1).minus(Duration::from_hours(1)));
    world.console.run_jobs().await.unwrap();
    assert_eq!(send_all(&world.console, &answer(200)).await.len(), 0, "the end is near, and not there");
    world.set(NOW.plus_months(1));
    for _ in 0..2 {
        world.console.run_jobs().await.unwrap();
    }
    let sent = send_all(&world.console, &answer(200)).await;
    assert_eq!(kinds(&sent), ["application.suspended"]);
    assert_eq!(sent[0].1["data"]["sdkappid"], app.number());
});

on_both!(arrears_are_told_when_they_begin_last_and_end, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    endpoint(&world.console, &owner).await;
    let post = async |kind, amount, token: u8| {
        let token: OrderToken = format!("{token:064x}").parse().unwrap();
        let billing = world.console.acting_as(&owner).billing();
        let amount = Money::new(amount, Currency::USD);
        billing.post(kind, amount, "Note".parse().unwrap(), &token).await.unwrap();
    };
    post(EntryKind::Correction, -500, 1).await;
    post(EntryKind::Correction, -500, 2).await;
    assert_eq!(kinds(&send_all(&world.console, &answer(200)).await), ["arrears.began"]);
    world.advance(Duration::from_hours(48));
    for _ in 0..2 {
        world.console.run_jobs().await.unwrap();
    }
    assert_eq!(kinds(&send_all(&world.console, &answer(200)).await), ["arrears.enforced"]);
    post(EntryKind::TopUp, 1_000, 3).await;
    let settled = send_all(&world.console, &answer(200)).await;
    assert_eq!(kinds(&settled), ["arrears.settled"]);
    assert_eq!(settled[0].1["data"]["since"], NOW.to_string());
});

on_both!(a_checkpoint_is_handed_out_to_every_account_that_asks_for_it, |fresh| {
    let world = world(fresh).await;
    let (owner, other) = (world.owner().await, world.somebody_else("sam@comet.example").await);
    let app = world.create(&owner, "Orbit").await;
    endpoint(&world.console, &owner).await;
    let chosen = ["audit.checkpoint"];
    let of_application = settings(URL, &app.to_string(), &chosen);
    world.console.acting_as(&owner).webhooks().create(&of_application).await.unwrap();
    for events in [chosen, ["key.rotated"]] {
        world.console.acting_as(&other).webhooks().create(&settings(URL, "", &events)).await.unwrap();
    }
    let checkpoint = world.console.make_audit_checkpoint().await.unwrap().unwrap();
    assert_eq!(world.console.make_audit_checkpoint().await.unwrap(), None, "nothing is new");
    let sent = send_all(&world.console, &answer(200)).await;
    assert_eq!(kinds(&sent), ["audit.checkpoint"; 2]);
    for (_, body) in sent {
        let received: Checkpoint = serde_json::from_value(body["data"].clone()).unwrap();
        assert_eq!(received, checkpoint, "as in the checkpoint file");
    }
});
