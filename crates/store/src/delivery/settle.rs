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
    /// What the vendor answered to test pushes, as JSON, by the numbers of the pushes.
    pub test_outcomes: Vec<(i64, String)>,
}

/// What of a queue was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueStop {
    /// The batches up to this position, with their application.
    pub position: i64,
    /// Whether the certificate was deleted.
    pub is_deleted: bool,
}

impl QueueStop {
    /// Whether a batch was stopped.
    pub const fn has_stopped(self, position: i64) -> bool {
        self.is_deleted || position <= self.position
    }
}

impl Tx {
    /// Moves the cursors of a queue and returns what of it was stopped, where the queue still has that epoch; none
    /// otherwise, and then nothing may be committed.
    pub async fn advance_queue(
        &mut self,
        certificate: CertificateId,
        epoch: i64,
        prompt_cursor: i64,
        bulk_cursor: i64,
    ) -> Result<Option<QueueStop>, Error> {
        const UPDATE: Sql = Sql::both(
            "UPDATE push_queue SET prompt_cursor = $3, bulk_cursor = $4 WHERE certificate_id = $1 AND epoch = $2 \
             RETURNING stopped_position, NOT EXISTS (SELECT 1 FROM certificate WHERE certificate.id = $1)",
        );
        let id = i64::from(certificate);
        let row =
            tx_query!(self, fetch_optional::<(i64, bool)>(UPDATE, id, epoch, prompt_cursor, bulk_cursor));
        Ok(row.map(|(position, is_deleted)| QueueStop { position, is_deleted }))
    }

    /// Writes what was found out. [`Tx::advance_queue`] comes before it.
    pub async fn settle(
        &mut self,
        certificate: CertificateId,
        settlement: &Settlement,
        now: Timestamp,
    ) -> Result<(), Error> {
        let id = i64::from(certificate);
        self.insert_outcomes(&settlement.outcomes).await?;
        self.replace_retries(id, &settlement.done_retries, &settlement.retries).await?;
        self.mark_devices(id, settlement, now).await?;
        self.set_test_outcomes(&settlement.test_outcomes).await
    }

    async fn insert_outcomes(&mut self, outcomes: &[(i64, Vec<OutcomeRecord>)]) -> Result<(), Error> {
        const INSERT: Sql = Sql {
            sqlite: "INSERT INTO push_outcome (position, part, records) SELECT value ->> 0, \
                     (SELECT coalesce(max(part), 0) + 1 FROM push_outcome WHERE position = value ->> 0), \
                     unhex(value ->> 1) FROM json_each($1)",
            postgres: "INSERT INTO push_outcome (position, part, records) SELECT (value ->> 0)::bigint, \
                       (SELECT coalesce(max(part), 0) + 1 FROM push_outcome WHERE position = (value ->> 0)::bigint), \
                       decode(value ->> 1, 'hex') FROM json_array_elements($1::json)",
        };
        if outcomes.is_empty() {
            return Ok(());
        }
        let row = |(position, outcome): &(i64, Vec<OutcomeRecord>)| {
            let mut records = Vec::with_capacity(outcome.len() * OutcomeRecord::BYTES);
            for record in outcome {
                record.write(&mut records);
            }
            (*position, base16ct::lower::encode_string(&records))
        };
        let rows: Vec<_> = outcomes.iter().map(row).collect();
        let rows = Table("push_outcome").valid("records", serde_json::to_string(&rows))?;
        tx_query!(self, execute(INSERT, &rows));
        Ok(())
    }

    async fn replace_retries(
        &mut self,
        certificate: i64,
        done: &[(Timestamp, i64, i64)],
        new: &[RetryRow],
    ) -> Result<(), Error> {
        const DONE: Sql = Sql {
            sqlite: "DELETE FROM push_retry WHERE (certificate_id, due, position, part) IN \
                     (SELECT $1, value ->> 0, value ->> 1, value ->> 2 FROM json_each($2))",
            postgres: "DELETE FROM push_retry WHERE (certificate_id, due, position, part) IN \
                       (SELECT $1, (value ->> 0)::bigint, (value ->> 1)::bigint, (value ->> 2)::bigint \
                       FROM json_array_elements($2::json))",
        };
        const INSERT: Sql = Sql {
            sqlite: "INSERT INTO push_retry (certificate_id, due, position, part, attempts, slots) \
                     SELECT $1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, unhex(value ->> 4) \
                     FROM json_each($2)",
            postgres: "INSERT INTO push_retry (certificate_id, due, position, part, attempts, slots) \
                       SELECT $1, (value ->> 0)::bigint, (value ->> 1)::bigint, (value ->> 2)::bigint, \
                       (value ->> 3)::bigint, decode(value ->> 4, 'hex') FROM json_array_elements($2::json)",
        };
        let table = Table("push_retry");
        if !done.is_empty() {
            let row = |&(due, position, part): &(Timestamp, i64, i64)| (due.micros(), position, part);
            let rows: Vec<_> = done.iter().map(row).collect();
            let rows = table.valid("due", serde_json::to_string(&rows))?;
            tx_query!(self, execute(DONE, certificate, &rows));
        }
        if !new.is_empty() {
            let row = |retry: &RetryRow| {
                let slots: Vec<u8> = retry.slots.iter().flat_map(|slot| slot.to_be_bytes()).collect();
                let slots = base16ct::lower::encode_string(&slots);
                (retry.due.micros(), retry.position, retry.part, retry.attempts, slots)
            };
            let rows: Vec<_> = new.iter().map(row).collect();
            let rows = table.valid("slots", serde_json::to_string(&rows))?;
            tx_query!(self, execute(INSERT, certificate, &rows));
        }
        Ok(())
    }

    /// Removes and counts devices whose token is dead, and marks those whose token is refused; not where the token is another one
    /// meanwhile.
    async fn mark_devices(
        &mut self,
        certificate: i64,
        settlement: &Settlement,
        now: Timestamp,
    ) -> Result<(), Error> {
        const DEAD: Sql = Sql {
            sqlite: "DELETE FROM device WHERE certificate_id = $1 \
                     AND (id, token) IN (SELECT value ->> 0, value ->> 1 FROM json_each($2))",
            postgres: "DELETE FROM device WHERE certificate_id = $1 AND (id, token) IN \
                       (SELECT (value ->> 0)::bigint, value ->> 1 FROM json_array_elements($2::json))",
        };
        const REFUSED: Sql = Sql {
            sqlite: "UPDATE device SET refused_since = coalesce(refused_since, $3), refused_code = value ->> 2 \
                     FROM json_each($2) WHERE certificate_id = $1 AND device.id = value ->> 0 AND token = value ->> 1",
            postgres: "UPDATE device SET refused_since = coalesce(refused_since, $3), refused_code = value ->> 2 \
                       FROM json_array_elements($2::json) WHERE certificate_id = $1 \
                       AND device.id = (value ->> 0)::bigint AND token = value ->> 1",
        };
        let table = Table("device");
        if !settlement.dead_devices.is_empty() {
            let rows = table.valid("token", serde_json::to_string(&settlement.dead_devices))?;
            let removed = tx_query!(self, execute(DEAD, certificate, &rows));
            if removed > 0 {
                self.count_dead_tokens(certificate, removed, now).await?;
            }
        }
        if !settlement.refused_devices.is_empty() {
            let rows = table.valid("token", serde_json::to_string(&settlement.refused_devices))?;
            tx_query!(self, execute(REFUSED, certificate, &rows, now.micros()));
        }
        Ok(())
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
