//! What is shown of accepted pushes.

use std::collections::HashMap;

use domain::application::sdkappid::Sdkappid;
use domain::certificate::CertificateId;
use domain::delivery::device::RegistrationId;
use domain::time::Timestamp;
use domain::usersig::user_id::UserId;

use super::batches::device_numbers;
use crate::db::decode::{Table, record, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Store};

/// An accepted push.
#[derive(Debug, Clone)]
pub struct AcceptedPushRow {
    /// Its number.
    pub id: i64,
    /// The ID that its caller was given.
    pub task_id: String,
    /// `From_Account`; may be empty.
    pub from_account: String,
    /// `DataId`; may be empty.
    pub data_id: String,
    /// The message as JSON.
    pub message: String,
    /// The token that a test push is sent to.
    pub test_token: Option<String>,
    /// The targets that it could not be for, as JSON.
    pub refused: String,
    /// When it was accepted.
    pub accepted_at: Timestamp,
    /// When it is no longer sent.
    pub expires_at: Timestamp,
}

/// A batch of a push.
#[derive(Debug, Clone)]
pub struct PushBatchRow {
    /// Its position.
    pub position: i64,
    /// The number of the push.
    pub push: i64,
    /// The certificate of its devices.
    pub certificate: CertificateId,
    /// The numbers of its devices.
    pub devices: Vec<i64>,
}

/// Which pushes of an application.
#[derive(Debug, Clone, Copy)]
pub enum PushSearch<'a> {
    /// All.
    All,
    /// Those that were for this user or `RegistrationID`.
    Target(&'a str),
}

macro_rules! columns {
    () => {
        "push.id, task_id, from_account, data_id, message, test_push.token AS test_token, refused, accepted_at, \
         expires_at FROM push LEFT JOIN test_push ON test_push.push_id = push.id"
    };
}

record! {
    struct AcceptedPushRecord {
        id: i64,
        task_id: String,
        from_account: String,
        data_id: String,
        message: String,
        test_token: Option<String>,
        refused: String,
        accepted_at: i64,
        expires_at: i64,
    }
}

record! {
    struct PushBatchRecord {
        position: i64,
        push_id: i64,
        certificate_id: i64,
        devices: Vec<u8>,
    }
}

impl Store {
    /// Pushes of an application with a number below `before`, the latest first.
    pub async fn accepted_pushes(
        &self,
        sdkappid: Sdkappid,
        search: PushSearch<'_>,
        before: i64,
        limit: u32,
    ) -> Result<Vec<AcceptedPushRow>, Error> {
        const ALL: Sql = Sql::both(concat!(
            "SELECT ",
            columns!(),
            " WHERE sdkappid = $1 AND push.id < $2 ORDER BY push.id DESC LIMIT $3"
        ));
        const OF_TARGET: Sql = Sql::both(concat!(
            "SELECT ",
            columns!(),
            " JOIN push_user ON push_user.push_id = push.id \
             WHERE push_user.sdkappid = $1 AND push_user.push_id < $2 AND push_user.user_id = $4 \
             ORDER BY push_user.push_id DESC LIMIT $3",
        ));
        let (sdkappid, limit) = (sdkappid_to_db(sdkappid), i64::from(limit));
        let records = match search {
            PushSearch::All => read!(self, fetch_all::<AcceptedPushRecord>(ALL, sdkappid, before, limit)),
            PushSearch::Target(target) => {
                read!(self, fetch_all::<AcceptedPushRecord>(OF_TARGET, sdkappid, before, limit, target))
            }
        };
        Ok(records.into_iter().map(push).collect())
    }

    /// The push of that task, if it is one of the application.
    pub async fn accepted_push(
        &self,
        sdkappid: Sdkappid,
        task_id: &str,
    ) -> Result<Option<AcceptedPushRow>, Error> {
        const SELECT: Sql =
            Sql::both(concat!("SELECT ", columns!(), " WHERE sdkappid = $1 AND task_id = $2"));
        let record =
            read!(self, fetch_optional::<AcceptedPushRecord>(SELECT, sdkappid_to_db(sdkappid), task_id));
        Ok(record.map(push))
    }

    /// The batches of these pushes, in the order of their positions.
    pub async fn batches_of_pushes(&self, pushes: &[i64]) -> Result<Vec<PushBatchRow>, Error> {
        const SELECT: Sql = Sql {
            sqlite: "SELECT position, push_id, certificate_id, devices FROM push_batch \
                     WHERE push_id IN (SELECT value FROM json_each($1)) ORDER BY position",
            postgres: "SELECT position, push_id, certificate_id, devices FROM push_batch \
                       WHERE push_id = ANY (ARRAY(SELECT jsonb_array_elements_text($1::jsonb)::BIGINT)) \
                       ORDER BY position",
        };
        let pushes = Table("push_batch").valid("push_id", serde_json::to_string(pushes))?;
        let records = read!(self, fetch_all::<PushBatchRecord>(SELECT, &pushes));
        records
            .into_iter()
            .map(|record| {
                Ok(PushBatchRow {
                    position: record.position,
                    push: record.push_id,
                    certificate: Table("push_batch")
                        .valid("certificate_id", record.certificate_id.try_into())?,
                    devices: device_numbers(&record.devices)?,
                })
            })
            .collect()
    }

    /// Name and user of those of these devices that are still registered.
    pub async fn device_names(
        &self,
        sdkappid: Sdkappid,
        devices: &[i64],
    ) -> Result<HashMap<i64, (RegistrationId, Option<UserId>)>, Error> {
        const SELECT: Sql = Sql {
            sqlite: "SELECT id, registration_id, user_id FROM device \
                     WHERE sdkappid = $1 AND id IN (SELECT value FROM json_each($2))",
            postgres: "SELECT id, registration_id, user_id FROM device \
                       WHERE sdkappid = $1 AND id = ANY (ARRAY(SELECT jsonb_array_elements_text($2::jsonb)::BIGINT))",
        };
        let table = Table("device");
        let devices = table.valid("id", serde_json::to_string(devices))?;
        let rows = read!(
            self,
            fetch_all::<(i64, String, Option<String>)>(SELECT, sdkappid_to_db(sdkappid), &devices)
        );
        rows.into_iter()
            .map(|(id, name, user)| {
                let user = user.map(|user| table.valid("user_id", user.parse())).transpose()?;
                Ok((id, (table.valid("registration_id", name.parse())?, user)))
            })
            .collect()
    }

    /// Codes and words of vendors' reasons, by their numbers.
    pub async fn push_reasons(&self, numbers: &[u32]) -> Result<HashMap<u32, (String, String)>, Error> {
        const SELECT: Sql = Sql {
            sqlite: "SELECT id, code, words FROM push_reason WHERE id IN (SELECT value FROM json_each($1))",
            postgres: "SELECT id, code, words FROM push_reason \
                       WHERE id = ANY (ARRAY(SELECT jsonb_array_elements_text($1::jsonb)::BIGINT))",
        };
        let table = Table("push_reason");
        let numbers = table.valid("id", serde_json::to_string(numbers))?;
        let rows = read!(self, fetch_all::<(i64, String, String)>(SELECT, &numbers));
        rows.into_iter()
            .map(|(id, code, words)| Ok((table.valid("id", id.try_into())?, (code, words))))
            .collect()
    }
}

fn push(record: AcceptedPushRecord) -> AcceptedPushRow {
    AcceptedPushRow {
        id: record.id,
        task_id: record.task_id,
        from_account: record.from_account,
        data_id: record.data_id,
        message: record.message,
        test_token: record.test_token,
        refused: record.refused,
        accepted_at: Timestamp::from_micros(record.accepted_at),
        expires_at: Timestamp::from_micros(record.expires_at),
    }
}
