//! Counts of failed sign-ins. A subject is any text; its meaning is up to the caller.

use domain::time::Timestamp;

use crate::db::query::Sql;
use crate::db::tx::Backend;
use crate::{Error, Store, Tx};

/// Failed attempts of a subject (an address, a person, a browser).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThrottleRow {
    pub failures: i64,
    /// Attempts before this instant are refused.
    pub blocked_until: Timestamp,
    /// Instant of the last failure.
    pub failed_at: Timestamp,
}

type ThrottleRecord = (i64, i64, i64);

const SELECT: Sql = Sql::both("SELECT failures, blocked_until, failed_at FROM throttle WHERE subject = $1");

impl Store {
    /// What is known of `subject`.
    pub async fn throttle(&self, subject: &str) -> Result<Option<ThrottleRow>, Error> {
        Ok(read!(self, fetch_optional::<ThrottleRecord>(SELECT, subject)).map(row))
    }
}

impl Tx {
    /// The counts of `subject`, locked until the end of the transaction.
    pub async fn throttle(&mut self, subject: &str) -> Result<Option<ThrottleRow>, Error> {
        if let Backend::Postgres(..) = self.backend {
            // There may be no row yet that could be locked. Two subjects with one hash wait for each other in vain,
            // no more.
            const LOCK: Sql = Sql::both("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))");
            tx_query!(self, execute(LOCK, subject));
        }
        Ok(tx_query!(self, fetch_optional::<ThrottleRecord>(SELECT, subject)).map(row))
    }

    /// Writes the counts.
    pub async fn put_throttle(&mut self, subject: &str, row: ThrottleRow) -> Result<(), Error> {
        const PUT: Sql = Sql::both(
            "INSERT INTO throttle (subject, failures, blocked_until, failed_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, \
             blocked_until = excluded.blocked_until, failed_at = excluded.failed_at",
        );
        tx_query!(
            self,
            execute(PUT, subject, row.failures, row.blocked_until.micros(), row.failed_at.micros())
        );
        Ok(())
    }

    /// Forgets all failures of `subject`.
    pub async fn delete_throttle(&mut self, subject: &str) -> Result<(), Error> {
        const DELETE: Sql = Sql::both("DELETE FROM throttle WHERE subject = $1");
        tx_query!(self, execute(DELETE, subject));
        Ok(())
    }

    /// Forgets every subject that begins with `beginning`.
    pub async fn delete_throttles_of(&mut self, beginning: &str) -> Result<(), Error> {
        const DELETE: Sql = Sql::both("DELETE FROM throttle WHERE substr(subject, 1, length($1)) = $1");
        tx_query!(self, execute(DELETE, beginning));
        Ok(())
    }

    /// Deletes subjects whose last failure was before `before`. Returns their number.
    pub async fn delete_throttles_before(&mut self, before: Timestamp) -> Result<u64, Error> {
        const DELETE: Sql = Sql::both("DELETE FROM throttle WHERE failed_at < $1");
        Ok(tx_query!(self, execute(DELETE, before.micros())))
    }
}

fn row((failures, blocked_until, failed_at): ThrottleRecord) -> ThrottleRow {
    ThrottleRow {
        failures,
        blocked_until: Timestamp::from_micros(blocked_until),
        failed_at: Timestamp::from_micros(failed_at),
    }
}
