//! Authenticator apps: the sealed secret, and the latest code that was accepted.

use domain::account::second_factor::TotpStep;
use domain::account::{AccountId, PersonId};
use domain::time::Timestamp;

use crate::db::query::Sql;
use crate::{Error, Store, Tx};

/// An authenticator app of a person, possibly still being set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthenticatorRow {
    /// Ciphertext of the secret.
    pub sealed: Vec<u8>,
    /// Instant at which it was begun to be set up.
    pub created_at: Timestamp,
    /// Instant at which its first code was entered; none while it is being set up.
    pub confirmed_at: Option<Timestamp>,
}

/// Sealed secret, when it was made, and when it was confirmed.
type Record = (Vec<u8>, i64, Option<i64>);

macro_rules! select {
    () => {
        "SELECT sealed, created_at, confirmed_at FROM authenticator WHERE account_id = $1 AND person_id = $2"
    };
}

impl Store {
    /// The person's authenticator app, if there is one.
    pub async fn authenticator(
        &self,
        account: AccountId,
        person: PersonId,
    ) -> Result<Option<AuthenticatorRow>, Error> {
        const SELECT: Sql = Sql::both(select!());
        Ok(read!(self, fetch_optional::<Record>(SELECT, account.0, person.0)).map(row))
    }

    /// Whether the account requires a second factor that the person lacks.
    pub async fn must_enrol(&self, account: AccountId, person: PersonId) -> Result<bool, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT person.id FROM person JOIN account ON account.id = person.account_id \
             WHERE account.id = $1 AND person.id = $2 AND second_factor_required AND NOT EXISTS \
             (SELECT 1 FROM authenticator WHERE authenticator.person_id = person.id AND confirmed_at IS NOT NULL) \
             AND NOT EXISTS (SELECT 1 FROM passkey WHERE passkey.person_id = person.id)",
        );
        Ok(read!(self, fetch_optional::<(i64,)>(SELECT, account.0, person.0)).is_some())
    }
}

impl Tx {
    /// The person's authenticator app, whose row is locked.
    pub async fn authenticator(
        &mut self,
        account: AccountId,
        person: PersonId,
    ) -> Result<Option<AuthenticatorRow>, Error> {
        const SELECT: Sql = for_update!(select!());
        Ok(tx_query!(self, fetch_optional::<Record>(SELECT, account.0, person.0)).map(row))
    }

    /// Begins to set an app up, in place of one that was not confirmed. False if there is one that was.
    pub async fn begin_authenticator(
        &mut self,
        account: AccountId,
        person: PersonId,
        sealed: &[u8],
        now: Timestamp,
    ) -> Result<bool, Error> {
        const PUT: Sql = Sql::both(
            "INSERT INTO authenticator (person_id, account_id, sealed, created_at, last_step) VALUES ($2, $1, $3, $4, 0) \
             ON CONFLICT (person_id) DO UPDATE SET sealed = excluded.sealed, created_at = excluded.created_at \
             WHERE authenticator.confirmed_at IS NULL",
        );
        Ok(tx_query!(self, execute(PUT, account.0, person.0, sealed, now.micros())) > 0)
    }

    /// Confirms the app with the code of `step`. False if it was confirmed before.
    pub async fn confirm_authenticator(
        &mut self,
        account: AccountId,
        person: PersonId,
        step: TotpStep,
        now: Timestamp,
    ) -> Result<bool, Error> {
        const UPDATE: Sql = Sql::both(
            "UPDATE authenticator SET confirmed_at = $4, last_step = $3 \
             WHERE account_id = $1 AND person_id = $2 AND confirmed_at IS NULL",
        );
        Ok(tx_query!(self, execute(UPDATE, account.0, person.0, step.0, now.micros())) > 0)
    }

    /// Uses up the code of `step`, and all before it. False if it was used up before: of two servers that are told the
    /// same code, one gets true.
    pub async fn use_totp_step(
        &mut self,
        account: AccountId,
        person: PersonId,
        step: TotpStep,
    ) -> Result<bool, Error> {
        const UPDATE: Sql = Sql::both(
            "UPDATE authenticator SET last_step = $3 \
             WHERE account_id = $1 AND person_id = $2 AND confirmed_at IS NOT NULL AND last_step < $3",
        );
        Ok(tx_query!(self, execute(UPDATE, account.0, person.0, step.0)) > 0)
    }

    /// Whether there was one that was confirmed.
    pub async fn delete_authenticator(
        &mut self,
        account: AccountId,
        person: PersonId,
    ) -> Result<bool, Error> {
        const DELETE: Sql = Sql::both(
            "DELETE FROM authenticator WHERE account_id = $1 AND person_id = $2 RETURNING confirmed_at",
        );
        let deleted = tx_query!(self, fetch_optional::<(Option<i64>,)>(DELETE, account.0, person.0));
        Ok(deleted.is_some_and(|(confirmed_at,)| confirmed_at.is_some()))
    }

    /// Deletes those that were begun before `before` and never confirmed. How many there were.
    pub async fn delete_unconfirmed_authenticators_before(
        &mut self,
        before: Timestamp,
    ) -> Result<u64, Error> {
        const DELETE: Sql =
            Sql::both("DELETE FROM authenticator WHERE confirmed_at IS NULL AND created_at < $1");
        Ok(tx_query!(self, execute(DELETE, before.micros())))
    }
}

fn row((sealed, created_at, confirmed_at): Record) -> AuthenticatorRow {
    AuthenticatorRow {
        sealed,
        created_at: Timestamp::from_micros(created_at),
        confirmed_at: confirmed_at.map(Timestamp::from_micros),
    }
}
