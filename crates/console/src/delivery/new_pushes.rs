//! What is written for the calls of a transaction: a few statements, however many calls there are.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use domain::application::sdkappid::Sdkappid;
use domain::certificate::CertificateId;
use domain::delivery::Target;
use domain::delivery::batch_call::BatchCall;
use domain::delivery::info::OfflinePushInfo;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::{NewBatch, NewPush, RepeatKey, RepeatedPush, TargetDevice, Tx};

use crate::secrets::tokens;
use crate::{Error, Random};

/// Devices of a batch at most.
const MAX_BATCH: usize = 500;
/// A call for more devices may wait behind others with the same certificate.
const MAX_PROMPT: usize = 50;
/// How long a test push is tried.
const TEST_LIFETIME: Duration = Duration::from_mins(5);
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
    pub repeat_keys: Vec<([u8; 32], Timestamp)>,
}

/// A push to one token, to try a certificate.
pub(crate) struct NewTestPush {
    pub sdkappid: Sdkappid,
    pub certificate: CertificateId,
    pub info: OfflinePushInfo,
    pub token: String,
}

impl Call {
    fn keys(&self) -> impl Iterator<Item = RepeatKey> {
        self.repeat_keys.iter().map(|(key, _)| (self.sdkappid, *key))
    }
}

/// The targets of a push for which there was no device, as they are stored.
#[derive(Serialize, Deserialize)]
pub(super) struct RefusedTargets(pub Vec<Target>);

/// What was written.
pub(super) struct Written {
    /// The answers to the calls, in their order.
    pub accepted: Vec<AcceptedPush>,
    /// What was appended to the queues.
    pub batches: Vec<NewBatch>,
}

/// What a call is answered with.
enum Answer {
    /// The push of an earlier call.
    Earlier(RepeatedPush),
    /// The new push at that index.
    New(usize),
}

/// A push to insert, and whom it is for.
struct Draft<'a> {
    call: &'a Call,
    task_id: String,
    salt: [u8; 16],
    message: String,
    refused: RefusedTargets,
    refused_json: String,
    /// Each device once.
    devices: Vec<(i64, CertificateId)>,
}

/// Writes the pushes of the calls. None where one of them was accepted by another transaction meanwhile; then nothing may
/// be committed.
pub(super) async fn write_calls(
    tx: &mut Tx,
    calls: &[Call],
    random: &dyn Random,
    now: Timestamp,
) -> Result<Option<Written>, Error> {
    let keys: BTreeSet<RepeatKey> = calls.iter().flat_map(Call::keys).collect();
    let keys: Vec<RepeatKey> = keys.into_iter().collect();
    let (answers, new) = recognize(calls, &tx.repeated_pushes(&keys, now).await?);
    let mut written = Written { accepted: Vec::with_capacity(calls.len()), batches: Vec::new() };
    let mut drafts = Vec::new();
    if !new.is_empty() {
        drafts = draft(tx, &new, random).await?;
        let pushes = drafts.iter().map(|draft| draft.push(now)).collect::<Vec<_>>();
        let numbers = tx.insert_pushes(&pushes).await?;
        let (mut users, mut repeats) = (Vec::new(), Vec::new());
        for (draft, number) in drafts.iter().zip(numbers) {
            let Call { sdkappid, batch, repeat_keys } = draft.call;
            users.extend(batch.targets().iter().map(|target| (*sdkappid, number, target.as_str())));
            repeats.extend(repeat_keys.iter().map(|(key, ends_at)| ((*sdkappid, *key), number, *ends_at)));
            written.batches.extend(draft.batches(number));
        }
        tx.insert_push_users(&users).await?;
        if !tx.remember_pushes(&repeats, now).await? {
            return Ok(None);
        }
        tx.append_batches(&written.batches).await?;
    }
    for answer in answers {
        written.accepted.push(match answer {
            Answer::Earlier(push) => {
                let RefusedTargets(refused) = stored(&push.refused)?;
                AcceptedPush { task_id: push.task_id, refused }
            }
            Answer::New(index) => {
                let Draft { task_id, refused, .. } = &drafts[index];
                AcceptedPush { task_id: task_id.clone(), refused: refused.0.clone() }
            }
        });
    }
    Ok(Some(written))
}

/// The answers to the calls, and those calls that repeat neither an earlier one nor another of these.
fn recognize<'a>(
    calls: &'a [Call],
    earlier: &HashMap<RepeatKey, RepeatedPush>,
) -> (Vec<Answer>, Vec<&'a Call>) {
    let (mut new, mut indexes) = (Vec::new(), HashMap::new());
    let answers = calls.iter().map(|call| {
        if let Some(push) = call.keys().find_map(|key| earlier.get(&key)) {
            return Answer::Earlier(push.clone());
        }
        let index = call.keys().find_map(|key| indexes.get(&key).copied()).unwrap_or_else(|| {
            new.push(call);
            new.len() - 1
        });
        call.keys().for_each(|key| _ = indexes.insert(key, index));
        Answer::New(index)
    });
    (answers.collect(), new)
}

/// Finds the devices of the calls.
async fn draft<'a>(tx: &mut Tx, calls: &[&'a Call], random: &dyn Random) -> Result<Vec<Draft<'a>>, Error> {
    let of_call = |call: &&'a Call| {
        let Call { sdkappid, batch, .. } = *call;
        batch.targets().iter().map(|target| (*sdkappid, target.as_str()))
    };
    let targets: BTreeSet<(Sdkappid, &str)> = calls.iter().flat_map(of_call).collect();
    let found = tx.target_devices(&targets.into_iter().collect::<Vec<_>>()).await?;
    let mut devices: HashMap<(Sdkappid, &str), Vec<&TargetDevice>> = HashMap::new();
    for device in &found {
        devices.entry((device.sdkappid, &device.target)).or_default().push(device);
    }
    calls.iter().map(|call| Draft::of(call, &devices, random)).collect()
}

impl<'a> Draft<'a> {
    fn of(
        call: &'a Call,
        found: &HashMap<(Sdkappid, &str), Vec<&TargetDevice>>,
        random: &dyn Random,
    ) -> Result<Self, Error> {
        let (mut devices, mut refused) = (Vec::new(), Vec::new());
        for target in call.batch.targets() {
            match found.get(&(call.sdkappid, target.as_str())) {
                Some(of_target) => {
                    devices.extend(of_target.iter().map(|device| (device.id, device.certificate)));
                }
                None => refused.push(target.clone()),
            }
        }
        // A device that is named twice, by its user and by its RegistrationID, gets one push.
        devices.sort_unstable();
        devices.dedup();
        if call.batch.info().is_silenced() {
            devices.clear();
        }
        let (salt, task_id) = (new_salt(random), new_task_id(random));
        let (message, refused) = (to_stored(call.batch.info())?, RefusedTargets(refused));
        let refused_json = to_stored(&refused)?;
        Ok(Self { call, task_id, salt, message, refused, refused_json, devices })
    }

    fn push(&self, now: Timestamp) -> NewPush<'_> {
        let Call { sdkappid, batch, .. } = self.call;
        NewPush {
            sdkappid: *sdkappid,
            task_id: &self.task_id,
            salt: self.salt,
            from_account: batch.from_account().map_or("", |account| account.as_str()),
            data_id: batch.data_id().map_or("", |id| id.as_str()),
            message: &self.message,
            devices: self.devices.len(),
            refused: &self.refused_json,
            accepted_at: now,
            expires_at: now.plus(LIFETIME),
        }
    }

    /// The batches of the push with that number.
    fn batches(&self, push: i64) -> Vec<NewBatch> {
        let is_bulk = self.devices.len() > MAX_PROMPT;
        let mut queues: HashMap<CertificateId, Vec<i64>> = HashMap::new();
        for (device, certificate) in &self.devices {
            queues.entry(*certificate).or_default().push(*device);
        }
        let sdkappid = self.call.sdkappid;
        let of_queue = |(certificate, devices): (CertificateId, Vec<i64>)| {
            let batch = move |devices: &[i64]| NewBatch {
                sdkappid,
                push,
                certificate,
                is_bulk,
                devices: devices.to_vec(),
            };
            devices.chunks(MAX_BATCH).map(batch).collect::<Vec<_>>()
        };
        queues.into_iter().flat_map(of_queue).collect()
    }
}

/// Writes a test push. Returns its number, its task and what is appended.
pub(super) async fn write_test(
    tx: &mut Tx,
    test: &NewTestPush,
    random: &dyn Random,
    now: Timestamp,
) -> Result<(i64, String, NewBatch), Error> {
    let NewTestPush { sdkappid, certificate, .. } = *test;
    let task_id = new_task_id(random);
    let push = NewPush {
        sdkappid,
        task_id: &task_id,
        salt: new_salt(random),
        from_account: "",
        data_id: "",
        message: &to_stored(&test.info)?,
        devices: 1,
        refused: &to_stored(&RefusedTargets(Vec::new()))?,
        accepted_at: now,
        expires_at: now.plus(TEST_LIFETIME),
    };
    let number = tx.insert_pushes(&[push]).await?.into_iter().next();
    let number = number.ok_or_else(|| Error::Internal("the test push was not inserted".into()))?;
    tx.insert_test_push(number, &test.token).await?;
    // No device has this number.
    let batch = NewBatch { sdkappid, push: number, certificate, is_bulk: false, devices: vec![0] };
    tx.append_batches(std::slice::from_ref(&batch)).await?;
    Ok((number, task_id, batch))
}

fn new_salt(random: &dyn Random) -> [u8; 16] {
    let mut salt = [0; 16];
    random.fill(&mut salt);
    salt
}

fn new_task_id(random: &dyn Random) -> String {
    format!("batch_{}", tokens::random_hex::<12>(random))
}

pub(super) fn to_stored<T: Serialize>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::Internal(error.to_string()))
}

/// Reads what [`to_stored`] wrote.
pub(super) fn stored<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|error| Error::Internal(error.to_string()))
}
