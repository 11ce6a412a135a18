//! Queries of the jobs: applications that are due for a renewal, a mail or the destruction of their secrets, in pages.

use domain::account::AccountId;
use domain::application::ApplicationName;
use domain::application::lifecycle::Life;
use domain::application::sdkappid::Sdkappid;
use domain::time::Timestamp;

use crate::db::decode::{LifeRecord, Table, life_columns, record, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

/// An application whose people may have to be notified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeCandidate {
    /// Account that the application belongs to.
    pub account: AccountId,
    /// Application that may be near an end.
    pub sdkappid: Sdkappid,
    /// Name of the application, for the mail.
    pub name: ApplicationName,
    /// Package, term and switch.
    pub life: Life,
    /// Since when the account is in arrears.
    pub arrears_since: Option<Timestamp>,
    /// Keys of the mails that were enqueued about it.
    pub mail_keys: Vec<String>,
    /// Cursor after this row.
    pub cursor: (Timestamp, i64),
}

const TABLE: Table = Table("application");

/// The instant and the SDKAppID after which the next page begins.
pub type Cursor = (Timestamp, i64);

record! {
    struct NoticeRecord {
        account_id: i64,
        sdkappid: i64,
        name: String,
        arrears_since: Option<i64>,
        mail_keys: Option<String>,
        due_at: i64,
        ..life: LifeRecord,
    }
}

macro_rules! notice_candidates {
    ($due_at:literal, $rest:literal) => {
        concat!(
            "SELECT application.account_id, application.sdkappid, name, arrears_since, ",
            $due_at,
            " AS due_at, (SELECT string_agg(key, ' ') FROM mail \
             WHERE mail.account_id = application.account_id AND mail.sdkappid = application.sdkappid) AS mail_keys, ",
            life_columns!(),
            " FROM application JOIN account ON account.id = application.account_id WHERE (",
            $due_at,
            ", application.sdkappid) > ($1, $2) ",
            $rest,
            " ORDER BY ",
            $due_at,
            ", application.sdkappid LIMIT $3"
        )
    };
}

impl Store {
    /// Applications with auto-renewal whose term is over at `now`.
    pub async fn renewals_due(
        &self,
        now: Timestamp,
        (after, app): Cursor,
        limit: u32,
    ) -> Result<Vec<(AccountId, Sdkappid, Cursor)>, Error> {
        const SELECT: Sql = Sql {
            sqlite: "SELECT account_id, sdkappid, term_ends_at FROM application WHERE auto_renew = 1 \
                     AND deleted_at IS NULL AND term_ends_at <= $1 AND (term_ends_at, sdkappid) > ($2, $3) \
                     ORDER BY term_ends_at, sdkappid LIMIT $4",
            postgres: "SELECT account_id, sdkappid, term_ends_at FROM application WHERE auto_renew \
                       AND deleted_at IS NULL AND term_ends_at <= $1 AND (term_ends_at, sdkappid) > ($2, $3) \
                       ORDER BY term_ends_at, sdkappid LIMIT $4",
        };
        let rows = read!(
            self,
            fetch_all::<(i64, i64, i64)>(SELECT, now.micros(), after.micros(), app, i64::from(limit))
        );
        rows.into_iter().map(renewal).collect()
    }

    /// Deleted applications whose grace is over at `now`, and whose secrets are there still.
    pub async fn applications_to_shred(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<(AccountId, Sdkappid)>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT account_id, sdkappid FROM application WHERE deleted_at IS NOT NULL AND shredded_at IS NULL \
             AND grace_until <= $1 ORDER BY grace_until LIMIT $2",
        );
        let rows = read!(self, fetch_all::<(i64, i64)>(SELECT, now.micros(), i64::from(limit)));
        rows.into_iter().map(|(account, app)| Ok((AccountId(account), TABLE.sdkappid(app)?))).collect()
    }

    /// Applications whose term ends between these instants.
    pub async fn terms_ending(
        &self,
        (after, app): Cursor,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<NoticeCandidate>, Error> {
        const SELECT: Sql =
            Sql::both(notice_candidates!("term_ends_at", "AND term_ends_at <= $4 AND deleted_at IS NULL"));
        let rows = read!(
            self,
            fetch_all::<NoticeRecord>(SELECT, after.micros(), app, i64::from(limit), until.micros())
        );
        rows.into_iter().map(row).collect()
    }

    /// Deleted applications that can be restored at `now`.
    pub async fn restorable_applications(
        &self,
        now: Timestamp,
        (after, app): Cursor,
        limit: u32,
    ) -> Result<Vec<NoticeCandidate>, Error> {
        const SELECT: Sql = Sql::both(notice_candidates!(
            "grace_until",
            "AND grace_until > $4 AND deleted_at IS NOT NULL AND shredded_at IS NULL"
        ));
        let rows = read!(
            self,
            fetch_all::<NoticeRecord>(SELECT, after.micros(), app, i64::from(limit), now.micros())
        );
        rows.into_iter().map(row).collect()
    }

    /// The account's deleted applications that can be restored at `now`, the last deleted first.
    pub async fn deleted_applications(
        &self,
        account: AccountId,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<(Sdkappid, ApplicationName, Life)>, Error> {
        record! {
            struct DeletedRecord {
                sdkappid: i64,
                name: String,
                ..life: LifeRecord,
            }
        }
        const SELECT: Sql = Sql::both(concat!(
            "SELECT sdkappid, name, ",
            life_columns!(),
            " FROM application WHERE account_id = $1 AND deleted_at IS NOT NULL AND shredded_at IS NULL \
             AND grace_until > $2 ORDER BY deleted_at DESC, sdkappid LIMIT $3"
        ));
        let rows = read!(self, fetch_all::<DeletedRecord>(SELECT, account.0, now.micros(), i64::from(limit)));
        rows.into_iter()
            .map(|row| {
                let name = TABLE.valid("name", row.name.try_into())?;
                Ok((TABLE.sdkappid(row.sdkappid)?, name, row.life.life()?))
            })
            .collect()
    }
}

impl Tx {
    /// Destroys what is secret or personal of a deleted application whose row is locked: its keys and certificates, its
    /// administrators, its name and description, who used it. The row stays, so that its SDKAppID does.
    pub async fn shred_application(&mut self, account: AccountId, sdkappid: Sdkappid) -> Result<(), Error> {
        const ADMINISTRATORS: Sql =
            Sql::both("DELETE FROM administrator WHERE account_id = $1 AND sdkappid = $2");
        const USERS: Sql = Sql::both("DELETE FROM active_user WHERE sdkappid = $1");
        // What it is called is a number then: a name has at least one character.
        const BLANK: Sql = Sql::both(
            "UPDATE application SET name = $3, name_folded = $3, description = '' \
             WHERE account_id = $1 AND sdkappid = $2",
        );
        self.delete_keys(account, sdkappid).await?;
        self.delete_certificates(account, sdkappid).await?;
        let (scope, app) = (account.0, sdkappid_to_db(sdkappid));
        tx_query!(self, execute(ADMINISTRATORS, scope, app));
        tx_query!(self, execute(USERS, app));
        tx_query!(self, execute(BLANK, scope, app, sdkappid.to_string()));
        Ok(())
    }
}

fn renewal((account, app, at): (i64, i64, i64)) -> Result<(AccountId, Sdkappid, Cursor), Error> {
    Ok((AccountId(account), TABLE.sdkappid(app)?, (Timestamp::from_micros(at), app)))
}

fn row(record: NoticeRecord) -> Result<NoticeCandidate, Error> {
    Ok(NoticeCandidate {
        account: AccountId(record.account_id),
        sdkappid: TABLE.sdkappid(record.sdkappid)?,
        name: TABLE.valid("name", record.name.try_into())?,
        life: record.life.life()?,
        arrears_since: record.arrears_since.map(Timestamp::from_micros),
        mail_keys: record.mail_keys.unwrap_or_default().split_whitespace().map(ToOwned::to_owned).collect(),
        cursor: (Timestamp::from_micros(record.due_at), record.sdkappid),
    })
}
