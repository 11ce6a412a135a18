//! The chain of the audit trail: written with its entries, in the order of the commits; kept by the database.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod common;

use common::{Fresh, NOW, after, owner};
use domain::audit::chain::{ChainHash, ChainHead};
use domain::audit::checkpoint::Checkpoint;
use domain::audit::verify::{Verdict, Verifier};
use domain::audit::{Action, AuditEntry, Change};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, PgConnection};
use store::{Error, Location, Store};
use tokio::task::JoinSet;

fn entry(who: &str) -> AuditEntry {
    let changes = vec![Change { field: "name".into(), before: "궤도".into(), after: "\"Orbit\"\n".into() }];
    AuditEntry { at: NOW, who: who.into(), action: Action::ApplicationEdited, changes }
}

async fn append(store: &Store, entries: &[AuditEntry]) {
    let mut tx = store.begin().await.unwrap();
    for entry in entries {
        tx.append_audit(None, None, entry.clone()).unwrap();
    }
    tx.commit().await.unwrap();
}

async fn verify(store: &Store, start: ChainHead) -> Verdict {
    let head = store.audit_head().await.unwrap();
    let mut verifier = Verifier::new(start, Vec::new());
    for row in store.chain_rows(start.number, 10_000).await.unwrap() {
        verifier.read(row.id, &row.entry(), row.stored_hash());
    }
    verifier.finish(head, head)
}

async fn run(fresh: &Fresh, statement: &'static str) -> Result<(), sqlx::Error> {
    match &fresh.location {
        Location::Sqlite(path) => {
            let mut connection = SqliteConnectOptions::new().filename(path).connect().await.unwrap();
            sqlx::raw_sql(statement).execute(&mut connection).await.map(drop)
        }
        Location::Postgres(address) => {
            let mut connection = PgConnection::connect(address).await.unwrap();
            sqlx::raw_sql(statement).execute(&mut connection).await.map(drop)
        }
    }
}

on_both!(entries_follow_one_another, |fresh| {
    let store = &fresh.store;
    assert_eq!(store.audit_head().await.unwrap(), ChainHead::START);
    append(store, &[entry("first"), entry("second")]).await;
    let mut dropped = store.begin().await.unwrap();
    dropped.append_audit(None, None, entry("dropped")).unwrap();
    drop(dropped);
    append(store, &[entry("third")]).await;
    let rows = store.chain_rows(0, 10).await.unwrap();
    let names: Vec<_> = rows.iter().map(|row| (row.number, row.who.as_str())).collect();
    assert_eq!(names, [(1, "first"), (2, "second"), (3, "third")]);
    assert_eq!(rows[2].stored_hash().unwrap(), store.audit_head().await.unwrap().hash);
    let verdict = verify(store, ChainHead::START).await;
    assert_eq!((verdict.verified, verdict.faults.as_slice()), (3, &[][..]));
});

on_both!(a_failed_transaction_appends_nothing, |fresh| {
    let jiwoo = owner(&fresh.store, "jiwoo").await;
    common::insert(&fresh.store, jiwoo.account, &common::application(1, "Orbit")).await;
    let mut tx = fresh.store.begin().await.unwrap();
    tx.append_audit(None, None, entry("never")).unwrap();
    // No account has that number.
    let application = common::application(2, "Other");
    let failed = tx.insert_application(domain::account::AccountId(999), &application).await;
    assert!(failed.is_err());
    assert!(matches!(tx.commit().await, Err(Error::Aborted)));
    assert_eq!(fresh.store.audit_head().await.unwrap(), ChainHead::START);
});

// Stores of their own stand in for servers.
on_both!(servers_write_one_chain, |fresh| {
    let mut servers = JoinSet::new();
    for server in 0..4 {
        let location = fresh.location.clone();
        servers.spawn(async move {
            let store = Store::open(&location).await.unwrap();
            let mut writers = JoinSet::new();
            for writer in 0..5 {
                let store = store.clone();
                writers.spawn(async move {
                    for round in 0..10 {
                        append(&store, &[entry(&format!("{server}/{writer}/{round}")), entry("and")]).await;
                    }
                });
            }
            writers.join_all().await;
            store.close().await.unwrap();
        });
    }
    servers.join_all().await;
    let verdict = verify(&fresh.store, ChainHead::START).await;
    assert_eq!((verdict.verified, verdict.faults.as_slice()), (400, &[][..]));
});

on_both!(the_database_keeps_the_trail, |fresh| {
    append(&fresh.store, &[entry("first"), entry("second")]).await;
    for statement in [
        "UPDATE audit SET who = 'somebody else'",
        "UPDATE audit SET number = NULL",
        "UPDATE audit SET number = number + 10",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE number = 1",
    ] {
        let error = run(fresh, statement).await.unwrap_err();
        assert!(error.to_string().contains("append-only"), "{statement}: {error}");
    }
});

on_both!(only_what_is_before_the_cut_is_removed, |fresh| {
    let store = &fresh.store;
    let at = |seconds, who: &str| AuditEntry { at: after(seconds), ..entry(who) };
    // Clocks of two servers: the second entry is younger than the third.
    append(store, &[at(0, "a"), at(20, "b"), at(10, "c"), at(30, "d"), at(40, "e")]).await;
    assert_eq!(store.last_entry_before(NOW).await.unwrap(), None);
    assert_eq!(store.last_entry_before(after(11)).await.unwrap().unwrap().0, 1);
    assert_eq!(store.last_entry_before(after(99)).await.unwrap().unwrap().0, 5);
    let (number, hash) = store.last_entry_before(after(30)).await.unwrap().unwrap();
    assert_eq!(number, 3);
    let cut =
        Checkpoint { installation: String::new(), unix_time: 7, number, hash, signature: "AA==".into() };
    let mut tx = store.begin().await.unwrap();
    assert!(tx.insert_audit_checkpoint(&Checkpoint { number: 2, ..cut.clone() }).await.unwrap());
    assert!(!tx.insert_audit_checkpoint(&Checkpoint { number: 2, ..cut.clone() }).await.unwrap());
    assert!(tx.insert_audit_checkpoint(&Checkpoint { number: 4, ..cut.clone() }).await.unwrap());
    assert!(tx.set_audit_cut(&cut).await.unwrap());
    // Never backwards.
    let back = Checkpoint { number: 1, hash: ChainHash::START, ..cut.clone() };
    assert!(!tx.set_audit_cut(&back).await.unwrap());
    assert_eq!(tx.delete_cut_entries(2).await.unwrap(), 2);
    assert_eq!(tx.delete_cut_entries(2).await.unwrap(), 1);
    assert_eq!(tx.delete_cut_entries(2).await.unwrap(), 0);
    tx.commit().await.unwrap();
    let stored = store.audit_cut().await.unwrap().unwrap();
    assert_eq!((stored.number, stored.hash, stored.unix_time), (3, hash, 7));
    let numbers: Vec<_> =
        store.audit_checkpoints(0, 9).await.unwrap().iter().map(|checkpoint| checkpoint.number).collect();
    assert_eq!(numbers, [4]);
    let verdict = verify(store, stored.head()).await;
    assert_eq!((verdict.first, verdict.verified, verdict.faults.as_slice()), (4, 2, &[][..]));
    assert!(run(fresh, "DELETE FROM audit WHERE number = 4").await.is_err());
});

on_both!(entries_from_before_the_chain_are_chained, |fresh| {
    // As it was before that step.
    let before = match &fresh.location {
        Location::Sqlite(_) => {
            "DROP TRIGGER audit_is_numbered; DROP TRIGGER audit_stays; DROP TRIGGER audit_stays_whole; \
             CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END; \
             CREATE TRIGGER audit_stays_whole BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END; \
             WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1200) \
             INSERT INTO audit (at, who, action, changes) SELECT n, 'old ' || n, 'signed_in', '[]' FROM n"
        }
        Location::Postgres(_) => {
            "DROP TRIGGER audit_is_numbered ON audit; DROP FUNCTION refuse_audit_without_number; \
             INSERT INTO audit (at, who, action, changes) \
             SELECT n, 'old ' || n, 'signed_in', '[]' FROM generate_series(1, 1200) AS n"
        }
    };
    run(fresh, before).await.unwrap();
    run(
        fresh,
        "DROP INDEX audit_by_number; DROP INDEX audit_by_time; DROP INDEX audit_by_person; \
         DROP INDEX audit_by_action; DROP INDEX audit_by_application; \
         ALTER TABLE audit DROP COLUMN number; ALTER TABLE audit DROP COLUMN hash; DROP TABLE audit_head; \
         DROP TABLE audit_key; DROP TABLE audit_checkpoint; DROP TABLE audit_cut; \
         DELETE FROM migration WHERE version = 54",
    )
    .await
    .unwrap();
    fresh.store.migrate().await.unwrap();
    append(&fresh.store, &[entry("new")]).await;
    assert_eq!(fresh.store.unnumbered_entries().await.unwrap(), 0);
    let verdict = verify(&fresh.store, ChainHead::START).await;
    assert_eq!((verdict.verified, verdict.faults.as_slice()), (1201, &[][..]));
    let rows = fresh.store.chain_rows(1198, 9).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.who.as_str()).collect::<Vec<_>>(), ["old 1199", "old 1200", "new"]);
    // A console that knows no chain cannot write beside it.
    let old =
        run(fresh, "INSERT INTO audit (at, who, action, changes) VALUES (0, '', 'signed_in', '[]')").await;
    assert!(old.unwrap_err().to_string().contains("later version"));
});
