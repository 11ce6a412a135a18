//! Answers that the next page of a browser shows: sealed, for one session and one application, for a while.

use domain::account::SessionId;
use domain::application::sdkappid::Sdkappid;
use domain::time::Timestamp;

use crate::db::decode::sdkappid_to_db;
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

/// An answer that the next page of a browser shows.
#[derive(Clone)]
pub struct AnswerRow {
    /// SHA-256 of the token in the address.
    pub token_hash: Vec<u8>,
    /// For this session alone.
    pub session: SessionId,
    /// On the page of this application.
    pub sdkappid: Sdkappid,
    /// Ciphertext by `vault`.
    pub sealed: Vec<u8>,
    /// Instant from which on the answer is not shown any more.
    pub ends_at: Timestamp,
}

impl Store {
    /// The ciphertext of the answer of that token, session and application, if it has not ended.
    pub async fn answer(
        &self,
        token_hash: &[u8],
        session: SessionId,
        sdkappid: Sdkappid,
        now: Timestamp,
    ) -> Result<Option<Vec<u8>>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT sealed FROM answer WHERE token_hash = $1 AND session_id = $2 AND sdkappid = $3 AND ends_at > $4",
        );
        let found = read!(
            self,
            fetch_optional::<(Vec<u8>,)>(
                SELECT,
                token_hash,
                session.0,
                sdkappid_to_db(sdkappid),
                now.micros()
            )
        );
        Ok(found.map(|(sealed,)| sealed))
    }
}

impl Tx {
    /// Inserts an answer; its token must be new.
    pub async fn insert_answer(&mut self, answer: &AnswerRow) -> Result<(), Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO answer (token_hash, session_id, sdkappid, sealed, ends_at) VALUES ($1, $2, $3, $4, $5)",
        );
        let (sdkappid, ends_at) = (sdkappid_to_db(answer.sdkappid), answer.ends_at.micros());
        tx_query!(
            self,
            execute(INSERT, &answer.token_hash, answer.session.0, sdkappid, &answer.sealed, ends_at)
        );
        Ok(())
    }

    /// Removes those that have ended. How many there were.
    pub async fn delete_answers_before(&mut self, before: Timestamp) -> Result<u64, Error> {
        const DELETE: Sql = Sql::both("DELETE FROM answer WHERE ends_at < $1");
        Ok(tx_query!(self, execute(DELETE, before.micros())))
    }
}
