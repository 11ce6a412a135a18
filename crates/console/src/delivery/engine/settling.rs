//! Writing down what became of pushes: some at a time, in one transaction each, with the cursors that follow.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use domain::certificate::TestOutcome;
use domain::delivery::outcome::{DeliveryState, OutcomeRecord};
use domain::time::Timestamp;
use push::outcome::Outcome;
use store::{QueueRefusal, RetryRow, Settlement};
use tokio::time::Instant;

use super::job::{Job, Origin};
use super::progress::RetryKey;
use super::worker::{Lost, Worker};
use crate::Error;
use crate::certificates;
use crate::delivery::new_pushes::to_stored;
use crate::fail_point::fail_point;

/// Results are written after this time, so that a process that dies repeats no more than it has sent since.
const DELAY: Duration = Duration::from_millis(20);
/// Or when there are that many.
const MAX_RESULTS: usize = 256;
/// Stored retries are due at multiples of this: devices of a batch that are due together are one row.
const RETRY_STEP: Duration = Duration::from_millis(100);

/// What was found out about a device.
struct Found {
    position: i64,
    slot: u16,
    state: DeliveryState,
    attempts: u8,
    /// Whether the vendor has answered, or should have.
    was_sent: bool,
    accepted_at: Timestamp,
    at: Timestamp,
    /// The vendor's code and words; none if the vendor had nothing to say.
    reason: Option<(String, String)>,
    /// When it is tried again.
    retry_at: Option<Timestamp>,
}

/// What has changed about the vendor's refusal of the credential.
#[derive(Default)]
enum RefusalChange {
    #[default]
    Nothing,
    Refused(Outcome, Timestamp),
    Ended,
}

/// Results that wait to be written.
#[derive(Default)]
pub(super) struct Buffer {
    found: Vec<Found>,
    done_retries: BTreeSet<RetryKey>,
    dead_devices: Vec<(i64, String)>,
    refused_devices: Vec<(i64, String, String)>,
    /// What was answered to test pushes, by the numbers of the pushes.
    test_outcomes: Vec<(i64, TestOutcome)>,
    refusal: RefusalChange,
    /// When the first of them came.
    since: Option<Instant>,
}

impl Buffer {
    pub(super) fn is_empty(&self) -> bool {
        self.since.is_none()
    }

    /// When the results are to be written.
    pub(super) fn due_at(&self) -> Option<Instant> {
        self.since.map(|since| if self.found.len() >= MAX_RESULTS { since } else { since + DELAY })
    }

    pub(super) fn is_due(&self, now: Instant) -> bool {
        self.due_at().is_some_and(|at| at <= now)
    }

    fn changed(&mut self) {
        self.since.get_or_insert_with(Instant::now);
    }

    /// Notes that the vendor refuses the credential since then.
    pub(super) fn credential_refused(&mut self, outcome: Outcome, since: Timestamp) {
        self.refusal = RefusalChange::Refused(outcome, since);
        self.changed();
    }

    /// Notes that the vendor no longer refuses the credential.
    pub(super) fn credential_accepted(&mut self) {
        self.refusal = RefusalChange::Ended;
        self.changed();
    }

    pub(super) fn done_retry(&mut self, key: RetryKey) {
        self.changed();
        self.done_retries.insert(key);
    }

    /// The retries that are done and still stored.
    pub(super) fn done_retries(&self) -> &BTreeSet<RetryKey> {
        &self.done_retries
    }

    pub(super) fn test_outcome(&mut self, push: i64, outcome: TestOutcome) {
        self.changed();
        self.test_outcomes.push((push, outcome));
    }

    pub(super) fn dead_device(&mut self, device: i64, token: String) {
        self.dead_devices.push((device, token));
    }

    pub(super) fn refused_device(&mut self, device: i64, token: String, code: &str) {
        self.refused_devices.push((device, token, code.to_owned()));
    }
}

impl Worker {
    /// Notes the final state of a job that is not sent any more.
    pub(super) fn settled(&mut self, job: &Job, state: DeliveryState, reason: Option<(&str, &str)>) {
        self.found(job, state, reason, None, false);
    }

    /// Notes the final state of a job that was sent.
    pub(super) fn answered(&mut self, job: &Job, state: DeliveryState, reason: Option<(&str, &str)>) {
        self.found(job, state, reason, None, true);
    }

    /// Notes that a job was sent, and is tried again.
    pub(super) fn retry(&mut self, job: &Job, pause: Duration, reason: (&str, &str)) {
        let at = self.now().plus(pause.max(RETRY_STEP)).floor(RETRY_STEP);
        self.found(job, DeliveryState::Retrying, Some(reason), Some(at), true);
    }

    fn found(
        &mut self,
        job: &Job,
        state: DeliveryState,
        reason: Option<(&str, &str)>,
        retry_at: Option<Timestamp>,
        was_sent: bool,
    ) {
        let at = self.now();
        self.buffer.found.push(Found {
            position: job.position,
            slot: job.slot,
            state,
            attempts: job.attempts,
            was_sent,
            accepted_at: job.push.accepted_at,
            at,
            reason: reason.map(|(code, words)| (code.to_owned(), words.to_owned())),
            retry_at,
        });
        self.buffer.changed();
        match job.origin {
            Origin::Batch { is_bulk } => self.lane(is_bulk).settled(job.position),
            Origin::Retry(key) => {
                if self.retries.settled(key) {
                    self.buffer.done_retry(key);
                }
            }
        }
    }

    /// Writes what was found out. [`Lost`] where the queue is another server's.
    pub(super) async fn settle(&mut self) -> Result<Result<(), Lost>, Error> {
        let shared = std::sync::Arc::clone(&self.shared);
        let deps = shared.console.deps();
        let platform = self.platform;
        let mut settlement = Settlement {
            done_retries: self.buffer.done_retries.iter().copied().collect(),
            dead_devices: self.buffer.dead_devices.clone(),
            refused_devices: self.buffer.refused_devices.clone(),
            test_outcomes: self
                .buffer
                .test_outcomes
                .iter()
                .map(|(push, outcome)| Ok((*push, to_stored(outcome)?)))
                .collect::<Result<_, Error>>()?,
            ..Settlement::default()
        };
        let (certificate, epoch) = (self.lease.certificate, self.lease.epoch);
        let mut tx = deps.store.begin().await?;
        let (prompt, bulk) = (self.prompt.cursor(), self.bulk.cursor());
        let Some(stop) = tx.advance_queue(certificate, epoch, prompt, bulk).await? else {
            return Ok(Err(Lost));
        };
        let mut outcomes: BTreeMap<i64, Vec<OutcomeRecord>> = BTreeMap::new();
        let mut retries: BTreeMap<(Timestamp, i64, u8), Vec<u16>> = BTreeMap::new();
        let (mut new_reasons, mut sent_before_stops) = (Vec::new(), 0);
        for found in &self.buffer.found {
            let mut reason = 0;
            if let (Some((code, words)), Some(platform)) = (&found.reason, platform) {
                let key = (platform, code.clone());
                let known = shared.reasons().get(&key).copied();
                reason = match known {
                    Some(number) => number,
                    None => tx.push_reason(platform.code(), code, words).await?,
                };
                if known.is_none() {
                    new_reasons.push((key, reason));
                }
            }
            let after = u32::try_from(found.at.since(found.accepted_at).as_millis()).unwrap_or(u32::MAX);
            let Found { slot, state, attempts, .. } = *found;
            let sent_before_stop = found.was_sent && stop.has_stopped(found.position);
            sent_before_stops += usize::from(sent_before_stop);
            let record = OutcomeRecord { slot, state, attempts, reason, after, sent_before_stop };
            outcomes.entry(found.position).or_default().push(record);
            if let Some(due) = found.retry_at {
                retries.entry((due, found.position, attempts)).or_default().push(slot);
            }
        }
        settlement.outcomes = outcomes.into_iter().collect();
        let next_retry = retries.keys().map(|(due, ..)| *due).min();
        settlement.retries = retries
            .into_iter()
            .map(|((due, position, attempts), slots)| {
                // One transaction writes one row of a batch, time and number of attempts; another epoch, another part.
                RetryRow { position, part: self.next_part(), due, attempts, slots }
            })
            .collect();
        tx.settle(certificate, &settlement, self.now()).await?;
        match &self.buffer.refusal {
            RefusalChange::Nothing => {}
            RefusalChange::Refused(outcome, since) => {
                let (code, words) = (outcome.code.clone(), outcome.words.clone());
                let refusal = QueueRefusal { since: *since, code, words };
                tx.set_queue_refusal(certificate, epoch, Some(&refusal)).await?;
            }
            RefusalChange::Ended => {
                tx.set_queue_refusal(certificate, epoch, None).await?;
            }
        }
        fail_point!("settle.before_commit");
        tx.commit().await?;
        fail_point!("settle.after_commit");
        deps.delivery_counts.outcomes(platform, self.buffer.found.iter().map(|found| found.state));
        if sent_before_stops > 0 {
            deps.delivery_counts.sent_before_stop(sent_before_stops);
            tracing::info!(
                sdkappid = %self.lease.sdkappid, %certificate, count = sent_before_stops,
                "pushes were on the wire when sending was stopped"
            );
        }
        shared.reasons().extend(new_reasons);
        let settled = std::mem::take(&mut self.buffer);
        self.next_retry = match (self.next_retry, next_retry) {
            (Some(known), Some(new)) => Some(known.min(new)),
            (known, new) => known.or(new),
        };
        if let (RefusalChange::Refused(outcome, at), Some(opened)) = (settled.refusal, &self.opened) {
            certificates::refused_by_send(deps, &opened.row, &outcome, at).await?;
        }
        Ok(Ok(()))
    }
}
