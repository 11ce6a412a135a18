//! Opening and closing.

use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection as _, PgConnection, PgPool, Postgres, Row as _};

use crate::db::fence::Fences;
use crate::db::group_commit::Writer;
use crate::db::query::Sql;
use crate::db::sqlite::{self, Readers};
use crate::{Error, Location};

/// Upper limit of connections to PostgreSQL per process.
const POSTGRES_CONNECTIONS: u32 = 10;

/// Maximum wait for a free connection to PostgreSQL.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);

/// Parameter of a `postgres://` address that turns prepared statements off.
const STATEMENT_CACHE_OFF: &str = "statement-cache-capacity=0";

/// An open database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) pool: Pool,
}

/// Connections to one database or the other.
#[derive(Clone)]
pub(crate) enum Pool {
    /// One connection that writes and a few that read.
    Sqlite {
        /// The one that writes.
        writer: Writer,
        /// Pool of connections for reads.
        readers: Readers,
        /// What keeps sends from starting while an application is being stopped.
        fences: Fences,
    },
    /// Connections that do either.
    Postgres(PgPool, StatementCache),
}

/// Whether statements stay prepared on a PostgreSQL connection across transactions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StatementCache {
    /// A connection keeps its prepared statements.
    Enabled,
    /// A pooler such as `PgBouncer` in transaction mode runs each transaction on any free server connection, so no
    /// state may outlive a transaction.
    Disabled,
}

impl StatementCache {
    pub(crate) fn is_enabled(self) -> bool {
        self == Self::Enabled
    }
}

/// Detects a pooler in transaction mode: two open connections are served by one and the same PostgreSQL process.
async fn is_behind_pooler(pool: &PgPool) -> Result<bool, Error> {
    const ATTEMPTS: u32 = 3;
    let mut one = pool.acquire().await?;
    // With a limit of one connection it cannot be found out.
    let Ok(mut other) = pool.acquire().await else { return Ok(false) };
    for _ in 0..ATTEMPTS {
        if serving_process(&mut one).await? == serving_process(&mut other).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Finds out a pooler in statement mode, which can be told by its words alone.
async fn try_transaction(pool: &PgPool) -> Result<(), Error> {
    match pool.begin().await {
        Ok(transaction) => Ok(transaction.rollback().await?),
        Err(sqlx::Error::Database(error)) if error.message().contains("statement pooling") => {
            Err(Error::StatementPooling)
        }
        Err(error) => Err(error.into()),
    }
}

/// Without a prepared statement, since whether these work is what is tested.
async fn serving_process(connection: &mut PoolConnection<Postgres>) -> Result<i32, Error> {
    Ok(sqlx::raw_sql("SELECT pg_backend_pid()").fetch_one(&mut **connection).await?.try_get(0)?)
}

impl Store {
    /// Opens (and for SQLite makes) the database; checks the SQLite version. Does not migrate.
    pub async fn open(location: &Location) -> Result<Self, Error> {
        let pool = match location {
            Location::Sqlite(path) => {
                sqlite::make_file(path)?;
                let writer = Writer::start(sqlite::writer_options(path)).await?;
                Pool::Sqlite {
                    writer,
                    readers: Readers::new(sqlite::reader_options(path)),
                    fences: Fences::default(),
                }
            }
            Location::Postgres(address) => {
                let options = address.parse::<PgConnectOptions>()?;
                let pool = PgPoolOptions::new()
                    .max_connections(POSTGRES_CONNECTIONS)
                    .acquire_timeout(ACQUIRE_TIMEOUT);
                // Poolers refuse parameters that they do not know, and no number here is a fraction.
                let options = options.application_name("chat-console").extra_float_digits(None);
                match pool.connect_with(options.clone()).await {
                    Ok(pool) if address.contains(STATEMENT_CACHE_OFF) || is_behind_pooler(&pool).await? => {
                        try_transaction(&pool).await?;
                        Pool::Postgres(pool, StatementCache::Disabled)
                    }
                    Ok(pool) => Pool::Postgres(pool, StatementCache::Enabled),
                    // The pool knows only that it waited in vain; one more attempt says why.
                    Err(sqlx::Error::PoolTimedOut) => {
                        PgConnection::connect_with(&options).await?;
                        return Err(sqlx::Error::PoolTimedOut.into());
                    }
                    Err(error) => return Err(error.into()),
                }
            }
        };
        Ok(Self { pool })
    }

    /// Runs a trivial query, to find out whether the database answers.
    pub async fn ping(&self) -> Result<(), Error> {
        const ANY: Sql = Sql::both("SELECT count(*) FROM (SELECT 1 FROM account LIMIT 1) AS any_account");
        read!(self, fetch_one::<(i64,)>(ANY));
        Ok(())
    }

    /// Waits for running transactions, flushes and closes. Afterwards every clone returns [`Error::Closed`].
    pub async fn close(self) -> Result<(), Error> {
        match self.pool {
            Pool::Sqlite { writer, readers, .. } => {
                readers.close().await?;
                writer.close().await
            }
            Pool::Postgres(pool, _) => {
                pool.close().await;
                Ok(())
            }
        }
    }
}
