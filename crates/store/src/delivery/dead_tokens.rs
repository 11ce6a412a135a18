//! Numbers of devices that were removed because their token is dead, kept until webhooks are told.

use domain::account::AccountId;
use domain::application::sdkappid::Sdkappid;
use domain::certificate::Platform;
use domain::time::Timestamp;

use crate::db::decode::{Table, record, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

const TABLE: Table = Table("dead_token_count");

/// How many tokens of an application a vendor has reported as dead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadTokens {
    pub account: AccountId,
    pub sdkappid: Sdkappid,
    pub platform: Platform,
    pub tokens: u64,
    /// When the first of them was reported.
    pub since: Timestamp,
}

record! {
    struct DeadTokensRecord {
        account_id: i64,
        sdkappid: i64,
        platform: String,
        tokens: i64,
        since: i64,
    }
}

impl Store {
    /// Up to `limit` counts that began until then, the oldest first.
    pub async fn dead_tokens_since(&self, until: Timestamp, limit: u32) -> Result<Vec<DeadTokens>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT account_id, sdkappid, platform, tokens, since FROM dead_token_count \
             WHERE since <= $1 ORDER BY since LIMIT $2",
        );
        let records = read!(self, fetch_all::<DeadTokensRecord>(SELECT, until.micros(), i64::from(limit)));
        records.into_iter().map(dead_tokens).collect()
    }
}

impl Tx {
    /// Adds to the count of the certificate's application and vendor. Nothing is counted for a deleted certificate.
    pub(super) async fn count_dead_tokens(
        &mut self,
        certificate: i64,
        tokens: u64,
        now: Timestamp,
    ) -> Result<(), Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO dead_token_count (account_id, sdkappid, platform, tokens, since) \
             SELECT account_id, sdkappid, platform, $2, $3 FROM certificate WHERE id = $1 \
             ON CONFLICT (sdkappid, platform) DO UPDATE SET tokens = dead_token_count.tokens + excluded.tokens",
        );
        let tokens = TABLE.valid("tokens", i64::try_from(tokens))?;
        tx_query!(self, execute(INSERT, certificate, tokens, now.micros()));
        Ok(())
    }

    /// Ends a count: its last state, or `None` if another server has ended it.
    pub async fn take_dead_tokens(&mut self, known: &DeadTokens) -> Result<Option<DeadTokens>, Error> {
        const DELETE: Sql = Sql::both(
            "DELETE FROM dead_token_count \
             WHERE account_id = $1 AND sdkappid = $2 AND platform = $3 AND since = $4 \
             RETURNING account_id, sdkappid, platform, tokens, since",
        );
        let record = tx_query!(
            self,
            fetch_optional::<DeadTokensRecord>(
                DELETE,
                known.account.0,
                sdkappid_to_db(known.sdkappid),
                known.platform.code(),
                known.since.micros(),
            )
        );
        record.map(dead_tokens).transpose()
    }
}

fn dead_tokens(record: DeadTokensRecord) -> Result<DeadTokens, Error> {
    let DeadTokensRecord { account_id, sdkappid, platform, tokens, since } = record;
    Ok(DeadTokens {
        account: AccountId(account_id),
        sdkappid: TABLE.sdkappid(sdkappid)?,
        platform: TABLE.valid("platform", platform.parse())?,
        tokens: TABLE.valid("tokens", tokens.try_into())?,
        since: Timestamp::from_micros(since),
    })
}
