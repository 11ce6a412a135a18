//! By way of a pooler that lends a connection for one transaction at a time.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use domain::time::Timestamp;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use store::{DataKeyRow, Location, Store};

/// Through `PgBouncer`, an address of a database of its own; with more at its end.
async fn database(name: &str, more: &str) -> Option<Location> {
    let (Ok(direct), Ok(pooled)) = (std::env::var("TEST_DATABASE_URL"), std::env::var("TEST_PGBOUNCER_URL"))
    else {
        let required = std::env::var("CHAT_CONSOLE_REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
        assert!(
            !required,
            "TEST_PGBOUNCER_URL is missing; run this with scripts/postgres, with PgBouncer installed"
        );
        return None;
    };
    let mut connection = PgConnection::connect(&direct).await.unwrap();
    let statement = format!("CREATE DATABASE {name}");
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
    Some(Location::Postgres(format!("{}{more}", pooled.replace("/postgres?", &format!("/{name}?")))))
}

/// Many at once, from several processes: connections change hands all the time.
async fn is_used(location: &Location) {
    let stores = [Store::open(location).await.unwrap(), Store::open(location).await.unwrap()];
    for store in &stores {
        store.migrate().await.unwrap();
    }
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..60_i64 {
        let store = stores[usize::try_from(number % 2).unwrap()].clone();
        tasks.spawn(async move {
            let mut tx = store.begin().await.unwrap();
            let row = DataKeyRow {
                id: number,
                wrapped: vec![1, 2, 3],
                created_at: Timestamp::from_unix_seconds(1_790_000_000),
            };
            assert!(tx.data_keys().await.unwrap().iter().all(|row| row.id != number));
            tx.insert_data_key(&row).await.unwrap();
            tx.commit().await.unwrap();
            for _ in 0..5 {
                store.ping().await.unwrap();
                assert!(store.data_keys().await.unwrap().iter().any(|row| row.id == number));
            }
        });
    }
    while let Some(task) = tasks.join_next().await {
        task.unwrap();
    }
    assert_eq!(stores[0].data_keys().await.unwrap().len(), 60);
    for store in stores {
        store.close().await.unwrap();
    }
}

#[tokio::test]
async fn pooling_by_statement_is_named() {
    let Some(Location::Postgres(pooled)) = database("by_statement", "").await else { return };
    let location = Location::Postgres(pooled.replace("/by_statement?", "/statements?"));
    let refused = Store::open(&location).await.err();
    assert!(matches!(refused, Some(store::Error::StatementPooling)), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn pooling_by_transaction_is_noticed_and_works() {
    if let Some(location) = database("pooled", "").await {
        is_used(&location).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn pooling_by_transaction_can_be_said() {
    if let Some(location) = database("pooled_and_said", "&statement-cache-capacity=0").await {
        is_used(&location).await;
    }
}
