//! Forms that have changed something, so that the same form sent again changes nothing more.

use domain::account::{AccountId, PersonId};
use domain::time::Timestamp;

use crate::db::query::Sql;
use crate::{Error, Tx};

/// A form that has changed something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmissionRow {
    /// The request that made the change.
    pub attempt: String,
    /// Where its answer led, or is to lead should the request never finish.
    pub location: String,
    /// Whether the answer is final.
    pub answered: bool,
}

impl Tx {
    /// What became of that form of that person. Commit before telling anybody of it.
    pub async fn submission(
        &mut self,
        account: AccountId,
        person: PersonId,
        digest: &[u8],
    ) -> Result<Option<SubmissionRow>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT attempt, location, answered FROM submission \
             WHERE account_id = $1 AND person_id = $2 AND digest = $3",
        );
        let found =
            tx_query!(self, fetch_optional::<(String, String, bool)>(SELECT, account.0, person.0, digest));
        Ok(found.map(|(attempt, location, answered)| SubmissionRow { attempt, location, answered }))
    }

    /// Says that this transaction changes what the form asks for. False where another one has done so; on PostgreSQL
    /// this waits for one that is under way.
    pub async fn insert_submission(
        &mut self,
        account: AccountId,
        person: PersonId,
        digest: &[u8],
        submission: &SubmissionRow,
        now: Timestamp,
    ) -> Result<bool, Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO submission (account_id, person_id, digest, attempt, location, answered, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account_id, person_id, digest) DO NOTHING",
        );
        let SubmissionRow { attempt, location, answered } = submission;
        let inserted = tx_query!(
            self,
            execute(INSERT, account.0, person.0, digest, attempt, location, *answered, now.micros())
        );
        Ok(inserted > 0)
    }

    /// Keeps where the answer of the request `attempt` leads. False where that request has changed nothing.
    pub async fn answer_submission(
        &mut self,
        account: AccountId,
        person: PersonId,
        digest: &[u8],
        attempt: &str,
        location: &str,
    ) -> Result<bool, Error> {
        const UPDATE: Sql = Sql::both(
            "UPDATE submission SET location = $5, answered = TRUE \
             WHERE account_id = $1 AND person_id = $2 AND digest = $3 AND attempt = $4",
        );
        Ok(tx_query!(self, execute(UPDATE, account.0, person.0, digest, attempt, location)) > 0)
    }

    /// Forgets old ones. How many there were.
    pub async fn delete_submissions_before(&mut self, before: Timestamp) -> Result<u64, Error> {
        const DELETE: Sql = Sql::both("DELETE FROM submission WHERE created_at < $1");
        Ok(tx_query!(self, execute(DELETE, before.micros())))
    }
}
