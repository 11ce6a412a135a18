//! How often tokens of a key were verified, by hours of the clock.

use domain::account::AccountId;
use domain::application::sdkappid::Sdkappid;
use domain::time::Timestamp;

use crate::db::decode::{Table, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

/// Verifications with a key in an hour, since the last flush.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyUseRow {
    /// Account that the application belongs to.
    pub account: AccountId,
    /// Application whose key was used.
    pub sdkappid: Sdkappid,
    pub version: i64,
    /// The beginning of an hour of the clock.
    pub hour: Timestamp,
    /// Number of verifications in that hour.
    pub uses: u64,
    /// Instant of the last of them.
    pub last_used_at: Timestamp,
}

const TABLE: Table = Table("key_use");

impl Store {
    /// Version, hour and uses of each hour that began at `since` or later.
    pub async fn key_uses(
        &self,
        account: AccountId,
        sdkappid: Sdkappid,
        since: Timestamp,
    ) -> Result<Vec<(i64, Timestamp, u64)>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT version, hour, uses FROM key_use WHERE account_id = $1 AND sdkappid = $2 AND hour >= $3",
        );
        let rows = read!(
            self,
            fetch_all::<(i64, i64, i64)>(SELECT, account.0, sdkappid_to_db(sdkappid), since.micros())
        );
        rows.into_iter()
            .map(|(version, hour, uses)| {
                Ok((version, Timestamp::from_micros(hour), TABLE.valid("uses", uses.try_into())?))
            })
            .collect()
    }
}

impl Tx {
    /// Adds to the counts. Keys that no longer exist are skipped.
    pub async fn add_key_uses(&mut self, rows: &[KeyUseRow]) -> Result<(), Error> {
        const ADD: Sql = Sql::both(
            "INSERT INTO key_use (account_id, sdkappid, version, hour, uses) \
             SELECT account_id, sdkappid, version, $4, $5 FROM secret_key \
             WHERE account_id = $1 AND sdkappid = $2 AND version = $3 \
             ON CONFLICT (sdkappid, version, hour) DO UPDATE SET uses = key_use.uses + excluded.uses",
        );
        const TOUCH: Sql = Sql::both(
            "UPDATE secret_key SET last_used_at = $4 WHERE account_id = $1 AND sdkappid = $2 AND version = $3 \
             AND (last_used_at IS NULL OR last_used_at < $4)",
        );
        for row in rows {
            let (account, sdkappid, uses) =
                (row.account.0, sdkappid_to_db(row.sdkappid), TABLE.valid("uses", row.uses.try_into())?);
            let uses: i64 = uses;
            tx_query!(self, execute(ADD, account, sdkappid, row.version, row.hour.micros(), uses));
            tx_query!(self, execute(TOUCH, account, sdkappid, row.version, row.last_used_at.micros()));
        }
        Ok(())
    }

    /// Forgets hours that began before then. How many rows there were.
    pub async fn delete_key_uses_before(&mut self, before: Timestamp) -> Result<u64, Error> {
        const DELETE: Sql = Sql::both("DELETE FROM key_use WHERE hour < $1");
        Ok(tx_query!(self, execute(DELETE, before.micros())))
    }
}
