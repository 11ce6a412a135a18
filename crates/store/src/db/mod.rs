//! Access to the two databases: connections, transactions, migrations, statements, decoding of columns.

#[macro_use]
pub(crate) mod query;

pub(crate) mod decode;
pub(crate) mod fence;
pub(crate) mod group_commit;
pub(crate) mod location;
pub(crate) mod migrate;
pub(crate) mod open;
pub(crate) mod sqlite;
pub(crate) mod tx;
