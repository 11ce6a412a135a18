//! API tokens.

use domain::account::access::Access;
use domain::account::person::Email;
use domain::account::scope::Scope;
use domain::account::token::{TokenFacts, TokenName};
use domain::account::{AccountId, PersonId, TokenId};
use domain::application::sdkappid::Sdkappid;
use domain::time::Timestamp;

use crate::db::decode::{Table, record, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

/// A valid API token with its person.
#[derive(Debug, Clone)]
pub struct TokenRow {
    /// Account of the person.
    pub account: AccountId,
    /// Person that made it.
    pub person: PersonId,
    /// E-mail address of the person.
    pub email: Email,
    /// What the person may do in the account.
    pub access: Access,
    /// Whether the person has to set a second factor up, as the account requires.
    pub must_enrol: bool,
    /// The token itself.
    pub facts: TokenFacts,
}

/// An API token to insert, which is to be shown.
pub struct NewTokenRow {
    /// Account of the person.
    pub account: AccountId,
    /// Person that makes it.
    pub person: PersonId,
    /// SHA-256 of the key that shows it.
    pub key_hash: Vec<u8>,
    pub name: TokenName,
    pub scopes: Vec<Scope>,
    /// The applications that it is limited to, which are the account's own; `None` for all.
    pub applications: Option<Vec<Sdkappid>>,
    pub created_at: Timestamp,
    /// From then on it is refused.
    pub ends_at: Timestamp,
}

const TABLE: Table = Table("token");

record! {
    struct TokenRecord {
        id: i64,
        account_id: i64,
        person_id: i64,
        name: String,
        scopes: String,
        token_limited: bool,
        created_at: i64,
        ends_at: i64,
        used_at: Option<i64>,
        used_from: String,
        email: String,
        role: String,
        limited: bool,
        must_enrol: bool,
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT token.id, token.account_id, person_id, name, scopes, token.limited AS token_limited, \
             token.created_at, ends_at, used_at, used_from, email, role, person.limited, \
             second_factor_required AND NOT EXISTS (SELECT 1 FROM authenticator WHERE authenticator.person_id = \
             person.id AND confirmed_at IS NOT NULL) \
             AND NOT EXISTS (SELECT 1 FROM passkey WHERE passkey.person_id = person.id) AS must_enrol \
             FROM token JOIN person ON person.id = person_id AND person.account_id = token.account_id \
             JOIN account ON account.id = token.account_id ",
            $rest
        )
    };
}

impl Store {
    /// The token of that hash, if it was shown and has not ended at `now`.
    pub async fn token(&self, hash: &[u8], now: Timestamp) -> Result<Option<TokenRow>, Error> {
        const BY_HASH: Sql = Sql::both(select!("WHERE hash = $1 AND shown AND ends_at > $2"));
        let record = read!(self, fetch_optional::<TokenRecord>(BY_HASH, hash, now.micros()));
        let Some(record) = record else { return Ok(None) };
        let access = self.access(PersonId(record.person_id), &record.role, record.limited).await?;
        Ok(Some(TokenRow {
            account: AccountId(record.account_id),
            person: PersonId(record.person_id),
            email: TABLE.valid("email", record.email.clone().try_into())?,
            access,
            must_enrol: record.must_enrol,
            facts: self.token_facts(record).await?,
        }))
    }

    /// The tokens of a person that were shown, the newest first.
    pub async fn tokens(&self, account: AccountId, person: PersonId) -> Result<Vec<TokenFacts>, Error> {
        const OF_PERSON: Sql = Sql::both(select!(
            "WHERE token.account_id = $1 AND person_id = $2 AND shown ORDER BY token.id DESC"
        ));
        let records = read!(self, fetch_all::<TokenRecord>(OF_PERSON, account.0, person.0));
        let mut tokens = Vec::with_capacity(records.len());
        for record in records {
            tokens.push(self.token_facts(record).await?);
        }
        Ok(tokens)
    }

    async fn token_facts(&self, record: TokenRecord) -> Result<TokenFacts, Error> {
        const CHOSEN: Sql =
            Sql::both("SELECT sdkappid FROM token_application WHERE token_id = $1 ORDER BY sdkappid");
        let applications = if record.token_limited {
            let chosen = read!(self, fetch_all::<(i64,)>(CHOSEN, record.id));
            let chosen = chosen.into_iter().map(|(sdkappid,)| TABLE.sdkappid(sdkappid));
            Some(chosen.collect::<Result<_, _>>()?)
        } else {
            None
        };
        let scopes = record.scopes.split(' ').map(|code| TABLE.require("scopes", Scope::from_code(code)));
        Ok(TokenFacts {
            id: TokenId(record.id),
            name: TABLE.valid("name", record.name.try_into())?,
            scopes: scopes.collect::<Result<_, _>>()?,
            applications,
            created_at: Timestamp::from_micros(record.created_at),
            ends_at: Timestamp::from_micros(record.ends_at),
            used: record.used_at.map(|at| (Timestamp::from_micros(at), record.used_from)),
        })
    }
}

impl Tx {
    /// How many tokens a person has. Until the end of the transaction nobody else adds one, if the person's row is
    /// locked.
    pub async fn token_count(&mut self, account: AccountId, person: PersonId) -> Result<i64, Error> {
        const COUNT: Sql = Sql::both("SELECT count(*) FROM token WHERE account_id = $1 AND person_id = $2");
        let (count,) = tx_query!(self, fetch_one::<(i64,)>(COUNT, account.0, person.0));
        Ok(count)
    }

    /// Adds a token that is to be shown.
    pub async fn insert_token(&mut self, token: &NewTokenRow) -> Result<TokenId, Error> {
        const INSERT: Sql = Sql {
            sqlite: "INSERT INTO token (account_id, person_id, hash, shown, name, scopes, limited, created_at, ends_at, \
                     used_from) VALUES ($1, $2, $3, 0, $4, $5, $6, $7, $8, '') RETURNING id",
            postgres: "INSERT INTO token (account_id, person_id, hash, shown, name, scopes, limited, created_at, \
                       ends_at, used_from) VALUES ($1, $2, $3, FALSE, $4, $5, $6, $7, $8, '') RETURNING id",
        };
        const CHOOSE: Sql =
            Sql::both("INSERT INTO token_application (account_id, token_id, sdkappid) VALUES ($1, $2, $3)");
        let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.code()).collect();
        let (id,) = tx_query!(
            self,
            fetch_one::<(i64,)>(
                INSERT,
                token.account.0,
                token.person.0,
                &token.key_hash,
                token.name.as_str(),
                scopes.join(" "),
                token.applications.is_some(),
                token.created_at.micros(),
                token.ends_at.micros(),
            )
        );
        for sdkappid in token.applications.iter().flatten() {
            tx_query!(self, execute(CHOOSE, token.account.0, id, sdkappid_to_db(*sdkappid)));
        }
        Ok(TokenId(id))
    }

    /// Replaces the key that shows a token, made after `since`, by the token. False if there is none.
    pub async fn show_token(
        &mut self,
        account: AccountId,
        person: PersonId,
        key_hash: &[u8],
        token_hash: &[u8],
        since: Timestamp,
    ) -> Result<bool, Error> {
        const UPDATE: Sql = Sql {
            sqlite: "UPDATE token SET hash = $4, shown = 1 WHERE account_id = $1 AND person_id = $2 AND hash = $3 \
                     AND NOT shown AND created_at > $5",
            postgres: "UPDATE token SET hash = $4, shown = TRUE WHERE account_id = $1 AND person_id = $2 \
                       AND hash = $3 AND NOT shown AND created_at > $5",
        };
        let shown =
            tx_query!(self, execute(UPDATE, account.0, person.0, key_hash, token_hash, since.micros()));
        Ok(shown > 0)
    }

    /// Records that the token was used at `now` from that address.
    pub async fn touch_token(
        &mut self,
        account: AccountId,
        token: TokenId,
        now: Timestamp,
        address: &str,
    ) -> Result<(), Error> {
        const UPDATE: Sql =
            Sql::both("UPDATE token SET used_at = $3, used_from = $4 WHERE account_id = $1 AND id = $2");
        tx_query!(self, execute(UPDATE, account.0, token.0, now.micros(), address));
        Ok(())
    }

    /// Removes a token; its name, if there was one.
    pub async fn delete_token(
        &mut self,
        account: AccountId,
        person: PersonId,
        token: TokenId,
    ) -> Result<Option<String>, Error> {
        const DELETE: Sql = Sql::both(
            "DELETE FROM token WHERE account_id = $1 AND person_id = $2 AND id = $3 AND shown RETURNING name",
        );
        let deleted = tx_query!(self, fetch_optional::<(String,)>(DELETE, account.0, person.0, token.0));
        Ok(deleted.map(|(name,)| name))
    }

    /// Removes those that ended before `ended`, and those that were made before `made` and never shown. How many.
    pub async fn delete_tokens_before(&mut self, ended: Timestamp, made: Timestamp) -> Result<u64, Error> {
        const DELETE: Sql =
            Sql::both("DELETE FROM token WHERE ends_at <= $1 OR (NOT shown AND created_at <= $2)");
        Ok(tx_query!(self, execute(DELETE, ended.micros(), made.micros())))
    }
}
