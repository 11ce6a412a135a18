//! What is waiting in queues, and what sending it needs.

use std::collections::HashMap;

use domain::application::sdkappid::Sdkappid;
use domain::certificate::CertificateId;
use domain::delivery::outcome::OutcomeRecord;
use domain::time::Timestamp;

use super::batches::device_numbers;
use crate::db::decode::{Table, record};
use crate::db::query::Sql;
use crate::{Error, Store};

/// A batch that waits in a queue.
#[derive(Debug, Clone)]
pub struct BatchRow {
    /// Place in the order of all batches.
    pub position: i64,
    /// Number of the push.
    pub push: i64,
    /// Numbers of the devices.
    pub devices: Vec<i64>,
}

/// A push, as it is needed for sending.
#[derive(Debug, Clone)]
pub struct PushRow {
    /// Number of the push.
    pub id: i64,
    /// The application that it is from.
    pub sdkappid: Sdkappid,
    /// What the ids of its deliveries are derived from.
    pub salt: [u8; 16],
    /// The message as JSON.
    pub message: String,
    /// The token that a test push is sent to.
    pub test_token: Option<String>,
    /// When it was accepted.
    pub accepted_at: Timestamp,
    /// When it is no longer sent.
    pub expires_at: Timestamp,
}

/// Devices of a batch that are to be tried again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryRow {
    /// The batch.
    pub position: i64,
    /// Tells retries of a batch that are due at the same time apart.
    pub part: i64,
    /// Not before then.
    pub due: Timestamp,
    /// How often they were tried.
    pub attempts: u8,
    /// Their places in the batch.
    pub slots: Vec<u16>,
}

/// A device, as it is needed for sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceAddress {
    /// What the vendor calls it.
    pub token: String,
    /// Its language tag; may be empty.
    pub language: String,
}

record! {
    struct BatchRecord {
        position: i64,
        push_id: i64,
        devices: Vec<u8>,
    }
}

record! {
    struct PushRecord {
        id: i64,
        sdkappid: i64,
        salt: Vec<u8>,
        message: String,
        test_token: Option<String>,
        accepted_at: i64,
        expires_at: i64,
    }
}

record! {
    struct RetryRecord {
        position: i64,
        part: i64,
        due: i64,
        attempts: i64,
        slots: Vec<u8>,
    }
}

impl Store {
    /// Batches of a queue after `position`, in their order.
    pub async fn batches_after(
        &self,
        certificate: CertificateId,
        is_bulk: bool,
        position: i64,
        limit: u32,
    ) -> Result<Vec<BatchRow>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT position, push_id, devices FROM push_batch \
             WHERE certificate_id = $1 AND priority = $2 AND position > $3 ORDER BY position LIMIT $4",
        );
        let records = read!(
            self,
            fetch_all::<BatchRecord>(
                SELECT,
                i64::from(certificate),
                i64::from(is_bulk),
                position,
                i64::from(limit)
            )
        );
        records.into_iter().map(batch).collect()
    }

    /// The batches at these positions.
    pub async fn batches(&self, positions: &[i64]) -> Result<Vec<BatchRow>, Error> {
        const SELECT: Sql = Sql {
            sqlite: "SELECT position, push_id, devices FROM push_batch WHERE position IN (SELECT value FROM json_each($1))",
            postgres: "SELECT position, push_id, devices FROM push_batch \
                       WHERE position = ANY (ARRAY(SELECT jsonb_array_elements_text($1::jsonb)::BIGINT))",
        };
        let records = read!(self, fetch_all::<BatchRecord>(SELECT, numbers(positions)?));
        records.into_iter().map(batch).collect()
    }

    /// What was found out about batches, in the order in which it was found out.
    pub async fn outcomes(&self, positions: &[i64]) -> Result<HashMap<i64, Vec<OutcomeRecord>>, Error> {
        const SELECT: Sql = Sql {
            sqlite: "SELECT position, records FROM push_outcome \
                     WHERE position IN (SELECT value FROM json_each($1)) ORDER BY position, part",
            postgres: "SELECT position, records FROM push_outcome \
                       WHERE position = ANY (ARRAY(SELECT jsonb_array_elements_text($1::jsonb)::BIGINT)) \
                       ORDER BY position, part",
        };
        let mut outcomes: HashMap<i64, Vec<OutcomeRecord>> = HashMap::new();
        for (position, records) in read!(self, fetch_all::<(i64, Vec<u8>)>(SELECT, numbers(positions)?)) {
            let records = Table("push_outcome").require("records", OutcomeRecord::read_all(&records))?;
            outcomes.entry(position).or_default().extend(records);
        }
        Ok(outcomes)
    }

    /// The pushes with these numbers.
    pub async fn pushes(&self, ids: &[i64]) -> Result<Vec<PushRow>, Error> {
        const SELECT: Sql = Sql {
            sqlite: "SELECT push.id, sdkappid, salt, message, test_push.token AS test_token, accepted_at, expires_at \
                     FROM push LEFT JOIN test_push ON test_push.push_id = push.id \
                     WHERE push.id IN (SELECT value FROM json_each($1))",
            postgres: "SELECT push.id, sdkappid, salt, message, test_push.token AS test_token, accepted_at, expires_at \
                       FROM push LEFT JOIN test_push ON test_push.push_id = push.id \
                       WHERE push.id = ANY (ARRAY(SELECT jsonb_array_elements_text($1::jsonb)::BIGINT))",
        };
        let records = read!(self, fetch_all::<PushRecord>(SELECT, numbers(ids)?));
        records
            .into_iter()
            .map(|record| {
                Ok(PushRow {
                    id: record.id,
                    sdkappid: Table("push").sdkappid(record.sdkappid)?,
                    salt: Table("push").valid("salt", record.salt.try_into())?,
                    message: record.message,
                    test_token: record.test_token,
                    accepted_at: Timestamp::from_micros(record.accepted_at),
                    expires_at: Timestamp::from_micros(record.expires_at),
                })
            })
            .collect()
    }

    /// The devices with these numbers that are of that certificate.
    pub async fn device_addresses(
        &self,
        certificate: CertificateId,
        devices: &[i64],
    ) -> Result<HashMap<i64, DeviceAddress>, Error> {
        const SELECT: Sql = Sql {
            sqlite: "SELECT id, token, language FROM device \
                     WHERE certificate_id = $1 AND id IN (SELECT value FROM json_each($2))",
            postgres: "SELECT id, token, language FROM device \
                       WHERE certificate_id = $1 AND id = ANY (ARRAY(SELECT jsonb_array_elements_text($2::jsonb)::BIGINT))",
        };
        let rows = read!(
            self,
            fetch_all::<(i64, String, String)>(SELECT, i64::from(certificate), numbers(devices)?)
        );
        Ok(rows.into_iter().map(|(id, token, language)| (id, DeviceAddress { token, language })).collect())
    }

    /// Retries of a queue that are due or were stopped, the oldest first.
    pub async fn retries_due(
        &self,
        certificate: CertificateId,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<RetryRow>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT position, part, due, attempts, slots FROM push_retry \
             WHERE certificate_id = $1 AND (due <= $2 OR position <= (SELECT stopped_position FROM push_queue \
             WHERE push_queue.certificate_id = $1)) ORDER BY due, position, part LIMIT $3",
        );
        let records = read!(
            self,
            fetch_all::<RetryRecord>(SELECT, i64::from(certificate), now.micros(), i64::from(limit))
        );
        records.iter().map(retry).collect()
    }

    /// When the first retry of a queue after `now` is due.
    pub async fn next_retry_after(
        &self,
        certificate: CertificateId,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, Error> {
        const SELECT: Sql =
            Sql::both("SELECT min(due) FROM push_retry WHERE certificate_id = $1 AND due > $2");
        let (due,) = read!(self, fetch_one::<(Option<i64>,)>(SELECT, i64::from(certificate), now.micros()));
        Ok(due.map(Timestamp::from_micros))
    }
}

fn numbers(numbers: &[i64]) -> Result<String, Error> {
    Table("push_batch").valid("numbers", serde_json::to_string(numbers))
}

fn batch(record: BatchRecord) -> Result<BatchRow, Error> {
    let BatchRecord { position, push_id, devices } = record;
    Ok(BatchRow { position, push: push_id, devices: device_numbers(&devices)? })
}

fn retry(record: &RetryRecord) -> Result<RetryRow, Error> {
    let table = Table("push_retry");
    let (slots, []) = record.slots.as_chunks::<2>() else { return table.require("slots", None) };
    Ok(RetryRow {
        position: record.position,
        part: record.part,
        due: Timestamp::from_micros(record.due),
        attempts: table.valid("attempts", record.attempts.try_into())?,
        slots: slots.iter().map(|slot| u16::from_be_bytes(*slot)).collect(),
    })
}
