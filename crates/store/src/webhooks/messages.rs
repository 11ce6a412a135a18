//! Messages: written with what they tell, read with their attempts.

use std::collections::HashMap;

use domain::account::AccountId;
use domain::application::sdkappid::Sdkappid;
use domain::time::Timestamp;
use domain::webhook::EndpointId;
use domain::webhook::event::{EventKind, EventKinds};
use domain::webhook::message::{Attempt, AttemptFailure, AttemptResult, Message, MessageState};

use crate::db::decode::{Table, record, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

const TABLE: Table = Table("webhook_message");
const ATTEMPTS: Table = Table("webhook_attempt");

/// A message to insert.
#[derive(Debug, Clone, Copy)]
pub struct NewWebhookMessage<'a> {
    /// The header `webhook-id`, unique in the installation.
    pub name: &'a str,
    pub kind: EventKind,
    /// What is signed and sent.
    pub body: &'a str,
}

record! {
    struct MessageRecord {
        id: i64,
        name: String,
        event: String,
        created_at: i64,
        state: String,
        next_at: Option<i64>,
    }
}

record! {
    struct AttemptRecord {
        message_id: i64,
        at: i64,
        took_ms: i64,
        status: Option<i64>,
        failure: Option<String>,
        answer: String,
    }
}

impl Store {
    /// The latest messages of an endpoint before the one of that number, newest first, with their attempts.
    pub async fn webhook_messages(
        &self,
        account: AccountId,
        endpoint: EndpointId,
        before: i64,
        limit: u32,
    ) -> Result<Vec<Message>, Error> {
        const MESSAGES: Sql = Sql::both(
            "SELECT id, name, event, created_at, state, next_at FROM webhook_message \
             WHERE account_id = $1 AND endpoint_id = $2 AND id < $3 ORDER BY id DESC LIMIT $4",
        );
        const SELECT: Sql = Sql::both(
            "SELECT message_id, at, took_ms, status, failure, answer \
             FROM webhook_attempt JOIN webhook_message ON webhook_message.id = webhook_attempt.message_id \
             WHERE account_id = $1 AND endpoint_id = $2 AND message_id BETWEEN $3 AND $4 \
             ORDER BY message_id, number DESC",
        );
        let limit = i64::from(limit);
        let records = read!(self, fetch_all::<MessageRecord>(MESSAGES, account.0, endpoint.0, before, limit));
        let (Some(newest), Some(oldest)) = (records.first(), records.last()) else { return Ok(Vec::new()) };
        let attempts =
            read!(self, fetch_all::<AttemptRecord>(SELECT, account.0, endpoint.0, oldest.id, newest.id));
        let mut by_message: HashMap<i64, Vec<Attempt>> = HashMap::new();
        for record in attempts {
            by_message.entry(record.message_id).or_default().push(attempt(record)?);
        }
        let with_attempts = |record: MessageRecord| {
            let attempts = by_message.remove(&record.id).unwrap_or_default();
            message(record, attempts)
        };
        records.into_iter().map(with_attempts).collect()
    }

    /// Number of messages of enabled endpoints that are to be sent.
    pub async fn webhook_messages_waiting(&self) -> Result<u64, Error> {
        const COUNT: Sql = Sql::both(
            "SELECT count(*) FROM webhook_message JOIN webhook_endpoint \
             ON webhook_endpoint.id = webhook_message.endpoint_id \
             WHERE next_at IS NOT NULL AND webhook_endpoint.state = 'enabled'",
        );
        let (count,) = read!(self, fetch_one::<(i64,)>(COUNT));
        TABLE.valid("id", count.try_into())
    }
}

impl Tx {
    /// Enabled endpoints of the account for events of that application, or of the account itself; with the events that
    /// each receives.
    pub async fn webhook_subscribers(
        &mut self,
        account: AccountId,
        sdkappid: Option<Sdkappid>,
    ) -> Result<Vec<(EndpointId, EventKinds)>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT id, events FROM webhook_endpoint \
             WHERE account_id = $1 AND state = 'enabled' AND (sdkappid IS NULL OR sdkappid = $2) ORDER BY id",
        );
        let rows =
            tx_query!(self, fetch_all::<(i64, String)>(SELECT, account.0, sdkappid.map(sdkappid_to_db)));
        let table = Table("webhook_endpoint");
        rows.into_iter()
            .map(|(id, events)| Ok((EndpointId(id), table.valid("events", serde_json::from_str(&events))?)))
            .collect()
    }

    /// Enabled endpoints of all accounts that receive the events of a whole account, with the events that each receives.
    pub async fn webhook_subscribers_of_all(
        &mut self,
    ) -> Result<Vec<(AccountId, EndpointId, EventKinds)>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT account_id, id, events FROM webhook_endpoint \
             WHERE state = 'enabled' AND sdkappid IS NULL ORDER BY id",
        );
        let rows = tx_query!(self, fetch_all::<(i64, i64, String)>(SELECT));
        let table = Table("webhook_endpoint");
        rows.into_iter()
            .map(|(account, id, events)| {
                let events = table.valid("events", serde_json::from_str(&events))?;
                Ok((AccountId(account), EndpointId(id), events))
            })
            .collect()
    }

    /// Inserts a message that is due from `now` on.
    pub async fn insert_webhook_message(
        &mut self,
        account: AccountId,
        endpoint: EndpointId,
        new: NewWebhookMessage<'_>,
        now: Timestamp,
    ) -> Result<(), Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO webhook_message \
             (account_id, endpoint_id, name, event, body, created_at, state, began_at, next_at, attempts, failures) \
             VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $6, $6, 0, 0)",
        );
        let NewWebhookMessage { name, kind, body } = new;
        tx_query!(self, execute(INSERT, account.0, endpoint.0, name, kind.name(), body, now.micros()));
        Ok(())
    }

    /// Lets a message of an endpoint be sent once more, as if it were new. Its name; `None` if there is none with that
    /// number.
    pub async fn replay_webhook_message(
        &mut self,
        account: AccountId,
        endpoint: EndpointId,
        number: i64,
        now: Timestamp,
    ) -> Result<Option<String>, Error> {
        const UPDATE: Sql = Sql::both(
            "UPDATE webhook_message SET state = 'waiting', began_at = $4, next_at = $4, failures = 0 \
             WHERE account_id = $1 AND endpoint_id = $2 AND id = $3 RETURNING name",
        );
        let name =
            tx_query!(self, fetch_optional::<(String,)>(UPDATE, account.0, endpoint.0, number, now.micros()));
        Ok(name.map(|(name,)| name))
    }

    /// Deletes messages that were created and replayed before then, with their attempts.
    pub async fn delete_webhook_messages_before(&mut self, before: Timestamp) -> Result<u64, Error> {
        const ATTEMPTS: Sql = Sql::both(
            "DELETE FROM webhook_attempt WHERE message_id IN \
             (SELECT id FROM webhook_message WHERE created_at < $1 AND began_at < $1)",
        );
        const MESSAGES: Sql =
            Sql::both("DELETE FROM webhook_message WHERE created_at < $1 AND began_at < $1");
        tx_query!(self, execute(ATTEMPTS, before.micros()));
        Ok(tx_query!(self, execute(MESSAGES, before.micros())))
    }
}

fn message(record: MessageRecord, attempts: Vec<Attempt>) -> Result<Message, Error> {
    Ok(Message {
        number: record.id,
        name: record.name,
        kind: TABLE.require("event", EventKind::from_name(&record.event))?,
        created_at: Timestamp::from_micros(record.created_at),
        state: TABLE.require("state", MessageState::from_code(&record.state))?,
        next_at: record.next_at.map(Timestamp::from_micros),
        attempts,
    })
}

fn attempt(record: AttemptRecord) -> Result<Attempt, Error> {
    let status = match (record.status, record.failure) {
        (Some(status), _) => Ok(ATTEMPTS.valid("status", status.try_into())?),
        (None, failure) => {
            Err(ATTEMPTS.require("failure", failure.as_deref().and_then(AttemptFailure::from_code))?)
        }
    };
    let took_ms = ATTEMPTS.valid("took_ms", record.took_ms.try_into())?;
    let result = AttemptResult::new(status, &record.answer, took_ms);
    Ok(Attempt { at: Timestamp::from_micros(record.at), result })
}
