//! The ledger: entries are added, with the balance that they leave, and never change.

use domain::account::AccountId;
use domain::billing::account_balance::AccountBalance;
use domain::billing::ledger::{EntryKey, LedgerEntry, PostedEntry};
use domain::billing::money::Money;
use domain::billing::order::QuoteLine;
use domain::time::Timestamp;

use crate::db::decode::{Table, record, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

const TABLE: Table = Table("ledger");

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT id, key, amount, currency, balance, at, who, cause, lines FROM ledger ", $rest)
    };
}

record! {
    struct EntryRecord {
        id: i64,
        key: String,
        amount: i64,
        currency: String,
        balance: i64,
        at: i64,
        who: String,
        cause: String,
        lines: String,
    }
}

impl Store {
    /// The latest `limit` entries before the one of that number, newest first.
    pub async fn entries_before(
        &self,
        account: AccountId,
        before: i64,
        limit: u32,
    ) -> Result<Vec<PostedEntry>, Error> {
        const SELECT: Sql = Sql::both(select!("WHERE account_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3"));
        let records = read!(self, fetch_all::<EntryRecord>(SELECT, account.0, before, i64::from(limit)));
        records.into_iter().map(row).collect()
    }

    /// The first `limit` entries after the one of that number, oldest first.
    pub async fn entries_after(
        &self,
        account: AccountId,
        after: i64,
        limit: u32,
    ) -> Result<Vec<PostedEntry>, Error> {
        const SELECT: Sql = Sql::both(select!("WHERE account_id = $1 AND id > $2 ORDER BY id LIMIT $3"));
        let records = read!(self, fetch_all::<EntryRecord>(SELECT, account.0, after, i64::from(limit)));
        records.into_iter().map(row).collect()
    }

    /// The entry of that number.
    pub async fn entry(&self, account: AccountId, id: i64) -> Result<Option<PostedEntry>, Error> {
        const SELECT: Sql = Sql::both(select!("WHERE account_id = $1 AND id = $2"));
        read!(self, fetch_optional::<EntryRecord>(SELECT, account.0, id)).map(row).transpose()
    }
}

impl Tx {
    /// The entry with that key, if it was posted. Lock the account first, so that it cannot be posted concurrently.
    pub async fn posted(&mut self, account: AccountId, key: &EntryKey) -> Result<Option<PostedEntry>, Error> {
        const SELECT: Sql = Sql::both(select!("WHERE account_id = $1 AND key = $2"));
        tx_query!(self, fetch_optional::<EntryRecord>(SELECT, account.0, key.as_str())).map(row).transpose()
    }

    /// Adds `entry` and writes how the account, whose row is locked, stands after it. The number of the entry;
    /// none, and nothing changes, where one of its key was posted before.
    pub async fn post(
        &mut self,
        account: AccountId,
        entry: &LedgerEntry,
        lines: &[QuoteLine],
        account_balance: AccountBalance,
        who: &str,
    ) -> Result<Option<i64>, Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO ledger (account_id, key, kind, sdkappid, amount, currency, balance, at, who, cause, lines) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (account_id, key) DO NOTHING RETURNING id",
        );
        let cause = TABLE.valid("cause", serde_json::to_string(entry.cause()))?;
        let lines = TABLE.valid("lines", serde_json::to_string(lines))?;
        let currency = entry.amount().currency();
        let id = tx_query!(
            self,
            fetch_optional::<(i64,)>(
                INSERT,
                account.0,
                entry.key().as_str(),
                entry.cause().kind().code(),
                entry.cause().sdkappid().map(sdkappid_to_db),
                entry.amount().minor(),
                currency.code(),
                account_balance.balance().minor(),
                entry.at().micros(),
                who,
                cause,
                lines,
            )
        );
        if id.is_some() {
            self.set_account_balance(account, account_balance).await?;
        }
        Ok(id.map(|(id,)| id))
    }
}

fn row(record: EntryRecord) -> Result<PostedEntry, Error> {
    let currency = TABLE.valid("currency", record.currency.parse())?;
    let cause = TABLE.valid("cause", serde_json::from_str(&record.cause))?;
    let (key, at) = (EntryKey::from_stored(record.key), Timestamp::from_micros(record.at));
    let entry =
        TABLE.valid("amount", LedgerEntry::new(key, cause, Money::new(record.amount, currency), at))?;
    Ok(PostedEntry {
        id: record.id,
        entry,
        lines: TABLE.valid("lines", serde_json::from_str(&record.lines))?,
        balance: Money::new(record.balance, currency),
        who: record.who,
    })
}
