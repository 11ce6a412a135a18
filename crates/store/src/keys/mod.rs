//! The sealed keys of applications, and what the service needs to know of one.

pub(crate) mod data_keys;
pub(crate) mod reveals;
pub(crate) mod uses;

use std::fmt;

use domain::account::AccountId;
use domain::application::ApplicationName;
use domain::application::lifecycle::Life;
use domain::application::sdkappid::Sdkappid;
use domain::key::rotation::KeyLife;
use domain::key::{Algorithm, KeyFacts};
use domain::time::Timestamp;

use crate::db::decode::{LifeRecord, Table, life_columns, record, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

/// A key of an application, encrypted.
#[derive(Clone)]
pub struct KeyRow {
    /// 1 for the first of an application.
    pub version: i64,
    /// Algorithm of the UserSigs that the key signs or verifies.
    pub algorithm: Algorithm,
    /// Ciphertext by `vault`; empty once the key is destroyed.
    pub sealed: Vec<u8>,
    /// Instant of the creation.
    pub created_at: Timestamp,
    /// Whether, and until when, the key is accepted.
    pub life: KeyLife,
    /// Instant of the last verification with the key, as of the last flush.
    pub last_used_at: Option<Timestamp>,
}

impl KeyRow {
    /// What may be shown of the key: all but the secret.
    pub fn facts(&self) -> KeyFacts {
        KeyFacts { version: self.version, algorithm: self.algorithm, created_at: self.created_at }
    }
}

/// The data of an application that a call of `/v4` needs.
#[derive(Clone)]
pub struct ServiceRow {
    /// Account that the application belongs to.
    pub account: AccountId,
    /// Package, term and switch; deleted ones too.
    pub life: Life,
    /// Since when the account is in arrears.
    pub arrears_since: Option<Timestamp>,
    /// Whether the caller is an administrator of it.
    pub is_administrator: bool,
    /// Its keys that nobody retired, newest first; the overlap of one may be over.
    pub keys: Vec<KeyRow>,
}

impl fmt::Debug for KeyRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyRow")
            .field("version", &self.version)
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}

const TABLE: Table = Table("secret_key");

record! {
    struct KeyRecord {
        version: i64,
        algorithm: String,
        sealed: Vec<u8>,
        created_at: i64,
        ends_at: Option<i64>,
        retired_at: Option<i64>,
        last_used_at: Option<i64>,
    }
}

record! {
    /// A key with its application.
    struct NamedKeyRecord {
        sdkappid: i64,
        name: String,
        ..key: KeyRecord,
    }
}

macro_rules! select_keys {
    () => {
        "SELECT version, algorithm, sealed, created_at, ends_at, retired_at, last_used_at FROM secret_key \
         WHERE account_id = $1 AND sdkappid = $2 ORDER BY version DESC"
    };
}

record! {
    struct ServiceRecord {
        account_id: i64,
        arrears_since: Option<i64>,
        version: Option<i64>,
        algorithm: Option<String>,
        sealed: Option<Vec<u8>>,
        key_created_at: Option<i64>,
        ends_at: Option<i64>,
        last_used_at: Option<i64>,
        is_administrator: bool,
        ..life: LifeRecord,
    }
}

impl Store {
    /// All keys, newest version first.
    pub async fn keys(&self, account: AccountId, sdkappid: Sdkappid) -> Result<Vec<KeyRow>, Error> {
        const SELECT: Sql = Sql::both(select_keys!());
        read!(self, fetch_all::<KeyRecord>(SELECT, account.0, sdkappid_to_db(sdkappid)))
            .into_iter()
            .map(row)
            .collect()
    }

    /// Every key of the account's applications that are not deleted, with the number and name of each.
    pub async fn account_keys(
        &self,
        account: AccountId,
    ) -> Result<Vec<(Sdkappid, ApplicationName, KeyRow)>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT application.sdkappid, name, secret_key.version, algorithm, sealed, secret_key.created_at, \
             ends_at, retired_at, last_used_at \
             FROM application JOIN secret_key ON secret_key.sdkappid = application.sdkappid \
             WHERE application.account_id = $1 AND deleted_at IS NULL \
             ORDER BY application.sdkappid, secret_key.version DESC",
        );
        let rows = read!(self, fetch_all::<NamedKeyRecord>(SELECT, account.0));
        rows.into_iter()
            .map(|named| {
                let table = Table("application");
                let name = table.valid("name", named.name.try_into())?;
                Ok((table.sdkappid(named.sdkappid)?, name, row(named.key)?))
            })
            .collect()
    }

    /// What `/v4` needs, in one statement: the SDKAppID itself is the scope here, because the request names
    /// nothing else. Deleted ones are found too. `caller` is the UserID that calls.
    pub async fn service(&self, sdkappid: Sdkappid, caller: &str) -> Result<Option<ServiceRow>, Error> {
        const SELECT: Sql = Sql::both(concat!(
            "SELECT application.account_id, arrears_since, ",
            life_columns!(),
            ", secret_key.version, algorithm, sealed, secret_key.created_at AS key_created_at, ends_at, last_used_at, \
             EXISTS (SELECT 1 FROM administrator WHERE administrator.sdkappid = application.sdkappid AND user_id = $2) \
             AS is_administrator \
             FROM application JOIN account ON account.id = application.account_id LEFT JOIN secret_key \
             ON secret_key.sdkappid = application.sdkappid AND secret_key.retired_at IS NULL \
             WHERE application.sdkappid = $1 ORDER BY secret_key.version DESC",
        ));
        let records = read!(self, fetch_all::<ServiceRecord>(SELECT, sdkappid_to_db(sdkappid), caller));
        let Some(first) = records.first() else { return Ok(None) };
        let (account, life) = (AccountId(first.account_id), first.life.life()?);
        let arrears_since = first.arrears_since.map(Timestamp::from_micros);
        let is_administrator = first.is_administrator;
        let keys = records.into_iter().filter_map(|record| {
            Some(KeyRecord {
                version: record.version?,
                algorithm: record.algorithm?,
                sealed: record.sealed?,
                created_at: record.key_created_at?,
                ends_at: record.ends_at,
                retired_at: None,
                last_used_at: record.last_used_at,
            })
        });
        Ok(Some(ServiceRow {
            account,
            life,
            arrears_since,
            is_administrator,
            keys: keys.map(row).collect::<Result<_, _>>()?,
        }))
    }
}

impl Tx {
    /// Inserts a key under a version that the application does not have yet.
    pub async fn insert_key(
        &mut self,
        account: AccountId,
        sdkappid: Sdkappid,
        key: &KeyRow,
    ) -> Result<(), Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO secret_key (account_id, sdkappid, version, algorithm, sealed, created_at, ends_at, retired_at, last_used_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        );
        tx_query!(
            self,
            execute(
                INSERT,
                account.0,
                sdkappid_to_db(sdkappid),
                key.version,
                key.algorithm.code(),
                &key.sealed,
                key.created_at.micros(),
                key.life.ends_at.map(Timestamp::micros),
                key.life.retired_at.map(Timestamp::micros),
                key.last_used_at.map(Timestamp::micros),
            )
        );
        Ok(())
    }

    /// All keys, newest version first. Whoever changes one of them holds the application locked.
    pub async fn keys(&mut self, account: AccountId, sdkappid: Sdkappid) -> Result<Vec<KeyRow>, Error> {
        const SELECT: Sql = Sql::both(select_keys!());
        tx_query!(self, fetch_all::<KeyRecord>(SELECT, account.0, sdkappid_to_db(sdkappid)))
            .into_iter()
            .map(row)
            .collect()
    }

    /// Sets whether a key is accepted. The current key has to lose its place before another one takes it.
    pub async fn set_key_life(
        &mut self,
        account: AccountId,
        sdkappid: Sdkappid,
        version: i64,
        life: KeyLife,
    ) -> Result<(), Error> {
        const UPDATE: Sql = Sql::both(
            "UPDATE secret_key SET ends_at = $4, retired_at = $5 \
             WHERE account_id = $1 AND sdkappid = $2 AND version = $3",
        );
        let (ends_at, retired_at) =
            (life.ends_at.map(Timestamp::micros), life.retired_at.map(Timestamp::micros));
        tx_query!(self, execute(UPDATE, account.0, sdkappid_to_db(sdkappid), version, ends_at, retired_at));
        Ok(())
    }

    /// Destroys the ciphertexts of keys that ended before then. How many there were.
    pub async fn shred_keys_before(&mut self, before: Timestamp) -> Result<u64, Error> {
        const UPDATE: Sql =
            Sql::both("UPDATE secret_key SET sealed = $2 WHERE ends_at < $1 AND length(sealed) > 0");
        Ok(tx_query!(self, execute(UPDATE, before.micros(), &b""[..])))
    }

    /// Destroys the ciphertexts of an application's keys.
    pub async fn delete_keys(&mut self, account: AccountId, sdkappid: Sdkappid) -> Result<(), Error> {
        const DELETE: Sql = Sql::both("DELETE FROM secret_key WHERE account_id = $1 AND sdkappid = $2");
        tx_query!(self, execute(DELETE, account.0, sdkappid_to_db(sdkappid)));
        Ok(())
    }
}

fn row(record: KeyRecord) -> Result<KeyRow, Error> {
    Ok(KeyRow {
        version: record.version,
        algorithm: TABLE.require("algorithm", Algorithm::from_code(&record.algorithm))?,
        sealed: record.sealed,
        created_at: Timestamp::from_micros(record.created_at),
        life: KeyLife {
            ends_at: record.ends_at.map(Timestamp::from_micros),
            retired_at: record.retired_at.map(Timestamp::from_micros),
        },
        last_used_at: record.last_used_at.map(Timestamp::from_micros),
    })
}
