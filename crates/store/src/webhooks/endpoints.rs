//! Endpoints of an account, and their secrets.

use domain::account::{AccountId, SessionId};
use domain::time::Timestamp;
use domain::webhook::{Endpoint, EndpointId, EndpointSettings, EndpointState};

use crate::db::decode::{Table, record, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

const TABLE: Table = Table("webhook_endpoint");

record! {
    struct EndpointRecord {
        id: i64,
        sdkappid: Option<i64>,
        url: String,
        description: String,
        events: String,
        state: String,
        created_at: i64,
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, sdkappid, url, description, events, state, created_at FROM webhook_endpoint ",
            $rest
        )
    };
}

/// Permission for one session to see a secret once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookReveal {
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    pub session: SessionId,
    /// Until when it can be used.
    pub ends_at: Timestamp,
}

impl Store {
    /// The endpoints of the account, oldest first.
    pub async fn webhook_endpoints(&self, account: AccountId) -> Result<Vec<Endpoint>, Error> {
        const SELECT: Sql = Sql::both(select!("WHERE account_id = $1 ORDER BY id"));
        read!(self, fetch_all::<EndpointRecord>(SELECT, account.0)).into_iter().map(endpoint).collect()
    }

    pub async fn webhook_endpoint(
        &self,
        account: AccountId,
        id: EndpointId,
    ) -> Result<Option<Endpoint>, Error> {
        const SELECT: Sql = Sql::both(select!("WHERE account_id = $1 AND id = $2"));
        read!(self, fetch_optional::<EndpointRecord>(SELECT, account.0, id.0)).map(endpoint).transpose()
    }
}

impl Tx {
    /// The endpoint; its row is locked.
    pub async fn webhook_endpoint(
        &mut self,
        account: AccountId,
        id: EndpointId,
    ) -> Result<Option<Endpoint>, Error> {
        const SELECT: Sql = for_update!(select!("WHERE account_id = $1 AND id = $2"));
        tx_query!(self, fetch_optional::<EndpointRecord>(SELECT, account.0, id.0)).map(endpoint).transpose()
    }

    /// Number of the account's endpoints; lock the account before.
    pub async fn webhook_endpoint_count(&mut self, account: AccountId) -> Result<usize, Error> {
        const COUNT: Sql = Sql::both("SELECT count(*) FROM webhook_endpoint WHERE account_id = $1");
        let (count,) = tx_query!(self, fetch_one::<(i64,)>(COUNT, account.0));
        TABLE.valid("id", count.try_into())
    }

    /// Inserts an enabled endpoint without a secret. Its number.
    pub async fn insert_webhook_endpoint(
        &mut self,
        account: AccountId,
        settings: &EndpointSettings,
        now: Timestamp,
    ) -> Result<EndpointId, Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO webhook_endpoint \
             (account_id, sdkappid, url, description, events, state, created_at, lease_owner, lease_ends_at) \
             VALUES ($1, $2, $3, $4, $5, 'enabled', $6, '', 0) RETURNING id",
        );
        let events = TABLE.valid("events", serde_json::to_string(&settings.events))?;
        let (id,) = tx_query!(
            self,
            fetch_one::<(i64,)>(
                INSERT,
                account.0,
                settings.sdkappid.map(sdkappid_to_db),
                settings.url.as_str(),
                settings.description.as_str(),
                events,
                now.micros(),
            )
        );
        Ok(EndpointId(id))
    }

    /// Writes the settings of an endpoint.
    pub async fn update_webhook_endpoint(
        &mut self,
        account: AccountId,
        id: EndpointId,
        settings: &EndpointSettings,
    ) -> Result<(), Error> {
        const UPDATE: Sql = Sql::both(
            "UPDATE webhook_endpoint SET sdkappid = $3, url = $4, description = $5, events = $6 \
             WHERE account_id = $1 AND id = $2",
        );
        let events = TABLE.valid("events", serde_json::to_string(&settings.events))?;
        tx_query!(
            self,
            execute(
                UPDATE,
                account.0,
                id.0,
                settings.sdkappid.map(sdkappid_to_db),
                settings.url.as_str(),
                settings.description.as_str(),
                events,
            )
        );
        Ok(())
    }

    pub async fn set_webhook_endpoint_state(
        &mut self,
        account: AccountId,
        id: EndpointId,
        state: EndpointState,
    ) -> Result<(), Error> {
        const UPDATE: Sql =
            Sql::both("UPDATE webhook_endpoint SET state = $3 WHERE account_id = $1 AND id = $2");
        tx_query!(self, execute(UPDATE, account.0, id.0, state.code()));
        Ok(())
    }

    /// Deletes an endpoint of the account with its secrets, messages and attempts.
    pub async fn delete_webhook_endpoint(&mut self, account: AccountId, id: EndpointId) -> Result<(), Error> {
        const ATTEMPTS: Sql = Sql::both(
            "DELETE FROM webhook_attempt WHERE message_id IN \
             (SELECT id FROM webhook_message WHERE account_id = $1 AND endpoint_id = $2)",
        );
        const MESSAGES: Sql =
            Sql::both("DELETE FROM webhook_message WHERE account_id = $1 AND endpoint_id = $2");
        const SECRETS: Sql = Sql::both(
            "DELETE FROM webhook_secret WHERE endpoint_id IN \
             (SELECT id FROM webhook_endpoint WHERE account_id = $1 AND id = $2)",
        );
        const ENDPOINT: Sql = Sql::both("DELETE FROM webhook_endpoint WHERE account_id = $1 AND id = $2");
        for statement in [ATTEMPTS, MESSAGES, SECRETS, ENDPOINT] {
            tx_query!(self, execute(statement, account.0, id.0));
        }
        Ok(())
    }

    /// Number of the next secret of a locked endpoint.
    pub async fn next_webhook_secret(&mut self, id: EndpointId) -> Result<i64, Error> {
        const SELECT: Sql =
            Sql::both("SELECT COALESCE(max(number), 0) + 1 FROM webhook_secret WHERE endpoint_id = $1");
        let (number,) = tx_query!(self, fetch_one::<(i64,)>(SELECT, id.0));
        Ok(number)
    }

    /// Lets the current secret of an endpoint end, if there is one.
    pub async fn end_webhook_secret(&mut self, id: EndpointId, at: Timestamp) -> Result<(), Error> {
        const UPDATE: Sql =
            Sql::both("UPDATE webhook_secret SET ends_at = $2 WHERE endpoint_id = $1 AND ends_at IS NULL");
        tx_query!(self, execute(UPDATE, id.0, at.micros()));
        Ok(())
    }

    /// Inserts the current secret of an endpoint, with the permission to see it once, if there is one.
    pub async fn insert_webhook_secret(
        &mut self,
        id: EndpointId,
        number: i64,
        sealed: &[u8],
        reveal: Option<&WebhookReveal>,
        now: Timestamp,
    ) -> Result<(), Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO webhook_secret \
             (endpoint_id, number, sealed, created_at, reveal_hash, reveal_session, reveal_ends_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        );
        tx_query!(
            self,
            execute(
                INSERT,
                id.0,
                number,
                sealed,
                now.micros(),
                reveal.map(|reveal| &*reveal.token_hash),
                reveal.map(|reveal| reveal.session.0),
                reveal.map(|reveal| reveal.ends_at.micros()),
            )
        );
        Ok(())
    }

    /// Uses up the permission to see a secret: its number and ciphertext, once at most.
    pub async fn take_webhook_reveal(
        &mut self,
        id: EndpointId,
        token_hash: &[u8],
        session: SessionId,
        now: Timestamp,
    ) -> Result<Option<(i64, Vec<u8>)>, Error> {
        const TAKE: Sql = Sql::both(
            "UPDATE webhook_secret SET reveal_hash = NULL, reveal_session = NULL, reveal_ends_at = NULL \
             WHERE endpoint_id = $1 AND reveal_hash = $2 AND reveal_session = $3 AND reveal_ends_at > $4 \
             RETURNING number, sealed",
        );
        Ok(tx_query!(self, fetch_optional::<(i64, Vec<u8>)>(TAKE, id.0, token_hash, session.0, now.micros())))
    }

    /// Destroys secrets that have ended.
    pub async fn delete_webhook_secrets_before(&mut self, before: Timestamp) -> Result<u64, Error> {
        const DELETE: Sql = Sql::both("DELETE FROM webhook_secret WHERE ends_at < $1");
        Ok(tx_query!(self, execute(DELETE, before.micros())))
    }
}

fn endpoint(record: EndpointRecord) -> Result<Endpoint, Error> {
    let settings = EndpointSettings {
        url: TABLE.valid("url", record.url.try_into())?,
        description: TABLE.valid("description", record.description.try_into())?,
        sdkappid: record.sdkappid.map(|sdkappid| TABLE.sdkappid(sdkappid)).transpose()?,
        events: TABLE.valid("events", serde_json::from_str(&record.events))?,
    };
    Ok(Endpoint {
        id: EndpointId(record.id),
        settings,
        state: TABLE.require("state", EndpointState::from_code(&record.state))?,
        created_at: Timestamp::from_micros(record.created_at),
    })
}
