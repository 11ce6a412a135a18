//! What applications use of their limits, by calendar months.

use domain::account::AccountId;
use domain::application::sdkappid::Sdkappid;
use domain::billing::catalogue::LimitKind;
use domain::billing::ledger::Month;

use crate::db::decode::{Table, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

/// Users that were active in a month: the first 64 bits of the SHA-256 of each UserID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActiveRow {
    /// Account that the application belongs to.
    pub account: AccountId,
    /// Application that the users were active in.
    pub sdkappid: Sdkappid,
    /// Calendar month (UTC) in which they were.
    pub month: Month,
    /// Hashes of the users, without duplicates.
    pub users: Vec<i64>,
}

const TABLE: Table = Table("usage");

impl Store {
    /// What the application uses of each limit that something is known of in that month.
    pub async fn usage(
        &self,
        account: AccountId,
        sdkappid: Sdkappid,
        month: Month,
    ) -> Result<Vec<(LimitKind, u64)>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT kind, used FROM usage WHERE account_id = $1 AND sdkappid = $2 AND month = $3 ORDER BY kind",
        );
        let rows = read!(
            self,
            fetch_all::<(String, i64)>(SELECT, account.0, sdkappid_to_db(sdkappid), month.to_string())
        );
        rows.into_iter().map(|(kind, used)| Ok((parse_kind(&kind)?, count(used)?))).collect()
    }

    /// Whether that user was active in that month, as of the last flush.
    pub async fn is_active(&self, sdkappid: Sdkappid, month: Month, user: i64) -> Result<bool, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT count(*) FROM active_user WHERE sdkappid = $1 AND month = $2 AND user_hash = $3",
        );
        let (found,) =
            read!(self, fetch_one::<(i64,)>(SELECT, sdkappid_to_db(sdkappid), month.to_string(), user));
        Ok(found > 0)
    }

    /// Applications of which something that was used before `month` is not settled yet.
    pub async fn usage_to_settle(
        &self,
        month: Month,
        after: Option<Sdkappid>,
        limit: u32,
    ) -> Result<Vec<(AccountId, Sdkappid)>, Error> {
        const SELECT: Sql = Sql {
            sqlite: "SELECT DISTINCT account_id, sdkappid FROM usage WHERE settled = 0 AND month < $1 AND sdkappid > $2 \
                     ORDER BY sdkappid LIMIT $3",
            postgres: "SELECT DISTINCT account_id, sdkappid FROM usage WHERE NOT settled AND month < $1 AND sdkappid > $2 \
                       ORDER BY sdkappid LIMIT $3",
        };
        let after = after.map_or(0, sdkappid_to_db);
        let rows = read!(self, fetch_all::<(i64, i64)>(SELECT, month.to_string(), after, i64::from(limit)));
        rows.into_iter().map(|(account, app)| Ok((AccountId(account), TABLE.sdkappid(app)?))).collect()
    }
}

impl Tx {
    /// Adds users to those that were active. Who was there already does not count again, and an application
    /// whose secrets are destroyed is passed over.
    pub async fn add_active_users(&mut self, row: &ActiveRow) -> Result<(), Error> {
        const ADD: Sql = Sql {
            sqlite: "INSERT INTO active_user (sdkappid, month, user_hash) SELECT $1, $2, value FROM json_each($3) \
                     WHERE EXISTS (SELECT 1 FROM application WHERE sdkappid = $1 AND shredded_at IS NULL) \
                     ON CONFLICT DO NOTHING",
            postgres: "INSERT INTO active_user (sdkappid, month, user_hash) \
                       SELECT $1, $2, value::bigint FROM json_array_elements_text($3::json) \
                       WHERE EXISTS (SELECT 1 FROM application WHERE sdkappid = $1 AND shredded_at IS NULL) \
                       ON CONFLICT DO NOTHING",
        };
        const COUNT: Sql = Sql::both(
            "INSERT INTO usage (account_id, sdkappid, month, kind, used, peak) VALUES ($1, $2, $3, $4, $5, $5) \
             ON CONFLICT (sdkappid, month, kind) \
             DO UPDATE SET used = usage.used + excluded.used, peak = usage.peak + excluded.peak",
        );
        let (sdkappid, month) = (sdkappid_to_db(row.sdkappid), row.month.to_string());
        let users = TABLE.valid("user_hash", serde_json::to_string(&row.users))?;
        let added = tx_query!(self, execute(ADD, sdkappid, &month, users));
        if added > 0 {
            let (kind, added) =
                (LimitKind::MonthlyActiveUsers.code(), i64::try_from(added).unwrap_or(i64::MAX));
            tx_query!(self, execute(COUNT, row.account.0, sdkappid, &month, kind, added));
        }
        Ok(())
    }

    /// Writes the current usage of a limit; also keeps the maximum of the month.
    pub async fn set_usage(
        &mut self,
        account: AccountId,
        sdkappid: Sdkappid,
        month: Month,
        kind: LimitKind,
        used: u64,
    ) -> Result<(), Error> {
        const SET: Sql = Sql::both(
            "INSERT INTO usage (account_id, sdkappid, month, kind, used, peak) VALUES ($1, $2, $3, $4, $5, $5) \
             ON CONFLICT (sdkappid, month, kind) DO UPDATE SET used = excluded.used, \
             peak = CASE WHEN usage.peak > excluded.peak THEN usage.peak ELSE excluded.peak END",
        );
        let used = i64::try_from(used).unwrap_or(i64::MAX);
        tx_query!(
            self,
            execute(SET, account.0, sdkappid_to_db(sdkappid), month.to_string(), kind.code(), used)
        );
        Ok(())
    }

    /// The most that was used of each limit in each month before `month` that is not settled yet.
    pub async fn unsettled_usage(
        &mut self,
        account: AccountId,
        sdkappid: Sdkappid,
        month: Month,
    ) -> Result<Vec<(Month, LimitKind, u64)>, Error> {
        const SELECT: Sql = Sql {
            sqlite: "SELECT month, kind, peak FROM usage WHERE account_id = $1 AND sdkappid = $2 AND month < $3 \
                     AND settled = 0 ORDER BY month, kind",
            postgres: "SELECT month, kind, peak FROM usage WHERE account_id = $1 AND sdkappid = $2 AND month < $3 \
                       AND NOT settled ORDER BY month, kind",
        };
        let rows = tx_query!(
            self,
            fetch_all::<(String, String, i64)>(
                SELECT,
                account.0,
                sdkappid_to_db(sdkappid),
                month.to_string()
            )
        );
        rows.into_iter()
            .map(|(month, kind, peak)| {
                Ok((TABLE.valid("month", month.parse())?, parse_kind(&kind)?, count(peak)?))
            })
            .collect()
    }

    /// Marks the usage of months before `month` as settled.
    pub async fn settle_usage(
        &mut self,
        account: AccountId,
        sdkappid: Sdkappid,
        month: Month,
    ) -> Result<(), Error> {
        const UPDATE: Sql = Sql {
            sqlite: "UPDATE usage SET settled = 1 WHERE account_id = $1 AND sdkappid = $2 AND month < $3 AND settled = 0",
            postgres: "UPDATE usage SET settled = TRUE WHERE account_id = $1 AND sdkappid = $2 AND month < $3 AND NOT settled",
        };
        tx_query!(self, execute(UPDATE, account.0, sdkappid_to_db(sdkappid), month.to_string()));
        Ok(())
    }

    /// Forgets who was active before `month`; how many there were stays known.
    pub async fn delete_active_users_before(&mut self, month: Month) -> Result<u64, Error> {
        const DELETE: Sql = Sql::both("DELETE FROM active_user WHERE month < $1");
        Ok(tx_query!(self, execute(DELETE, month.to_string())))
    }
}

fn parse_kind(code: &str) -> Result<LimitKind, Error> {
    TABLE.require("kind", LimitKind::from_code(code))
}

fn count(number: i64) -> Result<u64, Error> {
    TABLE.valid("used", u64::try_from(number))
}
