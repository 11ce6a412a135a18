//! **Application Management**: the list of applications, creating one, and choosing another one.

pub(crate) mod address;
mod api;
mod create;
mod filters;
mod list;
pub(crate) mod offers;
#[cfg(feature = "ssr")]
mod rows;
mod selector;
mod table;

pub(crate) use list::ListPage;
pub(crate) use selector::Selector;
