//! Monthly active users: distinct UserIDs that were verified in the calendar month. Collected in bounded
//! memory and flushed every few seconds, so that a verification writes nothing.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::account::AccountId;
use domain::application::sdkappid::Sdkappid;
use domain::billing::ledger::Month;
use domain::usersig::user_id::UserId;
use sha2::{Digest as _, Sha256};
use store::ActiveRow;

use crate::console::Deps;
use crate::{Console, Error};

/// Upper limit of users that wait for the flush. Further ones are counted at their next verification: an undercount in
/// the customer's favour rather than unbounded memory.
const MAX_WAITING: usize = 200_000;
/// Upper limit of users that are known to be counted; then all are forgotten, and flushed once more.
const MAX_SEEN: usize = 500_000;
/// Users of one transaction, which others wait for.
const BATCH_USERS: usize = 5_000;

type ActiveUser = (Sdkappid, Month, i64);

/// Users that were verified: those that wait for the flush, and those that are known to be counted.
#[derive(Default)]
pub(crate) struct ActiveUsers(Mutex<State>);

#[derive(Default)]
struct State {
    waiting: HashMap<ActiveUser, AccountId>,
    seen: HashSet<ActiveUser>,
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
        let (user, mut state) = ((sdkappid, month, user), self.state());
        if state.seen.contains(&user) || state.waiting.len() >= MAX_WAITING {
            return;
        }
        state.waiting.insert(user, account);
    }

    /// Whether that user is known to be counted, or about to be.
    pub(crate) fn is_known(&self, sdkappid: Sdkappid, month: Month, user: i64) -> bool {
        let (user, state) = ((sdkappid, month, user), self.state());
        state.seen.contains(&user) || state.waiting.contains_key(&user)
    }

    /// Takes those that wait, by application and month.
    fn take(&self) -> Vec<ActiveRow> {
        let waiting = std::mem::take(&mut self.state().waiting);
        let mut users: Vec<_> = waiting.into_iter().collect();
        users.sort_unstable_by_key(|((sdkappid, month, user), _)| (*sdkappid, *month, *user));
        let mut rows: Vec<ActiveRow> = Vec::new();
        for ((sdkappid, month, user), account) in users {
            match rows.last_mut() {
                Some(row)
                    if (row.sdkappid, row.month) == (sdkappid, month) && row.users.len() < BATCH_USERS =>
                {
                    row.users.push(user);
                }
                _ => rows.push(ActiveRow { account, sdkappid, month, users: vec![user] }),
            }
        }
        rows
    }

    /// Marks the users of a flushed row as counted.
    fn mark_written(&self, row: &ActiveRow) {
        let mut state = self.state();
        if state.seen.len() + row.users.len() > MAX_SEEN {
            state.seen.clear();
        }
        state.seen.extend(row.users.iter().map(|user| (row.sdkappid, row.month, *user)));
    }

    /// Returns rows that could not be flushed.
    fn put_back(&self, rows: &[ActiveRow]) {
        for row in rows {
            row.users.iter().for_each(|user| self.count(row.account, row.sdkappid, row.month, *user));
        }
    }

    /// Sets stay usable whatever panicked while holding them.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Flushes the waiting users. What cannot be written waits for the next flush.
pub(crate) async fn flush(deps: &Deps) -> Result<(), Error> {
    let rows = deps.active_users.take();
    for (index, row) in rows.iter().enumerate() {
        if let Err(error) = write(deps, row).await {
            deps.active_users.put_back(&rows[index..]);
            return Err(error);
        }
        deps.active_users.mark_written(row);
    }
    Ok(())
}

async fn write(deps: &Deps, row: &ActiveRow) -> Result<(), Error> {
    let mut tx = deps.store.begin().await?;
    tx.add_active_users(row).await?;
    Ok(tx.commit().await?)
}

impl Console {
    /// Flushes the active users. To be called every few seconds and at shutdown.
    pub async fn flush_active_users(&self) -> Result<(), Error> {
        flush(self.deps()).await
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
        users.mark_written(&rows[0]);
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
        assert_eq!(users.state().waiting.len(), MAX_WAITING);
        for row in users.take().iter().chain(&users.take()) {
            users.mark_written(row);
        }
        let more: Vec<_> = (0..i64::try_from(MAX_SEEN).unwrap()).collect();
        users.mark_written(&ActiveRow { account: AccountId(1), sdkappid: app, month, users: more });
        assert!(users.state().seen.len() <= MAX_SEEN);
    }
}
