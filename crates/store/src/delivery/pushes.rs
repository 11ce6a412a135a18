//! Accepted pushes: some at a time, in few statements, however many there are.

use std::collections::HashMap;

use domain::application::sdkappid::Sdkappid;
use domain::time::Timestamp;

use crate::db::decode::{Table, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Tx};

const TABLE: Table = Table("push");

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

impl Tx {
    /// Inserts pushes. Returns their numbers, in their order.
    pub async fn insert_pushes(&mut self, pushes: &[NewPush<'_>]) -> Result<Vec<i64>, Error> {
        const INSERT: Sql = Sql {
            sqlite: "INSERT INTO push (sdkappid, task_id, salt, from_account, data_id, message, devices, refused, \
                     accepted_at, expires_at) \
                     SELECT value ->> 0, value ->> 1, unhex(value ->> 2), value ->> 3, value ->> 4, value ->> 5, \
                     value ->> 6, value ->> 7, value ->> 8, value ->> 9 FROM json_each($1) \
                     RETURNING task_id, id",
            postgres: "INSERT INTO push (sdkappid, task_id, salt, from_account, data_id, message, devices, refused, \
                       accepted_at, expires_at) \
                       SELECT (value ->> 0)::bigint, value ->> 1, decode(value ->> 2, 'hex'), value ->> 3, \
                       value ->> 4, value ->> 5, (value ->> 6)::bigint, value ->> 7, (value ->> 8)::bigint, \
                       (value ->> 9)::bigint FROM json_array_elements($1::json) RETURNING task_id, id",
        };
        let rows: Vec<_> = pushes
            .iter()
            .map(|push| {
                (
                    sdkappid_to_db(push.sdkappid),
                    push.task_id,
                    base16ct::lower::encode_string(&push.salt),
                    push.from_account,
                    push.data_id,
                    push.message,
                    push.devices,
                    push.refused,
                    push.accepted_at.micros(),
                    push.expires_at.micros(),
                )
            })
            .collect();
        let rows = TABLE.valid("message", serde_json::to_string(&rows))?;
        let rows = tx_query!(self, fetch_all::<(String, i64)>(INSERT, &rows));
        let numbers: HashMap<String, i64> = rows.into_iter().collect();
        pushes.iter().map(|push| TABLE.require("id", numbers.get(push.task_id).copied())).collect()
    }

    /// Writes down which users the pushes with these numbers were for.
    pub async fn insert_push_users(&mut self, users: &[(Sdkappid, i64, &str)]) -> Result<(), Error> {
        const INSERT: Sql = Sql {
            sqlite: "INSERT INTO push_user (sdkappid, push_id, user_id) \
                     SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each($1)",
            postgres: "INSERT INTO push_user (sdkappid, push_id, user_id) \
                       SELECT (value ->> 0)::bigint, (value ->> 1)::bigint, value ->> 2 \
                       FROM json_array_elements($1::json)",
        };
        let row = |&(sdkappid, push, user): &(Sdkappid, i64, _)| (sdkappid_to_db(sdkappid), push, user);
        let rows: Vec<_> = users.iter().map(row).collect();
        let rows = Table("push_user").valid("user_id", serde_json::to_string(&rows))?;
        tx_query!(self, execute(INSERT, &rows));
        Ok(())
    }
}
