//! The state of all queues: for the metrics, and for whoever looks after them.

use domain::application::sdkappid::Sdkappid;
use domain::certificate::CertificateId;
use domain::time::Timestamp;

use crate::db::decode::{Table, record};
use crate::db::query::Sql;
use crate::{Error, Store};

/// The state of a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueState {
    /// The certificate that its pushes are sent with.
    pub certificate: CertificateId,
    /// The application of the certificate.
    pub sdkappid: Sdkappid,
    /// The server that works on it; none if nobody does.
    pub owner: Option<String>,
    /// Since when the vendor refuses the credential.
    pub refused_since: Option<Timestamp>,
    /// Batches that are not done, up to [`QueueState::MAX_COUNTED`].
    pub waiting: u64,
    /// When the oldest of them was accepted.
    pub oldest: Option<Timestamp>,
}

impl QueueState {
    /// The highest number of batches that is counted.
    pub const MAX_COUNTED: u64 = 10_000;
}

record! {
    struct QueueStateRecord {
        certificate_id: i64,
        sdkappid: i64,
        owner: String,
        refused_since: Option<i64>,
        prompt_waiting: i64,
        bulk_waiting: i64,
        prompt_oldest: Option<i64>,
        bulk_oldest: Option<i64>,
    }
}

/// Batches of a priority that are not done: their number, and when the oldest was accepted.
macro_rules! lane {
    ($priority:literal, $cursor:literal, $name:literal) => {
        concat!(
            "(SELECT count(*) FROM (SELECT 1 FROM push_batch AS b WHERE b.certificate_id = queue.certificate_id \
             AND b.priority = ",
            $priority,
            " AND b.position > queue.",
            $cursor,
            " LIMIT 10000) AS counted) AS ",
            $name,
            "_waiting, (SELECT accepted_at FROM push WHERE push.id = (SELECT b.push_id FROM push_batch AS b \
             WHERE b.certificate_id = queue.certificate_id AND b.priority = ",
            $priority,
            " AND b.position > queue.",
            $cursor,
            " ORDER BY b.position LIMIT 1)) AS ",
            $name,
            "_oldest",
        )
    };
}

impl Store {
    /// A queue that nobody works on although something in it was accepted before then.
    pub async fn abandoned_queue(&self, before: Timestamp) -> Result<Option<CertificateId>, Error> {
        macro_rules! select {
            ($time:literal) => {
                concat!(
                    "SELECT certificate_id FROM push_queue AS queue WHERE lease_ends_at < ",
                    $time,
                    " AND (EXISTS (SELECT 1 FROM push_batch AS b JOIN push ON push.id = b.push_id \
                     WHERE b.certificate_id = queue.certificate_id AND b.priority = 0 \
                     AND b.position > prompt_cursor AND accepted_at < $1) \
                     OR EXISTS (SELECT 1 FROM push_batch AS b JOIN push ON push.id = b.push_id \
                     WHERE b.certificate_id = queue.certificate_id AND b.priority = 1 \
                     AND b.position > bulk_cursor AND accepted_at < $1)) LIMIT 1",
                )
            };
        }
        const SELECT: Sql = Sql {
            sqlite: select!("CAST(unixepoch('subsec') * 1000000 AS INTEGER)"),
            postgres: select!("CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)"),
        };
        let row = read!(self, fetch_optional::<(i64,)>(SELECT, before.micros()));
        row.map(|(id,)| Table("push_queue").valid("certificate_id", id.try_into())).transpose()
    }

    /// The state of every queue, in the order of the certificates.
    pub async fn queue_states(&self) -> Result<Vec<QueueState>, Error> {
        const SELECT: Sql = Sql::both(concat!(
            "SELECT certificate_id, sdkappid, owner, refused_since, ",
            lane!("0", "prompt_cursor", "prompt"),
            ", ",
            lane!("1", "bulk_cursor", "bulk"),
            " FROM push_queue AS queue ORDER BY certificate_id",
        ));
        let table = Table("push_queue");
        let records = read!(self, fetch_all::<QueueStateRecord>(SELECT));
        records
            .into_iter()
            .map(|record| {
                let waiting = record.prompt_waiting.saturating_add(record.bulk_waiting);
                let oldest = [record.prompt_oldest, record.bulk_oldest].into_iter().flatten().min();
                Ok(QueueState {
                    certificate: table.valid("certificate_id", record.certificate_id.try_into())?,
                    sdkappid: table.sdkappid(record.sdkappid)?,
                    owner: Some(record.owner).filter(|owner| !owner.is_empty()),
                    refused_since: record.refused_since.map(Timestamp::from_micros),
                    waiting: table.valid("waiting", u64::try_from(waiting))?.min(QueueState::MAX_COUNTED),
                    oldest: oldest.map(Timestamp::from_micros),
                })
            })
            .collect()
    }
}
