//! Passkeys, and the challenges that browsers answer with them.

use domain::account::second_factor::PasskeyName;
use domain::account::{AccountId, PasskeyId, PersonId};
use domain::time::Timestamp;

use crate::db::decode::{Table, record};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

const TABLE: Table = Table("passkey");

/// A passkey of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyRow {
    pub id: PasskeyId,
    /// Account of the person.
    pub account: AccountId,
    pub person: PersonId,
    /// The authenticator's name of it, unique in the installation.
    pub credential_id: Vec<u8>,
    /// What the WebAuthn library keeps of it, as JSON.
    pub credential: String,
    pub name: PasskeyName,
    pub created_at: Timestamp,
    /// Instant of the last use; none before the first.
    pub used_at: Option<Timestamp>,
}

/// A passkey to insert.
#[derive(Debug, Clone)]
pub struct NewPasskey {
    /// Account of the person.
    pub account: AccountId,
    pub person: PersonId,
    /// The authenticator's name of it.
    pub credential_id: Vec<u8>,
    /// What the WebAuthn library keeps of it, as JSON.
    pub credential: String,
    pub name: PasskeyName,
    pub created_at: Timestamp,
}

/// What a browser was asked to sign with a passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyChallengeRow {
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// For what and for whom: only the same may answer.
    pub holder: String,
    /// Network of the browser.
    pub network: String,
    /// What the WebAuthn library needs for the answer, as JSON.
    pub state: String,
    /// No answer is accepted from then on.
    pub ends_at: Timestamp,
}

record! {
    struct PasskeyRecord {
        id: i64,
        account_id: i64,
        person_id: i64,
        credential_id: Vec<u8>,
        credential: String,
        name: String,
        created_at: i64,
        used_at: Option<i64>,
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, account_id, person_id, credential_id, credential, name, created_at, used_at FROM passkey ",
            $rest
        )
    };
}

impl Store {
    /// The passkeys of a person, in the order in which they were added.
    pub async fn passkeys(&self, account: AccountId, person: PersonId) -> Result<Vec<PasskeyRow>, Error> {
        const OF_PERSON: Sql = Sql::both(select!("WHERE account_id = $1 AND person_id = $2 ORDER BY id"));
        let records = read!(self, fetch_all::<PasskeyRecord>(OF_PERSON, account.0, person.0));
        records.into_iter().map(row).collect()
    }

    /// The passkey of that credential ID, whosever it is: for signing in, which finds the person by it.
    pub async fn passkey_by_credential(&self, credential_id: &[u8]) -> Result<Option<PasskeyRow>, Error> {
        const BY_CREDENTIAL: Sql = Sql::both(select!("WHERE credential_id = $1"));
        read!(self, fetch_optional::<PasskeyRecord>(BY_CREDENTIAL, credential_id)).map(row).transpose()
    }

    /// How many challenges browsers of a network have not answered yet, of those that have not ended at `now`.
    pub async fn passkey_challenges_of(&self, network: &str, now: Timestamp) -> Result<i64, Error> {
        const COUNT: Sql =
            Sql::both("SELECT count(*) FROM passkey_challenge WHERE network = $1 AND ends_at > $2");
        let (count,) = read!(self, fetch_one::<(i64,)>(COUNT, network, now.micros()));
        Ok(count)
    }
}

impl Tx {
    /// The person's passkey of that credential ID, whose row is locked.
    pub async fn passkey(
        &mut self,
        account: AccountId,
        person: PersonId,
        credential_id: &[u8],
    ) -> Result<Option<PasskeyRow>, Error> {
        const SELECT: Sql =
            for_update!(select!("WHERE account_id = $1 AND person_id = $2 AND credential_id = $3"));
        let record =
            tx_query!(self, fetch_optional::<PasskeyRecord>(SELECT, account.0, person.0, credential_id));
        record.map(row).transpose()
    }

    /// How many passkeys a person has. Until the end of the transaction nobody else adds one, if the person's row is
    /// locked.
    pub async fn passkey_count(&mut self, account: AccountId, person: PersonId) -> Result<i64, Error> {
        const COUNT: Sql = Sql::both("SELECT count(*) FROM passkey WHERE account_id = $1 AND person_id = $2");
        let (count,) = tx_query!(self, fetch_one::<(i64,)>(COUNT, account.0, person.0));
        Ok(count)
    }

    /// Whether the person has a passkey, or an authenticator app that was confirmed.
    pub async fn has_second_factor(&mut self, account: AccountId, person: PersonId) -> Result<bool, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT EXISTS (SELECT 1 FROM authenticator WHERE account_id = $1 AND person_id = $2 \
             AND confirmed_at IS NOT NULL) \
             OR EXISTS (SELECT 1 FROM passkey WHERE account_id = $1 AND person_id = $2)",
        );
        let (has_one,) = tx_query!(self, fetch_one::<(bool,)>(SELECT, account.0, person.0));
        Ok(has_one)
    }

    /// Adds a passkey. `None` if there is one of that credential ID already, whosever it is.
    pub async fn insert_passkey(&mut self, passkey: &NewPasskey) -> Result<Option<PasskeyId>, Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO passkey (account_id, person_id, credential_id, credential, name, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (credential_id) DO NOTHING RETURNING id",
        );
        let inserted = tx_query!(
            self,
            fetch_optional::<(i64,)>(
                INSERT,
                passkey.account.0,
                passkey.person.0,
                &passkey.credential_id,
                &passkey.credential,
                passkey.name.as_str(),
                passkey.created_at.micros(),
            )
        );
        Ok(inserted.map(|(id,)| PasskeyId(id)))
    }

    /// Records that a passkey was used at `now`, with what the library keeps of it from then on. Whether there is one.
    pub async fn use_passkey(
        &mut self,
        account: AccountId,
        person: PersonId,
        passkey: PasskeyId,
        credential: &str,
        now: Timestamp,
    ) -> Result<bool, Error> {
        const UPDATE: Sql = Sql::both(
            "UPDATE passkey SET credential = $4, used_at = $5 WHERE account_id = $1 AND person_id = $2 AND id = $3",
        );
        let used = tx_query!(self, execute(UPDATE, account.0, person.0, passkey.0, credential, now.micros()));
        Ok(used > 0)
    }

    /// Whether there is one.
    pub async fn rename_passkey(
        &mut self,
        account: AccountId,
        person: PersonId,
        passkey: PasskeyId,
        name: &PasskeyName,
    ) -> Result<bool, Error> {
        const UPDATE: Sql =
            Sql::both("UPDATE passkey SET name = $4 WHERE account_id = $1 AND person_id = $2 AND id = $3");
        Ok(tx_query!(self, execute(UPDATE, account.0, person.0, passkey.0, name.as_str())) > 0)
    }

    /// Removes a passkey; its name, if there was one.
    pub async fn delete_passkey(
        &mut self,
        account: AccountId,
        person: PersonId,
        passkey: PasskeyId,
    ) -> Result<Option<PasskeyName>, Error> {
        const DELETE: Sql = Sql::both(
            "DELETE FROM passkey WHERE account_id = $1 AND person_id = $2 AND id = $3 RETURNING name",
        );
        let deleted = tx_query!(self, fetch_optional::<(String,)>(DELETE, account.0, person.0, passkey.0));
        deleted.map(|(name,)| TABLE.valid("name", name.try_into())).transpose()
    }

    /// Removes all of a person's. How many there were.
    pub async fn delete_passkeys(&mut self, account: AccountId, person: PersonId) -> Result<u64, Error> {
        const DELETE: Sql = Sql::both("DELETE FROM passkey WHERE account_id = $1 AND person_id = $2");
        Ok(tx_query!(self, execute(DELETE, account.0, person.0)))
    }

    /// Inserts a challenge; its token must be new.
    pub async fn insert_passkey_challenge(&mut self, challenge: &PasskeyChallengeRow) -> Result<(), Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO passkey_challenge (token_hash, holder, network, state, ends_at) VALUES ($1, $2, $3, $4, $5)",
        );
        tx_query!(
            self,
            execute(
                INSERT,
                &challenge.token_hash,
                &challenge.holder,
                &challenge.network,
                &challenge.state,
                challenge.ends_at.micros(),
            )
        );
        Ok(())
    }

    /// Takes the state of a challenge away, if it is for that holder and has not ended: once at most.
    pub async fn take_passkey_challenge(
        &mut self,
        token_hash: &[u8],
        holder: &str,
        now: Timestamp,
    ) -> Result<Option<String>, Error> {
        const TAKE: Sql = Sql::both(
            "DELETE FROM passkey_challenge WHERE token_hash = $1 AND holder = $2 AND ends_at > $3 RETURNING state",
        );
        let taken = tx_query!(self, fetch_optional::<(String,)>(TAKE, token_hash, holder, now.micros()));
        Ok(taken.map(|(state,)| state))
    }

    /// Deletes those that have ended. How many there were.
    pub async fn delete_passkey_challenges_before(&mut self, before: Timestamp) -> Result<u64, Error> {
        const DELETE: Sql = Sql::both("DELETE FROM passkey_challenge WHERE ends_at < $1");
        Ok(tx_query!(self, execute(DELETE, before.micros())))
    }
}

fn row(record: PasskeyRecord) -> Result<PasskeyRow, Error> {
    Ok(PasskeyRow {
        id: PasskeyId(record.id),
        account: AccountId(record.account_id),
        person: PersonId(record.person_id),
        credential_id: record.credential_id,
        credential: record.credential,
        name: TABLE.valid("name", record.name.try_into())?,
        created_at: Timestamp::from_micros(record.created_at),
        used_at: record.used_at.map(Timestamp::from_micros),
    })
}
