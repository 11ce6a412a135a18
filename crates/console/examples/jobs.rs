//! Duration of the lifecycle job for 100,000 applications of 1,000 accounts on SQLite: `make bench`. Prints one
//! `name: value unit` per line.
//!
//! The terms end on every day of two months around now; a third is paid for, and a third of those is renewed
//! automatically. So the first run renews some 1,600 packages, destroys 100 applications and notifies some ten thousand
//! people. The second run, as a minute later, finds nothing to do.
#![expect(clippy::unwrap_used, reason = "a benchmark that fails ends")]

use std::io::{Write as _, stdout};
use std::sync::Arc;
use std::time::{Duration, Instant};

use console::{Clock, Console, Policy, ProviderPolicy, Random};
use domain::account::AccountId;
use domain::account::access::Access;
use domain::account::permission::Role;
use domain::application::Application;
use domain::application::lifecycle::{Life, Term};
use domain::application::region::Region;
use domain::application::sdkappid::Sdkappid;
use domain::billing::account_balance::AccountBalance;
use domain::billing::catalogue::Draft;
use domain::billing::edition::Edition;
use domain::billing::ledger::{EntryCause, EntryKey, LedgerEntry, OrderToken};
use domain::billing::money::{Currency, Money};
use domain::time::Timestamp;
use push::hosts::Hosts;
use store::{Location, NewPerson, Store};
use vault::MasterKey;

const NOW: Timestamp = Timestamp::from_unix_seconds(1_790_000_000);
const ACCOUNTS: u64 = 1_000;
const APPLICATIONS_PER_ACCOUNT: u64 = 100;
const PRICES: &str = r#"edition.standard.prices = { USD = "399.00" }"#;

struct FixedClock;

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        NOW
    }
}

struct FixedRandom;

impl Random for FixedRandom {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&Location::Sqlite(folder.path().join("bench.db"))).await.unwrap();
    store.migrate().await.unwrap();
    let policy = Policy {
        application_limit: 300,
        session_idle: Duration::from_hours(1),
        session_absolute: Duration::from_hours(1),
        verification_freshness: Duration::from_mins(1),
        verify_failures_per_minute: 1,
        push_retention: Duration::from_hours(7 * 24),
        audit_retention: None,
        webhooks_allow_private: false,
        sends_mails: false,
        public_url: None,
        provider: ProviderPolicy::default(),
        setup_code: String::new(),
        vendors: Hosts::default(),
    };
    let key = MasterKey::generate(&mut |bytes| bytes.fill(1));
    let console =
        Console::open(store.clone(), key, Arc::new(FixedClock), Arc::new(FixedRandom), policy).await.unwrap();
    let prices = toml::from_str::<Draft>(PRICES).unwrap();
    console.set_catalogue(prices.check().unwrap());
    for index in 0..ACCOUNTS {
        fill(&store, index).await;
    }
    let mut out = stdout();
    for name in ["lifecycle_job_first_100000", "lifecycle_job_100000"] {
        #[expect(clippy::disallowed_methods, reason = "measures the duration")]
        let start = Instant::now();
        let done = console.run_jobs().await.unwrap();
        let seconds = start.elapsed().as_secs_f64();
        writeln!(out, "{name}: {seconds:.2} s").unwrap();
        if name == "lifecycle_job_first_100000" {
            writeln!(out, "lifecycle_job_renewals: {} at_once", done.posted).unwrap();
            writeln!(out, "lifecycle_job_mails: {} at_once", done.mails).unwrap();
        }
    }
}

/// Creates an account with its applications and enough money for all of them.
async fn fill(store: &Store, index: u64) {
    let mut tx = store.begin().await.unwrap();
    let account = tx.insert_account(NOW).await.unwrap();
    let person = NewPerson {
        account,
        email: format!("owner{index}@orbit.example").parse().unwrap(),
        password_hash: String::new(),
        access: Access::whole_account(Role::Owner),
        operator: false,
        created_at: NOW,
    };
    tx.insert_person(&person).await.unwrap().unwrap();
    top_up(&mut tx, account).await;
    for number in index * APPLICATIONS_PER_ACCOUNT..(index + 1) * APPLICATIONS_PER_ACCOUNT {
        let life = life(number);
        let application = Application {
            sdkappid: Sdkappid::from_random(number),
            name: format!("Application {number}").parse().unwrap(),
            description: "".parse().unwrap(),
            region: Region::Seoul,
            life,
            created_at: NOW,
            version: 1,
        };
        assert!(tx.insert_application(account, &application).await.unwrap());
        let application = Application { version: 2, ..application };
        assert!(tx.update_application(account, &application, 1).await.unwrap());
    }
    tx.commit().await.unwrap();
}

async fn top_up(tx: &mut store::Tx, account: AccountId) {
    let amount = Money::new(100_000_000, Currency::USD);
    let token: OrderToken = "0123456789abcdef".parse().unwrap();
    let cause = EntryCause::TopUp { note: "for all of them".parse().unwrap() };
    let entry = LedgerEntry::new(EntryKey::once(None, &token), cause, amount, NOW).unwrap();
    let account_balance = AccountBalance::new(Currency::USD).post(amount, NOW).unwrap();
    tx.post(account, &entry, &[], account_balance, "bench").await.unwrap().unwrap();
}

fn life(number: u64) -> Life {
    const DAY: Duration = Duration::from_hours(24);
    // The term ends up to a month before or after now.
    let days = u32::try_from(number % 60).unwrap();
    let start = NOW.minus(DAY * 60).plus(DAY * days).plus(Duration::from_mins(number % 1_440));
    let paid = number.is_multiple_of(3);
    // Automatic renewals are at most three days overdue.
    let auto_renew = number.is_multiple_of(9) && days >= 27;
    let deleted = (number % 1_000 == 1).then(|| NOW.minus(DAY * 8));
    Life {
        edition: if paid { Edition::Standard } else { Edition::Trial },
        term: Term { start, months: 1 },
        auto_renew,
        disabled: deleted.is_some(),
        deleted_at: deleted,
        grace_until: deleted.map(|at| at.plus(DAY * 7)),
        ..Life::begin(start)
    }
}
