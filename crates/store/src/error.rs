//! Errors of the store.

use std::path::PathBuf;
use std::sync::Arc;

/// Errors of the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A statement, or the connection to the database, failed.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The COMMIT that this change shared with others failed: nothing of any of them was kept.
    #[error("nothing was saved: {0}")]
    Commit(Arc<sqlx::Error>),
    /// A pooler runs every statement by itself, so that nothing can be changed as a whole.
    #[error("the pooler before the database allows no transactions: it is in statement mode")]
    StatementPooling,
    /// A row that this console cannot have written.
    #[error("the table {table} holds a value that is not valid in {column}")]
    Corrupt {
        /// Table of the row.
        table: &'static str,
        /// Column whose value does not parse.
        column: &'static str,
    },
    /// A statement of this transaction failed or was cancelled, so the transaction is aborted.
    #[error("this transaction failed before; it cannot go on")]
    Aborted,
    /// The database was closed.
    #[error("the database is closed")]
    Closed,
    /// The SQLite in this binary is one that can lose data.
    #[error("SQLite {found} is too old: at least {} is needed", crate::db::sqlite::OLDEST_TEXT)]
    OldSqlite {
        /// Version of the linked SQLite, e.g. `3.50.0`.
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
        /// Version whose text differs.
        version: i64,
    },
    /// The database's file or folder cannot be made.
    #[error("{}: {source}", path.display())]
    File {
        /// Path of the file or folder.
        path: PathBuf,
        /// Error of the operating system.
        source: std::io::Error,
    },
}
