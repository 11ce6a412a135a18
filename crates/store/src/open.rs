//! Opening and closing.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection as _, PgConnection, PgPool};

use crate::group_commit::Writer;
use crate::run::Sql;
use crate::sqlite::{self, Readers};
use crate::{Error, Location};

/// Connections to PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 10;

/// How long a request waits for a connection to PostgreSQL.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);

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
        /// Those that read.
        readers: Readers,
    },
    /// Connections that do either.
    Postgres(PgPool),
}

impl Store {
    /// Opens (and for SQLite makes) the database; checks the SQLite version. Does not migrate.
    pub async fn open(location: &Location) -> Result<Self, Error> {
        let pool = match location {
            Location::Sqlite(path) => {
                sqlite::make_file(path)?;
                let writer = Writer::start(sqlite::writer_options(path)).await?;
                Pool::Sqlite { writer, readers: Readers::new(sqlite::reader_options(path)) }
            }
            Location::Postgres(address) => {
                let options = address.parse::<PgConnectOptions>()?;
                let pool = PgPoolOptions::new()
                    .max_connections(POSTGRES_CONNECTIONS)
                    .acquire_timeout(ACQUIRE_TIMEOUT);
                let options = options.application_name("chat-console");
                match pool.connect_with(options.clone()).await {
                    Ok(pool) => Pool::Postgres(pool),
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

    /// Touches the database.
    pub async fn ping(&self) -> Result<(), Error> {
        const ANY: Sql = Sql::both("SELECT count(*) FROM (SELECT 1 FROM account LIMIT 1) AS any_account");
        read!(self, fetch_one::<(i64,)>(ANY));
        Ok(())
    }

    /// Waits for what is being done, flushes and closes. From then on every clone answers [`Error::Closed`].
    pub async fn close(self) -> Result<(), Error> {
        match self.pool {
            Pool::Sqlite { writer, readers } => {
                readers.close().await?;
                writer.close().await
            }
            Pool::Postgres(pool) => {
                pool.close().await;
                Ok(())
            }
        }
    }
}
