//! Requests to technical support, and their messages.

use domain::account::{AccountId, PersonId};
use domain::application::sdkappid::Sdkappid;
use domain::support::{FiledRequest, RequestState, Side, SupportMessage, SupportRequest, Topic};
use domain::time::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::db::decode::{Table, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

const TABLE: Table = Table("support_request");

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, account_id, topic, subject, sdkappid, state, created_at, changed_at FROM support_request ",
            $rest
        )
    };
}

type RequestRecord = (i64, i64, String, String, Option<i64>, String, i64, i64);
type MessageRecord = (Option<i64>, String, i64, String);

const MESSAGES: Sql =
    Sql::both("SELECT person_id, side, at, text FROM support_message WHERE request_id = $1 ORDER BY number");

impl Store {
    /// The requests of the account, or of all accounts if none is named, newest first, without what was
    /// written; at most `limit` before the one of that number.
    pub async fn requests(
        &self,
        account: Option<AccountId>,
        before: i64,
        limit: u32,
    ) -> Result<Vec<FiledRequest>, Error> {
        const OWN: Sql = Sql::both(select!("WHERE account_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3"));
        const ALL: Sql = Sql::both(select!("WHERE id < $1 ORDER BY id DESC LIMIT $2"));
        let limit = i64::from(limit);
        let records = if let Some(account) = account {
            read!(self, fetch_all::<RequestRecord>(OWN, account.0, before, limit))
        } else {
            read!(self, fetch_all::<RequestRecord>(ALL, before, limit))
        };
        records.into_iter().map(|record| row(record, Vec::new())).collect()
    }

    /// One request of the account, or of any if none is named, with what was written.
    pub async fn request(&self, account: Option<AccountId>, id: i64) -> Result<Option<FiledRequest>, Error> {
        const SELECT: Sql = Sql::both(select!("WHERE id = $1"));
        let Some(record) = read!(self, fetch_optional::<RequestRecord>(SELECT, id)) else { return Ok(None) };
        if account.is_some_and(|account| account.0 != record.1) {
            return Ok(None);
        }
        let messages = read!(self, fetch_all::<MessageRecord>(MESSAGES, id));
        row(record, messages).map(Some)
    }
}

impl Store {
    /// The number of the account's request to delete an application that waits to be settled.
    pub async fn deletion_request(
        &self,
        account: AccountId,
        sdkappid: Sdkappid,
    ) -> Result<Option<i64>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT id FROM support_request WHERE account_id = $1 AND sdkappid = $2 AND topic = 'deletion' \
             AND state IN ('open', 'answered') ORDER BY id DESC LIMIT 1",
        );
        let found = read!(self, fetch_optional::<(i64,)>(SELECT, account.0, sdkappid_to_db(sdkappid)));
        Ok(found.map(|(id,)| id))
    }
}

impl Tx {
    /// Files a request. Its number.
    pub async fn insert_request(
        &mut self,
        account: AccountId,
        request: &SupportRequest,
        now: Timestamp,
    ) -> Result<i64, Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO support_request (account_id, topic, subject, sdkappid, state, created_at, changed_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $6) RETURNING id",
        );
        let (id,) = tx_query!(
            self,
            fetch_one::<(i64,)>(
                INSERT,
                account.0,
                code("topic", request.topic)?,
                request.subject.as_str(),
                request.application.map(sdkappid_to_db),
                code("state", request.state)?,
                now.micros(),
            )
        );
        for (index, written) in request.messages.iter().enumerate() {
            self.insert_message(id, index, written).await?;
        }
        Ok(id)
    }

    /// One request of the account, or of any if none is named, whose row is locked.
    pub async fn request(
        &mut self,
        account: Option<AccountId>,
        id: i64,
    ) -> Result<Option<FiledRequest>, Error> {
        const SELECT: Sql = for_update!(select!("WHERE id = $1"));
        let Some(record) = tx_query!(self, fetch_optional::<RequestRecord>(SELECT, id)) else {
            return Ok(None);
        };
        if account.is_some_and(|account| account.0 != record.1) {
            return Ok(None);
        }
        let messages = tx_query!(self, fetch_all::<MessageRecord>(MESSAGES, id));
        row(record, messages).map(Some)
    }

    /// Appends a message to the request.
    pub async fn insert_message(
        &mut self,
        id: i64,
        index: usize,
        written: &SupportMessage,
    ) -> Result<(), Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO support_message (request_id, number, person_id, side, at, text) VALUES ($1, $2, $3, $4, $5, $6)",
        );
        let index = i64::try_from(index).unwrap_or(i64::MAX);
        let by = written.by.map(|person| person.0);
        let side = code("side", written.side)?;
        tx_query!(self, execute(INSERT, id, index, by, side, written.at.micros(), written.text.as_str()));
        Ok(())
    }

    /// Writes the state.
    pub async fn set_request_state(
        &mut self,
        id: i64,
        state: RequestState,
        now: Timestamp,
    ) -> Result<(), Error> {
        const UPDATE: Sql = Sql::both("UPDATE support_request SET state = $2, changed_at = $3 WHERE id = $1");
        tx_query!(self, execute(UPDATE, id, code("state", state)?, now.micros()));
        Ok(())
    }
}

/// The short name of a state and the like: what `domain` calls it in JSON.
fn code<T: Serialize>(column: &'static str, value: T) -> Result<String, Error> {
    let value = TABLE.valid(column, serde_json::to_value(value))?;
    TABLE.require(column, value.as_str().map(ToOwned::to_owned))
}

fn from_code<T: DeserializeOwned>(column: &'static str, code: String) -> Result<T, Error> {
    TABLE.valid(column, serde_json::from_value(serde_json::Value::String(code)))
}

fn row(
    (id, account, topic, subject, app, state, created_at, changed_at): RequestRecord,
    messages: Vec<MessageRecord>,
) -> Result<FiledRequest, Error> {
    let topic: Topic = from_code("topic", topic)?;
    let messages = messages.into_iter().map(|(by, side, at, text)| {
        let side: Side = from_code("side", side)?;
        let text = TABLE.valid("text", text.try_into())?;
        Ok(SupportMessage { by: by.map(PersonId), side, at: Timestamp::from_micros(at), text })
    });
    Ok(FiledRequest {
        id,
        account: AccountId(account),
        created_at: Timestamp::from_micros(created_at),
        changed_at: Timestamp::from_micros(changed_at),
        request: SupportRequest {
            topic,
            subject: TABLE.valid("subject", subject.try_into())?,
            application: app.map(|app| TABLE.sdkappid(app)).transpose()?,
            state: from_code("state", state)?,
            messages: messages.collect::<Result<_, Error>>()?,
        },
    })
}
