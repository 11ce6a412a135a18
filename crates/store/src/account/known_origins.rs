//! Devices and networks that a person signed in from. A place is an opaque name that the caller chooses.

use domain::account::person::Email;
use domain::account::{AccountId, PersonId};
use domain::time::Timestamp;

use crate::db::query::Sql;
use crate::{Error, Store, Tx};

impl Store {
    /// Whether the person of that address signed in from `device`, and whether from `network`. It takes as long where
    /// there is nobody of that address.
    pub async fn is_known_origin(
        &self,
        email: &Email,
        device: &str,
        network: &str,
    ) -> Result<(bool, bool), Error> {
        const SELECT: Sql = Sql::both(
            "SELECT place FROM familiar JOIN person ON person.id = person_id \
             AND person.account_id = familiar.account_id WHERE email = $1 AND place IN ($2, $3)",
        );
        let places = read!(self, fetch_all::<(String,)>(SELECT, email.as_str(), device, network));
        let has = |place: &str| places.iter().any(|(known,)| known == place);
        Ok((has(device), has(network)))
    }
}

impl Tx {
    /// Records a sign-in of the person from `place`.
    pub async fn put_known_origin(
        &mut self,
        account: AccountId,
        person: PersonId,
        place: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        const PUT: Sql = Sql::both(
            "INSERT INTO familiar (account_id, person_id, place, seen_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (person_id, place) DO UPDATE SET seen_at = excluded.seen_at",
        );
        tx_query!(self, execute(PUT, account.0, person.0, place, now.micros()));
        Ok(())
    }

    /// Forgets one device or network of the person.
    pub async fn delete_known_origin(
        &mut self,
        account: AccountId,
        person: PersonId,
        place: &str,
    ) -> Result<(), Error> {
        const DELETE: Sql =
            Sql::both("DELETE FROM familiar WHERE account_id = $1 AND person_id = $2 AND place = $3");
        tx_query!(self, execute(DELETE, account.0, person.0, place));
        Ok(())
    }

    /// Forgets all of a person's but the `limit` latest.
    pub async fn keep_latest_origins(
        &mut self,
        account: AccountId,
        person: PersonId,
        limit: i64,
    ) -> Result<(), Error> {
        const DELETE: Sql = Sql::both(
            "DELETE FROM familiar WHERE account_id = $1 AND person_id = $2 AND place NOT IN \
             (SELECT place FROM familiar WHERE account_id = $1 AND person_id = $2 \
             ORDER BY seen_at DESC, place LIMIT $3)",
        );
        tx_query!(self, execute(DELETE, account.0, person.0, limit));
        Ok(())
    }

    /// Deletes devices and networks without a sign-in since `before`. Returns their number.
    pub async fn delete_known_origins_before(&mut self, before: Timestamp) -> Result<u64, Error> {
        const DELETE: Sql = Sql::both("DELETE FROM familiar WHERE seen_at < $1");
        Ok(tx_query!(self, execute(DELETE, before.micros())))
    }
}
