//! Brings the schema to this binary's version.
//!
//! A step is applied once, in its number's order, and its text is kept beside its number: a database that
//! has a step which this binary does not hold, or holds differently, is refused and left as it is.

use crate::db::query::Sql;
use crate::db::tx::Backend;
use crate::{Error, Store, Tx};

/// A step of the schema.
struct Migration {
    version: i64,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! migration {
    ($version:expr, $file:literal) => {
        Migration {
            version: $version,
            sqlite: include_str!(concat!("../../../../migrations/sqlite/", $file)),
            postgres: include_str!(concat!("../../../../migrations/postgres/", $file)),
        }
    };
}

const MIGRATIONS: [Migration; 23] = [
    migration!(1, "0001_first.sql"),
    migration!(2, "0002_rotation.sql"),
    migration!(3, "0003_trial.sql"),
    migration!(4, "0004_money.sql"),
    migration!(5, "0005_certificates.sql"),
    migration!(16, "0016_access.sql"),
    migration!(36, "0036_drafts.sql"),
    migration!(46, "0046_submissions.sql"),
    migration!(47, "0047_audit_version.sql"),
    migration!(48, "0048_certificate_number.sql"),
    migration!(49, "0049_service_ends_at.sql"),
    migration!(50, "0050_devices.sql"),
    migration!(51, "0051_pushes.sql"),
    migration!(52, "0052_stopped_pushes.sql"),
    migration!(53, "0053_test_pushes.sql"),
    migration!(AUDIT_CHAIN, "0054_audit_chain.sql"),
    migration!(55, "0055_webhooks.sql"),
    migration!(56, "0056_second_factors.sql"),
    migration!(57, "0057_members.sql"),
    migration!(58, "0058_tokens.sql"),
    migration!(59, "0059_passkeys.sql"),
    migration!(60, "0060_identities.sql"),
    migration!(61, "0061_dead_tokens_and_mails.sql"),
];

/// The step after which the entries of the audit trail are chained.
const AUDIT_CHAIN: i64 = 54;

/// A number for PostgreSQL's advisory lock that nobody else is likely to use: "chatcons" in ASCII.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7163384644372098675)";

/// Table of the migrations that were applied, with their full text.
const TABLE: Sql = Sql {
    sqlite: "CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY NOT NULL, statements TEXT NOT NULL) STRICT",
    postgres: "CREATE TABLE IF NOT EXISTS migration (version BIGINT PRIMARY KEY, statements TEXT NOT NULL)",
};

impl Migration {
    fn text(&self, kind: &Backend) -> &'static str {
        match kind {
            Backend::Sqlite(_) => self.sqlite,
            Backend::Postgres(..) => self.postgres,
        }
    }
}

impl Store {
    /// Brings the schema to this binary's version, one process at a time: the others wait, and find nothing
    /// left to do. Refuses a newer schema, and a changed one.
    pub async fn migrate(&self) -> Result<(), Error> {
        let mut tx = self.begin().await?;
        tx.lock(LOCK).await?;
        tx.migrate(&MIGRATIONS).await?;
        tx.fold_names().await?;
        tx.commit().await
    }

    /// How many steps the schema lacks. Changes nothing; refuses what [`Store::migrate`] refuses.
    pub async fn pending_migrations(&self) -> Result<usize, Error> {
        let mut tx = self.begin().await?;
        tx.lock(LOCK).await?;
        let missing = tx.missing(&MIGRATIONS).await?;
        Ok(missing.len())
    }
}

impl Tx {
    async fn migrate(&mut self, migrations: &'static [Migration]) -> Result<(), Error> {
        const INSERT: Sql = Sql::both("INSERT INTO migration (version, statements) VALUES ($1, $2)");
        for migration in self.missing(migrations).await? {
            let text = migration.text(&self.backend);
            self.script(text).await?;
            tx_query!(self, execute(INSERT, migration.version, text));
            if migration.version == AUDIT_CHAIN {
                self.chain_old_entries().await?;
            }
        }
        Ok(())
    }

    /// The steps that were not applied yet.
    async fn missing(&mut self, migrations: &'static [Migration]) -> Result<Vec<&'static Migration>, Error> {
        const APPLIED: Sql = Sql::both("SELECT version, statements FROM migration ORDER BY version");
        self.script(match self.backend {
            Backend::Sqlite(_) => TABLE.sqlite,
            Backend::Postgres(..) => TABLE.postgres,
        })
        .await?;
        let applied: Vec<(i64, String)> = tx_query!(self, fetch_all::<(i64, String)>(APPLIED));
        for (version, statements) in &applied {
            let known = migrations.iter().find(|migration| migration.version == *version);
            let known = known.ok_or(Error::NewerSchema { version: *version })?;
            if known.text(&self.backend) != statements {
                return Err(Error::ChangedMigration { version: *version });
            }
        }
        let is_missing =
            |migration: &&Migration| applied.iter().all(|(version, _)| *version != migration.version);
        Ok(migrations.iter().filter(is_missing).collect())
    }
}
