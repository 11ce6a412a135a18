//! The sealed keys of applications, and what the service needs to know of one.

use domain::account::AccountId;
use domain::key::Algorithm;
use domain::sdkappid::Sdkappid;
use domain::time::Timestamp;
use sqlx::FromRow;

use crate::record::{LifeRecord, Table, number};
use crate::run::Sql;
use crate::{Error, KeyRow, ServiceRow, Store, Tx};

const TABLE: Table = Table("secret_key");

type Record = (i64, String, Vec<u8>, i64);

#[derive(FromRow)]
struct ServiceRecord {
    account_id: i64,
    edition: String,
    term_start: i64,
    term_months: i64,
    disabled: bool,
    deleted_at: Option<i64>,
    version: Option<i64>,
    algorithm: Option<String>,
    sealed: Option<Vec<u8>>,
    key_created_at: Option<i64>,
}

impl Store {
    /// All keys, newest version first.
    pub async fn keys(&self, account: AccountId, sdkappid: Sdkappid) -> Result<Vec<KeyRow>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT version, algorithm, sealed, created_at FROM secret_key \
             WHERE account_id = $1 AND sdkappid = $2 ORDER BY version DESC",
        );
        read!(self, fetch_all::<Record>(SELECT, account.0, number(sdkappid))).into_iter().map(row).collect()
    }

    /// What `/v4` needs, in one statement: the SDKAppID itself is the scope here, because the request names
    /// nothing else. Deleted ones are found too.
    pub async fn service(&self, sdkappid: Sdkappid) -> Result<Option<ServiceRow>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT application.account_id, edition, term_start, term_months, disabled, deleted_at, \
             secret_key.version, algorithm, sealed, secret_key.created_at AS key_created_at \
             FROM application LEFT JOIN secret_key ON secret_key.sdkappid = application.sdkappid \
             WHERE application.sdkappid = $1 ORDER BY secret_key.version DESC",
        );
        let records = read!(self, fetch_all::<ServiceRecord>(SELECT, number(sdkappid)));
        let Some(first) = records.first() else { return Ok(None) };
        let life = LifeRecord {
            edition: &first.edition,
            term_start: first.term_start,
            term_months: first.term_months,
            disabled: first.disabled,
            deleted_at: first.deleted_at,
        };
        let (account, life) = (AccountId(first.account_id), life.life()?);
        let keys = records.into_iter().filter_map(|record| {
            Some((record.version?, record.algorithm?, record.sealed?, record.key_created_at?))
        });
        Ok(Some(ServiceRow { account, life, keys: keys.map(row).collect::<Result<_, _>>()? }))
    }
}

impl Tx {
    /// Adds a key.
    pub async fn insert_key(
        &mut self,
        account: AccountId,
        sdkappid: Sdkappid,
        key: &KeyRow,
    ) -> Result<(), Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO secret_key (account_id, sdkappid, version, algorithm, sealed, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        );
        let (sdkappid, created_at) = (number(sdkappid), key.created_at.micros());
        within!(
            self,
            execute(INSERT, account.0, sdkappid, key.version, key.algorithm.code(), &key.sealed, created_at)
        );
        Ok(())
    }

    /// Destroys the ciphertexts of an application's keys.
    pub async fn delete_keys(&mut self, account: AccountId, sdkappid: Sdkappid) -> Result<(), Error> {
        const DELETE: Sql = Sql::both("DELETE FROM secret_key WHERE account_id = $1 AND sdkappid = $2");
        within!(self, execute(DELETE, account.0, number(sdkappid)));
        Ok(())
    }
}

fn row((version, algorithm, sealed, created_at): Record) -> Result<KeyRow, Error> {
    Ok(KeyRow {
        version,
        algorithm: TABLE.some("algorithm", Algorithm::from_code(&algorithm))?,
        sealed,
        created_at: Timestamp::from_micros(created_at),
    })
}
