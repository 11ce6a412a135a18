//! Macros that run one statement on either database. sqlx's types differ by database, so the call has to be expanded
//! for each.

use std::sync::Arc;

use sqlx::AssertSqlSafe;

/// The text of a statement for each database.
#[derive(Clone, Copy)]
pub(crate) struct Sql<T = &'static str> {
    /// Text for SQLite.
    pub(crate) sqlite: T,
    /// Text for PostgreSQL.
    pub(crate) postgres: T,
}

impl Sql {
    /// A statement that both understand.
    pub(crate) const fn both(text: &'static str) -> Self {
        Self { sqlite: text, postgres: text }
    }
}

impl Sql<AssertSqlSafe<Arc<str>>> {
    /// A statement that both understand, put together from constants: a value goes into a parameter, never into
    /// `text`.
    pub(crate) fn composed(text: String) -> Self {
        let text: Arc<str> = text.into();
        Self { sqlite: AssertSqlSafe(Arc::clone(&text)), postgres: AssertSqlSafe(text) }
    }
}

/// The SELECT `$text`, whose rows stay locked until the transaction ends. On SQLite a write transaction is
/// alone as it is.
macro_rules! for_update {
    ($($text:expr),+ $(,)?) => {
        $crate::db::query::Sql { sqlite: concat!($($text),+), postgres: concat!($($text,)+ " FOR NO KEY UPDATE") }
    };
}

/// `read!(store, fetch_optional::<Row>(SQL, $1, $2, ...))`: a read outside of any transaction.
macro_rules! read {
    ($store:expr, $fetch:ident::<$row:ty>($sql:expr $(, $bind:expr)* $(,)?)) => {{
        let sql: $crate::db::query::Sql<_> = $sql;
        match &$store.pool {
            $crate::db::open::Pool::Sqlite { readers, .. } => {
                let mut reader = readers.reader().await?;
                let query = sqlx::query_as::<sqlx::Sqlite, $row>(sql.sqlite)$(.bind($bind))*;
                let rows = query.$fetch(reader.connection()?).await?;
                reader.release();
                rows
            }
            $crate::db::open::Pool::Postgres(pool, statement_cache) => {
                let query = sqlx::query_as::<sqlx::Postgres, $row>(sql.postgres)$(.bind($bind))*;
                if statement_cache.is_enabled() {
                    query.$fetch(pool).await?
                } else {
                    let mut transaction = pool.begin().await?;
                    let rows = query.persistent(false).$fetch(&mut *transaction).await?;
                    transaction.commit().await?;
                    rows
                }
            }
        }
    }};
}

/// Like [`read!`], in a write transaction. `tx_query!(tx, execute(SQL, ...))` is the number of rows it changed.
///
/// The transaction is aborted from the start of a statement until its success, so nothing can follow an error or a
/// future that was dropped half-way.
macro_rules! tx_query {
    ($tx:expr, $fetch:ident::<$row:ty>($sql:expr $(, $bind:expr)* $(,)?)) => {{
        let sql: $crate::db::query::Sql = $sql;
        $tx.begin_statement()?;
        let rows = match &mut $tx.backend {
            $crate::db::tx::Backend::Sqlite(permit) => {
                let query = sqlx::query_as::<sqlx::Sqlite, $row>(sql.sqlite)$(.bind($bind))*;
                query.$fetch(permit.connection()?).await?
            }
            $crate::db::tx::Backend::Postgres(postgres, statement_cache) => {
                let query = sqlx::query_as::<sqlx::Postgres, $row>(sql.postgres)$(.bind($bind))*;
                query.persistent(statement_cache.is_enabled()).$fetch(&mut **postgres).await?
            }
        };
        $tx.end_statement();
        rows
    }};
    ($tx:expr, execute($sql:expr $(, $bind:expr)* $(,)?)) => {{
        let sql: $crate::db::query::Sql = $sql;
        $tx.begin_statement()?;
        let changed = match &mut $tx.backend {
            $crate::db::tx::Backend::Sqlite(permit) => {
                let query = sqlx::query::<sqlx::Sqlite>(sql.sqlite)$(.bind($bind))*;
                query.execute(permit.connection()?).await?.rows_affected()
            }
            $crate::db::tx::Backend::Postgres(postgres, statement_cache) => {
                let query = sqlx::query::<sqlx::Postgres>(sql.postgres)$(.bind($bind))*;
                query.persistent(statement_cache.is_enabled()).execute(&mut **postgres).await?.rows_affected()
            }
        };
        $tx.end_statement();
        changed
    }};
}
