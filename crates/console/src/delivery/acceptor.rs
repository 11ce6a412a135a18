//! Accepts pushes: what is answered is committed. Calls that arrive while a transaction is being committed share the next
//! one, so that its cost does not limit their number.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use domain::certificate::CertificateId;
use store::{NewBatch, Store};
use tokio::sync::{Notify, oneshot};
use tokio::time::Instant;

use super::counts::Counts;
use super::new_pushes::{AcceptedPush, Call, NewTestPush, write_calls, write_test};
use crate::fail_point::fail_point;
use crate::{Clock, Error, Random};

/// Calls that share a transaction at most.
const MAX_CALLS: usize = 256;
/// Targets of calls that share a transaction, about.
const MAX_TARGETS: usize = 5_000;

struct WaitingCall {
    call: Call,
    answer: oneshot::Sender<Result<AcceptedPush, Error>>,
}

/// Accepts pushes.
pub(crate) struct Acceptor {
    store: Store,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    counts: Arc<Counts>,
    waiting: Mutex<VecDeque<WaitingCall>>,
    /// Held by who commits.
    turn: tokio::sync::Mutex<()>,
    /// Queues that were appended to and have not been looked at since.
    appended: Mutex<BTreeSet<CertificateId>>,
    /// Notified after each commit.
    wake: Notify,
}

impl Acceptor {
    pub(crate) fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        counts: Arc<Counts>,
    ) -> Self {
        Self {
            store,
            clock,
            random,
            counts,
            waiting: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
            appended: Mutex::default(),
            wake: Notify::new(),
        }
    }

    /// Accepts a push; it is committed when this returns, also if the future is dropped.
    pub(super) async fn accept(self: &Arc<Self>, call: Call) -> Result<AcceptedPush, Error> {
        let (answer, answered) = oneshot::channel();
        lock(&self.waiting).push_back(WaitingCall { call, answer });
        let acceptor = Arc::clone(self);
        tokio::spawn(async move {
            let _turn = acceptor.turn.lock().await;
            acceptor.commit_waiting().await;
        });
        answered.await.map_err(|_| Error::Internal("accepting a push was aborted".into()))?
    }

    /// Accepts a test push. Returns its number and its task.
    pub(crate) async fn accept_test(&self, test: &NewTestPush) -> Result<(i64, String), Error> {
        let began = Instant::now();
        let mut tx = self.store.begin().await?;
        let (number, task_id, batch) = write_test(&mut tx, test, &*self.random, self.clock.now()).await?;
        tx.commit().await?;
        self.committed(1, &[batch], began);
        Ok((number, task_id))
    }

    /// The queues that were appended to; waits until there is one.
    pub(super) async fn appended(&self) -> BTreeSet<CertificateId> {
        loop {
            let wake = self.wake.notified();
            let appended = std::mem::take(&mut *lock(&self.appended));
            if !appended.is_empty() {
                return appended;
            }
            wake.await;
        }
    }

    async fn commit_waiting(&self) {
        let (calls, answers) = self.take_waiting();
        match self.commit(&calls).await {
            Ok(accepted) => {
                for (answer, accepted) in answers.into_iter().zip(accepted) {
                    drop(answer.send(Ok(accepted)));
                }
            }
            Err(error) if calls.len() == 1 => {
                if let Some(answer) = answers.into_iter().next() {
                    drop(answer.send(Err(error)));
                }
            }
            // One that cannot be written must not take the others with it.
            Err(_) => {
                for (call, answer) in calls.iter().zip(answers) {
                    let accepted = self.commit(std::slice::from_ref(call)).await;
                    drop(answer.send(accepted.map(|mut accepted| accepted.remove(0))));
                }
            }
        }
    }

    fn take_waiting(&self) -> (Vec<Call>, Vec<oneshot::Sender<Result<AcceptedPush, Error>>>) {
        let mut waiting = lock(&self.waiting);
        let (mut calls, mut answers, mut targets) = (Vec::new(), Vec::new(), 0);
        while calls.len() < MAX_CALLS && targets < MAX_TARGETS {
            let Some(WaitingCall { call, answer }) = waiting.pop_front() else { break };
            targets += call.batch.targets().len();
            calls.push(call);
            answers.push(answer);
        }
        (calls, answers)
    }

    /// Accepts all in one transaction.
    async fn commit(&self, calls: &[Call]) -> Result<Vec<AcceptedPush>, Error> {
        if calls.is_empty() {
            return Ok(Vec::new());
        }
        let began = Instant::now();
        let written = loop {
            let mut tx = self.store.begin().await?;
            let now = self.clock.now();
            // None where another server has accepted one of the calls a moment ago: it is found the next time.
            if let Some(written) = write_calls(&mut tx, calls, &*self.random, now).await? {
                fail_point!("accept.before_commit");
                tx.commit().await?;
                fail_point!("accept.after_commit");
                break written;
            }
        };
        self.committed(calls.len(), &written.batches, began);
        Ok(written.accepted)
    }

    fn committed(&self, pushes: usize, batches: &[NewBatch], began: Instant) {
        let devices = batches.iter().map(|batch| batch.devices.len()).sum();
        self.counts.accepted(pushes, devices, began.elapsed());
        if !batches.is_empty() {
            lock(&self.appended).extend(batches.iter().map(|batch| batch.certificate));
            self.wake.notify_one();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
