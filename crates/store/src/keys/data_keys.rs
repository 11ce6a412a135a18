//! Data keys, wrapped. They belong to the whole console, not to an account.

use domain::time::Timestamp;

use crate::db::query::Sql;
use crate::{Error, Store, Tx};

/// A data key, wrapped by a master key.
#[derive(Clone)]
pub struct DataKeyRow {
    /// The name in every ciphertext.
    pub id: i64,
    /// Ciphertext by `vault`, which names the master key.
    pub wrapped: Vec<u8>,
    /// Instant of the creation.
    pub created_at: Timestamp,
}

type DataKeyRecord = (i64, Vec<u8>, i64);

const SELECT: Sql = Sql::both("SELECT id, wrapped, created_at FROM data_key ORDER BY id");

impl Store {
    /// All of them, the oldest first.
    pub async fn data_keys(&self) -> Result<Vec<DataKeyRow>, Error> {
        Ok(read!(self, fetch_all::<DataKeyRecord>(SELECT)).into_iter().map(row).collect())
    }
}

impl Tx {
    /// All data keys, oldest first. None can be added until the end of the transaction.
    pub async fn data_keys(&mut self) -> Result<Vec<DataKeyRow>, Error> {
        self.lock("LOCK TABLE data_key IN SHARE ROW EXCLUSIVE MODE").await?;
        Ok(tx_query!(self, fetch_all::<DataKeyRecord>(SELECT)).into_iter().map(row).collect())
    }

    /// Inserts a data key; fails where its ID is taken.
    pub async fn insert_data_key(&mut self, key: &DataKeyRow) -> Result<(), Error> {
        const INSERT: Sql = Sql::both("INSERT INTO data_key (id, wrapped, created_at) VALUES ($1, $2, $3)");
        tx_query!(self, execute(INSERT, key.id, &key.wrapped, key.created_at.micros()));
        Ok(())
    }
}

fn row((id, wrapped, created_at): DataKeyRecord) -> DataKeyRow {
    DataKeyRow { id, wrapped, created_at: Timestamp::from_micros(created_at) }
}
