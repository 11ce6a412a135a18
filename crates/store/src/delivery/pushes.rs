//! Accepting pushes: what a call asks for, as rows that wait to be sent.

use domain::application::sdkappid::Sdkappid;
use domain::certificate::CertificateId;
use domain::time::Timestamp;

use crate::db::decode::{Table, record, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Tx};

const TABLE: Table = Table("push");

/// A device that a target of a call stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetDevice {
    /// Number of the device.
    pub id: i64,
    /// Its certificate.
    pub certificate: CertificateId,
    /// The user or `RegistrationID` that the call named.
    pub target: String,
}

/// A push to insert.
#[derive(Debug)]
pub struct NewPush<'a> {
    /// Application of the call.
    pub sdkappid: Sdkappid,
    /// The ID that the caller asks for it by.
    pub task_id: &'a str,
    /// What the ids of its deliveries are derived from.
    pub salt: [u8; 16],
    /// `From_Account`; may be empty.
    pub from_account: &'a str,
    /// `DataId`; may be empty.
    pub data_id: &'a str,
    /// The message as JSON.
    pub message: &'a str,
    /// Number of devices that it is for.
    pub devices: usize,
    /// The targets that it could not be for, as JSON.
    pub refused: &'a str,
    /// When it was accepted.
    pub accepted_at: Timestamp,
    /// When it is no longer sent.
    pub expires_at: Timestamp,
}

/// Up to 500 devices of a push that have the same certificate.
#[derive(Debug, Clone)]
pub struct NewBatch {
    /// Number of the push.
    pub push: i64,
    /// Certificate of the devices, and thereby the queue.
    pub certificate: CertificateId,
    /// Whether it may wait behind batches that are prompt.
    pub is_bulk: bool,
    /// Numbers of the devices.
    pub devices: Vec<i64>,
}

record! {
    struct TargetRecord {
        id: i64,
        certificate_id: i64,
        target: String,
    }
}

impl Tx {
    /// The task of an earlier call with that key, with its refused targets, if it is to be answered again at `now`.
    pub async fn repeated_push(
        &mut self,
        sdkappid: Sdkappid,
        key: &[u8],
        now: Timestamp,
    ) -> Result<Option<(String, String)>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT task_id, refused FROM push_repeat JOIN push ON push.id = push_repeat.push_id \
             WHERE push_repeat.sdkappid = $1 AND key = $2 AND ends_at > $3",
        );
        let (sdkappid, now) = (sdkappid_to_db(sdkappid), now.micros());
        Ok(tx_query!(self, fetch_optional::<(String, String)>(SELECT, sdkappid, key, now)))
    }

    /// Answers calls with that key with this push until `ends_at`.
    pub async fn remember_push(
        &mut self,
        sdkappid: Sdkappid,
        key: &[u8],
        push: i64,
        ends_at: Timestamp,
    ) -> Result<(), Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO push_repeat (sdkappid, key, push_id, ends_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (sdkappid, key) DO UPDATE SET push_id = excluded.push_id, ends_at = excluded.ends_at",
        );
        tx_query!(self, execute(INSERT, sdkappid_to_db(sdkappid), key, push, ends_at.micros()));
        Ok(())
    }

    /// The devices of these users, and those with these names as their `RegistrationID`, in the order of their numbers.
    pub async fn target_devices(
        &mut self,
        sdkappid: Sdkappid,
        targets: &[&str],
    ) -> Result<Vec<TargetDevice>, Error> {
        const SELECT: Sql = Sql {
            sqlite: "SELECT id, certificate_id, user_id AS target FROM device \
                     WHERE sdkappid = $1 AND user_id IN (SELECT value FROM json_each($2)) \
                     UNION SELECT id, certificate_id, registration_id FROM device \
                     WHERE sdkappid = $1 AND registration_id IN (SELECT value FROM json_each($2)) ORDER BY id",
            postgres: "SELECT id, certificate_id, user_id AS target FROM device \
                       WHERE sdkappid = $1 AND user_id = ANY (ARRAY(SELECT jsonb_array_elements_text($2::jsonb))) \
                       UNION SELECT id, certificate_id, registration_id FROM device \
                       WHERE sdkappid = $1 AND registration_id = ANY (ARRAY(SELECT jsonb_array_elements_text($2::jsonb))) \
                       ORDER BY id",
        };
        let targets = TABLE.valid("targets", serde_json::to_string(targets))?;
        let records = tx_query!(self, fetch_all::<TargetRecord>(SELECT, sdkappid_to_db(sdkappid), &targets));
        records
            .into_iter()
            .map(|record| {
                Ok(TargetDevice {
                    id: record.id,
                    certificate: Table("device").valid("certificate_id", record.certificate_id.try_into())?,
                    target: record.target,
                })
            })
            .collect()
    }

    /// Inserts a push. Returns its number.
    pub async fn insert_push(&mut self, push: &NewPush<'_>) -> Result<i64, Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO push (sdkappid, task_id, salt, from_account, data_id, message, devices, refused, accepted_at, \
             expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
        );
        let devices: i64 = TABLE.valid("devices", push.devices.try_into())?;
        let (id,) = tx_query!(
            self,
            fetch_one::<(i64,)>(
                INSERT,
                sdkappid_to_db(push.sdkappid),
                push.task_id,
                push.salt.as_slice(),
                push.from_account,
                push.data_id,
                push.message,
                devices,
                push.refused,
                push.accepted_at.micros(),
                push.expires_at.micros(),
            )
        );
        Ok(id)
    }

    /// Writes down that a push was for these users.
    pub async fn insert_push_users(
        &mut self,
        sdkappid: Sdkappid,
        push: i64,
        users: &[&str],
    ) -> Result<(), Error> {
        const INSERT: Sql = Sql {
            sqlite: "INSERT INTO push_user (sdkappid, user_id, push_id) SELECT $1, value, $2 FROM json_each($3)",
            postgres: "INSERT INTO push_user (sdkappid, user_id, push_id) \
                       SELECT $1, jsonb_array_elements_text($3::jsonb), $2",
        };
        let users = TABLE.valid("users", serde_json::to_string(users))?;
        tx_query!(self, execute(INSERT, sdkappid_to_db(sdkappid), push, &users));
        Ok(())
    }

    /// Appends batches to the queues of their certificates, and makes queues that are missing. The last statements of a
    /// transaction: others that accept pushes wait from here until its commit, so that positions are committed in their
    /// order.
    pub async fn append_batches(&mut self, batches: &[(Sdkappid, NewBatch)]) -> Result<(), Error> {
        const TAKE: Sql =
            Sql::both("UPDATE push_position SET last = last + $1 WHERE id = 1 RETURNING last - $1");
        const INSERT: Sql = Sql::both(
            "INSERT INTO push_batch (position, push_id, certificate_id, priority, devices) VALUES ($1, $2, $3, $4, $5)",
        );
        const QUEUE: Sql = Sql::both(
            "INSERT INTO push_queue (certificate_id, sdkappid, owner, epoch, lease_ends_at, prompt_cursor, bulk_cursor, \
             refused_since, refused_code, refused_words) VALUES ($1, $2, '', 0, 0, 0, 0, NULL, '', '') \
             ON CONFLICT (certificate_id) DO NOTHING",
        );
        let mut queues: Vec<_> =
            batches.iter().map(|(sdkappid, batch)| (batch.certificate, *sdkappid)).collect();
        queues.sort_unstable_by_key(|(certificate, _)| *certificate);
        queues.dedup();
        for (certificate, sdkappid) in queues {
            tx_query!(self, execute(QUEUE, i64::from(certificate), sdkappid_to_db(sdkappid)));
        }
        let count: i64 = TABLE.valid("batches", batches.len().try_into())?;
        let (last,) = tx_query!(self, fetch_one::<(i64,)>(TAKE, count));
        for (position, (_, batch)) in (last + 1..).zip(batches) {
            tx_query!(
                self,
                execute(
                    INSERT,
                    position,
                    batch.push,
                    i64::from(batch.certificate),
                    i64::from(batch.is_bulk),
                    device_numbers_to_db(&batch.devices),
                )
            );
        }
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
    Table("push_batch").require("devices", rest.is_empty().then_some(numbers))
}
