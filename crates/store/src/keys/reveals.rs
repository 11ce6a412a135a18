//! Permissions to show a key once.

use domain::account::SessionId;
use domain::application::sdkappid::Sdkappid;
use domain::time::Timestamp;

use crate::db::decode::sdkappid_to_db;
use crate::db::query::Sql;
use crate::{Error, Tx};

/// A permission to show a key once.
#[derive(Clone)]
pub struct RevealRow {
    /// SHA-256 of the token in the address.
    pub token_hash: Vec<u8>,
    /// For this session alone.
    pub session: SessionId,
    /// Application whose key may be shown.
    pub sdkappid: Sdkappid,
    /// Instant from which on the permission is void.
    pub ends_at: Timestamp,
}

impl Tx {
    /// Inserts a permission to show a key.
    pub async fn insert_reveal(&mut self, reveal: &RevealRow) -> Result<(), Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO reveal (token_hash, session_id, sdkappid, ends_at) VALUES ($1, $2, $3, $4)",
        );
        let (sdkappid, ends_at) = (sdkappid_to_db(reveal.sdkappid), reveal.ends_at.micros());
        tx_query!(self, execute(INSERT, &reveal.token_hash, reveal.session.0, sdkappid, ends_at));
        Ok(())
    }

    /// Takes away the reveal of that token, session and application if it has not ended: true once at most.
    pub async fn take_reveal(
        &mut self,
        token_hash: &[u8],
        session: SessionId,
        sdkappid: Sdkappid,
        now: Timestamp,
    ) -> Result<bool, Error> {
        const TAKE: Sql = Sql::both(
            "DELETE FROM reveal WHERE token_hash = $1 AND session_id = $2 AND sdkappid = $3 AND ends_at > $4",
        );
        Ok(tx_query!(self, execute(TAKE, token_hash, session.0, sdkappid_to_db(sdkappid), now.micros())) > 0)
    }

    /// Takes away those that have ended. How many there were.
    pub async fn delete_reveals_before(&mut self, before: Timestamp) -> Result<u64, Error> {
        const DELETE: Sql = Sql::both("DELETE FROM reveal WHERE ends_at < $1");
        Ok(tx_query!(self, execute(DELETE, before.micros())))
    }
}
