//! The list of the trail: keyset pages, newest first. Every filter but the text has an index that begins with the
//! account and ends with the order of the list.

use domain::account::AccountId;
use domain::audit::listing::{AuditCursor, AuditFilter, TrailEntry};

use super::{AuditRecord, TABLE, entry};
use crate::db::decode::{record, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Store};

/// Whose entries are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrailScope {
    /// Those of the account.
    Account(AccountId),
    /// Those of the account, and those of none.
    AccountAndNone(AccountId),
}

record! {
    struct TrailRecord {
        number: i64,
        sdkappid: Option<i64>,
        at: i64,
        who: String,
        action: String,
        changes: String,
    }
}

const COLUMNS: &str = "number, sdkappid, at, who, action, changes";
const ORDER: &str = "ORDER BY at DESC, number DESC LIMIT $2";

/// The statement of a page. Parameters: $1 account, $2 limit, $3 who, $4 SDKAppID, $5 action, $6 from, $7 until,
/// $8 text, $9 and $10 cursor.
fn statement(scope: TrailScope, filter: &AuditFilter, is_later: bool) -> String {
    let conditions = [
        (!filter.who.is_empty(), " AND who = $3"),
        (filter.sdkappid.is_some(), " AND sdkappid = $4"),
        (filter.action.is_some(), " AND action = $5"),
        (filter.from.is_some(), " AND at >= $6"),
        (filter.until.is_some(), " AND at < $7"),
        (!filter.text.is_empty(), " AND (instr(lower(who), $8) > 0 OR instr(lower(changes), $8) > 0)"),
        (is_later, " AND (at, number) < ($9, $10)"),
    ];
    let conditions: String =
        conditions.into_iter().filter_map(|(is_set, text)| is_set.then_some(text)).collect();
    let of = |account: &str| format!("SELECT {COLUMNS} FROM audit WHERE {account}{conditions} {ORDER}");
    let own = of("account_id = $1");
    match scope {
        TrailScope::Account(_) => own,
        // Two pages are merged, since no index is in the order of both.
        TrailScope::AccountAndNone(_) => format!(
            "SELECT * FROM ({own}) AS own UNION ALL SELECT * FROM ({}) AS nobody {ORDER}",
            of("account_id IS NULL")
        ),
    }
}

impl Store {
    /// Up to `limit` entries after `cursor`.
    pub async fn trail(
        &self,
        scope: TrailScope,
        filter: &AuditFilter,
        cursor: Option<AuditCursor>,
        limit: u32,
    ) -> Result<Vec<TrailEntry>, Error> {
        let (TrailScope::Account(account) | TrailScope::AccountAndNone(account)) = scope;
        let records = read!(
            self,
            fetch_all::<TrailRecord>(
                Sql::composed(statement(scope, filter, cursor.is_some())),
                account.0,
                i64::from(limit),
                &filter.who,
                filter.sdkappid.map(sdkappid_to_db),
                filter.action.map_or("", domain::audit::Action::code),
                filter.from.map(domain::time::Timestamp::micros),
                filter.until.map(domain::time::Timestamp::micros),
                filter.text.to_lowercase(),
                cursor.map(|cursor| cursor.at.micros()),
                cursor.map(|cursor| cursor.number),
            )
        );
        records.into_iter().map(trail_entry).collect()
    }
}

fn trail_entry(record: TrailRecord) -> Result<TrailEntry, Error> {
    let TrailRecord { number, sdkappid, at, who, action, changes } = record;
    let record: AuditRecord = (at, who, action, changes);
    let sdkappid = sdkappid.map(|number| TABLE.sdkappid(number)).transpose()?;
    Ok(TrailEntry { number, sdkappid, entry: entry(record)? })
}
