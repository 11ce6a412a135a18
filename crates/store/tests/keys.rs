//! Keys that overlap, the use of keys, and answers for the next page.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod common;

use std::time::Duration;

use common::{NOW, after, application, insert, owner};
use domain::key::Algorithm;
use domain::key::rotation::KeyLife;
use store::{AnswerRow, KeyRow, KeyUseRow, Store};

fn key(version: i64, life: KeyLife) -> KeyRow {
    KeyRow {
        version,
        algorithm: Algorithm::HmacSha256,
        sealed: vec![1, 2, 3],
        created_at: NOW,
        life,
        last_used_at: None,
    }
}

fn until(seconds: u64) -> KeyLife {
    KeyLife { ends_at: Some(after(seconds)), retired_at: None }
}

async fn commit(store: &Store, work: impl AsyncFnOnce(&mut store::Tx)) {
    let mut tx = store.begin().await.unwrap();
    work(&mut tx).await;
    tx.commit().await.unwrap();
}

on_both!(there_is_one_current_key, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await.account);
    let app = application(1, "First");
    insert(store, jiwoo, &app).await;
    let id = app.sdkappid;
    commit(store, async |tx| tx.insert_key(jiwoo, id, &key(1, KeyLife::CURRENT)).await.unwrap()).await;
    let mut tx = store.begin().await.unwrap();
    assert!(tx.insert_key(jiwoo, id, &key(2, KeyLife::CURRENT)).await.is_err());
    drop(tx);

    commit(store, async |tx| {
        tx.set_key_life(jiwoo, id, 1, until(60)).await.unwrap();
        tx.insert_key(jiwoo, id, &key(2, KeyLife::CURRENT)).await.unwrap();
    })
    .await;
    let lives = async || store.keys(jiwoo, id).await.unwrap().iter().map(|key| key.life).collect::<Vec<_>>();
    assert_eq!(lives().await, [KeyLife::CURRENT, until(60)]);
    let accepted = async || store.service(id, "administrator").await.unwrap().unwrap().keys.len();
    assert_eq!(accepted().await, 2);
    commit(store, async |tx| tx.set_key_life(jiwoo, id, 1, KeyLife::retired(NOW)).await.unwrap()).await;
    assert_eq!(lives().await, [KeyLife::CURRENT, KeyLife::retired(NOW)]);
    assert_eq!(accepted().await, 1, "a retired key does not even reach the service");

    commit(store, async |tx| assert_eq!(tx.shred_keys_before(NOW).await.unwrap(), 0)).await;
    commit(store, async |tx| assert_eq!(tx.shred_keys_before(after(1)).await.unwrap(), 1)).await;
    commit(store, async |tx| assert_eq!(tx.shred_keys_before(after(1)).await.unwrap(), 0)).await;
    let sealed: Vec<_> = store.keys(jiwoo, id).await.unwrap().iter().map(|key| key.sealed.len()).collect();
    assert_eq!(sealed, [3, 0]);
});

on_both!(uses_add_up, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await.account);
    let mina = owner(store, "mina").await.account;
    let app = application(1, "First");
    insert(store, jiwoo, &app).await;
    let id = app.sdkappid;
    commit(store, async |tx| tx.insert_key(jiwoo, id, &key(1, KeyLife::CURRENT)).await.unwrap()).await;
    let row =
        |uses, at| KeyUseRow { account: jiwoo, sdkappid: id, version: 1, hour: NOW, uses, last_used_at: at };
    commit(store, async |tx| tx.add_key_uses(&[row(2, after(2))]).await.unwrap()).await;
    // What comes late does not set the clock back; what belongs to nothing is passed over.
    let gone = KeyUseRow { version: 9, ..row(5, NOW) };
    let theirs = KeyUseRow { account: mina, ..row(7, NOW) };
    commit(store, async |tx| tx.add_key_uses(&[row(3, after(1)), gone, theirs]).await.unwrap()).await;
    assert_eq!(store.key_uses(jiwoo, id, NOW).await.unwrap(), [(1, NOW, 5)]);
    assert_eq!(store.keys(jiwoo, id).await.unwrap()[0].last_used_at, Some(after(2)));
    assert!(store.key_uses(mina, id, NOW).await.unwrap().is_empty());
    assert!(store.key_uses(jiwoo, id, after(1)).await.unwrap().is_empty());
    commit(store, async |tx| assert_eq!(tx.delete_key_uses_before(NOW).await.unwrap(), 0)).await;
    commit(store, async |tx| assert_eq!(tx.delete_key_uses_before(after(1)).await.unwrap(), 1)).await;
});

on_both!(an_account_has_its_own_keys, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await.account);
    let mina = owner(store, "mina").await.account;
    for (account, number, name) in [(jiwoo, 1, "First"), (jiwoo, 2, "Second"), (mina, 3, "Theirs")] {
        let app = application(number, name);
        insert(store, account, &app).await;
        commit(store, async |tx| {
            tx.insert_key(account, app.sdkappid, &key(1, until(60))).await.unwrap();
            tx.insert_key(account, app.sdkappid, &key(2, KeyLife::CURRENT)).await.unwrap();
        })
        .await;
    }
    let keys = store.account_keys(jiwoo).await.unwrap();
    let named: Vec<_> = keys.iter().map(|(_, name, key)| (name.as_str(), key.version)).collect();
    assert_eq!(named, [("First", 2), ("First", 1), ("Second", 2), ("Second", 1)]);
});

on_both!(an_answer_is_for_one_session_and_application, |fresh| {
    let store = &fresh.store;
    let (jiwoo, mina) = (owner(store, "jiwoo").await, owner(store, "mina").await);
    let (app, other) = (application(1, "First"), application(2, "Second"));
    insert(store, jiwoo.account, &app).await;
    insert(store, jiwoo.account, &other).await;
    let answer = AnswerRow {
        token_hash: vec![7; 32],
        session: jiwoo.session,
        sdkappid: app.sdkappid,
        sealed: vec![9],
        ends_at: after(60),
    };
    commit(store, async |tx| tx.insert_answer(&answer).await.unwrap()).await;
    let find = async |token: u8, session, sdkappid, seconds| {
        store.answer(&[token; 32], session, sdkappid, after(seconds)).await.unwrap()
    };
    assert_eq!(find(7, jiwoo.session, app.sdkappid, 59).await, Some(vec![9]));
    assert_eq!(find(7, jiwoo.session, app.sdkappid, 60).await, None);
    assert_eq!(find(8, jiwoo.session, app.sdkappid, 0).await, None);
    assert_eq!(find(7, mina.session, app.sdkappid, 0).await, None);
    assert_eq!(find(7, jiwoo.session, other.sdkappid, 0).await, None);
    let before = after(60).plus(Duration::from_micros(1));
    commit(store, async |tx| assert_eq!(tx.delete_answers_before(before).await.unwrap(), 1)).await;
    assert_eq!(find(7, jiwoo.session, app.sdkappid, 0).await, None);
});
