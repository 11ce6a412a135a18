//! Reading what waits in a queue: batches that were not read yet, and retries that are due.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use domain::delivery::outcome::DeliveryState;
use domain::time::Timestamp;
use store::BatchRow;

use super::job::{Job, Origin, Push};
use super::worker::Worker;
use crate::Error;

/// Fewer jobs than this in memory: more are read.
pub(super) const LOW: usize = 1_000;
/// Batches of one priority that are worked on at the same time.
const MAX_OPEN_BATCHES: usize = 1_000;
/// Batches, or retries, that are read at a time.
const PAGE: u32 = 64;
/// Bulk batches that are read at a time: each has up to 500 devices.
const BULK_PAGE: u32 = 2;
impl Worker {
    /// Reads batches and due retries while there are few jobs in memory.
    pub(super) async fn read(&mut self) -> Result<(), Error> {
        let now = self.now();
        if self.next_retry.is_some_and(|due| due <= now) && self.prompt_jobs.len() < LOW {
            self.read_retries(now).await?;
        }
        if self.unread[0] && self.prompt_jobs.len() < LOW && self.prompt.open_batches() < MAX_OPEN_BATCHES {
            let after = self.prompt.read_to();
            let batches = self.deps().store.batches_after(self.lease.certificate, false, after, PAGE).await?;
            self.unread[0] = !batches.is_empty();
            self.add(batches, false).await?;
        }
        if self.unread[1] && self.bulk_jobs.len() < LOW && self.bulk.open_batches() < MAX_OPEN_BATCHES {
            let after = self.bulk.read_to();
            let batches =
                self.deps().store.batches_after(self.lease.certificate, true, after, BULK_PAGE).await?;
            self.unread[1] = !batches.is_empty();
            self.add(batches, true).await?;
        }
        Ok(())
    }

    /// Makes jobs of batches, but for devices whose state an earlier owner has recorded.
    async fn add(&mut self, batches: Vec<BatchRow>, is_bulk: bool) -> Result<(), Error> {
        if batches.is_empty() {
            return Ok(());
        }
        let positions: Vec<i64> = batches.iter().map(|batch| batch.position).collect();
        let outcomes = self.deps().store.outcomes(&positions).await?;
        self.load_pushes(batches.iter().map(|batch| batch.push)).await?;
        for batch in batches {
            let recorded = outcomes.get(&batch.position).map(Vec::as_slice).unwrap_or_default();
            let Some(push) = self.pushes.get(&batch.push).cloned() else {
                // Its retention is over.
                self.lane(is_bulk).read(batch.position, 0);
                continue;
            };
            let mut jobs = Vec::with_capacity(batch.devices.len());
            for (slot, device) in (0..=u16::MAX).zip(batch.devices) {
                if !recorded.iter().any(|record| record.slot == slot) {
                    let (origin, position) = (Origin::Batch { is_bulk }, batch.position);
                    jobs.push(Job { origin, position, slot, push: Arc::clone(&push), device, attempts: 0 });
                }
            }
            self.lane(is_bulk).read(batch.position, jobs.len());
            if is_bulk { self.bulk_jobs.extend(jobs) } else { self.prompt_jobs.extend(jobs) }
        }
        Ok(())
    }

    /// Makes jobs of the retries that are due.
    async fn read_retries(&mut self, now: Timestamp) -> Result<(), Error> {
        let shared = Arc::clone(&self.shared);
        let store = &shared.console.deps().store;
        // What is being worked on, or done and not written yet, is still stored.
        let known = self.retries.len() + self.buffer.done_retries().len();
        let page = PAGE.saturating_add(u32::try_from(known).unwrap_or(u32::MAX));
        let due = store.retries_due(self.lease.certificate, now, page).await?;
        let has_more = u32::try_from(due.len()).is_ok_and(|count| count >= page);
        let due: Vec<_> = due
            .into_iter()
            .filter(|retry| {
                let key = (retry.due, retry.position, retry.part);
                !self.retries.has(key) && !self.buffer.done_retries().contains(&key)
            })
            .collect();
        let positions: Vec<i64> = due.iter().map(|retry| retry.position).collect();
        let batches: HashMap<i64, BatchRow> =
            store.batches(&positions).await?.into_iter().map(|batch| (batch.position, batch)).collect();
        let outcomes = store.outcomes(&positions).await?;
        self.load_pushes(batches.values().map(|batch| batch.push)).await?;
        for retry in due {
            let key = (retry.due, retry.position, retry.part);
            let recorded = outcomes.get(&retry.position).map(Vec::as_slice).unwrap_or_default();
            let is_open = |slot: u16| {
                let last = recorded.iter().rev().find(|record| record.slot == slot);
                last.is_none_or(|record| {
                    record.state == DeliveryState::Retrying && record.attempts == retry.attempts
                })
            };
            let jobs = retry.slots.iter().filter(|slot| is_open(**slot)).filter_map(|slot| {
                let batch = batches.get(&retry.position)?;
                Some(Job {
                    origin: Origin::Retry(key),
                    position: retry.position,
                    slot: *slot,
                    push: self.pushes.get(&batch.push).cloned()?,
                    device: *batch.devices.get(usize::from(*slot))?,
                    attempts: retry.attempts,
                })
            });
            let jobs: Vec<_> = jobs.collect();
            if jobs.is_empty() {
                self.buffer.done_retry(key);
            } else if self.retries.read(key, jobs.len()) {
                self.prompt_jobs.extend(jobs);
            }
        }
        self.next_retry =
            if has_more { Some(now) } else { store.next_retry_after(self.lease.certificate, now).await? };
        Ok(())
    }

    /// Loads the pushes with these numbers, and forgets those that no job is of.
    async fn load_pushes(&mut self, ids: impl Iterator<Item = i64>) -> Result<(), Error> {
        let needed: BTreeSet<i64> = ids.collect();
        self.pushes.retain(|id, push| needed.contains(id) || Arc::strong_count(push) > 1);
        let missing: Vec<i64> = needed.into_iter().filter(|id| !self.pushes.contains_key(id)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        for row in self.deps().store.pushes(&missing).await? {
            self.pushes.insert(row.id, Arc::new(Push::read(&row)?));
        }
        Ok(())
    }
}
