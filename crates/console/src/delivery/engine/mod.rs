//! Sending what was accepted. Each queue with something to do is worked on by a task of the server that has its lease.

mod decide;
mod host_circuit;
mod job;
mod lease;
mod places;
mod progress;
mod rate;
mod reading;
mod refusal;
mod settling;
mod slice;
mod slice_size;
mod test_push;
mod worker;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::certificate::{CertificateId, Platform};
use push::hosts::Host;
use tokio::sync::{Notify, Semaphore, watch};
use tokio::task::{self, JoinError, JoinSet};
use tokio::time::{Instant, MissedTickBehavior, interval};

use self::host_circuit::HostCircuit;
use self::lease::Leases;
use self::places::Places;
use self::worker::Worker;
use crate::secrets::tokens;
use crate::{Console, Error};

/// Pushes that this server has on the wire at most.
const MAX_IN_FLIGHT: usize = 4_096;
/// Slices of pushes that are started at the same time; each uses a connection to the database meanwhile.
const MAX_STARTING: usize = 4;
/// Interval at which queues are looked for that were appended to by other servers, whose retries are due, or whose
/// owner has died.
const POLL_INTERVAL: Duration = Duration::from_millis(250);
/// So long, a server that stops waits for answers of vendors.
const MAX_DRAIN: Duration = Duration::from_secs(8);
/// Queues that are taken over at a time.
const MAX_TAKEN: u32 = 64;

/// What the workers of a server share.
pub(super) struct Shared {
    console: Console,
    leases: Leases,
    places: Places,
    starting: Semaphore,
    hosts: Mutex<HashMap<Host, HostCircuit>>,
    /// Whether this server is to stop, and start nothing any more.
    stop: watch::Receiver<bool>,
    /// Numbers of vendors' codes.
    reasons: Mutex<HashMap<(Platform, String), u32>>,
}

impl Shared {
    fn is_stopping(&self) -> bool {
        *self.stop.borrow()
    }

    fn reasons(&self) -> MutexGuard<'_, HashMap<(Platform, String), u32>> {
        self.reasons.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hosts(&self) -> MutexGuard<'_, HashMap<Host, HostCircuit>> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The workers of this server, by queue.
struct Engine {
    shared: Arc<Shared>,
    wakes: HashMap<CertificateId, Arc<Notify>>,
    workers: JoinSet<()>,
    queues: HashMap<task::Id, CertificateId>,
}

impl Console {
    /// Delivers what was and will be accepted, until `stop` is true or its sender is gone. Then nothing is started any
    /// more, and this returns when what is on the wire has been answered and written down, after some seconds at most.
    /// What it was doing when it is dropped instead is done again by the next owner of the queues.
    pub async fn deliver(&self, stop: watch::Receiver<bool>) {
        let owner = tokens::random_hex::<8>(&*self.deps().random);
        let shared = Shared {
            console: self.clone(),
            leases: Leases::new(owner),
            places: Places::new(MAX_IN_FLIGHT),
            starting: Semaphore::new(MAX_STARTING),
            hosts: Mutex::default(),
            reasons: Mutex::default(),
            stop,
        };
        if let Err(error) = self.deps().store.end_leases_of_earlier_process().await {
            tracing::warn!(%error, "ending the leases of an earlier process failed; they end by themselves");
        }
        let engine = Engine {
            shared: Arc::new(shared),
            wakes: HashMap::new(),
            workers: JoinSet::new(),
            queues: HashMap::new(),
        };
        engine.run().await;
    }
}

impl Engine {
    async fn run(mut self) {
        let mut polls = interval(POLL_INTERVAL);
        polls.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let renewing = Arc::clone(&self.shared);
        // Dropped with this future.
        let mut renewal = JoinSet::new();
        renewal.spawn(async move { renewing.leases.keep_renewing(renewing.console.deps()).await });
        let shared = Arc::clone(&self.shared);
        let mut stop = shared.stop.clone();
        loop {
            tokio::select! {
                () = stopping(&mut stop) => return self.drain().await,
                appended = shared.console.deps().acceptor.appended() => self.wake(appended).await,
                _ = polls.tick() => self.poll().await,
                Some(done) = self.workers.join_next_with_id() => self.done(done),
            }
        }
    }

    /// Waits for the workers, which end when nothing of theirs is on the wire.
    async fn drain(mut self) {
        self.wakes.values().for_each(|wake| wake.notify_one());
        let all = async { while self.workers.join_next().await.is_some() {} };
        if tokio::time::timeout(MAX_DRAIN, all).await.is_err() {
            tracing::warn!("stopped while pushes were on the wire; they are sent again with the same ids");
        }
    }

    /// Forgets the worker that has ended. What it had not settled is read again from the database.
    fn done(&mut self, done: Result<(task::Id, ()), JoinError>) {
        let task = match done {
            Ok((task, ())) => task,
            Err(error) => {
                tracing::error!(%error, "a worker of a queue has panicked");
                error.id()
            }
        };
        if let Some(certificate) = self.queues.remove(&task) {
            self.shared.leases.forget(certificate);
            self.wakes.remove(&certificate);
        }
    }

    async fn poll(&mut self) {
        let deps = self.shared.console.deps();
        match deps.store.waiting_queues(deps.clock.now(), MAX_TAKEN).await {
            Ok(waiting) => self.wake(waiting).await,
            Err(error) => tracing::warn!(%error, "looking for waiting queues failed; will retry"),
        }
    }

    /// Wakes the workers of these queues, or takes the leases that nobody has.
    async fn wake(&mut self, certificates: impl IntoIterator<Item = CertificateId>) {
        for certificate in certificates {
            if let Some(wake) = self.wakes.get(&certificate) {
                wake.notify_one();
            } else if let Err(error) = self.take(certificate).await {
                tracing::warn!(%certificate, %error, "taking a queue failed; will retry");
            }
        }
    }

    async fn take(&mut self, certificate: CertificateId) -> Result<(), Error> {
        let shared = &self.shared;
        let Some((lease, held)) = shared.leases.take(shared.console.deps(), certificate).await? else {
            return Ok(());
        };
        let wake = Arc::new(Notify::new());
        self.wakes.insert(certificate, Arc::clone(&wake));
        let worker = Worker::new(Arc::clone(shared), lease, held, wake, Instant::now());
        let task = self.workers.spawn(worker.run());
        self.queues.insert(task.id(), certificate);
        Ok(())
    }
}

/// Waits until this server is to stop.
async fn stopping(stop: &mut watch::Receiver<bool>) {
    // The sender is gone: so is the server.
    drop(stop.wait_for(|stop| *stop).await);
}
