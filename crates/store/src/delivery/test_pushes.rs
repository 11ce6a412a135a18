//! Test pushes: to one token, whether or not a device is registered with it.

use crate::db::query::Sql;
use crate::{Error, Store, Tx};

impl Tx {
    /// Makes a push a test push to that token.
    pub async fn insert_test_push(&mut self, push: i64, token: &str) -> Result<(), Error> {
        const INSERT: Sql = Sql::both("INSERT INTO test_push (push_id, token) VALUES ($1, $2)");
        tx_query!(self, execute(INSERT, push, token));
        Ok(())
    }

    /// Writes what the vendor answered, as JSON, by the numbers of the pushes.
    pub(super) async fn set_test_outcomes(&mut self, outcomes: &[(i64, String)]) -> Result<(), Error> {
        const UPDATE: Sql = Sql::both("UPDATE test_push SET outcome = $2 WHERE push_id = $1");
        for (push, outcome) in outcomes {
            tx_query!(self, execute(UPDATE, *push, outcome));
        }
        Ok(())
    }
}

impl Store {
    /// What the vendor answered last to a test push, as JSON.
    pub async fn test_outcome(&self, push: i64) -> Result<Option<String>, Error> {
        const SELECT: Sql = Sql::both("SELECT outcome FROM test_push WHERE push_id = $1");
        let row = read!(self, fetch_optional::<(Option<String>,)>(SELECT, push));
        Ok(row.and_then(|(outcome,)| outcome))
    }
}
