//! `/audit`: the audit trail of the account.

mod api;
mod changes;
mod filters;
mod page;
mod query;

#[cfg(feature = "ssr")]
pub use changes::{audit_columns, change_field};
pub(crate) use page::AuditPage;
#[cfg(feature = "ssr")]
pub use query::AuditQuery;
