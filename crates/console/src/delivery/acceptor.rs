//! Accepts pushes: what is answered is committed. Calls that arrive while a transaction is being committed share the next
//! one, so that its cost does not limit their number.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::application::sdkappid::Sdkappid;
use domain::certificate::CertificateId;
use domain::delivery::Target;
use domain::delivery::batch_call::BatchCall;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::{NewBatch, NewPush, Store, Tx};
use tokio::sync::{Notify, oneshot};
use tokio::time::Instant;

use super::counts::Counts;
use crate::secrets::tokens;
use crate::{Clock, Error, Random};

/// Calls that share a transaction at most.
const MAX_CALLS: usize = 256;
/// Devices of a batch at most.
const MAX_BATCH: usize = 500;
/// A call for more devices may wait behind others with the same certificate.
const MAX_PROMPT: usize = 50;
/// How long a push is tried.
pub(super) const LIFETIME: Duration = Duration::from_hours(24);

/// An accepted push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedPush {
    /// The ID that it is found by.
    pub task_id: String,
    /// Targets of the call for which there is no device.
    pub refused: Vec<Target>,
}

/// A call to accept.
pub(super) struct Call {
    pub sdkappid: Sdkappid,
    pub batch: BatchCall,
    /// A call with one of these keys is answered with this push until then.
    pub repeat_keys: Vec<(Vec<u8>, Timestamp)>,
}

struct WaitingCall {
    call: Call,
    answer: oneshot::Sender<Result<AcceptedPush, Error>>,
}

/// The targets of a push for which there was no device, as they are stored.
#[derive(Serialize, Deserialize)]
pub(super) struct RefusedTargets(pub Vec<Target>);

/// Accepts pushes.
pub(crate) struct Acceptor {
    store: Store,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    counts: Arc<Counts>,
    waiting: Mutex<Vec<WaitingCall>>,
    /// Held by who commits.
    turn: tokio::sync::Mutex<()>,
    /// Queues that were appended to and have not been looked at since.
    appended: Mutex<BTreeSet<CertificateId>>,
    /// Notified after each commit.
    committed: Notify,
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
            committed: Notify::new(),
        }
    }

    /// Accepts a push; it is committed when this returns, also if the future is dropped.
    pub(super) async fn accept(self: &Arc<Self>, call: Call) -> Result<AcceptedPush, Error> {
        let (answer, answered) = oneshot::channel();
        lock(&self.waiting).push(WaitingCall { call, answer });
        let acceptor = Arc::clone(self);
        tokio::spawn(async move {
            let _turn = acceptor.turn.lock().await;
            acceptor.commit_waiting().await;
        });
        answered.await.map_err(|_| Error::Internal("accepting a push was aborted".into()))?
    }

    /// The queues that were appended to; waits until there is one.
    pub(super) async fn appended(&self) -> BTreeSet<CertificateId> {
        loop {
            let committed = self.committed.notified();
            let appended = std::mem::take(&mut *lock(&self.appended));
            if !appended.is_empty() {
                return appended;
            }
            committed.await;
        }
    }

    async fn commit_waiting(&self) {
        let calls = {
            let mut waiting = lock(&self.waiting);
            let count = waiting.len().min(MAX_CALLS);
            waiting.drain(..count).collect::<Vec<_>>()
        };
        let (calls, answers): (Vec<_>, Vec<_>) =
            calls.into_iter().map(|waiting| (waiting.call, waiting.answer)).unzip();
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

    /// Accepts all in one transaction.
    async fn commit(&self, calls: &[Call]) -> Result<Vec<AcceptedPush>, Error> {
        if calls.is_empty() {
            return Ok(Vec::new());
        }
        let began = Instant::now();
        let mut tx = self.store.begin().await?;
        let (mut accepted, mut batches) = (Vec::with_capacity(calls.len()), Vec::new());
        for call in calls {
            accepted.push(self.write(&mut tx, call, &mut batches).await?);
        }
        tx.append_batches(&batches).await?;
        tx.commit().await?;
        let devices = batches.iter().map(|(_, batch)| batch.devices.len()).sum();
        self.counts.accepted(calls.len(), devices, began.elapsed());
        if !batches.is_empty() {
            lock(&self.appended).extend(batches.iter().map(|(_, batch)| batch.certificate));
            self.committed.notify_one();
        }
        Ok(accepted)
    }

    async fn write(
        &self,
        tx: &mut Tx,
        Call { sdkappid, batch, repeat_keys }: &Call,
        batches: &mut Vec<(Sdkappid, NewBatch)>,
    ) -> Result<AcceptedPush, Error> {
        let now = self.clock.now();
        for (key, _) in repeat_keys {
            if let Some((task_id, refused)) = tx.repeated_push(*sdkappid, key, now).await? {
                let RefusedTargets(refused) = stored(&refused)?;
                return Ok(AcceptedPush { task_id, refused });
            }
        }
        let names: Vec<&str> = batch.targets().iter().map(Target::as_str).collect();
        let mut devices = tx.target_devices(*sdkappid, &names).await?;
        let found: HashSet<&str> = devices.iter().map(|device| device.target.as_str()).collect();
        let refused = batch.targets().iter().filter(|target| !found.contains(target.as_str()));
        let refused: Vec<Target> = refused.cloned().collect();
        if batch.info().is_silenced() {
            devices.clear();
        }
        // A device that is named twice, by its user and by its RegistrationID, gets one push.
        let mut queues: HashMap<CertificateId, Vec<i64>> = HashMap::new();
        devices.dedup_by_key(|device| device.id);
        for device in &devices {
            queues.entry(device.certificate).or_default().push(device.id);
        }
        let (mut salt, task_id) = ([0; 16], format!("batch_{}", tokens::random_hex::<12>(&*self.random)));
        self.random.fill(&mut salt);
        let push = NewPush {
            sdkappid: *sdkappid,
            task_id: &task_id,
            salt,
            from_account: batch.from_account().map_or("", |account| account.as_str()),
            data_id: batch.data_id().map_or("", |id| id.as_str()),
            message: &to_stored(batch.info())?,
            devices: devices.len(),
            refused: &to_stored(&RefusedTargets(refused.clone()))?,
            accepted_at: now,
            expires_at: now.plus(LIFETIME),
        };
        let id = tx.insert_push(&push).await?;
        tx.insert_push_users(*sdkappid, id, &names).await?;
        for (key, ends_at) in repeat_keys {
            tx.remember_push(*sdkappid, key, id, *ends_at).await?;
        }
        let is_bulk = devices.len() > MAX_PROMPT;
        for (certificate, devices) in queues {
            batches.extend(devices.chunks(MAX_BATCH).map(|devices| {
                let batch = NewBatch { push: id, certificate, is_bulk, devices: devices.to_vec() };
                (*sdkappid, batch)
            }));
        }
        Ok(AcceptedPush { task_id, refused })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn to_stored<T: Serialize>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::Internal(error.to_string()))
}

/// Reads what [`to_stored`] wrote.
pub(super) fn stored<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|error| Error::Internal(error.to_string()))
}
