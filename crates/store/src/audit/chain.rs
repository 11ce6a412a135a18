//! The chain as it is stored: for its verification, and for entries from before there was one.

use domain::audit::chain::{ChainEntry, ChainHash, ChainHead};

use super::TABLE;
use crate::db::decode::{Table, record};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

/// Entries that are numbered in one statement.
const PORTION: i64 = 500;

/// The columns `number` and `hash`.
pub(super) type HeadRecord = (i64, Vec<u8>);

pub(super) fn head_of((number, hash): HeadRecord) -> Result<ChainHead, Error> {
    Ok(ChainHead { number, hash: Table("audit_head").require("hash", ChainHash::from_slice(&hash))? })
}

record! {
    /// An entry as it is stored, not parsed, so that one that was tampered with can be read.
    pub struct ChainRow {
        pub id: i64,
        pub number: i64,
        pub hash: Option<Vec<u8>>,
        pub account_id: Option<i64>,
        pub sdkappid: Option<i64>,
        pub version: Option<i64>,
        pub at: i64,
        pub who: String,
        pub action: String,
        pub changes: String,
    }
}

impl ChainRow {
    /// What is hashed.
    pub fn entry(&self) -> ChainEntry<'_> {
        ChainEntry {
            number: self.number,
            account: self.account_id,
            sdkappid: self.sdkappid,
            version: self.version,
            at: self.at,
            who: &self.who,
            action: &self.action,
            changes: &self.changes,
        }
    }

    /// The hash that is stored; `None` if it is not one.
    pub fn stored_hash(&self) -> Option<ChainHash> {
        ChainHash::from_slice(self.hash.as_ref()?)
    }
}

impl Store {
    /// The end of the chain.
    pub async fn audit_head(&self) -> Result<ChainHead, Error> {
        const SELECT: Sql = Sql::both("SELECT number, hash FROM audit_head");
        head_of(read!(self, fetch_one::<HeadRecord>(SELECT)))
    }

    /// Up to `limit` entries with numbers above `after`, lowest first.
    pub async fn chain_rows(&self, after: i64, limit: u32) -> Result<Vec<ChainRow>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT id, number, hash, account_id, sdkappid, version, at, who, action, changes FROM audit \
             WHERE number > $1 ORDER BY number, id LIMIT $2",
        );
        Ok(read!(self, fetch_all::<ChainRow>(SELECT, after, i64::from(limit))))
    }

    /// Number of entries without a number.
    pub async fn unnumbered_entries(&self) -> Result<i64, Error> {
        const COUNT: Sql = Sql::both("SELECT count(*) FROM audit WHERE number IS NULL");
        let (count,) = read!(self, fetch_one::<(i64,)>(COUNT));
        Ok(count)
    }
}

impl Tx {
    /// Appends entries without a number to the chain, in the order of their IDs: those of versions that knew none.
    pub(crate) async fn chain_old_entries(&mut self) -> Result<(), Error> {
        const SELECT: Sql = Sql::both(
            "SELECT id, CAST(0 AS BIGINT) AS number, hash, account_id, sdkappid, version, at, who, action, changes \
             FROM audit WHERE number IS NULL ORDER BY id LIMIT $1",
        );
        const UPDATE: Sql = Sql {
            sqlite: "UPDATE audit SET number = value ->> 1, hash = unhex(value ->> 2) FROM json_each($1) \
                     WHERE audit.id = value ->> 0",
            postgres: "UPDATE audit SET number = (value ->> 1)::bigint, hash = decode(value ->> 2, 'hex') \
                       FROM json_array_elements($1::json) AS entry(value) WHERE audit.id = (value ->> 0)::bigint",
        };
        let mut head = self.lock_head().await?;
        loop {
            let mut rows = tx_query!(self, fetch_all::<ChainRow>(SELECT, PORTION));
            if rows.is_empty() {
                return self.set_head(head).await;
            }
            let mut numbered = Vec::with_capacity(rows.len());
            for row in &mut rows {
                row.number = head.number + 1;
                head = ChainHead { number: row.number, hash: row.entry().hash(&head.hash) };
                numbered.push((row.id, head.number, head.hash));
            }
            let numbered = TABLE.valid("number", serde_json::to_string(&numbered))?;
            tx_query!(self, execute(UPDATE, &numbered));
        }
    }
}
