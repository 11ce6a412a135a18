//! What can go wrong between the console and its database.

use std::path::PathBuf;
use std::sync::Arc;

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database itself.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The COMMIT that this change shared with others failed: nothing of any of them was kept.
    #[error("nothing was saved: {0}")]
    Commit(Arc<sqlx::Error>),
    /// A row that this console cannot have written.
    #[error("the table {table} holds a value that is not valid in {column}")]
    Corrupt {
        /// Where.
        table: &'static str,
        /// Which value.
        column: &'static str,
    },
    /// A statement of this transaction failed or was abandoned half-way, so all of it is void.
    #[error("this transaction failed before; it cannot go on")]
    Aborted,
    /// The database was closed.
    #[error("the database is closed")]
    Closed,
    /// The SQLite in this binary is one that can lose data.
    #[error("SQLite {found} is too old: at least {} is needed", crate::db::sqlite::OLDEST_TEXT)]
    OldSqlite {
        /// Its version.
        found: String,
    },
    /// The database was upgraded by a newer binary.
    #[error(
        "the database is newer than this binary: it has schema version {version}, which this binary does not know"
    )]
    NewerSchema {
        /// The version that is unknown here.
        version: i64,
    },
    /// A step of the schema is not the one that this binary holds under that number.
    #[error("schema version {version} of the database differs from that of this binary")]
    ChangedMigration {
        /// Its number.
        version: i64,
    },
    /// The database's file or folder cannot be made.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}
