//! Recovery codes: the hashes of those that have not been used, and new ones that are about to be shown.

use domain::account::{AccountId, PersonId, SessionId};
use domain::time::Timestamp;

use crate::db::query::Sql;
use crate::{Error, Store, Tx};

/// New recovery codes, to be shown to a session once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryRevealRow {
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// Session that may see them.
    pub session: SessionId,
    /// Ciphertext of the codes.
    pub sealed: Vec<u8>,
    /// They are not shown from then on.
    pub ends_at: Timestamp,
}

impl Store {
    /// How many the person has left.
    pub async fn recovery_codes_left(&self, account: AccountId, person: PersonId) -> Result<i64, Error> {
        const COUNT: Sql =
            Sql::both("SELECT count(*) FROM recovery_code WHERE account_id = $1 AND person_id = $2");
        let (count,) = read!(self, fetch_one::<(i64,)>(COUNT, account.0, person.0));
        Ok(count)
    }
}

impl Tx {
    /// Inserts a recovery code by its hash.
    pub async fn insert_recovery_code(
        &mut self,
        account: AccountId,
        person: PersonId,
        code_hash: &[u8],
    ) -> Result<(), Error> {
        const INSERT: Sql =
            Sql::both("INSERT INTO recovery_code (person_id, account_id, code_hash) VALUES ($2, $1, $3)");
        tx_query!(self, execute(INSERT, account.0, person.0, code_hash));
        Ok(())
    }

    /// Uses the recovery code of that hash up: true once at most.
    pub async fn use_recovery_code(
        &mut self,
        account: AccountId,
        person: PersonId,
        code_hash: &[u8],
    ) -> Result<bool, Error> {
        const DELETE: Sql = Sql::both(
            "DELETE FROM recovery_code WHERE account_id = $1 AND person_id = $2 AND code_hash = $3",
        );
        Ok(tx_query!(self, execute(DELETE, account.0, person.0, code_hash)) > 0)
    }

    /// Deletes all of a person's.
    pub async fn delete_recovery_codes(&mut self, account: AccountId, person: PersonId) -> Result<(), Error> {
        const DELETE: Sql = Sql::both("DELETE FROM recovery_code WHERE account_id = $1 AND person_id = $2");
        tx_query!(self, execute(DELETE, account.0, person.0));
        Ok(())
    }

    /// Inserts new codes to be shown; their token must be new.
    pub async fn insert_recovery_reveal(&mut self, reveal: &RecoveryRevealRow) -> Result<(), Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO recovery_reveal (token_hash, session_id, sealed, ends_at) VALUES ($1, $2, $3, $4)",
        );
        let ends_at = reveal.ends_at.micros();
        tx_query!(self, execute(INSERT, &reveal.token_hash, reveal.session.0, &reveal.sealed, ends_at));
        Ok(())
    }

    /// Takes the ciphertext of the codes away, if they are for that session and have not ended: once at most.
    pub async fn take_recovery_reveal(
        &mut self,
        token_hash: &[u8],
        session: SessionId,
        now: Timestamp,
    ) -> Result<Option<Vec<u8>>, Error> {
        const TAKE: Sql = Sql::both(
            "DELETE FROM recovery_reveal WHERE token_hash = $1 AND session_id = $2 AND ends_at > $3 RETURNING sealed",
        );
        let taken = tx_query!(self, fetch_optional::<(Vec<u8>,)>(TAKE, token_hash, session.0, now.micros()));
        Ok(taken.map(|(sealed,)| sealed))
    }

    /// Deletes those that have ended. How many there were.
    pub async fn delete_recovery_reveals_before(&mut self, before: Timestamp) -> Result<u64, Error> {
        const DELETE: Sql = Sql::both("DELETE FROM recovery_reveal WHERE ends_at < $1");
        Ok(tx_query!(self, execute(DELETE, before.micros())))
    }
}
