//! The schema: brought up to date once, refused when it is not ours, and the same on both databases.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod common;

use std::collections::BTreeMap;

use common::{Fresh, empty_postgres, empty_sqlite};
use domain::application::Application;
use domain::audit::{Action, AuditEntry};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, PgConnection, SqliteConnection};
use store::{Error, Location, Store};
use tokio::task::JoinSet;

async fn sqlite(location: &Location) -> SqliteConnection {
    let Location::Sqlite(path) = location else { unreachable!("this is about SQLite") };
    SqliteConnectOptions::new().filename(path).connect().await.unwrap()
}

async fn postgres(location: &Location) -> PgConnection {
    let Location::Postgres(address) = location else { unreachable!("this is about PostgreSQL") };
    PgConnection::connect(address).await.unwrap()
}

async fn run(location: &Location, statement: &'static str) {
    match location {
        Location::Sqlite(_) => {
            sqlx::raw_sql(statement).execute(&mut sqlite(location).await).await.unwrap();
        }
        Location::Postgres(_) => {
            sqlx::raw_sql(statement).execute(&mut postgres(location).await).await.unwrap();
        }
    }
}

on_both!(migrating_again_changes_nothing, |fresh| {
    let jiwoo = common::owner(&fresh.store, "jiwoo").await;
    fresh.store.migrate().await.unwrap();
    assert!(fresh.store.person(jiwoo.account, jiwoo.person).await.unwrap().is_some());
});

on_both!(a_newer_schema_is_refused, |fresh| {
    run(&fresh.location, "INSERT INTO migration (version, statements) VALUES (1000, 'from the future')")
        .await;
    let error = fresh.store.migrate().await.unwrap_err();
    assert!(matches!(error, Error::NewerSchema { version: 1000 }));
    assert!(error.to_string().contains("newer than this binary"), "{error}");
});

on_both!(a_changed_schema_is_refused, |fresh| {
    run(&fresh.location, "UPDATE migration SET statements = statements || ' -- changed'").await;
    assert!(matches!(fresh.store.migrate().await.unwrap_err(), Error::ChangedMigration { version: 1 }));
});

/// Processes are stood in for by stores of their own: what they share is the database alone.
async fn start_at_once(fresh: Fresh) {
    let mut starters = JoinSet::new();
    for _ in 0..8 {
        let location = fresh.location.clone();
        starters.spawn(async move {
            let store = Store::open(&location).await.unwrap();
            store.migrate().await.unwrap();
            store.ping().await.unwrap();
            store.close().await.unwrap();
        });
    }
    starters.join_all().await;
    assert!(!fresh.store.any_person().await.unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_start_at_once_on_sqlite() {
    // One of them makes the file as well.
    let Fresh { store, folder, .. } = empty_sqlite().await;
    let location = Location::Sqlite(folder.as_ref().unwrap().path().join("new.sqlite"));
    store.close().await.unwrap();
    let mut starters = JoinSet::new();
    for _ in 0..8 {
        let location = location.clone();
        starters.spawn(async move {
            let store = Store::open(&location).await.unwrap();
            store.migrate().await.unwrap();
            store.close().await.unwrap();
        });
    }
    starters.join_all().await;
    let store = Store::open(&location).await.unwrap();
    start_at_once(Fresh { store, location, folder }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_start_at_once_on_postgres() {
    if let Some(fresh) = empty_postgres().await {
        start_at_once(fresh).await;
    }
}

/// Type and whether it may be NULL, by table and column.
type Columns = BTreeMap<(String, String), (String, bool)>;

async fn sqlite_columns(fresh: &Fresh) -> Columns {
    let rows: Vec<(String, String, String, bool)> = sqlx::query_as(
        "SELECT m.name, c.name, c.type, c.\"notnull\" = 0 AND c.pk = 0 FROM sqlite_schema m, pragma_table_info(m.name) c \
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'",
    )
    .fetch_all(&mut sqlite(&fresh.location).await)
    .await
    .unwrap();
    rows.into_iter().map(|(table, column, kind, nullable)| ((table, column), (kind, nullable))).collect()
}

async fn postgres_columns(fresh: &Fresh) -> Columns {
    let rows: Vec<(String, String, String, bool)> = sqlx::query_as(
        "SELECT table_name::text, column_name::text, data_type::text, is_nullable = 'YES' \
         FROM information_schema.columns WHERE table_schema = current_schema()",
    )
    .fetch_all(&mut postgres(&fresh.location).await)
    .await
    .unwrap();
    let portable = |kind: &str| match kind {
        "bigint" | "boolean" => "INTEGER",
        "text" => "TEXT",
        "bytea" => "BLOB",
        other => panic!("{other} is not portable"),
    };
    rows.into_iter()
        .map(|(table, column, kind, nullable)| ((table, column), (portable(&kind).into(), nullable)))
        .collect()
}

#[tokio::test]
async fn both_databases_have_the_same_tables() {
    let sqlite = empty_sqlite().await.migrated().await;
    let Some(postgres) = empty_postgres().await else { return };
    let postgres = postgres.migrated().await;
    let (left, right) = (sqlite_columns(&sqlite).await, postgres_columns(&postgres).await);
    assert!(left.len() > 60, "{left:?}");
    assert_eq!(left, right);
}

#[tokio::test]
async fn every_sqlite_table_is_strict() {
    let fresh = empty_sqlite().await.migrated().await;
    let loose: Vec<(String,)> =
        sqlx::query_as("SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict AND name NOT LIKE 'sqlite_%'")
            .fetch_all(&mut sqlite(&fresh.location).await)
            .await
            .unwrap();
    assert_eq!(loose, []);
}

on_both!(entries_from_before_versions_were_kept_get_theirs, |fresh| {
    let jiwoo = common::owner(&fresh.store, "jiwoo").await;
    let application = Application { version: 4, ..common::application(1, "Orbit") };
    common::insert(&fresh.store, jiwoo.account, &application).await;
    let (account, app) = (Some(jiwoo.account), Some(application.sdkappid));
    let mut tx = fresh.store.begin().await.unwrap();
    for (who, action) in [
        ("first", Action::ApplicationCreated),
        ("nothing", Action::KeyShown),
        ("second", Action::ApplicationEdited),
        ("third", Action::ApplicationDisabled),
        ("nothing", Action::UserSigVerified),
        ("fourth", Action::PackageOrdered),
        ("nothing", Action::OverageCharged),
    ] {
        let entry = AuditEntry { at: common::NOW, who: who.into(), action, changes: Vec::new() };
        tx.append_audit(account, app, entry).unwrap();
    }
    tx.commit().await.unwrap();
    // As it was before that step.
    run(
        &fresh.location,
        "DROP INDEX audit_of_version; ALTER TABLE audit DROP COLUMN version; DELETE FROM migration WHERE version = 47",
    )
    .await;
    fresh.store.migrate().await.unwrap();
    let since = async |version| {
        let entries =
            fresh.store.changes_since(jiwoo.account, application.sdkappid, version, 9).await.unwrap();
        entries.into_iter().map(|entry| entry.who).collect::<Vec<_>>()
    };
    assert_eq!(since(0).await, ["fourth", "third", "second", "first"]);
    assert_eq!(since(2).await, ["fourth", "third"]);
    let mut tx = fresh.store.begin().await.unwrap();
    tx.append_audit(
        account,
        app,
        AuditEntry { at: common::NOW, who: "later".into(), action: Action::KeyShown, changes: Vec::new() },
    )
    .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(since(3).await, ["fourth"]);
});

on_both!(numbers_of_certificates_go_on_after_the_last_one, |fresh| {
    let take = async || {
        let mut tx = fresh.store.begin().await.unwrap();
        let id = tx.next_certificate_id().await.unwrap();
        tx.commit().await.unwrap();
        id.number()
    };
    assert_eq!((take().await, take().await), (1, 2));
    // As it was before that step: seven were given, and none of them is left.
    let before = match &fresh.location {
        Location::Sqlite(_) => "INSERT INTO sqlite_sequence (name, seq) VALUES ('certificate', 7)",
        Location::Postgres(_) => {
            "ALTER TABLE certificate ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY; SELECT setval('certificate_id_seq', 7)"
        }
    };
    run(&fresh.location, before).await;
    run(
        &fresh.location,
        "ALTER TABLE installation DROP COLUMN last_certificate; DELETE FROM migration WHERE version = 48",
    )
    .await;
    fresh.store.migrate().await.unwrap();
    assert_eq!((take().await, take().await), (8, 9));
});

on_both!(names_that_were_folded_otherwise_are_found_again, |fresh| {
    let jiwoo = common::owner(&fresh.store, "jiwoo").await;
    common::insert(&fresh.store, jiwoo.account, &common::application(1, "Straße")).await;
    common::insert(&fresh.store, jiwoo.account, &common::application(2, "Orbit")).await;
    // As an earlier version wrote them, which neither composed names nor refused what nobody sees.
    run(
        &fresh.location,
        "UPDATE application SET name = 'Se\u{301}rie', name_folded = 'se\u{301}rie' WHERE name = 'Straße'; \
         UPDATE application SET name = '\u{2800}', name_folded = '\u{2800}' WHERE name = 'Orbit'; \
         UPDATE installation SET folding = 0",
    )
    .await;
    fresh.store.migrate().await.unwrap();
    let query = domain::application::listing::ApplicationQuery {
        search: "SÉRIE".into(),
        ..domain::application::listing::ApplicationQuery::default()
    };
    let page = fresh
        .store
        .applications(jiwoo.account, store::Limits::default(), &query, common::NOW, common::ARREARS)
        .await
        .unwrap();
    assert_eq!(page.rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Se\u{301}rie"]);
    assert_eq!((page.matching, page.total), (1, 2));
});
