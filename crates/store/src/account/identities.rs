//! Identities of people at an OpenID Connect provider.

use domain::account::{AccountId, PersonId};
use domain::time::Timestamp;

use crate::db::query::Sql;
use crate::{Error, Store, Tx};

impl Store {
    /// Whose identity that is, whatever the account.
    pub async fn person_of_identity(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<(AccountId, PersonId)>, Error> {
        const SELECT: Sql =
            Sql::both("SELECT account_id, person_id FROM person_identity WHERE issuer = $1 AND subject = $2");
        let found = read!(self, fetch_optional::<(i64, i64)>(SELECT, issuer, subject));
        Ok(found.map(|(account, person)| (AccountId(account), PersonId(person))))
    }

    /// Whether the person has an identity at any provider.
    pub async fn has_identity(&self, account: AccountId, person: PersonId) -> Result<bool, Error> {
        const COUNT: Sql =
            Sql::both("SELECT count(*) FROM person_identity WHERE account_id = $1 AND person_id = $2");
        let (count,) = read!(self, fetch_one::<(i64,)>(COUNT, account.0, person.0));
        Ok(count > 0)
    }
}

impl Tx {
    /// Links an identity to a person. False if it is somebody's already, or if the person has another one at that
    /// provider.
    pub async fn insert_identity(
        &mut self,
        account: AccountId,
        person: PersonId,
        (issuer, subject): (&str, &str),
        now: Timestamp,
    ) -> Result<bool, Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO person_identity (issuer, subject, account_id, person_id, created_at) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        );
        Ok(tx_query!(self, execute(INSERT, issuer, subject, account.0, person.0, now.micros())) > 0)
    }
}
