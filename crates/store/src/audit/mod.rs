//! The audit trail. It grows; nothing here changes an entry, only the retention removes some, and the database refuses
//! everything else as well.

pub(crate) mod append;
pub(crate) mod chain;
pub(crate) mod checkpoints;
pub(crate) mod listing;

use domain::account::AccountId;
use domain::application::sdkappid::Sdkappid;
use domain::audit::{Action, AuditEntry, RecentChange};
use domain::time::Timestamp;

use crate::db::decode::{Table, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Store};

const TABLE: Table = Table("audit");

type AuditRecord = (i64, String, String, String);

impl Store {
    /// The latest `limit` entries that made a version of an application newer than `version`, newest first.
    pub async fn changes_since(
        &self,
        account: AccountId,
        sdkappid: Sdkappid,
        version: i64,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT at, who, action, changes FROM audit WHERE account_id = $1 AND sdkappid = $2 AND version > $3 \
             ORDER BY version DESC LIMIT $4",
        );
        let limit = i64::from(limit);
        let records = read!(
            self,
            fetch_all::<AuditRecord>(SELECT, account.0, sdkappid_to_db(sdkappid), version, limit)
        );
        records.into_iter().map(entry).collect()
    }

    /// The latest `limit` entries of an application but those of [`Action::ROUTINE`]; and these since then, each
    /// once for a person who did it, with their number. Newest first.
    pub async fn recent_changes(
        &self,
        account: AccountId,
        sdkappid: Sdkappid,
        limit: u32,
    ) -> Result<Vec<RecentChange>, Error> {
        const SELECT: Sql = Sql::both(
            "WITH changed AS (SELECT id, at, who, action, changes FROM audit \
             WHERE account_id = $1 AND sdkappid = $2 AND action NOT IN ($4, $5, $6, $7) ORDER BY id DESC LIMIT $3) \
             SELECT id, at, who, action, changes, 1 AS times FROM changed \
             UNION ALL \
             SELECT max(id), max(at), who, action, '[]', count(*) FROM audit \
             WHERE account_id = $1 AND sdkappid = $2 AND action IN ($4, $5, $6, $7) AND id > \
             (SELECT CASE WHEN count(*) < $3 THEN 0 ELSE min(id) END FROM changed) \
             GROUP BY who, action ORDER BY id DESC",
        );
        let [first, second, third, fourth] = Action::ROUTINE.map(Action::code);
        let records = read!(
            self,
            fetch_all::<(i64, i64, String, String, String, i64)>(
                SELECT,
                account.0,
                sdkappid_to_db(sdkappid),
                i64::from(limit),
                first,
                second,
                third,
                fourth,
            )
        );
        records
            .into_iter()
            .map(|(_, at, who, action, changes, times)| {
                let times = TABLE.valid("times", times.try_into())?;
                Ok(RecentChange { entry: entry((at, who, action, changes))?, times })
            })
            .collect()
    }
}

fn entry((at, who, action, changes): AuditRecord) -> Result<AuditEntry, Error> {
    Ok(AuditEntry {
        at: Timestamp::from_micros(at),
        who,
        action: TABLE.require("action", Action::from_code(&action))?,
        changes: TABLE.valid("changes", serde_json::from_str(&changes))?,
    })
}
