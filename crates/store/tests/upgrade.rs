//! A database of the oldest schema, and one of the middle, with what was in them: the newest schema has all of it.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod common;

use common::{Fresh, empty_postgres, empty_sqlite};
use domain::account::AccountId;
use domain::application::lifecycle::Term;
use domain::application::sdkappid::Sdkappid;
use domain::billing::edition::Edition;
use domain::key::Algorithm;
use domain::key::rotation::KeyLife;
use domain::time::Timestamp;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection};
use store::{Location, Store};

const ACCOUNT: AccountId = AccountId(1);
const CREATED_AT: Timestamp = Timestamp::from_unix_seconds(1_780_000_000);

macro_rules! step {
    ($version:literal, $file:literal) => {
        (
            $version,
            include_str!(concat!("../../../migrations/sqlite/", $file)),
            include_str!(concat!("../../../migrations/postgres/", $file)),
        )
    };
}

/// The first schema, and what came before access was recorded.
const FIRST: [(i64, &str, &str); 1] = [step!(1, "0001_first.sql")];
const UP_TO_CERTIFICATES: [(i64, &str, &str); 4] = [
    step!(2, "0002_rotation.sql"),
    step!(3, "0003_trial.sql"),
    step!(4, "0004_money.sql"),
    step!(5, "0005_certificates.sql"),
];

/// As the first version wrote them: an owner who is signed in, an application in use, one that is switched off, one
/// that is deleted, and what is kept about them.
const ROWS_OF_FIRST: &str = "
INSERT INTO account (created_at) VALUES (1780000000000000);
INSERT INTO person (account_id, email, password_hash, language, theme, created_at)
VALUES (1, 'jiwoo@orbit.example', '$argon2id$hash', 'ko', 'dark', 1780000000000000);
INSERT INTO session (token_hash, account_id, person_id, browser, address, created_at, seen_at, idle_ends_at, ends_at,
    password_given_at)
VALUES (CAST('token' AS BYTEA), 1, 1, 'Firefox', '192.0.2.7', 1780000000000000, 1780000000000000, 1780000060000000,
    1780003600000000, 1780000000000000);
INSERT INTO throttle (subject, failures, blocked_until, failed_at) VALUES ('jiwoo@orbit.example', 3, 0, 1780000000000000);
INSERT INTO application (sdkappid, account_id, name, name_folded, description, region, edition, term_start, term_months,
    term_ends_at, suspends_at, disabled, deleted_at, created_at, version)
VALUES
(1400000001, 1, 'Orbit Messenger', 'orbit messenger', 'In two
lines', 'kr', 'trial', 1780000000000000, 1, 1782592000000000, 1782592000000000, FALSE, NULL, 1780000000000000, 4),
(1400000002, 1, 'Ward Rounds', 'ward rounds', '', 'de', 'trial', 1780000000000000, 1, 1782592000000000, 1782592000000000, TRUE, NULL,
    1780000000000000, 2),
(1400000003, 1, 'Gone', 'gone', '', 'sg', 'trial', 1780000000000000, 1, 1782592000000000, 1782592000000000, FALSE, NULL,
    1780000000000000, 1);
UPDATE application SET deleted_at = 1780000500000000 WHERE sdkappid = 1400000003;
INSERT INTO submission (account_id, token, sdkappid, created_at) VALUES (1, 'form', 1400000001, 1780000000000000);
INSERT INTO secret_key (account_id, sdkappid, version, algorithm, sealed, created_at) VALUES
(1, 1400000001, 1, 'hmac_sha256', CAST('sealed one' AS BYTEA), 1780000000000000),
(1, 1400000002, 1, 'ecdsa_sha256', CAST('sealed two' AS BYTEA), 1780000000000000);
INSERT INTO audit (account_id, sdkappid, at, who, action, changes) VALUES
(1, 1400000001, 1780000000000000, 'jiwoo@orbit.example', 'application_created',
    '[{\"field\":\"name\",\"before\":\"\",\"after\":\"Orbit Messenger\"}]'),
(NULL, NULL, 1780000000000000, '192.0.2.9', 'sign_in_failed', '[]');
INSERT INTO data_key (id, wrapped, created_at) VALUES (1, CAST('wrapped' AS BYTEA), 1780000000000000);
";

/// What could be added once keys rotate, packages cost and certificates are kept.
const ROWS_OF_FIFTH: &str = "
UPDATE secret_key SET ends_at = 1780000900000000 WHERE sdkappid = 1400000001;
INSERT INTO secret_key (account_id, sdkappid, version, algorithm, sealed, created_at, last_used_at)
VALUES (1, 1400000001, 2, 'hmac_sha256', CAST('sealed three' AS BYTEA), 1780000300000000, 1780000400000000);
INSERT INTO key_use (account_id, sdkappid, version, hour, uses) VALUES (1, 1400000001, 2, 1780000000000000, 5);
INSERT INTO administrator (account_id, sdkappid, user_id, created_at)
VALUES (1, 1400000001, 'second_admin', 1780000300000000);
UPDATE account SET balance = 60100;
INSERT INTO ledger (account_id, key, kind, sdkappid, amount, currency, balance, at, who, cause, lines) VALUES
(1, 'once::1', 'top_up', NULL, 100000, 'USD', 100000, 1780000300000000, 'jiwoo@orbit.example',
    '{\"kind\":\"top_up\",\"note\":\"Wire transfer\"}', '[]'),
(1, 'once:1400000002:2', 'order', 1400000002, -39900, 'USD', 60100, 1780000300000000, 'jiwoo@orbit.example',
    '{\"kind\":\"order\",\"sdkappid\":1400000002,\"edition\":\"standard\",\"months\":1}',
    '[{\"what\":{\"package\":{\"edition\":\"standard\",\"months\":1}},\"amount\":{\"minor\":39900,\"currency\":\"USD\"}}]');
INSERT INTO support_request (account_id, topic, subject, sdkappid, state, created_at, changed_at)
VALUES (1, 'question', 'How many groups?', 1400000001, 'answered', 1780000300000000, 1780000400000000);
INSERT INTO support_message (request_id, number, person_id, side, at, text)
VALUES (1, 0, 1, 'customer', 1780000300000000, 'Thanks.');
INSERT INTO certificate (account_id, sdkappid, platform, bundle, name, notes, click_kind, click_target, settings, facts,
    is_default, sealed, health, checked_at, check_at, expires_at, created_at, changed_at, version)
VALUES (1, 1400000001, 'xiaomi', 'com.example.messenger', 'Xiaomi production', '', 'application', '',
    '{\"platform\":\"xiaomi\"}',
    '{\"kind\":\"plain\",\"fields\":[[\"package_name\",\"com.example.messenger\"],[\"app_id\",\"2882303761517000001\"],[\"region\",\"china\"]],\"last_four\":\"nger\",\"fingerprint\":\"a747fd67\"}',
    TRUE, CAST('sealed four' AS BYTEA), '{\"state\":\"proven\",\"at\":1780000400000000}', 1780000400000000, 1780086800000000,
    NULL, 1780000300000000, 1780000300000000, 1);
";

/// Runs statements of PostgreSQL; SQLite has another name for bytes.
async fn run(location: &Location, statements: &str) {
    match location {
        Location::Sqlite(path) => {
            let mut connection = SqliteConnectOptions::new().filename(path).connect().await.unwrap();
            let statements = statements.replace("BYTEA", "BLOB");
            sqlx::raw_sql(AssertSqlSafe(statements)).execute(&mut connection).await.unwrap();
        }
        Location::Postgres(address) => {
            let mut connection = PgConnection::connect(address).await.unwrap();
            sqlx::raw_sql(AssertSqlSafe(statements)).execute(&mut connection).await.unwrap();
        }
    }
}

/// Applies `steps` as a version that had no later ones did.
async fn apply(location: &Location, steps: &[(i64, &str, &str)]) {
    run(
        location,
        "CREATE TABLE IF NOT EXISTS migration (version BIGINT PRIMARY KEY, statements TEXT NOT NULL)",
    )
    .await;
    for (version, sqlite, postgres) in steps {
        let text = if matches!(location, Location::Sqlite(_)) { sqlite } else { postgres };
        run(location, text).await;
        let quoted = text.replace('\'', "''");
        run(location, &format!("INSERT INTO migration (version, statements) VALUES ({version}, '{quoted}')"))
            .await;
    }
}

fn sdkappid(number: u32) -> Sdkappid {
    number.to_string().parse().unwrap()
}

async fn upgrade_from_first(fresh: Fresh) {
    apply(&fresh.location, &FIRST).await;
    run(&fresh.location, ROWS_OF_FIRST).await;
    fresh.store.migrate().await.unwrap();
    assert_eq!(fresh.store.pending_migrations().await.unwrap(), 0);
    people_and_applications_are_there(&fresh.store).await;

    let keys = fresh.store.keys(ACCOUNT, sdkappid(1_400_000_001)).await.unwrap();
    assert_eq!((keys.len(), keys[0].version, keys[0].life), (1, 1, KeyLife::CURRENT));
    assert_eq!((keys[0].sealed.as_slice(), keys[0].algorithm), (&b"sealed one"[..], Algorithm::HmacSha256));
    assert_eq!((keys[0].created_at, keys[0].last_used_at), (CREATED_AT, None));
    let keys = fresh.store.keys(ACCOUNT, sdkappid(1_400_000_002)).await.unwrap();
    assert_eq!((keys[0].sealed.as_slice(), keys[0].algorithm), (&b"sealed two"[..], Algorithm::EcdsaSha256));
    // Who could call the service from the start still can.
    let administrators = fresh.store.administrators(ACCOUNT, sdkappid(1_400_000_001)).await.unwrap();
    assert_eq!(
        administrators.iter().map(domain::usersig::user_id::UserId::as_str).collect::<Vec<_>>(),
        ["administrator"]
    );
    assert_eq!(fresh.store.account_balance(ACCOUNT).await.unwrap().balance().minor(), 0);
}

async fn upgrade_from_fifth(fresh: Fresh) {
    apply(&fresh.location, &FIRST).await;
    run(&fresh.location, ROWS_OF_FIRST).await;
    apply(&fresh.location, &UP_TO_CERTIFICATES).await;
    run(&fresh.location, ROWS_OF_FIFTH).await;
    fresh.store.migrate().await.unwrap();
    people_and_applications_are_there(&fresh.store).await;

    let store = &fresh.store;
    let orbit = sdkappid(1_400_000_001);
    let keys = store.keys(ACCOUNT, orbit).await.unwrap();
    assert_eq!(keys.iter().map(|key| key.version).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(keys[0].last_used_at, Some(Timestamp::from_unix_seconds(1_780_000_400)));
    assert_eq!(keys[1].life.ends_at, Some(Timestamp::from_unix_seconds(1_780_000_900)));
    assert_eq!(store.key_uses(ACCOUNT, orbit, CREATED_AT).await.unwrap(), [(2, CREATED_AT, 5)]);
    assert_eq!(store.administrators(ACCOUNT, orbit).await.unwrap().len(), 2);

    assert_eq!(store.account_balance(ACCOUNT).await.unwrap().balance().minor(), 60_100);
    let entries = store.entries_after(ACCOUNT, 0, 10).await.unwrap();
    assert_eq!(entries.iter().map(|row| row.balance.minor()).collect::<Vec<_>>(), [100_000, 60_100]);
    assert_eq!((entries[0].lines.len(), entries[1].lines.len()), (0, 1));

    let request = store.request(Some(ACCOUNT), 1).await.unwrap().unwrap();
    assert_eq!(request.request.messages[0].text.as_str(), "Thanks.");
    let certificates = store.certificates(ACCOUNT, orbit).await.unwrap();
    assert_eq!((certificates.len(), certificates[0].sealed.as_slice()), (1, &b"sealed four"[..]));
    assert!(certificates[0].certificate.is_default);
    assert_eq!(certificates[0].certificate.name.as_str(), "Xiaomi production");
}

/// What [`ROWS_OF_FIRST`] holds, read in today's words.
async fn people_and_applications_are_there(store: &Store) {
    let email = "jiwoo@orbit.example".parse().unwrap();
    let person = store.person_by_email(&email).await.unwrap().unwrap();
    assert_eq!((person.account, person.password_hash.as_str()), (ACCOUNT, "$argon2id$hash"));
    let session = store.session(b"token", CREATED_AT).await.unwrap().unwrap();
    assert_eq!((session.person, session.browser.as_str()), (person.person, "Firefox"));
    // Whoever set the console up runs it.
    assert!(session.operator);

    let orbit = store.application(ACCOUNT, sdkappid(1_400_000_001)).await.unwrap().unwrap();
    assert_eq!((orbit.name.as_str(), orbit.description.as_str()), ("Orbit Messenger", "In two\nlines"));
    assert_eq!((orbit.version, orbit.life.edition, orbit.life.disabled), (4, Edition::Trial, false));
    assert_eq!(orbit.life.term, Term { start: CREATED_AT, months: 1 });
    assert_eq!((orbit.life.extensions, orbit.life.auto_renew), (0, false));
    let ward = store.application(ACCOUNT, sdkappid(1_400_000_002)).await.unwrap().unwrap();
    assert!(ward.life.disabled);
    // A deleted one is not counted, not listed, and past restoring.
    assert!(store.application(ACCOUNT, sdkappid(1_400_000_003)).await.unwrap().is_none());
    assert_eq!(store.application_count(ACCOUNT).await.unwrap(), 2);
    assert_eq!(store.deleted_applications(ACCOUNT, CREATED_AT, 10).await.unwrap(), []);
    let query = domain::application::listing::ApplicationQuery {
        search: "ORBIT".into(),
        ..domain::application::listing::ApplicationQuery::default()
    };
    let page = store
        .applications(ACCOUNT, store::Limits::default(), &query, CREATED_AT, common::ARREARS)
        .await
        .unwrap();
    assert_eq!((page.matching, page.total), (1, 2));

    let entries = store.recent_changes(ACCOUNT, sdkappid(1_400_000_001), 10).await.unwrap();
    assert_eq!((entries.len(), entries[0].entry.changes[0].after.as_str()), (1, "Orbit Messenger"));
    let data_keys = store.data_keys().await.unwrap();
    assert_eq!((data_keys[0].id, data_keys[0].wrapped.as_slice()), (1, &b"wrapped"[..]));
}

macro_rules! on_both_empty {
    ($name:ident, $test:ident) => {
        mod $name {
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                $test(empty_sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(fresh) = empty_postgres().await {
                    $test(fresh).await;
                }
            }
        }
    };
}

on_both_empty!(the_oldest_schema_is_upgraded, upgrade_from_first);
on_both_empty!(the_schema_before_access_is_upgraded, upgrade_from_fifth);
