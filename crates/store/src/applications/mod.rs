//! Applications one by one. The account's count of them is kept by triggers.

mod administrators;
pub(crate) mod listing;

use domain::account::AccountId;
use domain::application::Application;
use domain::application::sdkappid::Sdkappid;
use domain::time::Timestamp;

use crate::db::decode::{LifeRecord, Table, life_columns, record, sdkappid_to_db, service_ends_at};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

const TABLE: Table = Table("application");

/// The columns of an [`ApplicationRecord`], for a SELECT.
macro_rules! application_columns {
    () => {
        concat!("sdkappid, name, description, region, created_at, version, ", life_columns!())
    };
}

pub(crate) use application_columns;

macro_rules! select_application {
    ($condition:literal) => {
        concat!(
            "SELECT ",
            application_columns!(),
            " FROM application WHERE account_id = $1 AND sdkappid = $2 AND ",
            $condition
        )
    };
}

record! {
    pub(crate) struct ApplicationRecord {
        sdkappid: i64,
        name: String,
        description: String,
        region: String,
        created_at: i64,
        version: i64,
        ..life: LifeRecord,
    }
}

impl Store {
    /// How many applications the account has.
    pub async fn application_count(&self, account: AccountId) -> Result<i64, Error> {
        const SELECT: Sql = Sql::both("SELECT application_count FROM account WHERE id = $1");
        Ok(read!(self, fetch_optional::<(i64,)>(SELECT, account.0)).map_or(0, |(count,)| count))
    }

    /// An application that is not deleted.
    pub async fn application(
        &self,
        account: AccountId,
        sdkappid: Sdkappid,
    ) -> Result<Option<Application>, Error> {
        const SELECT: Sql = Sql::both(select_application!("deleted_at IS NULL"));
        read!(self, fetch_optional::<ApplicationRecord>(SELECT, account.0, sdkappid_to_db(sdkappid)))
            .map(ApplicationRecord::application)
            .transpose()
    }
}

impl Tx {
    /// Locks the account's row and says how many applications it has (kept as a counter).
    pub async fn application_count(&mut self, account: AccountId) -> Result<i64, Error> {
        const SELECT: Sql = for_update!("SELECT application_count FROM account WHERE id = $1");
        Ok(tx_query!(self, fetch_optional::<(i64,)>(SELECT, account.0)).map_or(0, |(count,)| count))
    }

    /// Reads a not deleted application and locks its row.
    pub async fn application(
        &mut self,
        account: AccountId,
        sdkappid: Sdkappid,
    ) -> Result<Option<Application>, Error> {
        const SELECT: Sql = for_update!(select_application!("deleted_at IS NULL"));
        tx_query!(self, fetch_optional::<ApplicationRecord>(SELECT, account.0, sdkappid_to_db(sdkappid)))
            .map(ApplicationRecord::application)
            .transpose()
    }

    /// The same, for one that is deleted and not destroyed yet.
    pub async fn deleted_application(
        &mut self,
        account: AccountId,
        sdkappid: Sdkappid,
    ) -> Result<Option<Application>, Error> {
        const SELECT: Sql =
            for_update!(select_application!("deleted_at IS NOT NULL AND shredded_at IS NULL"));
        tx_query!(self, fetch_optional::<ApplicationRecord>(SELECT, account.0, sdkappid_to_db(sdkappid)))
            .map(ApplicationRecord::application)
            .transpose()
    }

    /// False when the SDKAppID was ever taken. Counts the application.
    pub async fn insert_application(
        &mut self,
        account: AccountId,
        application: &Application,
    ) -> Result<bool, Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO application (account_id, sdkappid, name, name_folded, description, region, edition, term_start, \
             term_months, term_ends_at, service_ends_at, disabled, deleted_at, created_at, version, extensions) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT (sdkappid) DO NOTHING",
        );
        let life = &application.life;
        let inserted = tx_query!(
            self,
            execute(
                INSERT,
                account.0,
                sdkappid_to_db(application.sdkappid),
                application.name.as_str(),
                application.name.folded(),
                application.description.as_str(),
                application.region.code(),
                life.edition.code(),
                life.term.start.micros(),
                i64::from(life.term.months),
                life.term.end().micros(),
                service_ends_at(life).micros(),
                life.disabled,
                life.deleted_at.map(Timestamp::micros),
                application.created_at.micros(),
                application.version,
                i64::from(life.extensions),
            )
        );
        Ok(self.wrote(inserted > 0, application))
    }

    /// Writes all of it that can change, where the row still has `seen_version`; false otherwise. A deleted
    /// one is no longer counted, and a restored one is again.
    pub async fn update_application(
        &mut self,
        account: AccountId,
        application: &Application,
        seen_version: i64,
    ) -> Result<bool, Error> {
        const UPDATE: Sql = Sql::both(
            "UPDATE application SET name = $4, name_folded = $5, description = $6, edition = $7, term_start = $8, \
             term_months = $9, term_ends_at = $10, service_ends_at = $11, disabled = $12, deleted_at = $13, version = $14, \
             extensions = $15, grace_until = $16, shredded_at = $17, auto_renew = $18, refunded_at = $19, \
             deletion_requested_at = $20 \
             WHERE account_id = $1 AND sdkappid = $2 AND version = $3 AND shredded_at IS NULL",
        );
        let life = &application.life;
        self.stop_sends(application.sdkappid).await?;
        let updated = tx_query!(
            self,
            execute(
                UPDATE,
                account.0,
                sdkappid_to_db(application.sdkappid),
                seen_version,
                application.name.as_str(),
                application.name.folded(),
                application.description.as_str(),
                life.edition.code(),
                life.term.start.micros(),
                i64::from(life.term.months),
                life.term.end().micros(),
                service_ends_at(life).micros(),
                life.disabled,
                life.deleted_at.map(Timestamp::micros),
                application.version,
                i64::from(life.extensions),
                life.grace_until.map(Timestamp::micros),
                life.shredded_at.map(Timestamp::micros),
                life.auto_renew,
                life.refunded_at.map(Timestamp::micros),
                life.deletion_requested_at.map(Timestamp::micros),
            )
        );
        Ok(self.wrote(updated > 0, application))
    }

    /// The next audit entry about the application is the one that made this version of it.
    fn wrote(&mut self, written: bool, application: &Application) -> bool {
        if written {
            self.new_version = Some((application.sdkappid, application.version));
        }
        written
    }
}

impl ApplicationRecord {
    /// Parses the columns; [`Error::Corrupt`] names the one that is not valid.
    pub(crate) fn application(self) -> Result<Application, Error> {
        Ok(Application {
            sdkappid: TABLE.sdkappid(self.sdkappid)?,
            life: self.life.life()?,
            name: TABLE.valid("name", self.name.try_into())?,
            description: TABLE.valid("description", self.description.try_into())?,
            region: TABLE.valid("region", self.region.parse())?,
            created_at: Timestamp::from_micros(self.created_at),
            version: self.version,
        })
    }
}
