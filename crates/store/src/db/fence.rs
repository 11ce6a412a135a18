//! The fence between sending and stopping: what changes the state of an application or of a certificate waits until
//! sends that were permitted before have started, and none starts between that change and its commit.
//!
//! Whoever starts sends holds a [`SendPermit`], for milliseconds; many may hold one for an application. A transaction that
//! writes an application or a certificate waits until nobody does, and keeps them waiting until it ends. On PostgreSQL
//! this is an advisory lock, on SQLite, where one process has the database, a lock in its memory.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::account::AccountId;
use domain::application::lifecycle::Life;
use domain::application::sdkappid::Sdkappid;
use domain::certificate::CertificateId;
use domain::time::Timestamp;
use sqlx::{Postgres, Transaction};
use tokio::sync::Notify;

use crate::db::decode::{LifeRecord, life_columns, record, sdkappid_to_db};
use crate::db::open::Pool;
use crate::db::query::Sql;
use crate::db::tx::Backend;
use crate::{Error, Store, Tx};

/// Distinguishes the advisory locks of fences from others; the SDKAppID is in the lower half.
const NAMESPACE: i64 = 0x6663_0000_0000_0000;

/// The fences of a SQLite database, by SDKAppID.
#[derive(Clone, Default)]
pub(crate) struct Fences(Arc<Mutex<HashMap<i64, Arc<Fence>>>>);

/// A lock that is held by any number of senders, or by any number of transactions that stop them. These do not exclude
/// each other: they share a COMMIT, so that one may be waiting for it while the next one runs (`group_commit`).
#[derive(Default)]
struct Fence {
    holders: Mutex<Holders>,
    changed: Notify,
}

#[derive(Default)]
struct Holders {
    senders: usize,
    stoppers: usize,
}

/// Sends are being started.
struct SendGuard(Arc<Fence>);

/// No send may be started.
pub(crate) struct StopGuard(Arc<Fence>);

impl Fences {
    fn of(&self, sdkappid: i64) -> Arc<Fence> {
        let mut fences = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(fences.entry(sdkappid).or_default())
    }
}

impl Fence {
    fn holders(&self) -> MutexGuard<'_, Holders> {
        self.holders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until `enter` lets in.
    async fn wait(&self, mut enter: impl FnMut(&mut Holders) -> bool) {
        loop {
            let mut changed = pin!(self.changed.notified());
            changed.as_mut().enable();
            if enter(&mut self.holders()) {
                return;
            }
            changed.await;
        }
    }

    /// Waits until no stop of sends is in progress.
    async fn send(self: Arc<Self>) -> SendGuard {
        self.wait(|holders| {
            let may_send = holders.stoppers == 0;
            holders.senders += usize::from(may_send);
            may_send
        })
        .await;
        SendGuard(self)
    }

    /// Lets no send be started any more, and waits until those that are being started have.
    async fn stop(self: Arc<Self>) -> StopGuard {
        self.holders().stoppers += 1;
        let guard = StopGuard(self);
        guard.0.wait(|holders| holders.senders == 0).await;
        guard
    }
}

impl Drop for SendGuard {
    fn drop(&mut self) {
        self.0.holders().senders -= 1;
        self.0.changed.notify_waiters();
    }
}

impl Drop for StopGuard {
    fn drop(&mut self) {
        self.0.holders().stoppers -= 1;
        self.0.changed.notify_waiters();
    }
}

record! {
    struct StateRecord {
        account_id: i64,
        arrears_since: Option<i64>,
        version: Option<i64>,
        stopped_position: Option<i64>,
        ..life: LifeRecord,
    }
}

/// Whether pushes may be sent: the state of the application and of the certificate.
#[derive(Debug, Clone, Copy)]
pub struct SendingState {
    /// The account of the application.
    pub account: AccountId,
    /// The life of the application.
    pub life: Life,
    /// Since when its account is in arrears.
    pub arrears_since: Option<Timestamp>,
    /// The version of the certificate; `None` if it was deleted.
    pub certificate_version: Option<i64>,
    /// Batches up to this position were stopped, and are not sent whatever the state is now.
    pub stopped_position: i64,
}

const SENDING_STATE: Sql = Sql::both(concat!(
    "SELECT application.account_id AS account_id, arrears_since, certificate.version AS version, \
     (SELECT stopped_position FROM push_queue WHERE push_queue.certificate_id = $2) AS stopped_position, ",
    life_columns!(),
    " FROM application JOIN account ON account.id = application.account_id LEFT JOIN certificate \
     ON certificate.sdkappid = application.sdkappid AND certificate.id = $2 WHERE application.sdkappid = $1",
));

/// Permission to start sends for an application with a certificate, in the state that it had when it was asked for.
/// Release it as soon as they have started: people wait for it.
pub struct SendPermit {
    /// The state of both; `None` if there is no such application.
    pub state: Option<SendingState>,
    hold: Hold,
}

enum Hold {
    Sqlite(#[expect(dead_code, reason = "held until it is dropped")] SendGuard),
    Postgres(Box<Transaction<'static, Postgres>>),
}

impl SendPermit {
    /// Lets those go on who wait to change the state.
    pub async fn release(self) -> Result<(), Error> {
        match self.hold {
            Hold::Sqlite(_) => Ok(()),
            Hold::Postgres(transaction) => Ok(transaction.commit().await?),
        }
    }
}

impl Store {
    /// Waits while the state of the application is being changed, and keeps it from being changed until the permit is
    /// released.
    pub async fn permit_sends(
        &self,
        sdkappid: Sdkappid,
        certificate: CertificateId,
    ) -> Result<SendPermit, Error> {
        const LOCK: &str = "SELECT pg_advisory_xact_lock_shared($1)";
        let (number, id) = (sdkappid_to_db(sdkappid), i64::from(certificate));
        match &self.pool {
            Pool::Sqlite { fences, .. } => {
                let hold = Hold::Sqlite(fences.of(number).send().await);
                let record = read!(self, fetch_optional::<StateRecord>(SENDING_STATE, number, id));
                Ok(SendPermit { state: record.as_ref().map(sending_state).transpose()?, hold })
            }
            Pool::Postgres(pool, statement_cache) => {
                let mut transaction = pool.begin().await?;
                let is_persistent = statement_cache.is_enabled();
                sqlx::query(LOCK)
                    .bind(NAMESPACE | number)
                    .persistent(is_persistent)
                    .execute(&mut *transaction)
                    .await?;
                let record = sqlx::query_as::<Postgres, StateRecord>(SENDING_STATE.postgres)
                    .bind(number)
                    .bind(id)
                    .persistent(is_persistent)
                    .fetch_optional(&mut *transaction)
                    .await?;
                let state = record.as_ref().map(sending_state).transpose()?;
                Ok(SendPermit { state, hold: Hold::Postgres(Box::new(transaction)) })
            }
        }
    }

    /// Whether pushes of the application may be sent with that certificate. Outside of a
    /// [`SendPermit`], the answer may be outdated.
    pub async fn sending_state(
        &self,
        sdkappid: Sdkappid,
        certificate: CertificateId,
    ) -> Result<Option<SendingState>, Error> {
        let record = read!(
            self,
            fetch_optional::<StateRecord>(SENDING_STATE, sdkappid_to_db(sdkappid), i64::from(certificate))
        );
        record.as_ref().map(sending_state).transpose()
    }
}

impl Tx {
    /// Waits until sends of the application that were permitted have started, and keeps others from starting until this
    /// transaction has ended.
    pub(crate) async fn stop_sends(&mut self, sdkappid: Sdkappid) -> Result<(), Error> {
        const LOCK: Sql = Sql::both("SELECT pg_advisory_xact_lock($1)");
        let number = sdkappid_to_db(sdkappid);
        match &self.backend {
            Backend::Sqlite(..) => {
                let closed = self.fences.of(number).stop().await;
                self.closed_fences.push(closed);
            }
            Backend::Postgres(..) => {
                tx_query!(self, execute(LOCK, NAMESPACE | number));
            }
        }
        Ok(())
    }
}

fn sending_state(record: &StateRecord) -> Result<SendingState, Error> {
    Ok(SendingState {
        account: AccountId(record.account_id),
        life: record.life.life()?,
        arrears_since: record.arrears_since.map(Timestamp::from_micros),
        certificate_version: record.version,
        stopped_position: record.stopped_position.unwrap_or_default(),
    })
}
