//! Webhook endpoints, their secrets and messages: one server sends to an endpoint, and nothing is recorded twice.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod common;

use common::{NOW, after, application, insert, owner};
use domain::account::AccountId;
use domain::billing::notice::Notice;
use domain::webhook::event::EventKind;
use domain::webhook::message::{Attempt, AttemptFailure, AttemptResult, MessageState};
use domain::webhook::{EndpointId, EndpointSettings, EndpointState};
use store::{DueWebhookEndpoint, NewWebhookMessage, SettledWebhook, Store, WebhookReveal};

fn settings(sdkappid: &str, events: &[&'static str]) -> EndpointSettings {
    EndpointSettings::parse("https://a.example/hook", "Ward", sdkappid, events.iter().copied()).unwrap()
}

async fn endpoint(store: &Store, account: AccountId, settings: &EndpointSettings) -> EndpointId {
    let mut tx = store.begin().await.unwrap();
    let id = tx.insert_webhook_endpoint(account, settings, NOW).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn message(store: &Store, account: AccountId, id: EndpointId, name: &str) {
    let mut tx = store.begin().await.unwrap();
    let new = NewWebhookMessage { name, kind: EventKind::KeyRotated, body: "{}" };
    tx.insert_webhook_message(account, id, new, NOW).await.unwrap();
    tx.commit().await.unwrap();
}

async fn lease(store: &Store, due: DueWebhookEndpoint, owner: &str, seconds: u64) -> bool {
    let mut tx = store.begin().await.unwrap();
    let leased =
        tx.lease_webhook_endpoint(due, owner, after(seconds), after(seconds + 60)).await.unwrap().is_some();
    tx.commit().await.unwrap();
    leased
}

on_both!(endpoints_are_kept_and_receive_what_they_are_for, |fresh| {
    let store = &fresh.store;
    let (jiwoo, other) = (owner(store, "jiwoo").await.account, owner(store, "sam").await.account);
    let app = application(1, "Orbit");
    insert(store, jiwoo, &app).await;
    let whole = settings("", &["key.rotated", "application.created"]);
    let one = settings(&app.sdkappid.to_string(), &["key.rotated"]);
    let (first, second) = (endpoint(store, jiwoo, &whole).await, endpoint(store, jiwoo, &one).await);
    let read = store.webhook_endpoints(jiwoo).await.unwrap();
    assert_eq!(read.iter().map(|it| it.settings.clone()).collect::<Vec<_>>(), [whole.clone(), one.clone()]);
    assert_eq!(store.webhook_endpoint(other, first).await.unwrap(), None);

    let mut tx = store.begin().await.unwrap();
    let ids = |rows: Vec<(EndpointId, _)>| rows.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    assert_eq!(ids(tx.webhook_subscribers(jiwoo, Some(app.sdkappid)).await.unwrap()), [first, second]);
    assert_eq!(ids(tx.webhook_subscribers(jiwoo, None).await.unwrap()), [first]);
    assert_eq!(ids(tx.webhook_subscribers(other, None).await.unwrap()), []);
    tx.set_webhook_endpoint_state(jiwoo, first, EndpointState::Disabled).await.unwrap();
    tx.update_webhook_endpoint(jiwoo, second, &whole).await.unwrap();
    assert_eq!(ids(tx.webhook_subscribers(jiwoo, None).await.unwrap()), [second]);
    assert_eq!(tx.webhook_endpoint_count(jiwoo).await.unwrap(), 2);
    tx.delete_webhook_endpoint(other, second).await.unwrap();
    assert!(tx.webhook_endpoint(jiwoo, second).await.unwrap().is_some(), "somebody else's stays");
    tx.delete_webhook_endpoint(jiwoo, second).await.unwrap();
    assert_eq!(tx.webhook_endpoint(jiwoo, second).await.unwrap(), None);
    tx.commit().await.unwrap();
});

on_both!(a_secret_is_seen_once_and_ends, |fresh| {
    let store = &fresh.store;
    let jiwoo = owner(store, "jiwoo").await;
    let id = endpoint(store, jiwoo.account, &settings("", &["key.rotated"])).await;
    let reveal = WebhookReveal { token_hash: vec![7; 32], session: jiwoo.session, ends_at: after(60) };
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.next_webhook_secret(id).await.unwrap(), 1);
    tx.insert_webhook_secret(id, 1, b"sealed", Some(&reveal), NOW).await.unwrap();
    assert_eq!(tx.take_webhook_reveal(id, &[8; 32], jiwoo.session, NOW).await.unwrap(), None);
    assert_eq!(tx.take_webhook_reveal(id, &[7; 32], jiwoo.session, after(60)).await.unwrap(), None);
    let taken = tx.take_webhook_reveal(id, &[7; 32], jiwoo.session, NOW).await.unwrap();
    assert_eq!(taken, Some((1, b"sealed".to_vec())));
    assert_eq!(tx.take_webhook_reveal(id, &[7; 32], jiwoo.session, NOW).await.unwrap(), None);
    tx.end_webhook_secret(id, after(100)).await.unwrap();
    tx.insert_webhook_secret(id, 2, b"next", Some(&reveal), NOW).await.unwrap();
    let numbers = |rows: Vec<(i64, Vec<u8>)>| rows.into_iter().map(|(number, _)| number).collect::<Vec<_>>();
    assert_eq!(numbers(tx.webhook_secrets(id, after(99)).await.unwrap()), [2, 1]);
    assert_eq!(numbers(tx.webhook_secrets(id, after(100)).await.unwrap()), [2]);
    assert_eq!(tx.delete_webhook_secrets_before(after(101)).await.unwrap(), 1);
    tx.commit().await.unwrap();
});

on_both!(one_server_sends_and_each_attempt_is_recorded_once, |fresh| {
    let store = &fresh.store;
    let account = owner(store, "jiwoo").await.account;
    let id = endpoint(store, account, &settings("", &["key.rotated"])).await;
    let due = DueWebhookEndpoint { account, id };
    assert_eq!(store.webhook_endpoints_due(NOW, 9).await.unwrap(), []);
    message(store, account, id, "msg_1").await;
    message(store, account, id, "msg_2").await;
    assert_eq!(store.webhook_endpoints_due(NOW, 9).await.unwrap(), [due]);
    assert_eq!(store.webhook_messages_waiting().await.unwrap(), 2);

    assert!(lease(store, due, "one", 0).await && lease(store, due, "one", 10).await);
    assert!(!lease(store, due, "two", 20).await);
    assert_eq!(store.webhook_endpoints_due(after(20), 9).await.unwrap(), []);
    assert!(lease(store, due, "two", 70).await, "the lease of the first one has ended");
    assert!(!lease(store, due, "one", 71).await);

    let mut tx = store.begin().await.unwrap();
    let first = tx.due_webhook_message(due, NOW).await.unwrap().unwrap();
    let failed = AttemptResult::new(Err(AttemptFailure::TimedOut), "", 15_000);
    let attempt = Attempt { at: NOW, result: failed };
    let again = SettledWebhook { state: MessageState::Waiting, next_at: Some(after(5)), failures: 1 };
    assert!(tx.settle_webhook_message(account, &first, &attempt, again).await.unwrap());
    assert!(!tx.settle_webhook_message(account, &first, &attempt, again).await.unwrap(), "recorded once");
    let second = tx.due_webhook_message(due, NOW).await.unwrap().unwrap();
    assert_eq!((first.name.as_str(), second.name.as_str()), ("msg_1", "msg_2"), "the second one goes on");
    let accepted = Attempt { at: after(1), result: AttemptResult::new(Ok(204), "thanks", 20) };
    let sent = SettledWebhook { state: MessageState::Sent, next_at: None, failures: 0 };
    assert!(tx.settle_webhook_message(account, &second, &accepted, sent).await.unwrap());
    assert_eq!(tx.due_webhook_message(due, NOW).await.unwrap(), None);
    let retried = tx.due_webhook_message(due, after(5)).await.unwrap().unwrap();
    assert_eq!((retried.number, retried.attempts, retried.failures), (first.number, 1, 1));
    tx.release_webhook_endpoint(due, "two", after(72)).await.unwrap();
    tx.commit().await.unwrap();
    assert!(lease(store, due, "one", 72).await);

    let listed = store.webhook_messages(account, id, i64::MAX, 9).await.unwrap();
    assert_eq!(listed.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["msg_2", "msg_1"]);
    assert_eq!((&listed[0].attempts, listed[0].state), (&vec![accepted], MessageState::Sent));
    assert_eq!((&listed[1].attempts, listed[1].next_at), (&vec![attempt], Some(after(5))));
    assert_eq!(store.webhook_messages(account, id, second.number, 9).await.unwrap(), listed[1..]);

    let mut tx = store.begin().await.unwrap();
    let replayed = tx.replay_webhook_message(account, id, second.number, after(9)).await.unwrap();
    assert_eq!(replayed.as_deref(), Some("msg_2"));
    assert_eq!(tx.replay_webhook_message(account, id, 999, after(9)).await.unwrap(), None);
    assert_eq!(tx.delete_webhook_messages_before(after(8)).await.unwrap(), 1, "not the replayed one");
    tx.set_webhook_endpoint_state(account, id, EndpointState::Gone).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!lease(store, due, "one", 73).await, "nothing is sent to a disabled one");
    assert_eq!(store.webhook_messages_waiting().await.unwrap(), 0);
});

on_both!(a_mail_that_was_enqueued_before_is_no_news, |fresh| {
    let account = owner(&fresh.store, "jiwoo").await.account;
    let mail = |seconds| (account, None, Notice::Arrears { since: after(seconds), disables_at: after(99) });
    let mut tx = fresh.store.begin().await.unwrap();
    assert_eq!(tx.insert_mails(&[mail(1)], NOW).await.unwrap(), [mail(1)]);
    assert_eq!(tx.insert_mails(&[mail(1), mail(2)], NOW).await.unwrap(), [mail(2)]);
    tx.commit().await.unwrap();
});
