//! Batches: the devices of a push, in the queues of their certificates.

use std::collections::BTreeMap;

use domain::application::sdkappid::Sdkappid;
use domain::certificate::CertificateId;

use crate::db::decode::{Table, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Tx};

const TABLE: Table = Table("push_batch");

/// Up to 500 devices of a push that have the same certificate.
#[derive(Debug, Clone)]
pub struct NewBatch {
    /// Application of the push.
    pub sdkappid: Sdkappid,
    /// Number of the push.
    pub push: i64,
    /// Certificate of the devices, and thereby the queue.
    pub certificate: CertificateId,
    /// Whether it may wait behind batches that are prompt.
    pub is_bulk: bool,
    /// Numbers of the devices.
    pub devices: Vec<i64>,
}

impl Tx {
    /// Appends batches to the queues of their certificates, and makes queues that are missing. The last statements of a
    /// transaction: others that accept pushes wait from here until its commit, so that positions are committed in their
    /// order.
    pub async fn append_batches(&mut self, batches: &[NewBatch]) -> Result<(), Error> {
        const TAKE: Sql =
            Sql::both("UPDATE push_position SET last = last + $1 WHERE id = 1 RETURNING last - $1");
        const INSERT: Sql = Sql {
            sqlite: "INSERT INTO push_batch (position, push_id, certificate_id, priority, devices) \
                     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, unhex(value ->> 4) FROM json_each($1)",
            postgres: "INSERT INTO push_batch (position, push_id, certificate_id, priority, devices) \
                       SELECT (value ->> 0)::bigint, (value ->> 1)::bigint, (value ->> 2)::bigint, \
                       (value ->> 3)::bigint, decode(value ->> 4, 'hex') FROM json_array_elements($1::json)",
        };
        const QUEUE: Sql = Sql {
            sqlite: "INSERT INTO push_queue (certificate_id, sdkappid, owner, epoch, lease_ends_at, prompt_cursor, \
                     bulk_cursor, refused_since, refused_code, refused_words) \
                     SELECT value ->> 0, value ->> 1, '', 0, 0, 0, 0, NULL, '', '' FROM json_each($1) WHERE TRUE \
                     ON CONFLICT (certificate_id) DO NOTHING",
            postgres: "INSERT INTO push_queue (certificate_id, sdkappid, owner, epoch, lease_ends_at, prompt_cursor, \
                       bulk_cursor, refused_since, refused_code, refused_words) \
                       SELECT (value ->> 0)::bigint, (value ->> 1)::bigint, '', 0, 0, 0, 0, NULL, '', '' \
                       FROM json_array_elements($1::json) ON CONFLICT (certificate_id) DO NOTHING",
        };
        if batches.is_empty() {
            return Ok(());
        }
        // In the same order everywhere, so that two servers never wait for each other.
        let queues: BTreeMap<i64, i64> = batches
            .iter()
            .map(|batch| (i64::from(batch.certificate), sdkappid_to_db(batch.sdkappid)))
            .collect();
        let queues: Vec<_> = queues.into_iter().collect();
        let queues = Table("push_queue").valid("certificate_id", serde_json::to_string(&queues))?;
        tx_query!(self, execute(QUEUE, &queues));
        let count: i64 = TABLE.valid("position", batches.len().try_into())?;
        let (last,) = tx_query!(self, fetch_one::<(i64,)>(TAKE, count));
        let rows: Vec<_> = (last + 1..)
            .zip(batches)
            .map(|(position, batch)| {
                let devices = base16ct::lower::encode_string(&device_numbers_to_db(&batch.devices));
                (position, batch.push, i64::from(batch.certificate), u8::from(batch.is_bulk), devices)
            })
            .collect();
        let rows = TABLE.valid("devices", serde_json::to_string(&rows))?;
        tx_query!(self, execute(INSERT, &rows));
        Ok(())
    }
}

/// 8 bytes a number, the highest first.
fn device_numbers_to_db(devices: &[i64]) -> Vec<u8> {
    devices.iter().flat_map(|device| device.to_be_bytes()).collect()
}

/// The numbers of [`device_numbers_to_db`].
pub(super) fn device_numbers(devices: &[u8]) -> Result<Vec<i64>, Error> {
    let (numbers, rest) = devices.as_chunks::<8>();
    let numbers = numbers.iter().map(|bytes| i64::from_be_bytes(*bytes)).collect();
    TABLE.require("devices", rest.is_empty().then_some(numbers))
}
