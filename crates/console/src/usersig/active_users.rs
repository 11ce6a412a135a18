//! Monthly active users: distinct UserIDs that were verified in the calendar month. Collected in memory of a fixed
//! size, written down every few seconds, so that a verification writes nothing.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::account::AccountId;
use domain::application::sdkappid::Sdkappid;
use domain::billing::ledger::Month;
use domain::usersig::user_id::UserId;
use sha2::{Digest as _, Sha256};
use store::ActiveRow;

use crate::console::Parts;
use crate::{Console, Error};

/// The most users that wait to be written down. Who comes while so many wait is counted at their next
/// verification: too few in a customer's favour rather than memory without an end.
const MAX_WAITING: usize = 200_000;
/// The most users that are known to be counted already; then all are forgotten, and written down once more.
const MAX_SEEN: usize = 500_000;
/// Users of one transaction: others have to get a turn.
const USERS_AT_A_TIME: usize = 5_000;

type User = (Sdkappid, Month, i64);

/// Users that were verified: those that wait to be written down, and those that are known to be.
#[derive(Default)]
pub(crate) struct ActiveUsers(Mutex<Sets>);

#[derive(Default)]
struct Sets {
    waiting: HashMap<User, AccountId>,
    seen: HashSet<User>,
}

/// The user as the database keeps them: not the UserID itself.
pub(crate) fn hash(user: &UserId) -> i64 {
    let digest = Sha256::digest(user.as_str());
    let first: [u8; 8] = std::array::from_fn(|index| digest[index]);
    i64::from_be_bytes(first)
}

impl ActiveUsers {
    /// That user was verified in that month.
    pub(crate) fn count(&self, account: AccountId, sdkappid: Sdkappid, month: Month, user: i64) {
        let (user, mut sets) = ((sdkappid, month, user), self.sets());
        if sets.seen.contains(&user) || sets.waiting.len() >= MAX_WAITING {
            return;
        }
        sets.waiting.insert(user, account);
    }

    /// Whether that user is known to be counted, or about to be.
    pub(crate) fn is_known(&self, sdkappid: Sdkappid, month: Month, user: i64) -> bool {
        let (user, sets) = ((sdkappid, month, user), self.sets());
        sets.seen.contains(&user) || sets.waiting.contains_key(&user)
    }

    /// Takes those that wait, by application and month.
    fn take(&self) -> Vec<ActiveRow> {
        let waiting = std::mem::take(&mut self.sets().waiting);
        let mut users: Vec<_> = waiting.into_iter().collect();
        users.sort_unstable_by_key(|((sdkappid, month, user), _)| (*sdkappid, *month, *user));
        let mut rows: Vec<ActiveRow> = Vec::new();
        for ((sdkappid, month, user), account) in users {
            match rows.last_mut() {
                Some(row)
                    if (row.sdkappid, row.month) == (sdkappid, month)
                        && row.users.len() < USERS_AT_A_TIME =>
                {
                    row.users.push(user);
                }
                _ => rows.push(ActiveRow { account, sdkappid, month, users: vec![user] }),
            }
        }
        rows
    }

    /// They are written down.
    fn written(&self, row: &ActiveRow) {
        let mut sets = self.sets();
        if sets.seen.len() + row.users.len() > MAX_SEEN {
            sets.seen.clear();
        }
        sets.seen.extend(row.users.iter().map(|user| (row.sdkappid, row.month, *user)));
    }

    /// They could not be written down.
    fn put_back(&self, rows: &[ActiveRow]) {
        for row in rows {
            row.users.iter().for_each(|user| self.count(row.account, row.sdkappid, row.month, *user));
        }
    }

    /// Sets stay usable whatever panicked while holding them.
    fn sets(&self) -> MutexGuard<'_, Sets> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes down who was active. What cannot be written waits for the next time.
pub(crate) async fn write_down(parts: &Parts) -> Result<(), Error> {
    let rows = parts.active_users.take();
    for (index, row) in rows.iter().enumerate() {
        if let Err(error) = write(parts, row).await {
            parts.active_users.put_back(&rows[index..]);
            return Err(error);
        }
        parts.active_users.written(row);
    }
    Ok(())
}

async fn write(parts: &Parts, row: &ActiveRow) -> Result<(), Error> {
    let mut tx = parts.store.begin().await?;
    tx.add_active_users(row).await?;
    Ok(tx.commit().await?)
}

impl Console {
    /// Writes down who was active since the last time. To be called every few seconds and at the end.
    pub async fn write_down_active_users(&self) -> Result<(), Error> {
        write_down(self.parts()).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_counts_once_and_waits_until_written() {
        let (users, app) = (ActiveUsers::default(), Sdkappid::from_random(1));
        let month: Month = "2026-11".parse().unwrap();
        for user in [1, 2, 1] {
            users.count(AccountId(1), app, month, user);
        }
        let rows = users.take();
        assert_eq!(rows.iter().map(|row| row.users.clone()).collect::<Vec<_>>(), [vec![1, 2]]);
        users.put_back(&rows);
        assert_eq!(users.take(), rows, "what could not be written waits");
        users.written(&rows[0]);
        users.count(AccountId(1), app, month, 1);
        assert!(users.take().is_empty() && users.is_known(app, month, 1));
        users.count(AccountId(1), app, month.next(), 1);
        assert_eq!(users.take().len(), 1, "another month is another count");
    }

    #[test]
    fn memory_has_an_end() {
        let (users, app) = (ActiveUsers::default(), Sdkappid::from_random(1));
        let month: Month = "2026-11".parse().unwrap();
        for user in 0..=i64::try_from(MAX_WAITING).unwrap() {
            users.count(AccountId(1), app, month, user);
        }
        assert_eq!(users.sets().waiting.len(), MAX_WAITING);
        for row in users.take().iter().chain(&users.take()) {
            users.written(row);
        }
        let more: Vec<_> = (0..i64::try_from(MAX_SEEN).unwrap()).collect();
        users.written(&ActiveRow { account: AccountId(1), sdkappid: app, month, users: more });
        assert!(users.sets().seen.len() <= MAX_SEEN);
    }
}
