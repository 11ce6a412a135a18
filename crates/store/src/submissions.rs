//! Forms of **Create Application** that were sent: sending one again does not create a second application.

use domain::account::AccountId;
use domain::sdkappid::Sdkappid;
use domain::time::Timestamp;

use crate::record::{Table, number};
use crate::run::Sql;
use crate::{Error, Tx};

impl Tx {
    /// What became of the form with that token.
    pub async fn submission(&mut self, account: AccountId, token: &str) -> Result<Option<Sdkappid>, Error> {
        const SELECT: Sql = Sql::both("SELECT sdkappid FROM submission WHERE account_id = $1 AND token = $2");
        let found = within!(self, fetch_optional::<(i64,)>(SELECT, account.0, token));
        found.map(|(sdkappid,)| Table("submission").sdkappid(sdkappid)).transpose()
    }

    /// Keeps what became of it. False where that form was sent before.
    pub async fn insert_submission(
        &mut self,
        account: AccountId,
        token: &str,
        sdkappid: Sdkappid,
        now: Timestamp,
    ) -> Result<bool, Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO submission (account_id, token, sdkappid, created_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (account_id, token) DO NOTHING",
        );
        Ok(within!(self, execute(INSERT, account.0, token, number(sdkappid), now.micros())) > 0)
    }

    /// Forgets old ones. How many there were.
    pub async fn delete_submissions_before(&mut self, before: Timestamp) -> Result<u64, Error> {
        const DELETE: Sql = Sql::both("DELETE FROM submission WHERE created_at < $1");
        Ok(within!(self, execute(DELETE, before.micros())))
    }
}
