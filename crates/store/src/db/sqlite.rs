//! SQLite: the file, how connections are set, and the few that read.

use std::fs::{DirBuilder, OpenOptions};
use std::io::ErrorKind;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::Error;

/// The first version without the bug that could corrupt a database when its write-ahead log was reset.
const OLDEST: [u32; 3] = [3, 51, 3];

/// The same, to be read.
pub(crate) const OLDEST_TEXT: &str = "3.51.3";

/// Readers at a time. Reading is computing, so more of them than processors gain nothing.
const READERS: usize = 4;

/// Maximum wait of a statement for a write of another process.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// Upper limit of attempts to open while another process creates the same file.
const OPEN_ATTEMPTS: u32 = 200;

/// The time between two attempts.
const OPEN_PAUSE: Duration = Duration::from_millis(50);

/// Makes the file, for its owner alone, and its folder; SQLite gives the files beside it the same mode.
pub(crate) fn make_file(path: &Path) -> Result<(), Error> {
    let mut folder = DirBuilder::new();
    folder.recursive(true);
    let mut file = OpenOptions::new();
    file.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
        folder.mode(0o700);
        file.mode(0o600);
    }
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        folder.create(parent).map_err(|source| Error::File { path: parent.into(), source })?;
    }
    match file.open(path) {
        Err(source) if source.kind() != ErrorKind::AlreadyExists => {
            Err(Error::File { path: path.into(), source })
        }
        _ => Ok(()),
    }
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(BUSY_TIMEOUT)
        .foreign_keys(true)
        .pragma("trusted_schema", "OFF")
        .pragma("temp_store", "MEMORY")
}

/// The connection that writes: durable to the disk, and what is deleted is overwritten.
pub(crate) fn writer_options(path: &Path) -> SqliteConnectOptions {
    options(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        // In pages: the log is written back every 16 MB, since most changes hit the same few pages again.
        .pragma("wal_autocheckpoint", "4000")
        .pragma("journal_size_limit", "16777216")
        .pragma("secure_delete", "ON")
        .thread_name(|_| "sqlite-writer".into())
}

/// A connection that reads.
pub(crate) fn reader_options(path: &Path) -> SqliteConnectOptions {
    options(path).pragma("query_only", "ON").thread_name(|number| format!("sqlite-reader-{number}"))
}

/// Connects. Several processes may be making the same database at the same moment, and changing to the
/// write-ahead log does not wait for its turn by itself.
pub(crate) async fn connect(options: &SqliteConnectOptions) -> Result<SqliteConnection, Error> {
    let mut attempt = 0;
    loop {
        match options.connect().await {
            Err(error) if attempt < OPEN_ATTEMPTS && is_busy(&error) => attempt += 1,
            other => return Ok(other?),
        }
        tokio::time::sleep(OPEN_PAUSE).await;
    }
}

/// `SQLITE_BUSY` and its extended codes.
fn is_busy(error: &sqlx::Error) -> bool {
    let code = error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code)
        .and_then(|code| code.parse::<i64>().ok());
    code.is_some_and(|code| code & 0xff == 5)
}

/// Refuses a SQLite that is too old.
pub(crate) async fn check_version(connection: &mut SqliteConnection) -> Result<(), Error> {
    let (found,): (String,) = sqlx::query_as("SELECT sqlite_version()").fetch_one(connection).await?;
    if is_old(&found) { Err(Error::OldSqlite { found }) } else { Ok(()) }
}

fn is_old(version: &str) -> bool {
    let mut numbers = version.split('.').map(|number| number.parse::<u32>().unwrap_or(0));
    let found: [u32; 3] = std::array::from_fn(|_| numbers.next().unwrap_or(0));
    found < OLDEST
}

/// The connections that read, each opened when it is first needed.
#[derive(Clone)]
pub(crate) struct Readers {
    options: Arc<SqliteConnectOptions>,
    idle: Arc<Mutex<Vec<SqliteConnection>>>,
    permits: Arc<Semaphore>,
}

/// A connection checked out for a read. It returns to the pool only by [`Reader::release`]; one whose statement failed
/// or was cancelled is closed instead.
pub(crate) struct Reader {
    connection: Option<SqliteConnection>,
    idle: Arc<Mutex<Vec<SqliteConnection>>>,
    _permit: OwnedSemaphorePermit,
}

impl Readers {
    /// An empty pool; connections are opened on demand.
    pub(crate) fn new(options: SqliteConnectOptions) -> Self {
        Self { options: Arc::new(options), idle: Arc::default(), permits: Arc::new(Semaphore::new(READERS)) }
    }

    /// Waits for a connection.
    pub(crate) async fn reader(&self) -> Result<Reader, Error> {
        let permit = Arc::clone(&self.permits).acquire_owned().await.map_err(|_| Error::Closed)?;
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => connect(&self.options).await?,
        };
        Ok(Reader { connection: Some(connection), idle: Arc::clone(&self.idle), _permit: permit })
    }

    /// Waits for readers to finish and closes all connections.
    pub(crate) async fn close(self) -> Result<(), Error> {
        let all = u32::try_from(READERS).unwrap_or(u32::MAX);
        let permits = self.permits.acquire_many(all).await.map_err(|_| Error::Closed)?;
        self.permits.close();
        drop(permits);
        let idle = std::mem::take(&mut *self.idle.lock().unwrap_or_else(PoisonError::into_inner));
        for connection in idle {
            connection.close().await?;
        }
        Ok(())
    }
}

impl Reader {
    /// The connection to run the statement on.
    pub(crate) fn connection(&mut self) -> Result<&mut SqliteConnection, Error> {
        self.connection.as_mut().ok_or(Error::Closed)
    }

    /// Returns the connection to the pool.
    pub(crate) fn release(mut self) {
        if let Some(connection) = self.connection.take() {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_number() {
        assert!(!is_old(OLDEST_TEXT));
        for fine in ["3.51.4", "3.52.0", "4.0", "3.100.1"] {
            assert!(!is_old(fine), "{fine}");
        }
        for old in ["3.51.2", "3.9.9", "3.51", "nonsense"] {
            assert!(is_old(old), "{old}");
        }
    }
}
