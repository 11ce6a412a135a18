//! What was typed into forms that were refused: sealed, for one browser and one person, for a while.

use domain::account::PersonId;
use domain::time::Timestamp;

use crate::db::query::Sql;
use crate::{Error, Store, Tx};

/// Draft: the input of a form that was refused.
#[derive(Clone)]
pub struct DraftRow {
    /// SHA-256 of the token in the address.
    pub token_hash: Vec<u8>,
    /// SHA-256 of the token in the browser's cookie.
    pub holder_hash: Vec<u8>,
    /// Person that posted the form; `None` if nobody was signed in.
    pub person: Option<PersonId>,
    /// Ciphertext by `vault`.
    pub sealed: Vec<u8>,
    /// Ciphertext of a chosen file by `vault`; empty if there is none.
    pub file: Vec<u8>,
    /// Instant from which on the draft is not found any more.
    pub ends_at: Timestamp,
}

impl Store {
    /// The ciphertexts of the draft of that token and browser, of the form and of its file, if it has not ended. It is
    /// `person`'s own, or of somebody who was not signed in.
    pub async fn draft(
        &self,
        token_hash: &[u8],
        holder_hash: &[u8],
        person: Option<PersonId>,
        now: Timestamp,
    ) -> Result<Option<(Vec<u8>, Vec<u8>)>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT sealed, file FROM draft WHERE token_hash = $1 AND holder_hash = $2 \
             AND (person_id IS NULL OR person_id = $3) AND ends_at > $4",
        );
        let person = person.map(|person| person.0);
        Ok(read!(
            self,
            fetch_optional::<(Vec<u8>, Vec<u8>)>(SELECT, token_hash, holder_hash, person, now.micros())
        ))
    }

    /// Bytes of all drafts of people who were not signed in.
    pub async fn anonymous_draft_bytes(&self) -> Result<u64, Error> {
        const SELECT: Sql = Sql {
            sqlite: "SELECT COALESCE(SUM(LENGTH(sealed) + LENGTH(file)), 0) FROM draft WHERE person_id IS NULL",
            postgres: "SELECT COALESCE(SUM(LENGTH(sealed) + LENGTH(file)), 0)::BIGINT FROM draft WHERE person_id IS NULL",
        };
        let (bytes,) = read!(self, fetch_one::<(i64,)>(SELECT));
        Ok(u64::try_from(bytes).unwrap_or(0))
    }
}

impl Tx {
    /// Keeps one, and of its browser no more than the last `limit`.
    pub async fn insert_draft(&mut self, draft: &DraftRow, limit: u32) -> Result<(), Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO draft (token_hash, holder_hash, person_id, sealed, file, ends_at) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        );
        const DELETE: Sql = Sql::both(
            "DELETE FROM draft WHERE holder_hash = $1 AND id NOT IN \
             (SELECT id FROM draft WHERE holder_hash = $1 ORDER BY id DESC LIMIT $2)",
        );
        let (person, ends_at) = (draft.person.map(|person| person.0), draft.ends_at.micros());
        tx_query!(
            self,
            execute(
                INSERT,
                &draft.token_hash,
                &draft.holder_hash,
                person,
                &draft.sealed,
                &draft.file,
                ends_at
            )
        );
        tx_query!(self, execute(DELETE, &draft.holder_hash, i64::from(limit)));
        Ok(())
    }

    /// Removes those that have ended. How many there were.
    pub async fn delete_drafts_before(&mut self, before: Timestamp) -> Result<u64, Error> {
        const DELETE: Sql = Sql::both("DELETE FROM draft WHERE ends_at < $1");
        Ok(tx_query!(self, execute(DELETE, before.micros())))
    }
}
