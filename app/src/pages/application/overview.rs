//! The Chat detail page: what an application is, whether it works, its key and its recent changes.

mod api;
mod basic;
mod calls;
mod change_dialog;
mod change_text;
mod edit;
mod key;
mod page;
mod password_dialog;
mod recent;
mod service;

pub(crate) use api::{ChangeSubject, read_subject};
pub(crate) use change_dialog::ChangeDialog;
pub(crate) use page::OverviewPage;
pub use recent::action_name;
