//! The UserIDs that may call `/v4` for an application.

use domain::account::AccountId;
use domain::application::sdkappid::Sdkappid;
use domain::time::Timestamp;
use domain::usersig::user_id::UserId;

use crate::db::decode::{Table, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

const TABLE: Table = Table("administrator");

macro_rules! select_administrators {
    () => {
        "SELECT user_id FROM administrator WHERE account_id = $1 AND sdkappid = $2 ORDER BY created_at, user_id"
    };
}

impl Store {
    /// All of an application, in the order in which they were added.
    pub async fn administrators(&self, account: AccountId, sdkappid: Sdkappid) -> Result<Vec<UserId>, Error> {
        const SELECT: Sql = Sql::both(select_administrators!());
        users(read!(self, fetch_all::<(String,)>(SELECT, account.0, sdkappid_to_db(sdkappid))))
    }
}

impl Tx {
    /// The same. Whoever changes them holds the application locked.
    pub async fn administrators(
        &mut self,
        account: AccountId,
        sdkappid: Sdkappid,
    ) -> Result<Vec<UserId>, Error> {
        const SELECT: Sql = Sql::both(select_administrators!());
        users(tx_query!(self, fetch_all::<(String,)>(SELECT, account.0, sdkappid_to_db(sdkappid))))
    }

    /// Adds an administrator. False if the user is one already.
    pub async fn insert_administrator(
        &mut self,
        account: AccountId,
        sdkappid: Sdkappid,
        user: &UserId,
        now: Timestamp,
    ) -> Result<bool, Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO administrator (account_id, sdkappid, user_id, created_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (sdkappid, user_id) DO NOTHING",
        );
        let inserted = tx_query!(
            self,
            execute(INSERT, account.0, sdkappid_to_db(sdkappid), user.as_str(), now.micros())
        );
        Ok(inserted > 0)
    }

    /// Removes an administrator. False if the user is not one.
    pub async fn delete_administrator(
        &mut self,
        account: AccountId,
        sdkappid: Sdkappid,
        user: &UserId,
    ) -> Result<bool, Error> {
        const DELETE: Sql =
            Sql::both("DELETE FROM administrator WHERE account_id = $1 AND sdkappid = $2 AND user_id = $3");
        Ok(tx_query!(self, execute(DELETE, account.0, sdkappid_to_db(sdkappid), user.as_str())) > 0)
    }
}

fn users(rows: Vec<(String,)>) -> Result<Vec<UserId>, Error> {
    rows.into_iter().map(|(user,)| TABLE.valid("user_id", user.parse())).collect()
}
