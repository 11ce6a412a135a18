//! What a transaction promises: all or nothing, durable or not there, and nobody hurt by another's end.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod common;

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use common::{NOW, application, insert, owner};
use domain::account::AccountId;
use domain::application::sdkappid::Sdkappid;
use domain::certificate::CertificateId;
use store::{Error, Store, ThrottleRow};
use tokio::task::JoinSet;

const ROW: ThrottleRow = ThrottleRow { failures: 1, blocked_until: NOW, failed_at: NOW };

async fn put(store: &Store, subject: &str) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    tx.put_throttle(subject, ROW).await?;
    tx.commit().await
}

async fn is_there(store: &Store, subject: &str) -> bool {
    store.throttle(subject).await.unwrap().is_some()
}

on_both!(nothing_is_seen_before_the_commit_and_all_after, |fresh| {
    let store = &fresh.store;
    let other = Store::open(&fresh.location).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    tx.put_throttle("a", ROW).await.unwrap();
    tx.put_throttle("b", ROW).await.unwrap();
    for reader in [store, &other] {
        assert!(!is_there(reader, "a").await);
    }
    tx.commit().await.unwrap();
    for reader in [store, &other] {
        assert!(is_there(reader, "a").await && is_there(reader, "b").await);
    }
});

on_both!(a_dropped_transaction_leaves_nothing, |fresh| {
    let store = &fresh.store;
    let mut tx = store.begin().await.unwrap();
    tx.put_throttle("gone", ROW).await.unwrap();
    drop(tx);
    put(store, "kept").await.unwrap();
    assert!(!is_there(store, "gone").await && is_there(store, "kept").await);
});

on_both!(a_failed_statement_voids_its_transaction_alone, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let mut tx = store.begin().await.unwrap();
    tx.put_throttle("gone", ROW).await.unwrap();
    let unknown = tx.insert_application(AccountId(jiwoo.account.0 + 99), &application(1, "x")).await;
    assert!(matches!(unknown, Err(Error::Database(_))));
    assert!(matches!(tx.put_throttle("late", ROW).await, Err(Error::Aborted)));
    assert!(matches!(tx.commit().await, Err(Error::Aborted)));
    put(store, "kept").await.unwrap();
    assert!(
        is_there(store, "kept").await && !is_there(store, "gone").await && !is_there(store, "late").await
    );
});

on_both!(a_panic_in_a_transaction_hurts_nobody, |fresh| {
    let store = fresh.store.clone();
    let panicking = tokio::spawn(async move {
        let mut tx = store.begin().await.unwrap();
        tx.put_throttle("gone", ROW).await.unwrap();
        assert!(store.throttle("gone").await.unwrap().is_some(), "this panic is part of the test");
    });
    assert!(panicking.await.unwrap_err().is_panic());
    put(&fresh.store, "kept").await.unwrap();
    assert!(is_there(&fresh.store, "kept").await && !is_there(&fresh.store, "gone").await);
});

on_both!(many_at_once_are_all_kept_and_counted, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let mut tasks = JoinSet::new();
    for task in 0..32_u64 {
        let (store, account) = (store.clone(), jiwoo.account);
        tasks.spawn(async move {
            for round in 0..10 {
                let application = application(task * 10 + round, "x");
                let mut tx = store.begin().await.unwrap();
                assert!(tx.application_count(account).await.unwrap() >= i64::try_from(round).unwrap());
                assert!(tx.insert_application(account, &application).await.unwrap());
                if round % 5 == 4 {
                    continue;
                }
                tx.commit().await.unwrap();
                assert!(store.application(account, application.sdkappid).await.unwrap().is_some());
            }
        });
    }
    tasks.join_all().await;
    assert_eq!(store.application_count(jiwoo.account).await.unwrap(), 32 * 8);
    for number in 0..320 {
        let found = store.application(jiwoo.account, Sdkappid::from_random(number)).await.unwrap();
        assert_eq!(found.is_some(), number % 5 != 4);
    }
});

// Polls a whole transaction a given number of times and drops it there, among others that are to be kept:
// whatever the point of cancellation, it is there entirely or not at all, and the others are kept.
on_both!(a_transaction_can_be_cancelled_anywhere, |fresh| {
    let store = fresh.store.clone();
    let finished = Arc::new(AtomicUsize::new(0));
    // The last one runs to its end.
    for polls in (0..60_u32).chain([u32::MAX]) {
        let (first, second) = (format!("first {polls}"), format!("second {polls}"));
        let mut others = JoinSet::new();
        for other in 0..4 {
            let (store, subject) = (store.clone(), format!("other {polls} {other}"));
            others.spawn(async move { put(&store, &subject).await });
        }
        {
            let mut cancelled = pin!(async {
                let mut tx = store.begin().await?;
                tx.put_throttle(&first, ROW).await?;
                tx.put_throttle(&second, ROW).await?;
                tx.commit().await
            });
            for _ in 0..polls {
                if let Poll::Ready(result) = cancelled.as_mut().poll(&mut Context::from_waker(Waker::noop()))
                {
                    result.unwrap();
                    finished.fetch_add(1, Ordering::Relaxed);
                    assert!(is_there(&store, &first).await && is_there(&store, &second).await);
                    break;
                }
                tokio::time::sleep(Duration::from_micros(u64::from(polls % 4) * 150)).await;
            }
        }
        for result in others.join_all().await {
            result.unwrap();
        }
        put(&store, "after").await.unwrap();
        assert_eq!(is_there(&store, &first).await, is_there(&store, &second).await, "half of {polls}");
        for other in 0..4 {
            assert!(is_there(&store, &format!("other {polls} {other}")).await);
        }
    }
    assert!(finished.load(Ordering::Relaxed) > 0);
});

on_both!(who_waits_no_longer_keeps_nobody_waiting, |fresh| {
    let store = &fresh.store;
    let mut holder = store.begin().await.unwrap();
    holder.put_throttle("holder", ROW).await.unwrap();
    let mut waiting = JoinSet::new();
    for _ in 0..8 {
        let store = store.clone();
        waiting.spawn(async move { put(&store, "waiting").await });
    }
    tokio::time::sleep(Duration::from_millis(20)).await;
    waiting.abort_all();
    while waiting.join_next().await.is_some() {}
    tokio::time::timeout(Duration::from_secs(5), holder.commit()).await.unwrap().unwrap();
    tokio::time::timeout(Duration::from_secs(5), put(store, "next")).await.unwrap().unwrap();
    assert!(is_there(store, "holder").await && is_there(store, "next").await);
});

on_both!(a_closed_database_says_so, |fresh| {
    put(&fresh.store, "kept").await.unwrap();
    fresh.store.clone().close().await.unwrap();
    assert!(fresh.store.ping().await.is_err());
    assert!(fresh.store.begin().await.is_err());
    let again = Store::open(&fresh.location).await.unwrap();
    again.ping().await.unwrap();
    assert!(is_there(&again, "kept").await);
});

on_both!(an_application_is_written_twice_in_a_transaction_while_sends_are_permitted, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await.account);
    let app = application(1, "First");
    insert(store, jiwoo, &app).await;
    let certificate = CertificateId::FIRST;
    let permit = store.permit_sends(app.sdkappid, certificate).await.unwrap();
    assert!(permit.state.unwrap().certificate_version.is_none());
    let twice = async {
        let mut tx = store.begin().await.unwrap();
        let mut next = app.clone();
        for version in 2..=3 {
            next.version = version;
            assert!(tx.update_application(jiwoo, &next, version - 1).await.unwrap());
        }
        tx.commit().await.unwrap();
    };
    // It waits for the permit, and nobody else.
    let mut twice = pin!(twice);
    assert!(tokio::time::timeout(Duration::from_millis(50), &mut twice).await.is_err());
    permit.release().await.unwrap();
    tokio::time::timeout(Duration::from_secs(10), twice).await.unwrap();
    let permit = store.permit_sends(app.sdkappid, certificate).await.unwrap();
    permit.release().await.unwrap();
});

on_both!(transactions_on_one_application_share_a_commit, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await.account);
    let app = application(1, "First");
    insert(store, jiwoo, &app).await;
    let mut changes = JoinSet::new();
    for _ in 0..8 {
        let (store, app) = (store.clone(), app.clone());
        changes.spawn(async move {
            let mut tx = store.begin().await.unwrap();
            let current = tx.application(jiwoo, app.sdkappid).await.unwrap().unwrap();
            let next = domain::application::Application { version: current.version + 1, ..current };
            assert!(tx.update_application(jiwoo, &next, next.version - 1).await.unwrap());
            tx.commit().await.unwrap();
        });
    }
    let all = async {
        while let Some(change) = changes.join_next().await {
            change.unwrap();
        }
    };
    tokio::time::timeout(Duration::from_secs(10), all).await.unwrap();
});
