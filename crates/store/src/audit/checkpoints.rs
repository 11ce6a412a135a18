//! Signed positions of the chain, the key that signs them, and the retention, which removes what is before one.

use domain::audit::chain::ChainHash;
use domain::audit::checkpoint::Checkpoint;
use domain::time::Timestamp;

use crate::db::decode::Table;
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

const TABLE: Table = Table("audit_checkpoint");

/// Installation, number, hash, time in seconds, signature.
type CheckpointRecord = (String, i64, Vec<u8>, i64, String);

impl Store {
    /// The sealed key that signs; `None` until the first start.
    pub async fn audit_key(&self) -> Result<Option<Vec<u8>>, Error> {
        const SELECT: Sql = Sql::both("SELECT sealed FROM audit_key");
        Ok(read!(self, fetch_optional::<(Vec<u8>,)>(SELECT)).map(|(sealed,)| sealed))
    }

    /// Up to `limit` checkpoints of entries with numbers above `after`, lowest first.
    pub async fn audit_checkpoints(&self, after: i64, limit: u32) -> Result<Vec<Checkpoint>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT code, number, hash, signed_at, signature FROM audit_checkpoint, installation \
             WHERE number > $1 ORDER BY number LIMIT $2",
        );
        let records = read!(self, fetch_all::<CheckpointRecord>(SELECT, after, i64::from(limit)));
        records.into_iter().map(checkpoint).collect()
    }

    /// The latest checkpoint.
    pub async fn last_audit_checkpoint(&self) -> Result<Option<Checkpoint>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT code, number, hash, signed_at, signature FROM audit_checkpoint, installation \
             ORDER BY number DESC LIMIT 1",
        );
        read!(self, fetch_optional::<CheckpointRecord>(SELECT)).map(checkpoint).transpose()
    }

    /// Where the retention has cut the chain.
    pub async fn audit_cut(&self) -> Result<Option<Checkpoint>, Error> {
        const SELECT: Sql =
            Sql::both("SELECT code, number, hash, signed_at, signature FROM audit_cut, installation");
        read!(self, fetch_optional::<CheckpointRecord>(SELECT)).map(checkpoint).transpose()
    }

    /// The last entry before the first one that is not older than `since`, or the last entry: number and hash. `None` if
    /// there is none.
    pub async fn last_entry_before(&self, since: Timestamp) -> Result<Option<(i64, ChainHash)>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT number, hash FROM audit WHERE number < coalesce(\
             (SELECT number FROM audit WHERE number IS NOT NULL AND at >= $1 ORDER BY number LIMIT 1), \
             9223372036854775807) ORDER BY number DESC LIMIT 1",
        );
        let record = read!(self, fetch_optional::<(i64, Vec<u8>)>(SELECT, since.micros()));
        record.map(|(number, hash)| Ok((number, chain_hash(&hash)?))).transpose()
    }
}

impl Tx {
    /// Keeps `sealed` as the key that signs, unless there is one.
    pub async fn insert_audit_key(&mut self, sealed: &[u8]) -> Result<(), Error> {
        const INSERT: Sql =
            Sql::both("INSERT INTO audit_key (id, sealed) VALUES (1, $1) ON CONFLICT (id) DO NOTHING");
        tx_query!(self, execute(INSERT, sealed));
        Ok(())
    }

    /// Inserts a checkpoint; false if its entry has one.
    pub async fn insert_audit_checkpoint(&mut self, checkpoint: &Checkpoint) -> Result<bool, Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO audit_checkpoint (number, hash, signed_at, signature) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (number) DO NOTHING",
        );
        let Checkpoint { number, hash, unix_time, signature, .. } = checkpoint;
        Ok(tx_query!(self, execute(INSERT, *number, hash.as_bytes(), *unix_time, signature)) > 0)
    }

    /// Moves the cut forward: entries up to it can be removed. False if it is there or further already.
    pub async fn set_audit_cut(&mut self, cut: &Checkpoint) -> Result<bool, Error> {
        const SET: Sql = Sql::both(
            "INSERT INTO audit_cut (id, number, hash, signed_at, signature) VALUES (1, $1, $2, $3, $4) \
             ON CONFLICT (id) DO UPDATE SET number = excluded.number, hash = excluded.hash, \
             signed_at = excluded.signed_at, signature = excluded.signature WHERE audit_cut.number < excluded.number",
        );
        let Checkpoint { number, hash, unix_time, signature, .. } = cut;
        Ok(tx_query!(self, execute(SET, *number, hash.as_bytes(), *unix_time, signature)) > 0)
    }

    /// Removes up to `limit` entries up to the cut, and the checkpoints of such. Returns the number of entries.
    pub async fn delete_cut_entries(&mut self, limit: u32) -> Result<u64, Error> {
        const CHECKPOINTS: Sql =
            Sql::both("DELETE FROM audit_checkpoint WHERE number <= (SELECT number FROM audit_cut)");
        const ENTRIES: Sql = Sql::both(
            "DELETE FROM audit WHERE number IN (SELECT number FROM audit \
             WHERE number <= (SELECT number FROM audit_cut) ORDER BY number LIMIT $1)",
        );
        tx_query!(self, execute(CHECKPOINTS));
        Ok(tx_query!(self, execute(ENTRIES, i64::from(limit))))
    }
}

fn checkpoint(record: CheckpointRecord) -> Result<Checkpoint, Error> {
    let (installation, number, hash, unix_time, signature) = record;
    Ok(Checkpoint { installation, unix_time, number, hash: chain_hash(&hash)?, signature })
}

fn chain_hash(bytes: &[u8]) -> Result<ChainHash, Error> {
    TABLE.require("hash", ChainHash::from_slice(bytes))
}
