//! Queues: which of them wait, who works on them, and whether the vendor refuses their credential.

use std::collections::HashMap;
use std::time::Duration;

use domain::application::sdkappid::Sdkappid;
use domain::certificate::CertificateId;
use domain::time::Timestamp;

use crate::db::decode::{Table, record, sdkappid_to_db};
use crate::db::open::Pool;
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

const TABLE: Table = Table("push_queue");

/// A queue whose lease this server has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueLease {
    /// The certificate that its pushes are sent with.
    pub certificate: CertificateId,
    /// The application of the certificate.
    pub sdkappid: Sdkappid,
    /// The fencing token: it changes with each owner.
    pub epoch: i64,
    /// The prompt batches up to this position are done.
    pub prompt_cursor: i64,
    /// The bulk batches up to this position are done.
    pub bulk_cursor: i64,
}

/// Why a vendor refuses the credential of a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueRefusal {
    /// Since when.
    pub since: Timestamp,
    /// The vendor's code.
    pub code: String,
    /// The vendor's words.
    pub words: String,
}

/// The time of the database, in microseconds: the clock of all leases.
macro_rules! database_time {
    ($before:literal, $after:literal) => {
        Sql {
            sqlite: concat!($before, "CAST(unixepoch('subsec') * 1000000 AS INTEGER)", $after),
            postgres: concat!(
                $before,
                "CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)",
                $after
            ),
        }
    };
}

record! {
    struct QueueRecord {
        certificate_id: i64,
        sdkappid: i64,
        epoch: i64,
        prompt_cursor: i64,
        bulk_cursor: i64,
    }
}

impl Store {
    /// Queues that nobody works on and in which something is waiting at `now`, at most `limit` of them.
    pub async fn waiting_queues(&self, now: Timestamp, limit: u32) -> Result<Vec<CertificateId>, Error> {
        macro_rules! select {
            ($time:literal) => {
                concat!(
                    "SELECT certificate_id FROM push_queue WHERE lease_ends_at < ",
                    $time,
                    " AND (EXISTS (SELECT 1 FROM push_batch AS b WHERE b.certificate_id = push_queue.certificate_id \
                     AND b.priority = 0 AND b.position > prompt_cursor) \
                     OR EXISTS (SELECT 1 FROM push_batch AS b WHERE b.certificate_id = push_queue.certificate_id \
                     AND b.priority = 1 AND b.position > bulk_cursor) \
                     OR EXISTS (SELECT 1 FROM push_retry AS r WHERE r.certificate_id = push_queue.certificate_id \
                     AND (r.due <= $1 OR r.position <= stopped_position))) ORDER BY lease_ends_at LIMIT $2",
                )
            };
        }
        const SELECT: Sql = Sql {
            sqlite: select!("CAST(unixepoch('subsec') * 1000000 AS INTEGER)"),
            postgres: select!("CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)"),
        };
        let rows = read!(self, fetch_all::<(i64,)>(SELECT, now.micros(), i64::from(limit)));
        rows.into_iter().map(|(id,)| TABLE.valid("certificate_id", id.try_into())).collect()
    }

    /// Ends the leases that an earlier process has left behind on SQLite, where there is one process at a time. Another
    /// server of a PostgreSQL database may be alive.
    pub async fn end_leases_of_earlier_process(&self) -> Result<(), Error> {
        const UPDATE: Sql = Sql::both("UPDATE push_queue SET lease_ends_at = 0");
        if let Pool::Sqlite { .. } = self.pool {
            let mut tx = self.begin().await?;
            tx_query!(tx, execute(UPDATE));
            tx.commit().await?;
        }
        Ok(())
    }

    /// Why the vendor refuses the credential of a queue, if it does.
    pub async fn queue_refusal(&self, certificate: CertificateId) -> Result<Option<QueueRefusal>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT refused_since, refused_code, refused_words FROM push_queue \
             WHERE certificate_id = $1 AND refused_since IS NOT NULL",
        );
        let row = read!(self, fetch_optional::<(i64, String, String)>(SELECT, i64::from(certificate)));
        Ok(row.map(|(since, code, words)| QueueRefusal { since: Timestamp::from_micros(since), code, words }))
    }
}

impl Tx {
    /// Takes the lease of a queue, if nobody has it, for that long by the clock of the database.
    pub async fn take_queue(
        &mut self,
        certificate: CertificateId,
        owner: &str,
        duration: Duration,
    ) -> Result<Option<QueueLease>, Error> {
        macro_rules! update {
            ($time:literal) => {
                concat!(
                    "UPDATE push_queue SET owner = $2, epoch = epoch + 1, lease_ends_at = ",
                    $time,
                    " + $3 WHERE certificate_id = $1 AND lease_ends_at < ",
                    $time,
                    " RETURNING certificate_id, sdkappid, epoch, prompt_cursor, bulk_cursor",
                )
            };
        }
        const UPDATE: Sql = Sql {
            sqlite: update!("CAST(unixepoch('subsec') * 1000000 AS INTEGER)"),
            postgres: update!("CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)"),
        };
        let record = tx_query!(
            self,
            fetch_optional::<QueueRecord>(UPDATE, i64::from(certificate), owner, micros(duration)?)
        );
        record.as_ref().map(lease).transpose()
    }

    /// Renews the leases of an owner. Returns the queues with their epochs; what is missing is lost.
    pub async fn renew_leases(
        &mut self,
        owner: &str,
        duration: Duration,
    ) -> Result<HashMap<CertificateId, i64>, Error> {
        const UPDATE: Sql = database_time!(
            "UPDATE push_queue SET lease_ends_at = $2 + ",
            " WHERE owner = $1 RETURNING certificate_id, epoch"
        );
        let rows = tx_query!(self, fetch_all::<(i64, i64)>(UPDATE, owner, micros(duration)?));
        rows.into_iter()
            .map(|(id, epoch)| Ok((TABLE.valid("certificate_id", id.try_into())?, epoch)))
            .collect()
    }

    /// Gives a lease back.
    pub async fn release_queue(&mut self, certificate: CertificateId, epoch: i64) -> Result<(), Error> {
        const UPDATE: Sql = Sql::both(
            "UPDATE push_queue SET owner = '', lease_ends_at = 0 WHERE certificate_id = $1 AND epoch = $2",
        );
        tx_query!(self, execute(UPDATE, i64::from(certificate), epoch));
        Ok(())
    }

    /// Stops what waits in the queues of an application, for good.
    pub async fn stop_waiting_pushes(&mut self, sdkappid: Sdkappid) -> Result<(), Error> {
        const LAST: Sql = for_update!("SELECT last FROM push_position WHERE id = 1");
        const UPDATE: Sql = Sql::both("UPDATE push_queue SET stopped_position = $2 WHERE sdkappid = $1");
        let (last,) = tx_query!(self, fetch_one::<(i64,)>(LAST));
        tx_query!(self, execute(UPDATE, sdkappid_to_db(sdkappid), last));
        Ok(())
    }

    /// Notes that the vendor refuses the credential of a queue, or no longer does.
    pub async fn set_queue_refusal(
        &mut self,
        certificate: CertificateId,
        epoch: i64,
        refusal: Option<&QueueRefusal>,
    ) -> Result<bool, Error> {
        const UPDATE: Sql = Sql::both(
            "UPDATE push_queue SET refused_since = $3, refused_code = $4, refused_words = $5 \
             WHERE certificate_id = $1 AND epoch = $2",
        );
        let (code, words) = refusal.map_or(("", ""), |refusal| (&refusal.code, &refusal.words));
        let since = refusal.map(|refusal| refusal.since.micros());
        Ok(tx_query!(self, execute(UPDATE, i64::from(certificate), epoch, since, code, words)) > 0)
    }
}

fn micros(duration: Duration) -> Result<i64, Error> {
    TABLE.valid("lease_ends_at", duration.as_micros().try_into())
}

fn lease(record: &QueueRecord) -> Result<QueueLease, Error> {
    Ok(QueueLease {
        certificate: TABLE.valid("certificate_id", record.certificate_id.try_into())?,
        sdkappid: TABLE.sdkappid(record.sdkappid)?,
        epoch: record.epoch,
        prompt_cursor: record.prompt_cursor,
        bulk_cursor: record.bulk_cursor,
    })
}
