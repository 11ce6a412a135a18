//! Queues of pushes: one owner at a time, and what a former owner has found out is not written.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod common;

use std::time::Duration;

use common::{NOW, after, application, insert, owner};
use domain::certificate::CertificateId;
use domain::delivery::outcome::{DeliveryState, OutcomeRecord};
use store::{NewBatch, NewPush, QueueLease, Settlement, Store};

const HOUR: Duration = Duration::from_hours(1);

/// An application with one push for three devices, which waits in the queue of its certificate.
async fn waiting(store: &Store) -> i64 {
    let app = application(1, "First");
    insert(store, owner(store, "jiwoo").await.account, &app).await;
    let mut tx = store.begin().await.unwrap();
    let new = NewPush {
        sdkappid: app.sdkappid,
        task_id: "batch_1",
        salt: [7; 16],
        from_account: "",
        data_id: "",
        message: "{}",
        devices: 3,
        refused: "[]",
        accepted_at: NOW,
        expires_at: after(60),
    };
    let push = tx.insert_pushes(&[new]).await.unwrap()[0];
    let batch = NewBatch {
        sdkappid: app.sdkappid,
        push,
        certificate: CertificateId::FIRST,
        is_bulk: false,
        devices: vec![1, -2, i64::MAX],
    };
    tx.append_batches(&[batch]).await.unwrap();
    tx.commit().await.unwrap();
    push
}

async fn take(store: &Store, server: &str, duration: Duration) -> Option<QueueLease> {
    let mut tx = store.begin().await.unwrap();
    let lease = tx.take_queue(CertificateId::FIRST, server, duration).await.unwrap();
    tx.commit().await.unwrap();
    lease
}

/// Writes that the first device of the batch has come to `state`. Whether it may.
async fn settle(store: &Store, lease: &QueueLease, state: DeliveryState, cursor: i64) -> bool {
    let record = OutcomeRecord { slot: 0, state, attempts: 1, reason: 0, after: 5, sent_before_stop: false };
    let settlement = Settlement { outcomes: vec![(1, vec![record])], ..Settlement::default() };
    let mut tx = store.begin().await.unwrap();
    let stop = tx.advance_queue(lease.certificate, lease.epoch, cursor, 0).await.unwrap();
    if stop.is_some() {
        tx.settle(lease.certificate, &settlement, NOW).await.unwrap();
        tx.commit().await.unwrap();
    }
    stop.is_some()
}

on_both!(a_queue_has_one_owner_at_a_time, |fresh| {
    let store = &fresh.store;
    let push = waiting(store).await;
    assert_eq!(store.waiting_queues(NOW, 9).await.unwrap(), [CertificateId::FIRST]);
    let first = take(store, "one", HOUR).await.unwrap();
    assert!(take(store, "other", HOUR).await.is_none(), "it has an owner");
    assert_eq!(store.waiting_queues(NOW, 9).await.unwrap(), [], "nobody else is asked to work on it");
    let mut tx = store.begin().await.unwrap();
    let renewed = tx.renew_leases("one", Duration::ZERO).await.unwrap();
    assert_eq!(renewed.get(&CertificateId::FIRST), Some(&first.epoch));
    assert!(tx.renew_leases("other", HOUR).await.unwrap().is_empty());
    tx.commit().await.unwrap();

    // Its lease has ended: another server takes over, where the first one has stopped.
    assert!(settle(store, &first, DeliveryState::Accepted, 0).await, "nobody has taken it yet");
    let second = take(store, "other", HOUR).await.unwrap();
    assert!(second.epoch > first.epoch);
    assert!(!settle(store, &first, DeliveryState::Rejected, 1).await, "a former owner writes nothing");
    assert!(settle(store, &second, DeliveryState::Accepted, 1).await);
    let records = &store.outcomes(&[1]).await.unwrap()[&1];
    assert_eq!(records.iter().map(|record| record.state).collect::<Vec<_>>(), [DeliveryState::Accepted; 2]);
    let batches = store.batches_after(CertificateId::FIRST, false, 0, 9).await.unwrap();
    assert_eq!((batches.len(), batches[0].push), (1, push));
    assert_eq!(batches[0].devices, [1, -2, i64::MAX]);

    // A former owner cannot give away the lease of the next one either.
    let mut tx = store.begin().await.unwrap();
    tx.release_queue(CertificateId::FIRST, first.epoch).await.unwrap();
    tx.commit().await.unwrap();
    assert!(take(store, "third", HOUR).await.is_none());
    let mut tx = store.begin().await.unwrap();
    tx.release_queue(CertificateId::FIRST, second.epoch).await.unwrap();
    tx.commit().await.unwrap();
    let third = take(store, "third", HOUR).await.unwrap();
    assert_eq!((third.prompt_cursor, third.bulk_cursor), (1, 0), "it goes on after what is done");
    assert_eq!(store.waiting_queues(NOW, 9).await.unwrap(), []);
});

on_both!(positions_are_committed_in_their_order, |fresh| {
    let store = &fresh.store;
    let push = waiting(store).await;
    let sdkappid = application(1, "First").sdkappid;
    let append = async |tx: &mut store::Tx, count: usize| {
        let batch =
            NewBatch { sdkappid, push, certificate: CertificateId::FIRST, is_bulk: true, devices: vec![1] };
        tx.append_batches(&vec![batch; count]).await.unwrap();
    };
    // Who comes second waits for the first one's commit, and is not seen before it.
    let mut tx = store.begin().await.unwrap();
    append(&mut tx, 2).await;
    let second = async {
        let mut tx = store.begin().await.unwrap();
        append(&mut tx, 3).await;
        tx.commit().await.unwrap();
    };
    let mut second = std::pin::pin!(second);
    assert!(tokio::time::timeout(Duration::from_millis(50), &mut second).await.is_err());
    // On SQLite both share a COMMIT, so that the first one waits for the second one too.
    let both = async { tokio::join!(tx.commit(), second).0.unwrap() };
    tokio::time::timeout(Duration::from_secs(10), both).await.unwrap();
    let batches = store.batches_after(CertificateId::FIRST, true, 0, 99).await.unwrap();
    assert_eq!(batches.iter().map(|batch| batch.position).collect::<Vec<_>>(), [2, 3, 4, 5, 6]);
});

on_both!(a_call_is_accepted_by_one_of_two_transactions, |fresh| {
    let store = &fresh.store;
    let push = waiting(store).await;
    let key = (application(1, "First").sdkappid, [7; 32]);
    let other = (key.0, [8; 32]);
    let mut tx = store.begin().await.unwrap();
    assert!(tx.remember_pushes(&[(key, push, after(10))], NOW).await.unwrap());
    let second = async {
        let mut tx = store.begin().await.unwrap();
        let repeats = [(other, push, after(10)), (key, push, after(10))];
        assert!(!tx.remember_pushes(&repeats, NOW).await.unwrap(), "the other transaction has accepted it");
        drop(tx);
        let mut tx = store.begin().await.unwrap();
        let known = tx.repeated_pushes(&[other, key], NOW).await.unwrap();
        assert_eq!(known.keys().collect::<Vec<_>>(), [&key], "what it did was undone");
        assert_eq!(known[&key].task_id, "batch_1");
        assert!(tx.repeated_pushes(&[key], after(10)).await.unwrap().is_empty(), "its time is over");
        assert!(tx.remember_pushes(&[(key, push, after(20))], after(10)).await.unwrap());
        tx.commit().await.unwrap();
    };
    let both = async { tokio::join!(tx.commit(), second).0.unwrap() };
    tokio::time::timeout(Duration::from_secs(10), both).await.unwrap();
});
