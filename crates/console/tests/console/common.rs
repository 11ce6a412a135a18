//! A console on a fresh database, with people in it.

use std::net::IpAddr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use console::{
    Actor, Clock, Console, Error, Person, Policy, ProviderPolicy, Random, SignIn, SignedIn, Stranger,
};
use domain::account::AccountId;
use domain::account::access::Access;
use domain::account::permission::Role;
use domain::account::person::{Credentials, Email, Password};
use domain::application::NewApplication;
use domain::application::lifecycle::Moment;
use domain::application::sdkappid::Sdkappid;
use domain::billing::account_balance::AccountBalance;
use domain::billing::money::Currency;
use domain::field::{Field, InvalidField, Problem};
use domain::time::Timestamp;
use push::hosts::Hosts;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};
use store::{Location, NewPerson};
use tokio::time::Instant;
use vault::MasterKey;

#[path = "../../../store/tests/common/mod.rs"]
mod database;

pub use database::{Fresh, NOW, empty_postgres, empty_sqlite};

pub const SETUP_CODE: &str = "ABCD-EFGH-JKLM";
pub const OWNER: &str = "owner@orbit.example";
pub const PASSWORD: &str = "a good long password";
pub const HOME: &str = "192.0.2.1";

/// Stands still until it is told to go on, unless it is a [running](FakeClock::running) one.
pub struct FakeClock {
    micros: AtomicI64,
    running_since: Option<Instant>,
}

impl FakeClock {
    pub fn at(now: Timestamp) -> Arc<Self> {
        Arc::new(Self { micros: AtomicI64::new(now.micros()), running_since: None })
    }

    /// The real time, which is the same in every process.
    #[expect(clippy::disallowed_methods, reason = "processes that share a database agree about the time")]
    pub fn running() -> Arc<Self> {
        let micros = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros();
        let micros = AtomicI64::new(micros.try_into().unwrap());
        Arc::new(Self { micros, running_since: Some(Instant::now()) })
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Timestamp {
        let now = Timestamp::from_micros(self.micros.load(Ordering::SeqCst));
        self.running_since.map_or(now, |since| now.plus(since.elapsed()))
    }
}

/// The same in every run, and never the same twice in one.
struct Seeded(Mutex<u64>);

impl Random for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().unwrap();
        for byte in bytes {
            *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = u8::try_from(*state >> 56).unwrap();
        }
    }
}

/// That instant, for an account that owes nothing.
pub fn settled(now: Timestamp) -> Moment {
    AccountBalance::new(Currency::USD).at(now, domain::billing::catalogue::Policy::DEFAULT)
}

/// A console and what is behind it.
pub struct World<'a> {
    pub console: Console,
    pub fresh: &'a Fresh,
    clock: Arc<FakeClock>,
}

pub fn policy() -> Policy {
    Policy {
        application_limit: 300,
        session_idle: Duration::from_hours(12),
        session_absolute: Duration::from_hours(30 * 24),
        verification_freshness: Duration::from_mins(10),
        verify_failures_per_minute: 5,
        push_retention: Duration::from_hours(7 * 24),
        audit_retention: None,
        webhooks_allow_private: false,
        sends_mails: false,
        public_url: Some("https://console.example.com".to_owned()),
        provider: ProviderPolicy::default(),
        setup_code: SETUP_CODE.into(),
        vendors: Hosts::default(),
    }
}

pub fn master_key(byte: u8) -> MasterKey {
    MasterKey::generate(&mut |bytes| bytes.fill(byte))
}

/// Opens a console on `fresh`, as a process does that starts.
pub async fn open(
    fresh: &Fresh,
    policy: Policy,
    seed: u64,
    master_key: MasterKey,
) -> Result<World<'_>, Error> {
    open_by(FakeClock::at(NOW), fresh, policy, seed, master_key).await
}

/// The same by a clock that somebody else goes by, too.
pub async fn open_by(
    clock: Arc<FakeClock>,
    fresh: &Fresh,
    policy: Policy,
    seed: u64,
    master_key: MasterKey,
) -> Result<World<'_>, Error> {
    let random = Arc::new(Seeded(Mutex::new(seed)));
    let console =
        Console::open(fresh.store.clone(), master_key, Arc::<FakeClock>::clone(&clock), random, policy)
            .await?;
    Ok(World { console, fresh, clock })
}

/// The usual one.
pub async fn world(fresh: &Fresh) -> World<'_> {
    open(fresh, policy(), 1, master_key(1)).await.unwrap()
}

pub fn password(text: &str) -> Password {
    Password::parse_new(text).unwrap()
}

pub fn credentials(email: &str, password: &str) -> Credentials {
    Credentials::parse(email, password).unwrap()
}

pub fn stranger(address: &str) -> Actor {
    let address: IpAddr = address.parse().unwrap();
    Actor::Stranger(Stranger { address, browser: "Firefox".into() })
}

/// An address that no other index has.
pub fn somewhere(index: usize) -> String {
    format!("198.51.{}.{}", index / 250, index % 250 + 1)
}

/// An owner of the account who cannot sign in yet.
pub fn new_owner(account: AccountId, email: Email) -> NewPerson {
    NewPerson {
        account,
        email,
        password_hash: "none yet".into(),
        access: Access::whole_account(Role::Owner),
        operator: false,
        created_at: NOW,
    }
}

pub fn new_application(name: &str) -> NewApplication {
    NewApplication::parse(name, &format!("About {name}"), "kr").unwrap()
}

/// The same person, who proves again who they are whenever it is asked for.
pub fn always_verified(actor: &Actor) -> Actor {
    let Actor::Person(person) = actor else { panic!("nobody is signed in") };
    Actor::Person(Person { verified_at: Timestamp::from_micros(i64::MAX), ..person.clone() })
}

/// What is said of a wrong password or code.
pub fn is_wrong<T>(result: &Result<T, Error>, field: Field) -> bool {
    let wrong = InvalidField { field, problem: Problem::Wrong };
    matches!(result, Err(Error::Invalid(invalid)) if *invalid == [wrong])
}

impl World<'_> {
    /// Puts the clock there.
    pub fn set(&self, now: Timestamp) {
        self.clock.micros.store(now.micros(), Ordering::SeqCst);
    }

    /// Runs a statement beside the console.
    pub async fn run(&self, statement: &'static str) {
        match &self.fresh.location {
            Location::Sqlite(path) => {
                let address = format!("sqlite://{}", path.display());
                let mut connection = SqliteConnection::connect(&address).await.unwrap();
                sqlx::raw_sql(statement).execute(&mut connection).await.unwrap();
            }
            Location::Postgres(address) => {
                let mut connection = PgConnection::connect(address).await.unwrap();
                sqlx::raw_sql(statement).execute(&mut connection).await.unwrap();
            }
        }
    }

    pub fn advance(&self, duration: Duration) {
        let micros = i64::try_from(duration.as_micros()).unwrap();
        self.clock.micros.fetch_add(micros, Ordering::SeqCst);
    }

    /// Creates the owner, and is them.
    pub async fn owner(&self) -> Actor {
        let signed_in = self
            .console
            .acting_as(&stranger(HOME))
            .auth()
            .create_owner(SETUP_CODE, credentials(OWNER, PASSWORD))
            .await
            .unwrap();
        self.holder(&signed_in).await
    }

    /// A person of an account of their own, signed in.
    pub async fn somebody_else(&self, email: &str) -> Actor {
        let mut tx = self.fresh.store.begin().await.unwrap();
        let account = tx.insert_account(NOW).await.unwrap();
        let person = new_owner(account, email.parse().unwrap());
        tx.insert_person(&person).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        let operations = self.console.acting_as(&Actor::Operator);
        operations.operations().reset_password(&person.email, password(PASSWORD)).await.unwrap();
        self.sign_in(email, PASSWORD, "192.0.2.2").await.unwrap()
    }

    pub async fn sign_in(&self, email: &str, password: &str, address: &str) -> Result<Actor, Error> {
        let signed_in = self.sign_in_with(None, email, password, address).await?;
        Ok(self.holder(&signed_in).await)
    }

    /// From the browser that was given `device`.
    pub async fn sign_in_with(
        &self,
        device: Option<&str>,
        email: &str,
        password: &str,
        address: &str,
    ) -> Result<SignedIn, Error> {
        let actor = stranger(address);
        let auth = self.console.acting_as(&actor);
        match auth.auth().sign_in(credentials(email, password), device).await? {
            SignIn::Done(signed_in) => Ok(signed_in),
            SignIn::CodeNeeded(_) => panic!("{email} has a second factor"),
        }
    }

    /// The same person in the same browser, in a request that begins now.
    pub async fn again(&self, actor: &Actor) -> Actor {
        let Actor::Person(person) = actor else { panic!("nobody is signed in") };
        let sessions = self.fresh.store.sessions(person.account, person.person, self.console.now()).await;
        let row = sessions.unwrap().into_iter().find(|row| row.session == person.session).unwrap();
        Actor::Person(Person {
            verified_at: row.verified_at,
            second_factor_required: row.second_factor_required,
            has_second_factor: row.has_second_factor,
            ..person.clone()
        })
    }

    pub async fn holder(&self, signed_in: &SignedIn) -> Actor {
        let person = self.console.person(&signed_in.token, HOME.parse().unwrap()).await.unwrap();
        Actor::Person(person.unwrap())
    }

    pub async fn create(&self, actor: &Actor, name: &str) -> Sdkappid {
        self.console.acting_as(actor).applications().create(new_application(name)).await.unwrap()
    }

    /// The whole audit trail: who, action and changes.
    pub async fn trail(&self) -> Vec<(String, String, String)> {
        const ALL: &str = "SELECT who, action, changes FROM audit ORDER BY id";
        match &self.fresh.location {
            Location::Sqlite(path) => {
                let address = format!("sqlite://{}", path.display());
                let mut connection = SqliteConnection::connect(&address).await.unwrap();
                sqlx::query_as(ALL).fetch_all(&mut connection).await.unwrap()
            }
            Location::Postgres(address) => {
                let mut connection = PgConnection::connect(address).await.unwrap();
                sqlx::query_as(ALL).fetch_all(&mut connection).await.unwrap()
            }
        }
    }

    /// Of the latest entry of the trail: who and action.
    pub async fn latest(&self) -> (String, String) {
        let (who, action, _) = self.trail().await.pop().unwrap();
        (who, action)
    }

    /// The rows of a table.
    pub async fn count(&self, table: &str) -> i64 {
        let statement = AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
        match &self.fresh.location {
            Location::Sqlite(path) => {
                let address = format!("sqlite://{}", path.display());
                let mut connection = SqliteConnection::connect(&address).await.unwrap();
                sqlx::query_scalar(statement).fetch_one(&mut connection).await.unwrap()
            }
            Location::Postgres(address) => {
                let mut connection = PgConnection::connect(address).await.unwrap();
                sqlx::query_scalar(statement).fetch_one(&mut connection).await.unwrap()
            }
        }
    }
}
