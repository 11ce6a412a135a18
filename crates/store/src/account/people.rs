//! People and the accounts that they belong to.

use domain::account::access::Access;
use domain::account::language::{Language, Theme};
use domain::account::person::Email;
use domain::account::{AccountId, PersonId};
use domain::time::Timestamp;

use crate::db::decode::Table;
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

/// A person, with the hash of the password.
#[derive(Clone)]
pub struct PersonRow {
    /// Account whose applications they manage.
    pub account: AccountId,
    /// ID of the person, unique in the installation.
    pub person: PersonId,
    /// E-mail address, unique in the installation.
    pub email: Email,
    /// In PHC string format; empty if they have no password.
    pub password_hash: String,
    /// What they may do in the account.
    pub access: Access,
    /// Language that they chose; none until they chose, then the browser's preference counts.
    pub language: Option<Language>,
    /// Colour scheme that they chose; the system's until they chose.
    pub theme: Theme,
    /// Instant at which the person was created.
    pub created_at: Timestamp,
}

/// A person to insert.
pub struct NewPerson {
    /// Account whose applications they manage.
    pub account: AccountId,
    /// E-mail address, unique in the installation.
    pub email: Email,
    /// In PHC string format; empty if they have no password.
    pub password_hash: String,
    /// What they may do in the account.
    pub access: Access,
    /// Whether the person is an operator of the installation.
    pub operator: bool,
    /// Instant at which the person is created.
    pub created_at: Timestamp,
}

const TABLE: Table = Table("person");

/// As the SELECTs below read it.
type PersonRecord = (i64, i64, String, String, Option<String>, String, i64, String, bool);

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT account_id, id, email, password_hash, language, theme, created_at, role, limited FROM person ",
            $rest
        )
    };
}

const ANY: Sql = Sql::both("SELECT count(*) FROM (SELECT 1 FROM person LIMIT 1) AS any_person");

impl Store {
    /// Whether there is anybody: the owner comes first.
    pub async fn any_person(&self) -> Result<bool, Error> {
        let (count,) = read!(self, fetch_one::<(i64,)>(ANY));
        Ok(count > 0)
    }

    /// The person of that address, whatever the account.
    pub async fn person_by_email(&self, email: &Email) -> Result<Option<PersonRow>, Error> {
        const BY_EMAIL: Sql = Sql::both(select!("WHERE email = $1"));
        match read!(self, fetch_optional::<PersonRecord>(BY_EMAIL, email.as_str())) {
            Some(record) => Ok(Some(self.person_row(record).await?)),
            None => Ok(None),
        }
    }

    /// The person of that ID, if they belong to the account.
    pub async fn person(&self, account: AccountId, person: PersonId) -> Result<Option<PersonRow>, Error> {
        const BY_ID: Sql = Sql::both(select!("WHERE account_id = $1 AND id = $2"));
        match read!(self, fetch_optional::<PersonRecord>(BY_ID, account.0, person.0)) {
            Some(record) => Ok(Some(self.person_row(record).await?)),
            None => Ok(None),
        }
    }

    /// Everybody, in the order in which they came: for the operator.
    pub async fn people(&self) -> Result<Vec<PersonRow>, Error> {
        const ALL: Sql = Sql::both(select!("ORDER BY id"));
        self.person_rows(read!(self, fetch_all::<PersonRecord>(ALL))).await
    }

    /// The members of an account, in the order in which they came.
    pub async fn members(&self, account: AccountId) -> Result<Vec<PersonRow>, Error> {
        const OF_ACCOUNT: Sql = Sql::both(select!("WHERE account_id = $1 ORDER BY id"));
        self.person_rows(read!(self, fetch_all::<PersonRecord>(OF_ACCOUNT, account.0))).await
    }

    async fn person_rows(&self, records: Vec<PersonRecord>) -> Result<Vec<PersonRow>, Error> {
        let mut rows = Vec::with_capacity(records.len());
        for record in records {
            rows.push(self.person_row(record).await?);
        }
        Ok(rows)
    }

    async fn person_row(&self, record: PersonRecord) -> Result<PersonRow, Error> {
        let access = self.access(PersonId(record.1), &record.7, record.8).await?;
        row(record, access)
    }
}

impl Tx {
    /// Whether there is any person. Nobody can be added until the end of the transaction.
    pub async fn any_person(&mut self) -> Result<bool, Error> {
        self.lock("LOCK TABLE person IN SHARE ROW EXCLUSIVE MODE").await?;
        let (count,) = tx_query!(self, fetch_one::<(i64,)>(ANY));
        Ok(count > 0)
    }

    /// A new account, without people or applications.
    pub async fn insert_account(&mut self, now: Timestamp) -> Result<AccountId, Error> {
        const INSERT: Sql = Sql::both("INSERT INTO account (created_at) VALUES ($1) RETURNING id");
        let (id,) = tx_query!(self, fetch_one::<(i64,)>(INSERT, now.micros()));
        Ok(AccountId(id))
    }

    /// None when the address is taken.
    pub async fn insert_person(&mut self, person: &NewPerson) -> Result<Option<PersonId>, Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO person (account_id, email, password_hash, theme, created_at, operator, role, limited) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
             ON CONFLICT (email) DO NOTHING RETURNING id",
        );
        let id = tx_query!(
            self,
            fetch_optional::<(i64,)>(
                INSERT,
                person.account.0,
                person.email.as_str(),
                &person.password_hash,
                Theme::default().code(),
                person.created_at.micros(),
                person.operator,
                person.access.role.code(),
                person.access.applications.is_some(),
            )
        );
        let Some((id,)) = id else { return Ok(None) };
        self.insert_chosen(person.account, PersonId(id), &person.access).await?;
        Ok(Some(PersonId(id)))
    }

    /// That person, whose row is locked.
    pub async fn person(&mut self, account: AccountId, person: PersonId) -> Result<Option<PersonRow>, Error> {
        const SELECT: Sql = for_update!(select!("WHERE account_id = $1 AND id = $2"));
        let Some(record) = tx_query!(self, fetch_optional::<PersonRecord>(SELECT, account.0, person.0))
        else {
            return Ok(None);
        };
        let access = self.access(person, &record.7, record.8).await?;
        Ok(Some(row(record, access)?))
    }

    /// Number of owners whose access is not limited. Until the end of the transaction nobody else changes the access of
    /// a member of the account, or removes one.
    pub async fn owner_count(&mut self, account: AccountId) -> Result<i64, Error> {
        const LOCK: Sql = for_update!("SELECT id FROM account WHERE id = $1");
        const COUNT: Sql =
            Sql::both("SELECT count(*) FROM person WHERE account_id = $1 AND role = 'owner' AND NOT limited");
        tx_query!(self, fetch_optional::<(i64,)>(LOCK, account.0));
        let (count,) = tx_query!(self, fetch_one::<(i64,)>(COUNT, account.0));
        Ok(count)
    }

    /// Removes a member with their sessions. What they wrote to technical support stays, without a name.
    pub async fn delete_person(&mut self, account: AccountId, person: PersonId) -> Result<(), Error> {
        const UNNAME: Sql = Sql::both("UPDATE support_message SET person_id = NULL WHERE person_id = $1");
        const DELETE: Sql = Sql::both("DELETE FROM person WHERE account_id = $1 AND id = $2");
        tx_query!(self, execute(UNNAME, person.0));
        tx_query!(self, execute(DELETE, account.0, person.0));
        Ok(())
    }

    /// Replaces the hash of the password (PHC string format).
    pub async fn set_password_hash(
        &mut self,
        account: AccountId,
        person: PersonId,
        hash: &str,
    ) -> Result<(), Error> {
        const UPDATE: Sql =
            Sql::both("UPDATE person SET password_hash = $3 WHERE account_id = $1 AND id = $2");
        tx_query!(self, execute(UPDATE, account.0, person.0, hash));
        Ok(())
    }

    /// Replaces the person's choices.
    pub async fn set_preferences(
        &mut self,
        account: AccountId,
        person: PersonId,
        language: Language,
        theme: Theme,
    ) -> Result<(), Error> {
        const UPDATE: Sql =
            Sql::both("UPDATE person SET language = $3, theme = $4 WHERE account_id = $1 AND id = $2");
        tx_query!(self, execute(UPDATE, account.0, person.0, language.tag(), theme.code()));
        Ok(())
    }
}

fn row(
    (account, person, email, password_hash, language, theme, created_at, ..): PersonRecord,
    access: Access,
) -> Result<PersonRow, Error> {
    Ok(PersonRow {
        account: AccountId(account),
        person: PersonId(person),
        email: TABLE.valid("email", email.try_into())?,
        password_hash,
        access,
        language: parse_language(TABLE, language.as_deref())?,
        theme: TABLE.require("theme", Theme::from_code(&theme))?,
        created_at: Timestamp::from_micros(created_at),
    })
}

/// The chosen language, if any.
pub(crate) fn parse_language(table: Table, tag: Option<&str>) -> Result<Option<Language>, Error> {
    tag.map(|tag| table.require("language", Language::from_tag(tag))).transpose()
}
