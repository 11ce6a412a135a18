//! `/account`: the person's own password, sessions, language and theme.

mod api;
mod page;
mod password;
mod sessions;

pub(crate) use page::AccountPage;
