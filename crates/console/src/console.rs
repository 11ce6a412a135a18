//! [`Console`]: entry point to the use cases, and the dependencies that they share.

use std::sync::Arc;
use std::time::Duration;

use domain::billing::catalogue::Catalogue;
use domain::certificate::CertificateId;
use domain::key::EcdsaPair;
use domain::time::Timestamp;
use push::client::{Gateway, Limits};
use store::{DataKeyRow, Store};
use vault::{MasterKey, Vault};

use crate::account::passwords::Passwords;
use crate::account::second_factor::passkeys::Passkeys;
use crate::audit::signing_key::signing_key;
use crate::billing::current_catalogue::CurrentCatalogue;
use crate::context::actor::SYSTEM;
use crate::delivery::acceptor::Acceptor;
use crate::delivery::counts::Counts;
use crate::delivery::push_rate::PushRate;
use crate::keys::usage::KeyUses;
use crate::secrets::tokens;
use crate::usersig::active_users::ActiveUsers;
use crate::usersig::verify_limit::VerifyLimit;
use crate::{Actor, Clock, Context, Error, Policy, Random, Submission};

/// A queue in which something has waited for so long while no server works on it is abandoned: one that has died is taken
/// over after 13 seconds.
const ABANDONED_AFTER: Duration = Duration::from_mins(1);

/// All use cases. Cheap to clone.
#[derive(Clone)]
pub struct Console {
    deps: Arc<Deps>,
    /// Idempotency token of the current request, if its form has one.
    pub(crate) submission: Option<Submission>,
}

/// Dependencies of the use cases; private to this crate.
pub(crate) struct Deps {
    pub(crate) store: Store,
    pub(crate) vault: Vault,
    pub(crate) installation: String,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) policy: Policy,
    pub(crate) passwords: Passwords,
    pub(crate) passkeys: Passkeys,
    pub(crate) verify_limit: VerifyLimit,
    pub(crate) key_uses: KeyUses,
    pub(crate) active_users: ActiveUsers,
    pub(crate) catalogue: CurrentCatalogue,
    pub(crate) gateway: Gateway,
    pub(crate) acceptor: Arc<Acceptor>,
    pub(crate) push_rate: PushRate,
    pub(crate) delivery_counts: Arc<Counts>,
    /// Signs checkpoints of the audit trail.
    pub(crate) audit_key: EcdsaPair,
}

impl Console {
    /// Opens the vault on the store: data keys are read, and the first one is made on first start.
    ///
    /// A master key that does not fit the database is an [`Error::Vault`] whose words name the remedy.
    pub async fn open(
        store: Store,
        master_key: MasterKey,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        policy: Policy,
    ) -> Result<Self, Error> {
        let mut data_keys = store.data_keys().await?;
        if data_keys.is_empty() {
            data_keys = first_data_key(&store, &master_key, clock.now(), &*random).await?;
        }
        let vault = Vault::unlock(&master_key, data_keys.iter().map(|row| (row.id, row.wrapped.as_slice())))?;
        let installation = installation_code(&store, &*random).await?;
        let audit_key = signing_key(&store, &vault, &*random).await?;
        let verify_limit = VerifyLimit::new(policy.verify_failures_per_minute);
        let passwords = Passwords::new();
        let passkeys = Passkeys::new(policy.public_url.as_deref());
        let gateway = Gateway::new(policy.vendors.clone(), Limits::default())
            .map_err(|error| Error::Internal(error.to_string()))?;
        let delivery_counts = Arc::new(Counts::default());
        let acceptor = Acceptor::new(
            store.clone(),
            Arc::clone(&clock),
            Arc::clone(&random),
            Arc::clone(&delivery_counts),
        );
        let deps = Deps {
            store,
            vault,
            installation,
            clock,
            random,
            policy,
            passwords,
            passkeys,
            verify_limit,
            key_uses: KeyUses::default(),
            active_users: ActiveUsers::default(),
            catalogue: CurrentCatalogue::default(),
            gateway,
            acceptor: Arc::new(acceptor),
            push_rate: PushRate::default(),
            delivery_counts,
            audit_key,
        };
        Ok(Self { deps: Arc::new(deps), submission: None })
    }

    /// The use cases, on behalf of `actor`.
    pub fn acting_as<'a>(&'a self, actor: &'a Actor) -> Context<'a> {
        Context { deps: &self.deps, actor, submission: self.submission.as_ref() }
    }

    /// The use cases, on behalf of [`Actor::System`].
    pub(crate) fn as_system(&self) -> Context<'_> {
        Context { deps: &self.deps, actor: &SYSTEM, submission: None }
    }

    /// ID of this installation: hexadecimal, stable for the lifetime of the database, not secret.
    pub fn installation(&self) -> &str {
        &self.deps.installation
    }

    /// This instant, by the clock that the console was given.
    pub fn now(&self) -> Timestamp {
        self.deps.clock.now()
    }

    /// The current price catalogue.
    pub fn catalogue(&self) -> Arc<Catalogue> {
        self.deps.catalogue.get()
    }

    /// Replaces the price catalogue. Requests that are running keep the old one.
    pub fn set_catalogue(&self, catalogue: Catalogue) {
        self.deps.catalogue.set(catalogue);
    }

    /// Whether this installation can work. Fails when the database does not answer.
    pub async fn readiness(&self) -> Result<Readiness, Error> {
        let deps = &self.deps;
        deps.store.ping().await?;
        let before = deps.clock.now().minus(ABANDONED_AFTER);
        Ok(match deps.store.abandoned_queue(before).await? {
            None => Readiness::Ready,
            Some(certificate) => Readiness::QueueAbandoned(certificate),
        })
    }

    pub(crate) fn deps(&self) -> &Deps {
        &self.deps
    }
}

/// Whether an installation can work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readiness {
    /// It can.
    Ready,
    /// Accepted pushes of this certificate have waited for a minute, and no server works on its queue.
    QueueAbandoned(CertificateId),
}

/// Makes the first data key. Where another process is quicker, its key is taken.
async fn first_data_key(
    store: &Store,
    master_key: &MasterKey,
    now: Timestamp,
    random: &dyn Random,
) -> Result<Vec<DataKeyRow>, Error> {
    const FIRST: i64 = 1;
    let wrapped = master_key.new_data_key(FIRST, &mut |bytes| random.fill(bytes))?;
    let mine = insert_first(store, DataKeyRow { id: FIRST, wrapped, created_at: now }).await;
    let there = store.data_keys().await?;
    // The number is unique: a concurrent insert fails, and finds the row of the other.
    if there.is_empty() {
        mine?;
    }
    Ok(there)
}

/// The code of the installation; the first to start gives it one.
async fn installation_code(store: &Store, random: &dyn Random) -> Result<String, Error> {
    let mut tx = store.begin().await?;
    let code = tx.installation_code(&tokens::random_hex::<6>(random)).await?;
    tx.commit().await?;
    Ok(code)
}

async fn insert_first(store: &Store, row: DataKeyRow) -> Result<(), store::Error> {
    let mut tx = store.begin().await?;
    if tx.data_keys().await?.is_empty() {
        tx.insert_data_key(&row).await?;
    }
    tx.commit().await
}
