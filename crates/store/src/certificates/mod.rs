//! Push certificates of applications, sealed.

mod alarms;

use domain::account::AccountId;
use domain::application::sdkappid::Sdkappid;
use domain::certificate::{Certificate, CertificateId, ClickAction, ClickKind, Health, Platform};
use domain::time::Timestamp;

use crate::db::decode::{Table, record, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

/// A push certificate with its ciphertext.
#[derive(Clone, PartialEq, Eq)]
pub struct CertificateRow {
    /// Account that the application belongs to.
    pub account: AccountId,
    /// Application that the certificate is for.
    pub sdkappid: Sdkappid,
    /// Ciphertext of the credential by `vault`.
    pub sealed: Vec<u8>,
    /// The certificate without its credential.
    pub certificate: Certificate,
}

const TABLE: Table = Table("certificate");

macro_rules! select {
    ($($rest:expr),+) => {
        concat!(
            "SELECT id, account_id, sdkappid, platform, name, notes, click_kind, click_target, settings, facts, is_default, \
             sealed, health, checked_at, created_at, changed_at, version FROM certificate ",
            $($rest),+
        )
    };
}

/// The condition that a certificate is of an application that is not deleted.
macro_rules! application_exists {
    () => {
        "EXISTS (SELECT 1 FROM application WHERE application.sdkappid = certificate.sdkappid AND deleted_at IS NULL)"
    };
}

record! {
    struct CertificateRecord {
        id: i64,
        account_id: i64,
        sdkappid: i64,
        platform: String,
        name: String,
        notes: String,
        click_kind: String,
        click_target: String,
        settings: String,
        facts: String,
        is_default: bool,
        sealed: Vec<u8>,
        health: String,
        checked_at: Option<i64>,
        created_at: i64,
        changed_at: i64,
        version: i64,
    }
}

impl Store {
    /// All of an application, the oldest first.
    pub async fn certificates(
        &self,
        account: AccountId,
        sdkappid: Sdkappid,
    ) -> Result<Vec<CertificateRow>, Error> {
        const SELECT: Sql = Sql::both(select!("WHERE account_id = $1 AND sdkappid = $2 ORDER BY id"));
        read!(self, fetch_all::<CertificateRecord>(SELECT, account.0, sdkappid_to_db(sdkappid)))
            .into_iter()
            .map(row)
            .collect()
    }

    /// One certificate of the application, by its ID.
    pub async fn certificate(
        &self,
        account: AccountId,
        sdkappid: Sdkappid,
        id: CertificateId,
    ) -> Result<Option<CertificateRow>, Error> {
        const SELECT: Sql = Sql::both(select!("WHERE account_id = $1 AND sdkappid = $2 AND id = $3"));
        let record = read!(
            self,
            fetch_optional::<CertificateRecord>(SELECT, account.0, sdkappid_to_db(sdkappid), id_to_db(id))
        );
        record.map(row).transpose()
    }

    /// Those of applications that are not deleted about which a vendor is to be asked at `now`, the one that waits
    /// longest first.
    pub async fn certificates_to_check(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<CertificateRow>, Error> {
        const SELECT: Sql = Sql::both(select!(
            "WHERE check_at <= $1 AND ",
            application_exists!(),
            " ORDER BY check_at, id LIMIT $2"
        ));
        let records = read!(self, fetch_all::<CertificateRecord>(SELECT, now.micros(), i64::from(limit)));
        records.into_iter().map(row).collect()
    }

    /// Those that end between these instants, of applications that are not deleted.
    pub async fn certificates_ending(
        &self,
        after: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<CertificateRow>, Error> {
        const SELECT: Sql = Sql::both(select!(
            "WHERE expires_at > $1 AND expires_at <= $2 AND ",
            application_exists!(),
            " ORDER BY expires_at, id"
        ));
        let records = read!(self, fetch_all::<CertificateRecord>(SELECT, after.micros(), until.micros()));
        records.into_iter().map(row).collect()
    }

    /// Every certificate there is, without secrets: for the metrics.
    pub async fn all_certificates(&self) -> Result<Vec<CertificateRow>, Error> {
        const SELECT: Sql = Sql::both(select!("ORDER BY id"));
        read!(self, fetch_all::<CertificateRecord>(SELECT)).into_iter().map(row).collect()
    }
}

impl Tx {
    /// All of an application, the oldest first.
    pub async fn certificates(
        &mut self,
        account: AccountId,
        sdkappid: Sdkappid,
    ) -> Result<Vec<CertificateRow>, Error> {
        const SELECT: Sql = for_update!(select!("WHERE account_id = $1 AND sdkappid = $2 ORDER BY id"));
        tx_query!(self, fetch_all::<CertificateRecord>(SELECT, account.0, sdkappid_to_db(sdkappid)))
            .into_iter()
            .map(row)
            .collect()
    }

    /// A number that no certificate had before, for the next one: its credential is sealed for it.
    pub async fn next_certificate_id(&mut self) -> Result<CertificateId, Error> {
        const NEXT: Sql = Sql::both(
            "UPDATE installation SET last_certificate = last_certificate + 1 RETURNING last_certificate",
        );
        let (id,) = tx_query!(self, fetch_one::<(i64,)>(NEXT));
        TABLE.valid("id", id.try_into())
    }

    /// Adds a certificate under a number of [`Tx::next_certificate_id`]; the vendor is asked from `check_at` on.
    pub async fn insert_certificate(
        &mut self,
        row: &CertificateRow,
        check_at: Timestamp,
    ) -> Result<(), Error> {
        const INSERT: Sql = Sql::both(
            "INSERT INTO certificate (id, account_id, sdkappid, platform, bundle, name, notes, click_kind, click_target, \
             settings, facts, is_default, sealed, health, checked_at, check_at, expires_at, created_at, changed_at, version) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
        );
        let certificate = &row.certificate;
        let click = certificate.click_action.as_ref();
        tx_query!(
            self,
            execute(
                INSERT,
                id_to_db(certificate.id),
                row.account.0,
                sdkappid_to_db(row.sdkappid),
                certificate.platform.code(),
                certificate.facts.bundle(),
                certificate.name.as_str(),
                certificate.notes.as_str(),
                click.map_or("", |click| click.kind().code()),
                click.map_or("", ClickAction::target),
                json("settings", &certificate.settings)?,
                json("facts", &certificate.facts)?,
                certificate.is_default,
                &row.sealed,
                json("health", &certificate.health)?,
                certificate.checked_at.map(Timestamp::micros),
                check_at.micros(),
                certificate.facts.expires_at().map(Timestamp::micros),
                certificate.created_at.micros(),
                certificate.changed_at.micros(),
                certificate.version,
            )
        );
        Ok(())
    }

    /// Writes all of it that can change, where the row still has `seen` as its version; false otherwise.
    pub async fn update_certificate(
        &mut self,
        row: &CertificateRow,
        seen: i64,
        check_at: Timestamp,
    ) -> Result<bool, Error> {
        const UPDATE: Sql = Sql::both(
            "UPDATE certificate SET bundle = $5, name = $6, notes = $7, click_kind = $8, click_target = $9, settings = $10, \
             facts = $11, is_default = $12, sealed = $13, health = $14, checked_at = $15, check_at = $16, expires_at = $17, \
             changed_at = $18, version = $19 WHERE account_id = $1 AND sdkappid = $2 AND id = $3 AND version = $4",
        );
        let certificate = &row.certificate;
        let click = certificate.click_action.as_ref();
        self.stop_sends(row.sdkappid).await?;
        let updated = tx_query!(
            self,
            execute(
                UPDATE,
                row.account.0,
                sdkappid_to_db(row.sdkappid),
                id_to_db(certificate.id),
                seen,
                certificate.facts.bundle(),
                certificate.name.as_str(),
                certificate.notes.as_str(),
                click.map_or("", |click| click.kind().code()),
                click.map_or("", ClickAction::target),
                json("settings", &certificate.settings)?,
                json("facts", &certificate.facts)?,
                certificate.is_default,
                &row.sealed,
                json("health", &certificate.health)?,
                certificate.checked_at.map(Timestamp::micros),
                check_at.micros(),
                certificate.facts.expires_at().map(Timestamp::micros),
                certificate.changed_at.micros(),
                certificate.version,
            )
        );
        Ok(updated > 0)
    }

    /// Writes what is known of its health, if it is still of that version: what was tried is what is there.
    pub async fn set_certificate_health(
        &mut self,
        row: &CertificateRow,
        health: &Health,
        checked_at: Option<Timestamp>,
        check_at: Timestamp,
    ) -> Result<bool, Error> {
        const UPDATE: Sql = Sql::both(
            "UPDATE certificate SET health = $5, checked_at = $6, check_at = $7 \
             WHERE account_id = $1 AND sdkappid = $2 AND id = $3 AND version = $4",
        );
        let (account, sdkappid, id) =
            (row.account.0, sdkappid_to_db(row.sdkappid), id_to_db(row.certificate.id));
        let checked_at = checked_at.map(Timestamp::micros);
        let updated = tx_query!(
            self,
            execute(
                UPDATE,
                account,
                sdkappid,
                id,
                row.certificate.version,
                json("health", health)?,
                checked_at,
                check_at.micros(),
            )
        );
        Ok(updated > 0)
    }

    /// Takes one for a check, so that no other server does the same; false if another has taken it.
    pub async fn take_certificate_check(
        &mut self,
        row: &CertificateRow,
        now: Timestamp,
        again: Timestamp,
    ) -> Result<bool, Error> {
        const UPDATE: Sql =
            Sql::both("UPDATE certificate SET check_at = $3 WHERE id = $1 AND check_at <= $2");
        let (id, now, again) = (id_to_db(row.certificate.id), now.micros(), again.micros());
        Ok(tx_query!(self, execute(UPDATE, id, now, again)) > 0)
    }

    /// No certificate of that platform and bundle is the default any more.
    pub async fn clear_default_certificate(
        &mut self,
        account: AccountId,
        sdkappid: Sdkappid,
        platform: Platform,
        bundle: &str,
    ) -> Result<(), Error> {
        const UPDATE: Sql = Sql {
            sqlite: "UPDATE certificate SET is_default = 0 \
                     WHERE account_id = $1 AND sdkappid = $2 AND platform = $3 AND bundle = $4 AND is_default = 1",
            postgres: "UPDATE certificate SET is_default = FALSE \
                       WHERE account_id = $1 AND sdkappid = $2 AND platform = $3 AND bundle = $4 AND is_default",
        };
        tx_query!(self, execute(UPDATE, account.0, sdkappid_to_db(sdkappid), platform.code(), bundle));
        Ok(())
    }

    /// Destroys a certificate with its ciphertext. False if there is none.
    pub async fn delete_certificate(
        &mut self,
        account: AccountId,
        sdkappid: Sdkappid,
        id: CertificateId,
    ) -> Result<bool, Error> {
        const DELETE: Sql =
            Sql::both("DELETE FROM certificate WHERE account_id = $1 AND sdkappid = $2 AND id = $3");
        self.stop_sends(sdkappid).await?;
        Ok(tx_query!(self, execute(DELETE, account.0, sdkappid_to_db(sdkappid), id_to_db(id))) > 0)
    }

    /// Destroys all of an application.
    pub(crate) async fn delete_certificates(
        &mut self,
        account: AccountId,
        sdkappid: Sdkappid,
    ) -> Result<(), Error> {
        const DELETE: Sql = Sql::both("DELETE FROM certificate WHERE account_id = $1 AND sdkappid = $2");
        self.stop_sends(sdkappid).await?;
        tx_query!(self, execute(DELETE, account.0, sdkappid_to_db(sdkappid)));
        Ok(())
    }
}

fn id_to_db(id: CertificateId) -> i64 {
    i64::from(id.number())
}

fn json<T: serde::Serialize>(column: &'static str, value: &T) -> Result<String, Error> {
    TABLE.valid(column, serde_json::to_string(value))
}

fn row(record: CertificateRecord) -> Result<CertificateRow, Error> {
    let platform: Platform = TABLE.valid("platform", record.platform.parse())?;
    let click = ClickAction::parse(platform, &record.click_kind, &record.click_target);
    // What a vendor no longer offers is as good as nothing chosen.
    let click_action = click
        .ok()
        .flatten()
        .filter(|_| ClickKind::ALL.into_iter().any(|kind| kind.code() == record.click_kind));
    let certificate = Certificate {
        id: TABLE.valid("id", record.id.try_into())?,
        platform,
        name: TABLE.valid("name", record.name.try_into())?,
        notes: TABLE.valid("notes", record.notes.try_into())?,
        click_action,
        settings: TABLE.valid("settings", serde_json::from_str(&record.settings))?,
        facts: TABLE.valid("facts", serde_json::from_str(&record.facts))?,
        is_default: record.is_default,
        health: TABLE.valid("health", serde_json::from_str(&record.health))?,
        checked_at: record.checked_at.map(Timestamp::from_micros),
        created_at: Timestamp::from_micros(record.created_at),
        changed_at: Timestamp::from_micros(record.changed_at),
        version: record.version,
    };
    Ok(CertificateRow {
        account: AccountId(record.account_id),
        sdkappid: TABLE.sdkappid(record.sdkappid)?,
        sealed: record.sealed,
        certificate,
    })
}
