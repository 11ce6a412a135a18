//! **Application Management**: the list of applications, creating one, and switching between them.

pub(crate) mod actions;
pub(crate) mod address;
mod api;
mod create;
mod filters;
mod list;
mod row;
mod search;
mod selector;
mod table;

pub(crate) use list::ListPage;
pub(crate) use search::{ApplicationSearch, PAUSE};
pub(crate) use selector::Selector;
