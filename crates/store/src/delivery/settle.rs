//! Writing down what became of pushes.

use domain::certificate::CertificateId;
use domain::delivery::outcome::OutcomeRecord;
use domain::time::Timestamp;

use super::backlog::RetryRow;
use crate::db::decode::Table;
use crate::db::query::Sql;
use crate::{Error, Tx};

/// What is written down about batches of a queue in one transaction.
#[derive(Debug, Clone, Default)]
pub struct Settlement {
    /// What was found out, by batch.
    pub outcomes: Vec<(i64, Vec<OutcomeRecord>)>,
    /// Devices to try again.
    pub retries: Vec<RetryRow>,
    /// Retries that are done, or replaced by those in `retries`.
    pub done_retries: Vec<(Timestamp, i64, i64)>,
    /// Devices whose token is dead, with the token.
    pub dead_devices: Vec<(i64, String)>,
    /// Devices whose token the vendor refuses with this certificate, with the token and the vendor's code.
    pub refused_devices: Vec<(i64, String, String)>,
    /// The cursor of prompt batches.
    pub prompt_cursor: i64,
    /// The cursor of bulk batches.
    pub bulk_cursor: i64,
}

impl Tx {
    /// Writes what was found out, where the queue still has that epoch; false otherwise, and then nothing may be
    /// committed.
    pub async fn settle(
        &mut self,
        certificate: CertificateId,
        epoch: i64,
        settlement: &Settlement,
        now: Timestamp,
    ) -> Result<bool, Error> {
        const ADVANCE: Sql = Sql::both(
            "UPDATE push_queue SET prompt_cursor = $3, bulk_cursor = $4 WHERE certificate_id = $1 AND epoch = $2",
        );
        const OUTCOME: Sql = Sql::both(
            "INSERT INTO push_outcome (position, part, records) \
             SELECT $1, coalesce(max(part), 0) + 1, $2 FROM push_outcome WHERE position = $1",
        );
        const DONE: Sql = Sql::both(
            "DELETE FROM push_retry WHERE certificate_id = $1 AND due = $2 AND position = $3 AND part = $4",
        );
        const RETRY: Sql = Sql::both(
            "INSERT INTO push_retry (certificate_id, due, position, part, attempts, slots) VALUES ($1, $2, $3, $4, $5, $6)",
        );
        const DEAD: Sql =
            Sql::both("DELETE FROM device WHERE id = $1 AND certificate_id = $2 AND token = $3");
        const REFUSED: Sql = Sql::both(
            "UPDATE device SET refused_since = coalesce(refused_since, $4), refused_code = $5 \
             WHERE id = $1 AND certificate_id = $2 AND token = $3",
        );
        let Settlement { prompt_cursor, bulk_cursor, .. } = *settlement;
        let id = i64::from(certificate);
        if tx_query!(self, execute(ADVANCE, id, epoch, prompt_cursor, bulk_cursor)) == 0 {
            return Ok(false);
        }
        for (position, outcome) in &settlement.outcomes {
            let mut records = Vec::with_capacity(outcome.len() * OutcomeRecord::BYTES);
            for record in outcome {
                record.write(&mut records);
            }
            tx_query!(self, execute(OUTCOME, *position, records));
        }
        for (due, position, part) in &settlement.done_retries {
            tx_query!(self, execute(DONE, id, due.micros(), *position, *part));
        }
        for retry in &settlement.retries {
            let slots: Vec<u8> = retry.slots.iter().flat_map(|slot| slot.to_be_bytes()).collect();
            let (due, attempts) = (retry.due.micros(), i64::from(retry.attempts));
            tx_query!(self, execute(RETRY, id, due, retry.position, retry.part, attempts, slots));
        }
        for (device, token) in &settlement.dead_devices {
            tx_query!(self, execute(DEAD, *device, id, token));
        }
        for (device, token, code) in &settlement.refused_devices {
            tx_query!(self, execute(REFUSED, *device, id, token, now.micros(), code));
        }
        Ok(true)
    }

    /// The number of a vendor's code, with its words of the first time.
    pub async fn push_reason(&mut self, platform: &str, code: &str, words: &str) -> Result<u32, Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO push_reason (platform, code, words) VALUES ($1, $2, $3) \
             ON CONFLICT (platform, code) DO UPDATE SET code = excluded.code RETURNING id",
        );
        let (id,) = tx_query!(self, fetch_one::<(i64,)>(INSERT, platform, code, words));
        Table("push_reason").valid("id", id.try_into())
    }
}
