//! Signed-in browsers.

use domain::account::access::Access;
use domain::account::language::{Language, Theme};
use domain::account::person::Email;
use domain::account::{AccountId, PersonId, SessionId};
use domain::billing::account_balance::AccountBalance;
use domain::time::Timestamp;

use crate::account::accounts;
use crate::account::people::parse_language;
use crate::db::decode::{Table, record};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

/// A signed-in browser with its person.
#[derive(Debug, Clone)]
pub struct SessionRow {
    /// ID of the session, which is no secret.
    pub session: SessionId,
    /// Account of the person.
    pub account: AccountId,
    /// Person that is signed in.
    pub person: PersonId,
    /// E-mail address of the person.
    pub email: Email,
    /// What the person may do in the account.
    pub access: Access,
    /// Language that the person chose; none until they chose.
    pub language: Option<Language>,
    /// Colour scheme that the person chose; the system's until they chose.
    pub theme: Theme,
    /// Whether the person is an operator of the installation.
    pub operator: bool,
    /// Balance and arrears of the account.
    pub account_balance: AccountBalance,
    /// Whether everybody in the account needs a second factor.
    pub second_factor_required: bool,
    /// Whether the person has one.
    pub has_second_factor: bool,
    /// `User-Agent` header of the browser, shortened.
    pub browser: String,
    /// Client address at sign-in.
    pub address: String,
    /// Instant of the sign-in.
    pub created_at: Timestamp,
    /// Instant of the last request, to the minute.
    pub seen_at: Timestamp,
    /// Idle timeout: instant of the end unless it is used before.
    pub idle_ends_at: Timestamp,
    /// Absolute timeout.
    pub ends_at: Timestamp,
    /// Instant at which the person last proved who they are in the session, with the password or a second factor. The
    /// column is older than second factors, and is still called `password_given_at`.
    pub verified_at: Timestamp,
}

/// A session to insert.
pub struct NewSession {
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// Account of the person.
    pub account: AccountId,
    /// Person that signs in.
    pub person: PersonId,
    /// `User-Agent` header of the browser, shortened.
    pub browser: String,
    /// Client address at sign-in.
    pub address: String,
    /// Now; also when it was last seen and when the person proved who they are.
    pub created_at: Timestamp,
    /// Idle timeout: instant of the end unless it is used before.
    pub idle_ends_at: Timestamp,
    /// Absolute timeout.
    pub ends_at: Timestamp,
}

const TABLE: Table = Table("person");

record! {
    struct SessionRecord {
        id: i64,
        account_id: i64,
        person_id: i64,
        email: String,
        language: Option<String>,
        theme: String,
        operator: bool,
        role: String,
        limited: bool,
        currency: String,
        balance: i64,
        arrears_since: Option<i64>,
        second_factor_required: bool,
        has_second_factor: bool,
        browser: String,
        address: String,
        created_at: i64,
        seen_at: i64,
        idle_ends_at: i64,
        ends_at: i64,
        password_given_at: i64,
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT session.id, session.account_id, person_id, email, language, theme, operator, role, limited, \
             currency, balance, arrears_since, second_factor_required, \
             (EXISTS (SELECT 1 FROM authenticator WHERE authenticator.person_id = session.person_id \
             AND confirmed_at IS NOT NULL) \
             OR EXISTS (SELECT 1 FROM passkey WHERE passkey.person_id = session.person_id)) AS has_second_factor, \
             browser, address, session.created_at, seen_at, idle_ends_at, ends_at, password_given_at \
             FROM session JOIN person ON person.id = person_id AND person.account_id = session.account_id \
             JOIN account ON account.id = session.account_id ",
            $rest
        )
    };
}

impl Store {
    /// The session of that token hash that has not ended at `now`, with its person.
    pub async fn session(&self, token_hash: &[u8], now: Timestamp) -> Result<Option<SessionRow>, Error> {
        const BY_TOKEN: Sql =
            Sql::both(select!("WHERE token_hash = $1 AND idle_ends_at > $2 AND ends_at > $2"));
        let record = read!(self, fetch_optional::<SessionRecord>(BY_TOKEN, token_hash, now.micros()));
        let Some(record) = record else { return Ok(None) };
        let access = self.access(PersonId(record.person_id), &record.role, record.limited).await?;
        Ok(Some(row(record, access)?))
    }

    /// The sessions of a person that have not ended at `now`, the last seen first.
    pub async fn sessions(
        &self,
        account: AccountId,
        person: PersonId,
        now: Timestamp,
    ) -> Result<Vec<SessionRow>, Error> {
        const OF_PERSON: Sql = Sql::both(select!(
            "WHERE session.account_id = $1 AND person_id = $2 AND idle_ends_at > $3 AND ends_at > $3 \
             ORDER BY seen_at DESC, session.id DESC"
        ));
        let records = read!(self, fetch_all::<SessionRecord>(OF_PERSON, account.0, person.0, now.micros()));
        let Some(first) = records.first() else { return Ok(Vec::new()) };
        let access = self.access(person, &first.role, first.limited).await?;
        records.into_iter().map(|record| row(record, access.clone())).collect()
    }
}

impl Tx {
    /// A browser signs in.
    pub async fn insert_session(&mut self, session: &NewSession) -> Result<SessionId, Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO session (token_hash, account_id, person_id, browser, address, created_at, seen_at, \
             idle_ends_at, ends_at, password_given_at) VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $6) RETURNING id",
        );
        let (id,) = tx_query!(
            self,
            fetch_one::<(i64,)>(
                INSERT,
                &session.token_hash,
                session.account.0,
                session.person.0,
                &session.browser,
                &session.address,
                session.created_at.micros(),
                session.idle_ends_at.micros(),
                session.ends_at.micros(),
            )
        );
        Ok(SessionId(id))
    }

    /// Records that the session was used at `now`, and moves its idle end.
    pub async fn touch_session(
        &mut self,
        session: SessionId,
        seen_at: Timestamp,
        idle_ends_at: Timestamp,
    ) -> Result<(), Error> {
        const UPDATE: Sql = Sql::both("UPDATE session SET seen_at = $2, idle_ends_at = $3 WHERE id = $1");
        tx_query!(self, execute(UPDATE, session.0, seen_at.micros(), idle_ends_at.micros()));
        Ok(())
    }

    /// Records that the person proved who they are at `at`, with the password or a second factor, and gives the session
    /// another token: copies of the one before open nothing any more.
    pub async fn renew_session(
        &mut self,
        session: SessionId,
        token_hash: &[u8],
        at: Timestamp,
    ) -> Result<(), Error> {
        const UPDATE: Sql =
            Sql::both("UPDATE session SET token_hash = $2, password_given_at = $3 WHERE id = $1");
        tx_query!(self, execute(UPDATE, session.0, token_hash, at.micros()));
        Ok(())
    }

    /// Whether there was one.
    pub async fn delete_session(
        &mut self,
        account: AccountId,
        person: PersonId,
        session: SessionId,
    ) -> Result<bool, Error> {
        const DELETE: Sql =
            Sql::both("DELETE FROM session WHERE account_id = $1 AND person_id = $2 AND id = $3");
        Ok(tx_query!(self, execute(DELETE, account.0, person.0, session.0)) > 0)
    }

    /// All of a person's, but for one. How many there were.
    pub async fn delete_sessions_except(
        &mut self,
        account: AccountId,
        person: PersonId,
        kept: Option<SessionId>,
    ) -> Result<u64, Error> {
        // No session has the number 0.
        const DELETE: Sql =
            Sql::both("DELETE FROM session WHERE account_id = $1 AND person_id = $2 AND id <> $3");
        Ok(tx_query!(self, execute(DELETE, account.0, person.0, kept.map_or(0, |session| session.0))))
    }

    /// Those that are over. How many there were.
    pub async fn delete_ended_sessions(&mut self, now: Timestamp) -> Result<u64, Error> {
        const DELETE: Sql = Sql::both("DELETE FROM session WHERE idle_ends_at <= $1 OR ends_at <= $1");
        Ok(tx_query!(self, execute(DELETE, now.micros())))
    }
}

fn row(record: SessionRecord, access: Access) -> Result<SessionRow, Error> {
    Ok(SessionRow {
        session: SessionId(record.id),
        account: AccountId(record.account_id),
        person: PersonId(record.person_id),
        email: TABLE.valid("email", record.email.try_into())?,
        access,
        language: parse_language(TABLE, record.language.as_deref())?,
        theme: TABLE.require("theme", Theme::from_code(&record.theme))?,
        operator: record.operator,
        account_balance: accounts::account_balance_of((
            record.currency,
            record.balance,
            record.arrears_since,
        ))?,
        second_factor_required: record.second_factor_required,
        has_second_factor: record.has_second_factor,
        browser: record.browser,
        address: record.address,
        created_at: Timestamp::from_micros(record.created_at),
        seen_at: Timestamp::from_micros(record.seen_at),
        idle_ends_at: Timestamp::from_micros(record.idle_ends_at),
        ends_at: Timestamp::from_micros(record.ends_at),
        verified_at: Timestamp::from_micros(record.password_given_at),
    })
}
