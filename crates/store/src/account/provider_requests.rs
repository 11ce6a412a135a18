//! Browsers that were sent to the OpenID Connect provider and have not come back.

use domain::account::SessionId;
use domain::time::Timestamp;

use crate::db::query::Sql;
use crate::{Error, Tx};

/// A browser that was sent to the OpenID Connect provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderRequestRow {
    /// Session whose user proves who they are; none for a sign-in.
    pub session: Option<SessionId>,
    /// Address that the person wanted, within the console.
    pub next: String,
    /// Instant at which the browser was sent there.
    pub started_at: Timestamp,
}

/// Session, wanted address, and beginning.
type Record = (Option<i64>, String, i64);

impl Tx {
    /// Inserts a request to the provider; its state must be new.
    pub async fn insert_provider_request(
        &mut self,
        state_hash: &[u8],
        browser_hash: &[u8],
        request: &ProviderRequestRow,
        ends_at: Timestamp,
    ) -> Result<(), Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO provider_request (state_hash, browser_hash, session_id, next, started_at, ends_at) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        );
        let session = request.session.map(|session| session.0);
        let started_at = request.started_at.micros();
        tx_query!(
            self,
            execute(INSERT, state_hash, browser_hash, session, &request.next, started_at, ends_at.micros())
        );
        Ok(())
    }

    /// Takes the request of that state and that browser away, if it has not ended: once at most.
    pub async fn take_provider_request(
        &mut self,
        state_hash: &[u8],
        browser_hash: &[u8],
        now: Timestamp,
    ) -> Result<Option<ProviderRequestRow>, Error> {
        const TAKE: Sql = Sql::both(
            "DELETE FROM provider_request WHERE state_hash = $1 AND browser_hash = $2 AND ends_at > $3 \
             RETURNING session_id, next, started_at",
        );
        let taken = tx_query!(self, fetch_optional::<Record>(TAKE, state_hash, browser_hash, now.micros()));
        Ok(taken.map(|(session, next, started_at)| ProviderRequestRow {
            session: session.map(SessionId),
            next,
            started_at: Timestamp::from_micros(started_at),
        }))
    }

    /// Deletes those that have ended. How many there were.
    pub async fn delete_provider_requests_before(&mut self, before: Timestamp) -> Result<u64, Error> {
        const DELETE: Sql = Sql::both("DELETE FROM provider_request WHERE ends_at < $1");
        Ok(tx_query!(self, execute(DELETE, before.micros())))
    }
}
