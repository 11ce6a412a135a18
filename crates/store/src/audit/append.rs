//! Appending to the chain, as the last thing that a transaction does: whoever appends locks the head until its commit,
//! so numbers and hashes are in the order of the commits, on any number of servers. Nothing is locked after the head,
//! so nobody who waits for it is waited for.

use domain::account::AccountId;
use domain::application::sdkappid::Sdkappid;
use domain::audit::AuditEntry;
use domain::audit::chain::{ChainEntry, ChainHead};

use super::TABLE;
use super::chain::{HeadRecord, head_of};
use crate::db::decode::sdkappid_to_db;
use crate::db::query::Sql;
use crate::{Error, Tx};

/// An entry that has no number yet.
pub(crate) struct NewEntry {
    account: Option<i64>,
    sdkappid: Option<i64>,
    version: Option<i64>,
    at: i64,
    who: String,
    action: &'static str,
    changes: String,
}

impl NewEntry {
    fn numbered(&self, number: i64) -> ChainEntry<'_> {
        let Self { account, sdkappid, version, at, who, action, changes } = self;
        let (account, sdkappid, version) = (*account, *sdkappid, *version);
        ChainEntry { number, account, sdkappid, version, at: *at, who, action, changes }
    }
}

impl Tx {
    /// Adds an entry, which [`Tx::commit`] writes: of an account and an application, if there are such. The first entry
    /// about an application that this transaction has inserted or updated is kept as the one that made its new version.
    pub fn append_audit(
        &mut self,
        account: Option<AccountId>,
        sdkappid: Option<Sdkappid>,
        entry: AuditEntry,
    ) -> Result<(), Error> {
        let changes = TABLE.valid("changes", serde_json::to_string(&entry.changes))?;
        let version = self.new_version.take_if(|(changed, _)| Some(*changed) == sdkappid);
        self.new_entries.push(NewEntry {
            account: account.map(|account| account.0),
            sdkappid: sdkappid.map(sdkappid_to_db),
            version: version.map(|(_, version)| version),
            at: entry.at.micros(),
            who: entry.who,
            action: entry.action.code(),
            changes,
        });
        Ok(())
    }

    /// The last entry of the chain, which stays the last one until this transaction ends.
    pub(crate) async fn lock_head(&mut self) -> Result<ChainHead, Error> {
        const HEAD: Sql = for_update!("SELECT number, hash FROM audit_head");
        head_of(tx_query!(self, fetch_one::<HeadRecord>(HEAD)))
    }

    pub(crate) async fn set_head(&mut self, head: ChainHead) -> Result<(), Error> {
        const UPDATE: Sql = Sql::both("UPDATE audit_head SET number = $1, hash = $2");
        tx_query!(self, execute(UPDATE, head.number, head.hash.as_bytes()));
        Ok(())
    }

    /// Appends the entries that were added.
    pub(crate) async fn append_new_entries(&mut self) -> Result<(), Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO audit (account_id, sdkappid, version, at, who, action, changes, number, hash) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        );
        let entries = std::mem::take(&mut self.new_entries);
        if entries.is_empty() {
            return Ok(());
        }
        let mut head = self.lock_head().await?;
        for new in &entries {
            let number = head.number + 1;
            head = ChainHead { number, hash: new.numbered(number).hash(&head.hash) };
            tx_query!(
                self,
                execute(
                    INSERT,
                    new.account,
                    new.sdkappid,
                    new.version,
                    new.at,
                    &new.who,
                    new.action,
                    &new.changes,
                    head.number,
                    head.hash.as_bytes(),
                )
            );
        }
        self.set_head(head).await
    }
}
