//! Calls that are made again: they are answered with the push of the first one.

use std::collections::HashMap;

use domain::application::sdkappid::Sdkappid;
use domain::time::Timestamp;

use crate::db::decode::{Table, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Tx};

const TABLE: Table = Table("push_repeat");

/// What calls of an application that repeat each other have in common: a digest.
pub type RepeatKey = (Sdkappid, [u8; 32]);

/// The push that an earlier call was answered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepeatedPush {
    /// The ID that it is found by.
    pub task_id: String,
    /// The targets that it could not be for, as JSON.
    pub refused: String,
}

impl Tx {
    /// The pushes that calls with these keys are answered with at `now`.
    pub async fn repeated_pushes(
        &mut self,
        keys: &[RepeatKey],
        now: Timestamp,
    ) -> Result<HashMap<RepeatKey, RepeatedPush>, Error> {
        const SELECT: Sql = Sql {
            sqlite: "WITH wanted (sdkappid, key) AS MATERIALIZED \
                     (SELECT value ->> 0, unhex(value ->> 1) FROM json_each($1)) \
                     SELECT push_repeat.sdkappid, push_repeat.key, task_id, refused FROM wanted CROSS JOIN push_repeat \
                     ON push_repeat.sdkappid = wanted.sdkappid AND push_repeat.key = wanted.key \
                     JOIN push ON push.id = push_id WHERE ends_at > $2",
            postgres: "WITH wanted (sdkappid, key) AS MATERIALIZED (SELECT (value ->> 0)::bigint, \
                       decode(value ->> 1, 'hex') FROM json_array_elements($1::json)) \
                       SELECT push_repeat.sdkappid, push_repeat.key, task_id, refused FROM wanted JOIN push_repeat \
                       ON push_repeat.sdkappid = wanted.sdkappid AND push_repeat.key = wanted.key \
                       JOIN push ON push.id = push_id WHERE ends_at > $2",
        };
        let rows: Vec<_> = keys
            .iter()
            .map(|(sdkappid, key)| (sdkappid_to_db(*sdkappid), base16ct::lower::encode_string(key)))
            .collect();
        let rows = TABLE.valid("key", serde_json::to_string(&rows))?;
        let records =
            tx_query!(self, fetch_all::<(i64, Vec<u8>, String, String)>(SELECT, &rows, now.micros()));
        records
            .into_iter()
            .map(|(sdkappid, key, task_id, refused)| {
                let key = (TABLE.sdkappid(sdkappid)?, TABLE.valid("key", key.try_into())?);
                Ok((key, RepeatedPush { task_id, refused }))
            })
            .collect()
    }

    /// Answers calls with these keys with the push of that number until then. False where another transaction has just
    /// accepted a call with one of the keys; then nothing may be committed. No key may be given twice.
    pub async fn remember_pushes(
        &mut self,
        repeats: &[(RepeatKey, i64, Timestamp)],
        now: Timestamp,
    ) -> Result<bool, Error> {
        const INSERT: Sql = Sql {
            sqlite: "INSERT INTO push_repeat (sdkappid, key, push_id, ends_at) \
                     SELECT value ->> 0, unhex(value ->> 1), value ->> 2, value ->> 3 FROM json_each($1) WHERE TRUE \
                     ON CONFLICT (sdkappid, key) DO UPDATE SET push_id = excluded.push_id, \
                     ends_at = excluded.ends_at WHERE push_repeat.ends_at <= $2",
            postgres: "INSERT INTO push_repeat (sdkappid, key, push_id, ends_at) \
                       SELECT (value ->> 0)::bigint, decode(value ->> 1, 'hex'), (value ->> 2)::bigint, \
                       (value ->> 3)::bigint FROM json_array_elements($1::json) \
                       ON CONFLICT (sdkappid, key) DO UPDATE SET push_id = excluded.push_id, \
                       ends_at = excluded.ends_at WHERE push_repeat.ends_at <= $2",
        };
        let mut rows: Vec<_> = repeats
            .iter()
            .map(|&((sdkappid, key), push, ends_at)| {
                let key = base16ct::lower::encode_string(&key);
                (sdkappid_to_db(sdkappid), key, push, ends_at.micros())
            })
            .collect();
        // In the same order everywhere, so that two servers never wait for each other.
        rows.sort_unstable();
        let count = rows.len();
        let rows = TABLE.valid("key", serde_json::to_string(&rows))?;
        let written = tx_query!(self, execute(INSERT, &rows, now.micros()));
        Ok(usize::try_from(written).is_ok_and(|written| written == count))
    }
}
