//! A write transaction.

use domain::application::sdkappid::Sdkappid;
use sqlx::{Postgres, Transaction};

use crate::audit::append::NewEntry;
use crate::db::fence::{Fences, StopGuard};
use crate::db::group_commit::WritePermit;
use crate::db::open::{Pool, StatementCache};
use crate::{Error, Store};

/// A write transaction: nothing is saved unless `commit` returns. Dropping it rolls back.
///
/// After an error it is aborted: every further call fails with [`Error::Aborted`]. On SQLite there is one at a
/// time, so do nothing slow while holding one, and do not begin a second one: it would wait for the first.
///
/// What it reads may be another's change whose COMMIT is on its way (see `group_commit`): to tell anybody
/// of such a change, commit first, even where nothing was written.
pub struct Tx {
    pub(crate) backend: Backend,
    /// False once a statement has failed or was cancelled.
    intact: bool,
    /// The fences of a SQLite database.
    pub(crate) fences: Fences,
    /// Those that this transaction has closed; they open when it has ended.
    pub(crate) closed_fences: Vec<StopGuard>,
    /// The version of an application that was written and has no audit entry yet.
    pub(crate) new_version: Option<(Sdkappid, i64)>,
    /// Entries of the audit trail, which the commit appends.
    pub(crate) new_entries: Vec<NewEntry>,
}

/// On one database or the other.
pub(crate) enum Backend {
    /// A permit for the one connection that writes.
    Sqlite(WritePermit),
    /// READ COMMITTED; rows that must not change until the commit are locked explicitly.
    Postgres(Transaction<'static, Postgres>, StatementCache),
}

impl Store {
    /// Begins a write transaction. On SQLite many of them share one COMMIT (see `group_commit`).
    pub async fn begin(&self) -> Result<Tx, Error> {
        let (backend, fences) = match &self.pool {
            Pool::Sqlite { writer, fences, .. } => (Backend::Sqlite(writer.acquire().await?), fences.clone()),
            Pool::Postgres(pool, statement_cache) => {
                (Backend::Postgres(pool.begin().await?, *statement_cache), Fences::default())
            }
        };
        Ok(Tx {
            backend,
            intact: true,
            fences,
            closed_fences: Vec::new(),
            new_version: None,
            new_entries: Vec::new(),
        })
    }
}

impl Tx {
    /// Appends the entries to the audit trail and makes everything durable; returns only then.
    pub async fn commit(mut self) -> Result<(), Error> {
        self.append_new_entries().await?;
        if !self.intact {
            return Err(Error::Aborted);
        }
        let committed = match self.backend {
            Backend::Sqlite(permit) => permit.commit().await,
            Backend::Postgres(postgres, _) => Ok(postgres.commit().await?),
        };
        drop(self.closed_fences);
        committed
    }

    pub(crate) fn begin_statement(&mut self) -> Result<(), Error> {
        if std::mem::replace(&mut self.intact, false) { Ok(()) } else { Err(Error::Aborted) }
    }

    pub(crate) fn end_statement(&mut self) {
        self.intact = true;
    }

    /// On PostgreSQL, runs `statement`, which takes a lock that lasts until the transaction ends. On SQLite
    /// a write transaction is alone as it is.
    pub(crate) async fn lock(&mut self, statement: &'static str) -> Result<(), Error> {
        if let Backend::Postgres(..) = self.backend {
            self.script(statement).await?;
        }
        Ok(())
    }

    /// Runs statements without parameters.
    pub(crate) async fn script(&mut self, statements: &'static str) -> Result<(), Error> {
        self.begin_statement()?;
        match &mut self.backend {
            Backend::Sqlite(permit) => {
                sqlx::raw_sql(statements).execute(permit.connection()?).await?;
            }
            Backend::Postgres(postgres, _) => {
                sqlx::raw_sql(statements).execute(&mut **postgres).await?;
            }
        }
        self.end_statement();
        Ok(())
    }
}
