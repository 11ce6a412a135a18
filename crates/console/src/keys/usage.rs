//! Use counts of keys: kept in memory and flushed every few seconds, so that a verification writes nothing.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::account::AccountId;
use domain::application::sdkappid::Sdkappid;
use domain::key::rotation::KeyUsage;
use domain::time::Timestamp;
use store::KeyUseRow;

use crate::console::Deps;
use crate::{Console, Error};

/// Rows of one transaction, which others wait for.
const BATCH_ROWS: usize = 500;
const HOUR: Duration = Duration::from_hours(1);

/// Uses that were not flushed yet, by application, key and hour.
#[derive(Default)]
pub(crate) struct KeyUses(Mutex<HashMap<(Sdkappid, i64, Timestamp), UseCount>>);

#[derive(Clone, Copy)]
struct UseCount {
    account: AccountId,
    count: u64,
    last_used_at: Timestamp,
}

impl KeyUses {
    /// A token of the key was verified. There is an entry for each key that was used since the last writing,
    /// and only for keys that exist.
    pub(crate) fn count(&self, account: AccountId, sdkappid: Sdkappid, version: i64, now: Timestamp) {
        let row = KeyUseRow { account, sdkappid, version, hour: now.floor(HOUR), uses: 1, last_used_at: now };
        self.add(&row);
    }

    fn add(&self, row: &KeyUseRow) {
        let mut uses = self.uses();
        let entry = uses.entry((row.sdkappid, row.version, row.hour)).or_insert(UseCount {
            account: row.account,
            count: 0,
            last_used_at: row.last_used_at,
        });
        entry.count += row.uses;
        entry.last_used_at = entry.last_used_at.max(row.last_used_at);
    }

    /// Takes all of them away. Newer keys come first: a rotation that is undone locks rows in that order too.
    fn take(&self) -> Vec<KeyUseRow> {
        let taken = std::mem::take(&mut *self.uses());
        let mut rows: Vec<_> = taken
            .into_iter()
            .map(|((sdkappid, version, hour), UseCount { account, count, last_used_at })| KeyUseRow {
                account,
                sdkappid,
                version,
                hour,
                uses: count,
                last_used_at,
            })
            .collect();
        rows.sort_by_key(|row| (row.sdkappid, -row.version, row.hour));
        rows
    }

    /// Counts stay usable whatever panicked while holding them.
    fn uses(&self) -> MutexGuard<'_, HashMap<(Sdkappid, i64, Timestamp), UseCount>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Flushes the counts. What cannot be written stays counted for the next flush.
pub(crate) async fn flush(deps: &Deps) -> Result<(), Error> {
    let rows = deps.key_uses.take();
    for (index, chunk) in rows.chunks(BATCH_ROWS).enumerate() {
        if let Err(error) = write(deps, chunk).await {
            rows[index * BATCH_ROWS..].iter().for_each(|row| deps.key_uses.add(row));
            return Err(error);
        }
    }
    Ok(())
}

async fn write(deps: &Deps, rows: &[KeyUseRow]) -> Result<(), Error> {
    let mut tx = deps.store.begin().await?;
    tx.add_key_uses(rows).await?;
    Ok(tx.commit().await?)
}

/// Start of the earliest hour that is shown at `now`.
pub(crate) fn window_start(now: Timestamp) -> Timestamp {
    now.floor(HOUR).minus(HOUR * (u32::try_from(KeyUsage::HOURS).unwrap_or(24) - 1))
}

/// Hourly usage of the key of `version` until `now`, from the rows of its application.
pub(crate) fn hourly(
    version: i64,
    last_used_at: Option<Timestamp>,
    rows: &[(i64, Timestamp, u64)],
    now: Timestamp,
) -> KeyUsage {
    let (since, mut hours) = (window_start(now), vec![0; KeyUsage::HOURS]);
    for (_, hour, uses) in rows.iter().filter(|(own, hour, _)| *own == version && *hour >= since) {
        let index = usize::try_from(hour.since(since).as_secs() / HOUR.as_secs()).unwrap_or(usize::MAX);
        if let Some(count) = hours.get_mut(index) {
            *count += uses;
        }
    }
    KeyUsage { last_used_at, hours }
}

impl Console {
    /// Flushes the use counts of keys. To be called every few seconds and at shutdown.
    pub async fn flush_key_uses(&self) -> Result<(), Error> {
        flush(self.deps()).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_seconds(1_700_000_000);

    #[test]
    fn counts_by_hour_and_gives_back_what_was_not_written() {
        let (uses, app) = (KeyUses::default(), Sdkappid::from_random(1));
        let later = NOW.plus(HOUR);
        for (version, now) in [(1, NOW), (1, NOW), (2, NOW), (1, later)] {
            uses.count(AccountId(1), app, version, now);
        }
        let rows = uses.take();
        let counted: Vec<_> = rows.iter().map(|row| (row.version, row.uses, row.last_used_at)).collect();
        assert_eq!(counted, [(2, 1, NOW), (1, 2, NOW), (1, 1, later)]);
        assert!(uses.take().is_empty());
        for row in &rows {
            uses.add(row);
        }
        assert_eq!(uses.take(), rows);
    }

    #[test]
    fn the_last_hour_is_the_one_that_runs() {
        let this = NOW.floor(HOUR);
        let rows =
            [(1, this, 5), (1, this.minus(HOUR * 23), 7), (1, this.minus(HOUR * 24), 100), (2, this, 100)];
        let usage = hourly(1, Some(NOW), &rows, NOW);
        assert_eq!((usage.hours.len(), usage.hours[23], usage.hours[0], usage.uses()), (24, 5, 7, 12));
    }
}
