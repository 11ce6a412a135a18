//! How far a queue is done: which batches and retries are being worked on, and the cursors that follow.

use std::collections::{BTreeMap, HashMap};

use domain::time::Timestamp;

/// The batches of one priority.
#[derive(Debug, Default)]
pub(super) struct Lane {
    /// Everything up to this position was read.
    read_to: i64,
    /// Devices that are not settled, by the position of their batch.
    open: BTreeMap<i64, usize>,
}

impl Lane {
    /// A lane of which everything up to `cursor` is done.
    pub(super) fn after(cursor: i64) -> Self {
        Self { read_to: cursor, open: BTreeMap::new() }
    }

    /// The position after which the next batch is read.
    pub(super) fn read_to(&self) -> i64 {
        self.read_to
    }

    /// Notes a batch that was read, with the number of its devices that are not settled.
    pub(super) fn read(&mut self, position: i64, unsettled: usize) {
        self.read_to = self.read_to.max(position);
        if unsettled > 0 {
            self.open.insert(position, unsettled);
        }
    }

    /// Notes that one device of a batch is settled.
    pub(super) fn settled(&mut self, position: i64) {
        if let Some(unsettled) = self.open.get_mut(&position) {
            *unsettled = unsettled.saturating_sub(1);
            if *unsettled == 0 {
                self.open.remove(&position);
            }
        }
    }

    /// Everything up to this position is settled.
    pub(super) fn cursor(&self) -> i64 {
        self.open.first_key_value().map_or(self.read_to, |(position, _)| position - 1)
    }

    /// The number of batches that are being worked on.
    pub(super) fn open_batches(&self) -> usize {
        self.open.len()
    }
}

/// A stored retry: when it was due, its batch, and its part.
pub(super) type RetryKey = (Timestamp, i64, i64);

/// The retries that are being worked on.
#[derive(Debug, Default)]
pub(super) struct OpenRetries(HashMap<RetryKey, usize>);

impl OpenRetries {
    /// Notes a retry that was read, with the number of its devices that are not settled. Returns whether it is new.
    pub(super) fn read(&mut self, key: RetryKey, unsettled: usize) -> bool {
        let is_new = !self.0.contains_key(&key);
        if is_new {
            self.0.insert(key, unsettled);
        }
        is_new
    }

    /// Notes that one of its devices is settled. Returns whether it was the last one.
    pub(super) fn settled(&mut self, key: RetryKey) -> bool {
        match self.0.get_mut(&key) {
            Some(unsettled) if *unsettled > 1 => {
                *unsettled -= 1;
                false
            }
            Some(_) => self.0.remove(&key).is_some(),
            None => false,
        }
    }

    /// Whether it is being worked on.
    pub(super) fn has(&self, key: RetryKey) -> bool {
        self.0.contains_key(&key)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_cursor_stops_before_the_first_open_batch() {
        let mut lane = Lane::after(10);
        lane.read(11, 2);
        lane.read(15, 1);
        lane.read(16, 0);
        assert_eq!((lane.cursor(), lane.read_to(), lane.open_batches()), (10, 16, 2));
        lane.settled(15);
        lane.settled(11);
        assert_eq!(lane.cursor(), 10);
        lane.settled(11);
        assert_eq!((lane.cursor(), lane.open_batches()), (16, 0));
    }

    #[test]
    fn a_retry_is_done_with_its_last_device() {
        let key = (Timestamp::from_unix_seconds(1), 5, 1);
        let mut retries = OpenRetries::default();
        assert!(retries.read(key, 2));
        assert!(!retries.read(key, 2));
        assert!(!retries.settled(key));
        assert!(retries.settled(key));
        assert!(!retries.settled(key));
        assert_eq!(retries.len(), 0);
    }

    proptest! {
        #[test]
        fn a_cursor_never_passes_an_unsettled_device(
            sizes in prop::collection::vec(0..4_usize, 1..20),
            order in prop::collection::vec(any::<prop::sample::Index>(), 0..60),
        ) {
            let mut lane = Lane::after(0);
            let mut left: Vec<i64> = Vec::new();
            for (position, size) in (1..).zip(&sizes) {
                lane.read(position, *size);
                left.extend(std::iter::repeat_n(position, *size));
            }
            for index in order {
                if left.is_empty() {
                    break;
                }
                let position = left.swap_remove(index.index(left.len()));
                lane.settled(position);
                let first = left.iter().min().copied();
                prop_assert_eq!(lane.cursor(), first.map_or(lane.read_to(), |first| first - 1));
            }
        }
    }
}
