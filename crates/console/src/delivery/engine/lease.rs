//! Leases of queues: at any time one server works on a queue, and everybody knows when it no longer does.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::certificate::CertificateId;
use store::QueueLease;
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior, interval};

use crate::Error;
use crate::console::Deps;
use crate::fail_point::fail_point;

/// How long a lease is valid, by the clock of the database.
const LEASE: Duration = Duration::from_secs(10);
/// Interval at which leases are renewed.
const RENEWAL: Duration = Duration::from_secs(3);
/// For so long before its end, no send is started any more.
const MARGIN: Duration = Duration::from_secs(3);

/// Until when sends may be started; `None` once the lease is lost.
pub(super) type Held = watch::Receiver<Option<Instant>>;

/// The leases of this server.
pub(super) struct Leases {
    /// The name of this server for as long as it runs.
    owner: String,
    held: Mutex<HashMap<CertificateId, HeldLease>>,
}

/// A lease of this server.
struct HeldLease {
    epoch: i64,
    until: watch::Sender<Option<Instant>>,
}

impl Leases {
    pub(super) fn new(owner: String) -> Self {
        Self { owner, held: Mutex::default() }
    }

    fn held(&self) -> MutexGuard<'_, HashMap<CertificateId, HeldLease>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the lease of a queue, if nobody has it.
    pub(super) async fn take(
        &self,
        deps: &Deps,
        certificate: CertificateId,
    ) -> Result<Option<(QueueLease, Held)>, Error> {
        // Measured from before the database is asked, so that the lease ends here before it ends there.
        let asked = Instant::now();
        let mut tx = deps.store.begin().await?;
        let lease = tx.take_queue(certificate, &self.owner, LEASE).await?;
        fail_point!("lease.before_commit");
        tx.commit().await?;
        fail_point!("lease.after_commit");
        Ok(lease.map(|lease| {
            let (until, held) = watch::channel(Some(asked + LEASE - MARGIN));
            self.held().insert(certificate, HeldLease { epoch: lease.epoch, until });
            (lease, held)
        }))
    }

    /// Gives a lease back, so that another server need not wait for its end.
    pub(super) async fn release(&self, deps: &Deps, lease: &QueueLease) -> Result<(), Error> {
        let mut tx = deps.store.begin().await?;
        tx.release_queue(lease.certificate, lease.epoch).await?;
        fail_point!("release.before_commit");
        tx.commit().await?;
        fail_point!("release.after_commit");
        Ok(())
    }

    /// The queue has no worker any more.
    pub(super) fn forget(&self, certificate: CertificateId) {
        self.held().remove(&certificate);
    }

    /// Renews all leases, for ever.
    pub(super) async fn keep_renewing(&self, deps: &Deps) {
        let mut ticks = interval(RENEWAL);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if !self.held().is_empty()
                && let Err(error) = self.renew(deps).await
            {
                tracing::warn!(%error, "renewing leases failed; will retry");
            }
        }
    }

    async fn renew(&self, deps: &Deps) -> Result<(), Error> {
        let asked = Instant::now();
        let mut tx = deps.store.begin().await?;
        let renewed = tx.renew_leases(&self.owner, LEASE).await?;
        fail_point!("renewal.before_commit");
        tx.commit().await?;
        fail_point!("renewal.after_commit");
        for (certificate, HeldLease { epoch, until }) in &*self.held() {
            // One that was taken after the database was asked is missing, and newer than the answer.
            match renewed.get(certificate) {
                Some(renewed) if renewed == epoch => {
                    until.send_replace(Some(asked + LEASE - MARGIN));
                }
                Some(_) => {
                    until.send_replace(None);
                }
                None if until.borrow().is_some_and(|end| end < asked + LEASE - MARGIN) => {
                    tracing::warn!(%certificate, "the lease of a queue is lost");
                    until.send_replace(None);
                }
                None => {}
            }
        }
        Ok(())
    }
}
