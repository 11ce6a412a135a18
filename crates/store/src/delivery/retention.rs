//! Deleting pushes whose retention is over.

use domain::time::Timestamp;

use crate::db::query::Sql;
use crate::{Error, Tx};

impl Tx {
    /// Deletes up to `limit` pushes that ended before then, with everything that was written down about them. Returns how
    /// many there were.
    pub async fn delete_pushes_before(&mut self, before: Timestamp, limit: u32) -> Result<usize, Error> {
        const ENDED: Sql = Sql::both("SELECT id FROM push WHERE expires_at < $1 ORDER BY id LIMIT $2");
        macro_rules! of_pushes {
            ($delete:literal, $end:literal) => {
                Sql {
                    sqlite: concat!($delete, "(SELECT value FROM json_each($1))", $end),
                    postgres: concat!($delete, "(SELECT jsonb_array_elements_text($1::jsonb)::BIGINT)", $end),
                }
            };
        }
        const OUTCOMES: Sql = of_pushes!(
            "DELETE FROM push_outcome WHERE position IN (SELECT position FROM push_batch WHERE push_id IN ",
            ")"
        );
        const RETRIES: Sql = of_pushes!(
            "DELETE FROM push_retry WHERE position IN (SELECT position FROM push_batch WHERE push_id IN ",
            ")"
        );
        const BATCHES: Sql = of_pushes!("DELETE FROM push_batch WHERE push_id IN ", "");
        const USERS: Sql = of_pushes!("DELETE FROM push_user WHERE push_id IN ", "");
        const REPEATS: Sql = of_pushes!("DELETE FROM push_repeat WHERE push_id IN ", "");
        const TESTS: Sql = of_pushes!("DELETE FROM test_push WHERE push_id IN ", "");
        const PUSHES: Sql = of_pushes!("DELETE FROM push WHERE id IN ", "");
        let ended = tx_query!(self, fetch_all::<(i64,)>(ENDED, before.micros(), i64::from(limit)));
        let ids: Vec<i64> = ended.into_iter().map(|(id,)| id).collect();
        if ids.is_empty() {
            return Ok(0);
        }
        let numbers = crate::db::decode::Table("push").valid("id", serde_json::to_string(&ids))?;
        for statement in [OUTCOMES, RETRIES, BATCHES, USERS, REPEATS, TESTS, PUSHES] {
            tx_query!(self, execute(statement, &numbers));
        }
        Ok(ids.len())
    }

    /// Forgets calls that are no longer answered with an earlier push.
    pub async fn delete_push_repeats_before(&mut self, now: Timestamp) -> Result<u64, Error> {
        const DELETE: Sql = Sql::both("DELETE FROM push_repeat WHERE ends_at < $1");
        Ok(tx_query!(self, execute(DELETE, now.micros())))
    }
}
