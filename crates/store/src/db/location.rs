//! Location of the database.

use std::fmt;
use std::path::PathBuf;

/// Location of the database.
#[derive(Clone)]
pub enum Location {
    /// A file; made when it is missing.
    Sqlite(PathBuf),
    /// A `postgres://` address. It may hold a password, so it is never shown.
    Postgres(String),
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => f.debug_tuple("Sqlite").field(path).finish(),
            Self::Postgres(_) => f.write_str("Postgres(hidden)"),
        }
    }
}
