//! Sending: endpoints are leased by one server at a time, and attempts are recorded.

use domain::account::AccountId;
use domain::time::Timestamp;
use domain::webhook::message::{Attempt, AttemptFailure, MessageState};
use domain::webhook::{Endpoint, EndpointId};

use crate::db::decode::{Table, record};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

const TABLE: Table = Table("webhook_message");

/// An endpoint with messages that are due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueWebhookEndpoint {
    pub account: AccountId,
    pub id: EndpointId,
}

/// A message that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueWebhookMessage {
    pub number: i64,
    /// The header `webhook-id`.
    pub name: String,
    /// What is signed and sent.
    pub body: String,
    /// When it was created or replayed.
    pub began_at: Timestamp,
    /// Attempts so far; a result is recorded only if there was no other since.
    pub attempts: i64,
    /// Failed attempts since `began_at`.
    pub failures: u32,
}

record! {
    struct DueRecord {
        id: i64,
        name: String,
        body: String,
        began_at: i64,
        attempts: i64,
        failures: i64,
    }
}

/// What becomes of a message after an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettledWebhook {
    pub state: MessageState,
    /// When it is tried again, if it is.
    pub next_at: Option<Timestamp>,
    /// Failed attempts since it was created or replayed.
    pub failures: u32,
}

impl Store {
    /// Enabled endpoints that have messages which are due at `now`, and that no server sends to.
    pub async fn webhook_endpoints_due(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<DueWebhookEndpoint>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT account_id, id FROM webhook_endpoint WHERE state = 'enabled' AND lease_ends_at <= $1 \
             AND EXISTS (SELECT 1 FROM webhook_message WHERE endpoint_id = webhook_endpoint.id AND next_at <= $1) \
             ORDER BY lease_ends_at, id LIMIT $2",
        );
        let rows = read!(self, fetch_all::<(i64, i64)>(SELECT, now.micros(), i64::from(limit)));
        let row = |(account, id)| DueWebhookEndpoint { account: AccountId(account), id: EndpointId(id) };
        Ok(rows.into_iter().map(row).collect())
    }
}

impl Tx {
    /// Takes or renews the lease of an enabled endpoint until `ends_at`. The endpoint, or `None` if another server has
    /// the lease.
    pub async fn lease_webhook_endpoint(
        &mut self,
        DueWebhookEndpoint { account, id }: DueWebhookEndpoint,
        owner: &str,
        now: Timestamp,
        ends_at: Timestamp,
    ) -> Result<Option<Endpoint>, Error> {
        const UPDATE: Sql = Sql::both(
            "UPDATE webhook_endpoint SET lease_owner = $3, lease_ends_at = $4 WHERE account_id = $1 AND id = $2 \
             AND state = 'enabled' AND (lease_ends_at <= $5 OR lease_owner = $3)",
        );
        let taken = tx_query!(self, execute(UPDATE, account.0, id.0, owner, ends_at.micros(), now.micros()));
        if taken == 0 { Ok(None) } else { self.webhook_endpoint(account, id).await }
    }

    /// Gives the lease of an endpoint back, at `now`.
    pub async fn release_webhook_endpoint(
        &mut self,
        DueWebhookEndpoint { account, id }: DueWebhookEndpoint,
        owner: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        const UPDATE: Sql = Sql::both(
            "UPDATE webhook_endpoint SET lease_owner = '', lease_ends_at = $4 \
             WHERE account_id = $1 AND id = $2 AND lease_owner = $3",
        );
        tx_query!(self, execute(UPDATE, account.0, id.0, owner, now.micros()));
        Ok(())
    }

    /// The oldest message of an endpoint that is due at `now`.
    pub async fn due_webhook_message(
        &mut self,
        DueWebhookEndpoint { account, id }: DueWebhookEndpoint,
        now: Timestamp,
    ) -> Result<Option<DueWebhookMessage>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT id, name, body, began_at, attempts, failures FROM webhook_message \
             WHERE account_id = $1 AND endpoint_id = $2 AND next_at <= $3 ORDER BY id LIMIT 1",
        );
        let record = tx_query!(self, fetch_optional::<DueRecord>(SELECT, account.0, id.0, now.micros()));
        let due = |record: DueRecord| {
            Ok(DueWebhookMessage {
                number: record.id,
                name: record.name,
                body: record.body,
                began_at: Timestamp::from_micros(record.began_at),
                attempts: record.attempts,
                failures: TABLE.valid("failures", record.failures.try_into())?,
            })
        };
        record.map(due).transpose()
    }

    /// The secrets of an endpoint that have not ended at `now`, newest first: number and ciphertext.
    pub async fn webhook_secrets(
        &mut self,
        id: EndpointId,
        now: Timestamp,
    ) -> Result<Vec<(i64, Vec<u8>)>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT number, sealed FROM webhook_secret \
             WHERE endpoint_id = $1 AND (ends_at IS NULL OR ends_at > $2) ORDER BY number DESC",
        );
        Ok(tx_query!(self, fetch_all::<(i64, Vec<u8>)>(SELECT, id.0, now.micros())))
    }

    /// Records an attempt and what becomes of the message. False, and nothing is written, if there was another attempt
    /// since the message was read, or if it was deleted.
    pub async fn settle_webhook_message(
        &mut self,
        account: AccountId,
        message: &DueWebhookMessage,
        attempt: &Attempt,
        settled: SettledWebhook,
    ) -> Result<bool, Error> {
        const UPDATE: Sql = Sql::both(
            "UPDATE webhook_message SET state = $4, next_at = $5, failures = $6, attempts = attempts + 1 \
             WHERE account_id = $1 AND id = $2 AND attempts = $3",
        );
        const INSERT: Sql = Sql::both(
            "INSERT INTO webhook_attempt (message_id, number, at, took_ms, status, failure, answer) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        );
        let SettledWebhook { state, next_at, failures } = settled;
        let written = tx_query!(
            self,
            execute(
                UPDATE,
                account.0,
                message.number,
                message.attempts,
                state.code(),
                next_at.map(Timestamp::micros),
                i64::from(failures),
            )
        );
        if written == 0 {
            return Ok(false);
        }
        let result = &attempt.result;
        tx_query!(
            self,
            execute(
                INSERT,
                message.number,
                message.attempts + 1,
                attempt.at.micros(),
                i64::from(result.took_ms),
                result.status.ok().map(i64::from),
                result.status.err().map(AttemptFailure::code),
                &result.answer,
            )
        );
        Ok(true)
    }
}
