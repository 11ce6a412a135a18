//! `/applications/deleted`: the applications that can be restored, and **Restore**.

mod api;
mod page;

pub(crate) use page::DeletedPage;
