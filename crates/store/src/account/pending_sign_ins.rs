//! Browsers that were told the right password and owe the second factor.

use domain::account::{AccountId, PersonId};
use domain::time::Timestamp;

use crate::db::query::Sql;
use crate::{Error, Store, Tx};

/// A browser that was told the right password and owes the second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingSignInRow {
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// Account of the person.
    pub account: AccountId,
    /// Person that signs in.
    pub person: PersonId,
    /// The second factor is not taken from then on.
    pub ends_at: Timestamp,
}

impl Store {
    /// Whose sign-in waits for a second factor in the browser of that token hash, if it has not ended at `now`.
    pub async fn pending_sign_in(
        &self,
        token_hash: &[u8],
        now: Timestamp,
    ) -> Result<Option<(AccountId, PersonId)>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT account_id, person_id FROM pending_sign_in WHERE token_hash = $1 AND ends_at > $2",
        );
        let found = read!(self, fetch_optional::<(i64, i64)>(SELECT, token_hash, now.micros()));
        Ok(found.map(|(account, person)| (AccountId(account), PersonId(person))))
    }
}

impl Tx {
    /// Inserts a sign-in that waits for a second factor; its token must be new.
    pub async fn insert_pending_sign_in(&mut self, pending: &PendingSignInRow) -> Result<(), Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO pending_sign_in (token_hash, account_id, person_id, ends_at) VALUES ($1, $2, $3, $4)",
        );
        let ends_at = pending.ends_at.micros();
        tx_query!(self, execute(INSERT, &pending.token_hash, pending.account.0, pending.person.0, ends_at));
        Ok(())
    }

    /// Takes the sign-in of that token hash away, if it has not ended: true once at most.
    pub async fn take_pending_sign_in(&mut self, token_hash: &[u8], now: Timestamp) -> Result<bool, Error> {
        const TAKE: Sql = Sql::both("DELETE FROM pending_sign_in WHERE token_hash = $1 AND ends_at > $2");
        Ok(tx_query!(self, execute(TAKE, token_hash, now.micros())) > 0)
    }

    /// Deletes all of a person's: their password or their second factors have changed.
    pub async fn delete_pending_sign_ins(
        &mut self,
        account: AccountId,
        person: PersonId,
    ) -> Result<(), Error> {
        const DELETE: Sql = Sql::both("DELETE FROM pending_sign_in WHERE account_id = $1 AND person_id = $2");
        tx_query!(self, execute(DELETE, account.0, person.0));
        Ok(())
    }

    /// Deletes those that have ended. How many there were.
    pub async fn delete_pending_sign_ins_before(&mut self, before: Timestamp) -> Result<u64, Error> {
        const DELETE: Sql = Sql::both("DELETE FROM pending_sign_in WHERE ends_at < $1");
        Ok(tx_query!(self, execute(DELETE, before.micros())))
    }
}
