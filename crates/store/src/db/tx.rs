//! A write transaction.

use domain::application::sdkappid::Sdkappid;
use sqlx::{Postgres, Transaction};

use crate::db::group_commit::Turn;
use crate::db::open::{Pool, Statements};
use crate::{Error, Store};

/// A write transaction: nothing is kept unless `commit` returns. Dropping it rolls back.
///
/// After an error it is void: every further call fails with [`Error::Void`]. On SQLite there is one at a
/// time, so do nothing slow while holding one, and do not begin a second one: it would wait for the first.
///
/// What it reads may be another's change whose COMMIT is on its way (see `group_commit`): to tell anybody
/// of such a change, commit first, even where nothing was written.
pub struct Tx {
    pub(crate) kind: Kind,
    /// Whether every statement so far succeeded.
    whole: bool,
    /// The version of an application that was written and has no audit entry yet.
    pub(crate) new_version: Option<(Sdkappid, i64)>,
}

/// On one database or the other.
pub(crate) enum Kind {
    /// A turn on the one connection that writes.
    Sqlite(Turn),
    /// READ COMMITTED; what must not change meanwhile is locked.
    Postgres(Transaction<'static, Postgres>, Statements),
}

impl Store {
    /// Begins a write transaction. On SQLite many of them share one COMMIT (see `group_commit`).
    pub async fn begin(&self) -> Result<Tx, Error> {
        let kind = match &self.pool {
            Pool::Sqlite { writer, .. } => Kind::Sqlite(writer.turn().await?),
            Pool::Postgres(pool, statements) => Kind::Postgres(pool.begin().await?, *statements),
        };
        Ok(Tx { kind, whole: true, new_version: None })
    }
}

impl Tx {
    /// Makes everything durable; returns only then.
    pub async fn commit(self) -> Result<(), Error> {
        if !self.whole {
            return Err(Error::Void);
        }
        match self.kind {
            Kind::Sqlite(turn) => turn.keep().await,
            Kind::Postgres(postgres, _) => Ok(postgres.commit().await?),
        }
    }

    pub(crate) fn begin_statement(&mut self) -> Result<(), Error> {
        if std::mem::replace(&mut self.whole, false) { Ok(()) } else { Err(Error::Void) }
    }

    pub(crate) fn end_statement(&mut self) {
        self.whole = true;
    }

    /// On PostgreSQL, runs `statement`, which takes a lock that lasts until the transaction ends. On SQLite
    /// a write transaction is alone as it is.
    pub(crate) async fn lock(&mut self, statement: &'static str) -> Result<(), Error> {
        if let Kind::Postgres(..) = self.kind {
            self.script(statement).await?;
        }
        Ok(())
    }

    /// Runs statements without parameters.
    pub(crate) async fn script(&mut self, statements: &'static str) -> Result<(), Error> {
        self.begin_statement()?;
        match &mut self.kind {
            Kind::Sqlite(turn) => {
                sqlx::raw_sql(statements).execute(turn.connection()?).await?;
            }
            Kind::Postgres(postgres, _) => {
                sqlx::raw_sql(statements).execute(&mut **postgres).await?;
            }
        }
        self.end_statement();
        Ok(())
    }
}
