//! Receivers that are down or say no, and servers that die or share a database.

use std::collections::BTreeSet;
use std::time::Duration;

use console::WebhookAnswer;
use domain::webhook::message::{AttemptFailure, MessageState};
use domain::webhook::retry::RetryAfter;

use super::*;
use crate::common;
use crate::on_both;

on_both!(a_receiver_that_is_down_for_an_hour_loses_nothing, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let (id, _) = endpoint(&world.console, &owner).await;
    for name in ["A", "B", "C"] {
        world.create(&owner, name).await;
    }
    let down = failure(AttemptFailure::Unreachable);
    let first = send_all(&world.console, &down).await;
    assert_eq!(first.len(), 3);
    for _ in 0..3_600 / 5 {
        world.advance(Duration::from_secs(5));
        send_all(&world.console, &down).await;
    }
    let messages = states(&world.console, &owner, id).await;
    for (state, attempts) in messages.values() {
        assert_eq!(*state, MessageState::Waiting);
        assert!((5..=8).contains(attempts), "{messages:?}");
    }
    // It is back.
    let mut received = Vec::new();
    for _ in 0..7 * 60 {
        world.advance(Duration::from_mins(1));
        received.extend(send_all(&world.console, &answer(204)).await);
    }
    let names = |sent: &[(String, serde_json::Value)]| -> BTreeSet<String> {
        sent.iter().map(|(name, _)| name.clone()).collect()
    };
    assert_eq!((received.len(), names(&received)), (3, names(&first)), "each once");
    assert!(states(&world.console, &owner, id).await.values().all(|(state, _)| *state == MessageState::Sent));
});

on_both!(what_is_not_accepted_in_a_day_fails_and_can_be_replayed, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let (id, _) = endpoint(&world.console, &owner).await;
    world.create(&owner, "A").await;
    let mut attempts = 0;
    for minute in 0..=24 * 60 {
        let redirect = if minute % 2 == 0 { answer(302) } else { failure(AttemptFailure::NotHttp) };
        attempts += send_all(&world.console, &redirect).await.len();
        world.advance(Duration::from_mins(1));
    }
    assert!((9..=18).contains(&attempts), "{attempts}");
    let webhooks = world.console.acting_as(&owner).webhooks();
    let message = webhooks.detail(id, None, None).await.unwrap().messages.pop().unwrap();
    assert_eq!(
        (message.state, message.next_at, message.attempts.len()),
        (MessageState::Failed, None, attempts)
    );
    let last = &message.attempts[0];
    assert_eq!(last.at, message.created_at.plus(Duration::from_hours(24)), "the last one after a day");

    webhooks.replay(id, message.number).await.unwrap();
    let replayed = send_all(&world.console, &answer(200)).await;
    assert_eq!(replayed.iter().map(|(name, _)| name).collect::<Vec<_>>(), [&message.name]);
    let states = states(&world.console, &owner, id).await;
    assert_eq!(states[&message.name], (MessageState::Sent, attempts + 1));
});

on_both!(messages_go_in_order_and_a_failed_one_does_not_stop_the_others, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    endpoint(&world.console, &owner).await;
    for name in ["A", "B", "C"] {
        world.create(&owner, name).await;
    }
    let lease = world.console.lease_webhooks(9).await.unwrap().pop().unwrap();
    let mut names = Vec::new();
    for status in [500, 200, 200] {
        let due = world.console.next_webhook(&lease).await.unwrap().unwrap();
        let body: serde_json::Value = serde_json::from_str(&due.request.body).unwrap();
        names.push(body["data"]["changes"][0]["after"].as_str().unwrap().to_owned());
        world.console.settle_webhook(&lease, &due, answer(status)).await.unwrap();
    }
    assert_eq!(names, ["A", "B", "C"]);
    assert!(world.console.next_webhook(&lease).await.unwrap().is_none());
    world.advance(Duration::from_secs(10));
    assert!(world.console.next_webhook(&lease).await.unwrap().is_some(), "the first one again");
});

on_both!(a_server_that_dies_between_sending_and_recording_sends_the_same_again, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let (id, _) = endpoint(&world.console, &owner).await;
    world.create(&owner, "A").await;
    let (dead, sent) = next(&world.console).await.unwrap();
    let other = open(fresh, policy(), 2, master_key(1)).await.unwrap();
    assert!(next(&other.console).await.is_none(), "one server at a time");
    for world in [&world, &other] {
        world.advance(Duration::from_secs(61));
    }
    let (lease, again) = next(&other.console).await.unwrap();
    let [again_request, sent_request] = [&again.request, &sent.request];
    assert_eq!((&again_request.name, &again_request.body), (&sent_request.name, &sent_request.body));
    other.console.settle_webhook(&lease, &again, answer(200)).await.unwrap();
    // The first one was only slow: what it found out comes too late.
    world.console.settle_webhook(&dead, &sent, answer(500)).await.unwrap();
    assert_eq!(states(&world.console, &owner, id).await[&sent.request.name], (MessageState::Sent, 1));
    assert!(world.console.next_webhook(&dead).await.unwrap().is_none(), "its lease is lost");
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_send_each_message_once() {
    let Some(fresh) = common::empty_postgres().await else { return };
    let fresh = fresh.migrated().await;
    let world = world(&fresh).await;
    let owner = world.owner().await;
    let mut endpoints = Vec::new();
    for _ in 0..4 {
        endpoints.push(endpoint(&world.console, &owner).await.0);
    }
    for number in 0..10 {
        world.create(&owner, &format!("App {number}")).await;
    }
    let other = open(&fresh, policy(), 2, master_key(1)).await.unwrap();
    let until_empty = async |console: &console::Console| {
        let mut sent = Vec::new();
        for _ in 0..20 {
            sent.extend(send_all(console, &answer(200)).await);
        }
        sent
    };
    let (left, right) = tokio::join!(until_empty(&world.console), until_empty(&other.console));
    let names: BTreeSet<_> = left.iter().chain(&right).map(|(name, _)| name).collect();
    assert_eq!((left.len() + right.len(), names.len()), (40, 40));
    for id in endpoints {
        let states = states(&world.console, &owner, id).await;
        assert!(states.values().all(|state| *state == (MessageState::Sent, 1)), "{states:?}");
    }
}

on_both!(an_endpoint_that_asks_for_a_pause_is_left_alone, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let (id, _) = endpoint(&world.console, &owner).await;
    world.create(&owner, "A").await;
    let later = |retry_after| WebhookAnswer { retry_after: Some(retry_after), ..answer(503).into() };
    let settle = async |answer: WebhookAnswer| {
        let (lease, due) = next(&world.console).await.unwrap();
        world.console.settle_webhook(&lease, &due, answer).await.unwrap();
        world.console.release_webhooks(&lease).await.unwrap();
    };
    settle(later(RetryAfter::Wait(Duration::from_hours(1)))).await;
    world.advance(Duration::from_mins(59));
    assert!(next(&world.console).await.is_none(), "it is not over");
    world.advance(Duration::from_mins(1));
    // The end of the day stays the end.
    settle(later(RetryAfter::At(NOW.plus(Duration::from_hours(48))))).await;
    let detail = world.console.acting_as(&owner).webhooks().detail(id, None, None).await.unwrap();
    assert_eq!(detail.messages[0].next_at, Some(NOW.plus(Duration::from_hours(24))));
});
