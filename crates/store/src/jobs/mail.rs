//! The queue of mails: each is inserted once per key, and stays until its retention ends.

use std::collections::HashSet;

use domain::account::AccountId;
use domain::account::language::Language;
use domain::account::person::Email;
use domain::account::personal_mail::{PersonalMail, QueuedMail};
use domain::application::sdkappid::Sdkappid;
use domain::billing::notice::Notice;
use domain::time::Timestamp;

use crate::account::people::parse_language;
use crate::db::decode::{Table, record, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

/// A mail that is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailRow {
    /// Account whose people get the mail.
    pub account: AccountId,
    /// Application that the mail is about; `None` if it is about the account.
    pub sdkappid: Option<Sdkappid>,
    /// Idempotency key, unique within account and application.
    pub key: String,
    /// Content of the mail, in no language yet.
    pub content: QueuedMail,
    /// Whom it is for, with the language that they chose, if it is for one person.
    pub recipient: Option<(Email, Option<Language>)>,
    /// Number of attempts so far.
    pub attempts: u32,
    /// Instant of the next attempt.
    pub next_at: Timestamp,
    /// Name of the application; none where the mail is about the account.
    pub name: Option<String>,
}

const TABLE: Table = Table("mail");

/// A mail to enqueue: account, application (none if it is about the account), content.
pub type NewMail = (AccountId, Option<Sdkappid>, Notice);

record! {
    struct MailRecord {
        account_id: i64,
        sdkappid: i64,
        key: String,
        notice: String,
        attempts: i64,
        next_at: i64,
        name: Option<String>,
        recipient: Option<String>,
        language: Option<String>,
    }
}

impl Store {
    /// Mails that are to be sent at `now`, the one that waits longest first.
    pub async fn mails_due(&self, now: Timestamp, limit: u32) -> Result<Vec<MailRow>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT mail.account_id, mail.sdkappid, key, notice, attempts, next_at, name, recipient, language \
             FROM mail LEFT JOIN application ON application.sdkappid = mail.sdkappid \
             LEFT JOIN person ON person.account_id = mail.account_id AND person.email = mail.recipient \
             WHERE next_at <= $1 ORDER BY next_at LIMIT $2",
        );
        let rows = read!(self, fetch_all::<MailRecord>(SELECT, now.micros(), i64::from(limit)));
        rows.into_iter().map(row).collect()
    }

    /// Recipients of a mail about an account, or one of its applications: the members who have access to it and do not
    /// only read, with the language that each chose.
    pub async fn recipients(
        &self,
        account: AccountId,
        sdkappid: Option<Sdkappid>,
    ) -> Result<Vec<(Email, Option<Language>)>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT email, language FROM person WHERE account_id = $1 AND role <> 'read_only' \
             AND (NOT limited OR EXISTS (SELECT 1 FROM person_application \
             WHERE person_id = person.id AND sdkappid = $2)) ORDER BY id",
        );
        let about = sdkappid.map(sdkappid_to_db);
        let rows = read!(self, fetch_all::<(String, Option<String>)>(SELECT, account.0, about));
        let table = Table("person");
        rows.into_iter()
            .map(|(email, language)| {
                Ok((table.valid("email", email.parse())?, parse_language(table, language.as_deref())?))
            })
            .collect()
    }

    /// Keys of the mails about the account itself, not one of its applications.
    pub async fn account_mail_keys(&self, account: AccountId) -> Result<Vec<String>, Error> {
        const SELECT: Sql = Sql::both("SELECT key FROM mail WHERE account_id = $1 AND sdkappid = 0");
        let rows = read!(self, fetch_all::<(String,)>(SELECT, account.0));
        Ok(rows.into_iter().map(|(key,)| key).collect())
    }
}

impl Tx {
    /// Enqueues mails that are due from `now` on, skipping those whose key exists. Returns the new ones.
    pub async fn insert_mails(&mut self, mails: &[NewMail], now: Timestamp) -> Result<Vec<NewMail>, Error> {
        const INSERT: Sql = Sql {
            sqlite: "INSERT INTO mail (account_id, sdkappid, key, notice, created_at, next_at) \
                     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, $2, $2 FROM json_each($1) WHERE TRUE \
                     ON CONFLICT (account_id, sdkappid, key) DO NOTHING RETURNING account_id, sdkappid, key",
            postgres: "INSERT INTO mail (account_id, sdkappid, key, notice, created_at, next_at) \
                       SELECT (value ->> 0)::bigint, (value ->> 1)::bigint, value ->> 2, value ->> 3, $2, $2 \
                       FROM json_array_elements($1::json) \
                       ON CONFLICT (account_id, sdkappid, key) DO NOTHING RETURNING account_id, sdkappid, key",
        };
        let row = |(account, sdkappid, notice): &NewMail| {
            let text = TABLE.valid("notice", serde_json::to_string(notice))?;
            Ok((account.0, sdkappid.map_or(0, sdkappid_to_db), notice.mail_key(now), text))
        };
        let rows = mails.iter().map(row).collect::<Result<Vec<_>, Error>>()?;
        let json = TABLE.valid("notice", serde_json::to_string(&rows))?;
        let new: HashSet<_> = tx_query!(self, fetch_all::<(i64, i64, String)>(INSERT, json, now.micros()))
            .into_iter()
            .collect();
        let inserted = mails
            .iter()
            .zip(rows)
            .filter(|(_, (account, sdkappid, key, _))| new.contains(&(*account, *sdkappid, key.clone())));
        Ok(inserted.map(|(mail, _)| *mail).collect())
    }

    /// Enqueues a mail to one person, due from `now` on; `key` is new.
    pub async fn insert_personal_mail(
        &mut self,
        account: AccountId,
        recipient: &Email,
        key: &str,
        mail: &PersonalMail,
        now: Timestamp,
    ) -> Result<(), Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO mail (account_id, sdkappid, key, notice, recipient, created_at, next_at) \
             VALUES ($1, 0, $2, $3, $4, $5, $5)",
        );
        let text = TABLE.valid("notice", serde_json::to_string(mail))?;
        tx_query!(self, execute(INSERT, account.0, key, text, recipient.as_str(), now.micros()));
        Ok(())
    }

    /// Claims a mail for one attempt, after which it is due again at `again`, or never. False where another server has
    /// claimed it.
    pub async fn take_mail(&mut self, mail: &MailRow, again: Option<Timestamp>) -> Result<bool, Error> {
        const UPDATE: Sql = Sql::both(
            "UPDATE mail SET attempts = attempts + 1, next_at = $5 \
             WHERE account_id = $1 AND sdkappid = $2 AND key = $3 AND next_at = $4",
        );
        let (sdkappid, again) = (mail.sdkappid.map_or(0, sdkappid_to_db), again.map(Timestamp::micros));
        let taken = tx_query!(
            self,
            execute(UPDATE, mail.account.0, sdkappid, &mail.key, mail.next_at.micros(), again)
        );
        Ok(taken > 0)
    }

    /// Marks the mail as sent.
    pub async fn mail_sent(&mut self, mail: &MailRow) -> Result<(), Error> {
        const UPDATE: Sql =
            Sql::both("UPDATE mail SET next_at = NULL WHERE account_id = $1 AND sdkappid = $2 AND key = $3");
        tx_query!(self, execute(UPDATE, mail.account.0, mail.sdkappid.map_or(0, sdkappid_to_db), &mail.key));
        Ok(())
    }

    /// Deletes mails that were created before then and are not due any more.
    pub async fn delete_mails_before(&mut self, before: Timestamp) -> Result<u64, Error> {
        const DELETE: Sql = Sql::both("DELETE FROM mail WHERE created_at < $1 AND next_at IS NULL");
        Ok(tx_query!(self, execute(DELETE, before.micros())))
    }
}

fn row(record: MailRecord) -> Result<MailRow, Error> {
    let sdkappid = (record.sdkappid != 0).then(|| TABLE.sdkappid(record.sdkappid)).transpose()?;
    let recipient = match record.recipient {
        Some(email) => {
            let language = parse_language(Table("person"), record.language.as_deref())?;
            Some((TABLE.valid("recipient", email.parse())?, language))
        }
        None => None,
    };
    Ok(MailRow {
        account: AccountId(record.account_id),
        sdkappid,
        key: record.key,
        content: TABLE.valid("notice", serde_json::from_str(&record.notice))?,
        recipient,
        attempts: TABLE.valid("attempts", record.attempts.try_into())?,
        next_at: Timestamp::from_micros(record.next_at),
        name: record.name,
    })
}
