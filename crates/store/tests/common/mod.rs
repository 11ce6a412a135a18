//! A fresh database for each test, of either kind, and values to put into it.
#![expect(dead_code, reason = "each test file uses a part of this")]

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use domain::account::access::Access;
use domain::account::permission::Role;
use domain::account::{AccountId, PersonId, SessionId};
use domain::application::Application;
use domain::application::lifecycle::{Life, Moment};
use domain::application::region::Region;
use domain::application::sdkappid::Sdkappid;
use domain::billing::account_balance::AccountBalance;
use domain::billing::catalogue::Policy;
use domain::billing::money::Currency;
use domain::time::Timestamp;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use store::{Location, NewPerson, NewSession, Store};
use tempfile::TempDir;

/// Now, in all tests.
pub const NOW: Timestamp = Timestamp::from_unix_seconds(1_790_000_000);

/// How long an account may be in arrears, in all tests.
pub const ARREARS: Duration = Duration::from_hours(24);

/// Now, for an account that owes nothing.
pub fn now() -> Moment {
    AccountBalance::new(Currency::USD).at(NOW, Policy::DEFAULT)
}

/// A database that nobody else uses.
pub struct Fresh {
    pub store: Store,
    pub location: Location,
    /// Where SQLite's file is; removed at the end.
    pub folder: Option<TempDir>,
}

/// An empty SQLite database in a file of its own, not migrated.
pub async fn empty_sqlite() -> Fresh {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::Sqlite(folder.path().join("data").join("console.sqlite"));
    Fresh { store: Store::open(&location).await.unwrap(), location, folder: Some(folder) }
}

/// An empty schema of the PostgreSQL that the tests were given, if they were given one.
pub async fn empty_postgres() -> Option<Fresh> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let Ok(address) = std::env::var("TEST_DATABASE_URL") else {
        let required = std::env::var("CHAT_CONSOLE_REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
        assert!(!required, "TEST_DATABASE_URL is missing; run this with scripts/postgres");
        eprintln!("skipped: there is no TEST_DATABASE_URL; run this with scripts/postgres");
        return None;
    };
    let schema = format!("test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let mut connection = PgConnection::connect(&address).await.unwrap();
    let statements = format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
    sqlx::raw_sql(AssertSqlSafe(statements)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let separator = if address.contains('?') { '&' } else { '?' };
    let location = Location::Postgres(format!("{address}{separator}options[search_path]={schema}"));
    Some(Fresh { store: Store::open(&location).await.unwrap(), location, folder: None })
}

impl Fresh {
    pub async fn migrated(self) -> Self {
        self.store.migrate().await.unwrap();
        self
    }
}

/// `on_both!(name, |fresh| { ... })`: the tests `name::sqlite` and `name::postgres`, each on a migrated
/// database of its own.
#[macro_export]
macro_rules! on_both {
    ($name:ident, |$fresh:ident| $body:block) => {
        mod $name {
            use super::*;

            async fn test($fresh: &common::Fresh) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                test(&common::empty_sqlite().await.migrated().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(fresh) = common::empty_postgres().await {
                    test(&fresh.migrated().await).await;
                }
            }
        }
    };
}

/// A new account with one person and one session.
pub struct Owner {
    pub account: AccountId,
    pub person: PersonId,
    pub session: SessionId,
}

/// Puts one into the database; `name` is the local part of the address and the token.
pub async fn owner(store: &Store, name: &str) -> Owner {
    let mut tx = store.begin().await.unwrap();
    let account = tx.insert_account(NOW).await.unwrap();
    let person = tx.insert_person(&new_person(account, name)).await.unwrap().unwrap();
    let session = tx.insert_session(&new_session(account, person, name)).await.unwrap();
    tx.commit().await.unwrap();
    Owner { account, person, session }
}

pub fn new_person(account: AccountId, name: &str) -> NewPerson {
    NewPerson {
        account,
        email: format!("{name}@orbit.example").parse().unwrap(),
        password_hash: format!("hash of {name}"),
        access: Access::whole_account(Role::Owner),
        operator: true,
        created_at: NOW,
    }
}

pub fn new_session(account: AccountId, person: PersonId, token: &str) -> NewSession {
    NewSession {
        token_hash: token.as_bytes().to_vec(),
        account,
        person,
        browser: "Firefox".into(),
        address: "192.0.2.7".into(),
        created_at: NOW,
        idle_ends_at: after(60),
        ends_at: after(3600),
    }
}

/// So many seconds after [`NOW`].
pub fn after(seconds: u64) -> Timestamp {
    NOW.plus(Duration::from_secs(seconds))
}

/// The application at that place in the range of SDKAppIDs.
pub fn application(number: u64, name: &str) -> Application {
    Application {
        sdkappid: Sdkappid::from_random(number),
        name: name.parse().unwrap(),
        description: format!("What {name} is for,\nin two lines").parse().unwrap(),
        region: Region::Seoul,
        life: Life::begin(NOW),
        created_at: NOW,
        version: 1,
    }
}

/// Puts it into the database.
pub async fn insert(store: &Store, account: AccountId, application: &Application) {
    let mut tx = store.begin().await.unwrap();
    assert!(tx.insert_application(account, application).await.unwrap());
    tx.commit().await.unwrap();
}
