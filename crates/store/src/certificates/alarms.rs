//! How many certificates of each application fail or are about to expire: `Attention` in terms of columns.

use domain::account::AccountId;
use domain::application::alarms::Alarms;
use domain::application::sdkappid::Sdkappid;
use domain::certificate::Attention;
use domain::time::Timestamp;

use crate::db::decode::{Table, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Store};

const TABLE: Table = Table("certificate");

impl Store {
    /// The applications of the account, or the one of that number, that have such certificates.
    pub async fn alarms(
        &self,
        account: AccountId,
        only: Option<Sdkappid>,
        now: Timestamp,
    ) -> Result<Vec<(Sdkappid, Alarms)>, Error> {
        // `health` is JSON with its tag first; no text in it can look like that.
        const SELECT: Sql = Sql::both(
            "SELECT sdkappid, count(CASE WHEN fails THEN 1 END), count(CASE WHEN NOT fails AND ends THEN 1 END) \
             FROM (SELECT sdkappid, health LIKE '{\"state\":\"failing_since\"%' \
             OR health LIKE '{\"state\":\"undecryptable\"%' OR COALESCE(expires_at <= $3, 1 = 0) AS fails, \
             COALESCE(expires_at <= $4, 1 = 0) AS ends \
             FROM certificate WHERE account_id = $1 AND ($2 = 0 OR sdkappid = $2)) AS known \
             WHERE fails OR ends GROUP BY sdkappid",
        );
        let days = u64::from(Attention::ENDING_DAYS);
        let soon = now.plus(std::time::Duration::from_hours(24 * days));
        let only = only.map_or(0, sdkappid_to_db);
        let records =
            read!(self, fetch_all::<(i64, i64, i64)>(SELECT, account.0, only, now.micros(), soon.micros()));
        let alarms = |(sdkappid, failing, expiring): (i64, i64, i64)| {
            let count = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
            Ok((TABLE.sdkappid(sdkappid)?, Alarms { failing: count(failing), expiring: count(expiring) }))
        };
        records.into_iter().map(alarms).collect()
    }
}
