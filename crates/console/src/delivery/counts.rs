//! What this process has accepted and delivered since it started, for the metrics.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::certificate::Platform;
use domain::delivery::outcome::DeliveryState;
use store::QueueState;

use crate::{Console, Error};

/// Counts since the process started.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeliveryCounts {
    /// Accepted pushes.
    pub pushes: u64,
    /// Devices of accepted pushes.
    pub devices: u64,
    /// Transactions that have accepted pushes.
    pub commits: u64,
    /// How long these took together.
    pub committing: Duration,
    /// What became of pushes on devices, by the code of the platform; retries included.
    pub outcomes: BTreeMap<(&'static str, DeliveryState), u64>,
    /// Sends that were on the wire when their application was stopped or their certificate was deleted.
    pub sent_before_stop: u64,
}

/// The counts of a process.
#[derive(Default)]
pub(crate) struct Counts(Mutex<DeliveryCounts>);

impl Counts {
    fn counts(&self) -> MutexGuard<'_, DeliveryCounts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn accepted(&self, pushes: usize, devices: usize, took: Duration) {
        let mut counts = self.counts();
        counts.pushes += u64::try_from(pushes).unwrap_or(u64::MAX);
        counts.devices += u64::try_from(devices).unwrap_or(u64::MAX);
        counts.commits += 1;
        counts.committing += took;
    }

    pub(super) fn sent_before_stop(&self, count: usize) {
        self.counts().sent_before_stop += u64::try_from(count).unwrap_or(u64::MAX);
    }

    pub(super) fn outcomes(&self, platform: Option<Platform>, states: impl Iterator<Item = DeliveryState>) {
        let platform = platform.map_or("", Platform::code);
        let mut counts = self.counts();
        for state in states {
            *counts.outcomes.entry((platform, state)).or_default() += 1;
        }
    }
}

impl Console {
    /// What this process has accepted and delivered.
    pub fn delivery_counts(&self) -> DeliveryCounts {
        self.deps().delivery_counts.counts().clone()
    }

    /// The state of every queue, whichever server works on it.
    pub async fn queue_states(&self) -> Result<Vec<QueueState>, Error> {
        Ok(self.deps().store.queue_states().await?)
    }
}
