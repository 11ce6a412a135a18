//! What is particular to SQLite: the file, its settings, and other processes.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod common;

use std::future::Future as _;
use std::os::unix::fs::PermissionsExt as _;
use std::task::{Context, Waker};

use common::{ARREARS, NOW, empty_sqlite, owner};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, SqliteConnection};
use store::{Error, Location, Store, ThrottleRow};

const ROW: ThrottleRow = ThrottleRow { failures: 1, blocked_until: NOW, failed_at: NOW };

async fn connect(location: &Location) -> SqliteConnection {
    let Location::Sqlite(path) = location else { unreachable!("this is about SQLite") };
    SqliteConnectOptions::new().filename(path).connect().await.unwrap()
}

#[tokio::test]
async fn its_files_are_the_owners_alone() {
    let fresh = empty_sqlite().await.migrated().await;
    let Location::Sqlite(path) = &fresh.location else { unreachable!("this is about SQLite") };
    let folder = path.parent().unwrap();
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(folder), 0o700);
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    assert_eq!(files.len(), 3, "{files:?}");
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    fresh.store.close().await.unwrap();
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 1, "closing leaves the database alone");
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("taken"), "").unwrap();
    let error = Store::open(&Location::Sqlite(folder.path().join("taken").join("console.sqlite")))
        .await
        .err()
        .unwrap();
    assert!(matches!(error, Error::File { .. }));
    assert!(error.to_string().contains("taken"), "{error}");
}

#[tokio::test]
async fn a_writer_waits_for_another_process() {
    let fresh = empty_sqlite().await.migrated().await;
    let mut other = connect(&fresh.location).await;
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
    let store = fresh.store.clone();
    let waiting = tokio::spawn(async move {
        let mut tx = store.begin().await?;
        tx.put_throttle("a", ROW).await?;
        tx.commit().await
    });
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    assert!(!waiting.is_finished());
    sqlx::raw_sql("COMMIT").execute(&mut other).await.unwrap();
    waiting.await.unwrap().unwrap();
}

/// A reference that is only checked by COMMIT makes COMMIT fail, as a full disk would.
#[tokio::test]
async fn a_failed_commit_keeps_nothing_of_anybody_and_the_next_one_works() {
    let fresh = empty_sqlite().await.migrated().await;
    let mut other = connect(&fresh.location).await;
    sqlx::raw_sql(
        "CREATE TABLE parent (id INTEGER PRIMARY KEY); \
         CREATE TABLE child (id INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED); \
         CREATE TRIGGER poison AFTER INSERT ON throttle WHEN new.subject = 'poison' \
         BEGIN INSERT INTO child VALUES (1); END",
    )
    .execute(&mut other)
    .await
    .unwrap();

    let put = async |store: Store, subject: &'static str| {
        let mut tx = store.begin().await?;
        tx.put_throttle(subject, ROW).await?;
        tx.commit().await
    };
    // All three wait for the holder, so they are in one batch.
    let holder = fresh.store.begin().await.unwrap();
    let mut batch = ["one", "poison", "two"].map(|subject| Box::pin(put(fresh.store.clone(), subject)));
    for waiting in &mut batch {
        assert!(waiting.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    }
    drop(holder);
    for result in batch.map(tokio::spawn) {
        assert!(matches!(result.await.unwrap(), Err(Error::Commit(_))));
    }
    for subject in ["one", "poison", "two"] {
        assert_eq!(fresh.store.throttle(subject).await.unwrap(), None);
    }
    put(fresh.store.clone(), "next").await.unwrap();
    assert_eq!(fresh.store.throttle("next").await.unwrap(), Some(ROW));
}

#[tokio::test]
async fn the_trail_cannot_be_rewritten() {
    let fresh = empty_sqlite().await.migrated().await;
    let jiwoo = owner(&fresh.store, "jiwoo").await;
    let mut connection = connect(&fresh.location).await;
    let insert = sqlx::query(
        "INSERT INTO audit (account_id, at, who, action, changes, number) VALUES ($1, 0, '', '', '', 1)",
    );
    insert.bind(jiwoo.account.0).execute(&mut connection).await.unwrap();
    for statement in ["UPDATE audit SET who = 'somebody else'", "DELETE FROM audit"] {
        let error = sqlx::query(statement).execute(&mut connection).await.unwrap_err();
        assert!(error.to_string().contains("append-only"), "{error}");
    }
}

#[tokio::test]
async fn a_row_that_was_bent_by_hand_is_corrupt() {
    let fresh = empty_sqlite().await.migrated().await;
    let jiwoo = owner(&fresh.store, "jiwoo").await;
    common::insert(&fresh.store, jiwoo.account, &common::application(1, "x")).await;
    let mut connection = connect(&fresh.location).await;
    for (bend, column) in [
        ("UPDATE application SET name = ''", "name"),
        ("UPDATE application SET name = 'x', region = 'atlantis'", "region"),
        ("UPDATE application SET region = 'kr', edition = 'gold'", "edition"),
        ("UPDATE application SET edition = 'trial', term_months = -1", "term_months"),
        ("UPDATE application SET term_months = 1, description = char(31)", "name"),
    ] {
        sqlx::query(bend).execute(&mut connection).await.unwrap();
        let error = fresh
            .store
            .applications(
                jiwoo.account,
                store::Limits::default(),
                &domain::application::listing::ApplicationQuery::default(),
                NOW,
                ARREARS,
            )
            .await
            .err()
            .unwrap();
        assert!(matches!(error, Error::Corrupt { table: "application", .. }), "{error}");
        assert_eq!(error.to_string().contains(column), column != "name" || bend.contains("name"), "{error}");
        assert!(fresh.store.application(jiwoo.account, common::application(1, "x").sdkappid).await.is_err());
    }
}
