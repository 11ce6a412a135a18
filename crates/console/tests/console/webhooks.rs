//! Webhooks: what is committed is told once, whatever happens to receivers and servers.

mod receiving;
mod telling;

use std::collections::BTreeMap;
use std::time::Duration;

use console::{Actor, Console, DueWebhook, WebhookLease, WebhookRequest};
use domain::field::{Field, InvalidField, Problem};
use domain::webhook::event::EventKind;
use domain::webhook::message::{AttemptFailure, AttemptResult, MessageState};
use domain::webhook::secret::WebhookSecret;
use domain::webhook::{EndpointId, EndpointSettings, EndpointState};

use crate::common::{self, *};
use crate::on_both;

const URL: &str = "https://hooks.example/console";

pub fn settings(url: &str, sdkappid: &str, events: &[&'static str]) -> EndpointSettings {
    EndpointSettings::parse(url, "Ward", sdkappid, events.iter().copied()).unwrap()
}

pub fn everything() -> EndpointSettings {
    let events: Vec<_> = EventKind::choices().map(EventKind::name).collect();
    settings(URL, "", &events)
}

/// Creates an endpoint for everything; its number and its secret.
pub async fn endpoint(console: &Console, actor: &Actor) -> (EndpointId, WebhookSecret) {
    let (id, token) = console.acting_as(actor).webhooks().create(&everything()).await.unwrap();
    (id, revealed(console, actor, id, &token).await.unwrap())
}

pub async fn revealed(
    console: &Console,
    actor: &Actor,
    id: EndpointId,
    token: &str,
) -> Option<WebhookSecret> {
    let detail = console.acting_as(actor).webhooks().detail(id, None, Some(token)).await.unwrap();
    detail.revealed.map(|text| text.parse().unwrap())
}

/// The next request of the only endpoint that has one, with the lease.
pub async fn next(console: &Console) -> Option<(WebhookLease, DueWebhook)> {
    let lease = console.lease_webhooks(9).await.unwrap().pop()?;
    let due = console.next_webhook(&lease).await.unwrap()?;
    Some((lease, due))
}

pub fn answer(status: u16) -> AttemptResult {
    AttemptResult::new(Ok(status), "answer", 3)
}

pub fn failure(failure: AttemptFailure) -> AttemptResult {
    AttemptResult::new(Err(failure), "", 3)
}

/// Sends everything that is due, all of it with that answer; the names and bodies that were sent.
pub async fn send_all(console: &Console, result: &AttemptResult) -> Vec<(String, serde_json::Value)> {
    let mut sent = Vec::new();
    for lease in console.lease_webhooks(9).await.unwrap() {
        while let Some(due) = console.next_webhook(&lease).await.unwrap() {
            console.settle_webhook(&lease, &due, result.clone()).await.unwrap();
            sent.push((due.request.name, serde_json::from_str(&due.request.body).unwrap()));
        }
        console.release_webhooks(&lease).await.unwrap();
    }
    sent
}

pub async fn states(
    console: &Console,
    actor: &Actor,
    id: EndpointId,
) -> BTreeMap<String, (MessageState, usize)> {
    let detail = console.acting_as(actor).webhooks().detail(id, None, None).await.unwrap();
    detail
        .messages
        .into_iter()
        .map(|message| (message.name, (message.state, message.attempts.len())))
        .collect()
}

on_both!(a_secret_is_shown_once_and_signs_on_for_a_day_after_its_rotation, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let (id, token) = world.console.acting_as(&owner).webhooks().create(&everything()).await.unwrap();
    let first = revealed(&world.console, &owner, id, &token).await.unwrap();
    assert_eq!(revealed(&world.console, &owner, id, &token).await, None, "once");
    let webhooks = world.console.acting_as(&owner).webhooks();
    let token = webhooks.rotate(id).await.unwrap();
    let second = revealed(&world.console, &owner, id, &token).await.unwrap();
    webhooks.send_test(id).await.unwrap();

    let (lease, due) = next(&world.console).await.unwrap();
    let request = due.request.clone();
    assert_eq!(request.timestamp, NOW.unix_seconds());
    let signed = |secret: &WebhookSecret, request: &WebhookRequest| {
        secret.sign(&request.name, request.timestamp, &request.body)
    };
    let both = format!("{} {}", signed(&second, &request), signed(&first, &request));
    assert_eq!(request.signatures, both, "the new one first");
    world.console.settle_webhook(&lease, &due, answer(500)).await.unwrap();
    world.console.release_webhooks(&lease).await.unwrap();
    world.advance(Duration::from_hours(24));
    let (_, due) = next(&world.console).await.unwrap();
    let later = due.request;
    assert_eq!(later.signatures, signed(&second, &later));
    assert_eq!((later.name, later.body), (request.name, request.body));
    assert_eq!(later.timestamp - request.timestamp, 86_400, "of the attempt");
    let actions: Vec<_> = world.trail().await.into_iter().map(|(_, action, _)| action).collect();
    assert_eq!(actions[1..], ["webhook_created", "webhook_secret_rotated", "webhook_tested"]);
});

on_both!(endpoints_are_the_accounts_own, |fresh| {
    let world = world(fresh).await;
    let (owner, other) = (world.owner().await, world.somebody_else("sam@comet.example").await);
    let app = world.create(&owner, "Orbit").await;
    let (id, _) = endpoint(&world.console, &owner).await;
    world.console.acting_as(&owner).webhooks().send_test(id).await.unwrap();
    let message = world.console.acting_as(&owner).webhooks().detail(id, None, None).await.unwrap().messages;
    let webhooks = world.console.acting_as(&other).webhooks();
    let not_found = |result: Result<(), console::Error>| matches!(result, Err(console::Error::NotFound));
    assert_eq!(webhooks.list().await.unwrap(), []);
    assert!(not_found(webhooks.detail(id, None, None).await.map(drop)));
    assert!(not_found(webhooks.edit(id, &everything(), None).await));
    assert!(not_found(webhooks.set_enabled(id, false).await));
    assert!(not_found(webhooks.rotate(id).await.map(drop)));
    assert!(not_found(webhooks.send_test(id).await));
    assert!(not_found(webhooks.replay(id, message[0].number).await));
    assert!(not_found(webhooks.delete(id).await));
    let theirs = settings(URL, &app.to_string(), &["key.rotated"]);
    let refused = webhooks.create(&theirs).await.map(drop);
    assert!(is_wrong(&refused, Field::Sdkappid), "the application of another account: {refused:?}");
    assert!(matches!(
        world.console.acting_as(&stranger(HOME)).webhooks().list().await,
        Err(console::Error::SignedOut)
    ));
    let webhooks = world.console.acting_as(&owner).webhooks();
    webhooks.delete(id).await.unwrap();
    assert_eq!(webhooks.list().await.unwrap(), []);
    assert!(world.console.lease_webhooks(9).await.unwrap().is_empty());
});

on_both!(private_and_plain_addresses_are_refused_unless_they_are_allowed, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    for (url, problem) in [
        ("http://hooks.example/", Problem::NotEncrypted),
        ("https://127.0.0.1/", Problem::NotPublic),
        ("https://169.254.169.254/latest", Problem::NotPublic),
        ("https://[fd00::1]/", Problem::NotPublic),
    ] {
        let refused =
            world.console.acting_as(&owner).webhooks().create(&settings(url, "", &["key.rotated"])).await;
        let wrong = InvalidField { field: Field::EndpointUrl, problem };
        assert!(matches!(refused, Err(console::Error::Invalid(found)) if found == [wrong]), "{url}");
    }
    let allowed = console::Policy { webhooks_allow_private: true, ..policy() };
    let open = open(fresh, allowed, 2, master_key(1)).await.unwrap();
    let webhooks = open.console.acting_as(&owner).webhooks();
    for number in 0..20 {
        let url = format!("http://127.0.0.1/{number}");
        webhooks.create(&settings(&url, "", &["key.rotated"])).await.unwrap();
    }
    let refused = webhooks.create(&everything()).await;
    let wrong = InvalidField { field: Field::EndpointUrl, problem: Problem::NoMore(20) };
    assert!(matches!(refused, Err(console::Error::Invalid(found)) if found == [wrong]));
});

on_both!(a_disabled_endpoint_is_told_nothing_and_gone_is_disabled, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let (id, _) = endpoint(&world.console, &owner).await;
    let webhooks = world.console.acting_as(&owner).webhooks();
    webhooks.send_test(id).await.unwrap();
    webhooks.set_enabled(id, false).await.unwrap();
    world.create(&owner, "Not told").await;
    assert!(world.console.lease_webhooks(9).await.unwrap().is_empty());
    assert!(matches!(webhooks.send_test(id).await, Err(console::Error::NotFound)));
    webhooks.set_enabled(id, true).await.unwrap();
    let sent = send_all(&world.console, &answer(410)).await;
    assert_eq!(sent.len(), 1, "what waited before it was disabled");
    let detail = webhooks.detail(id, None, None).await.unwrap();
    assert_eq!(detail.endpoint.state, EndpointState::Gone);
    assert_eq!(detail.messages[0].state, MessageState::Failed);
    assert_eq!(world.latest().await, ("console".to_owned(), "webhook_disabled".to_owned()));
});
