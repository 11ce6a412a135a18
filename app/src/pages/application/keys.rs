//! The keys of an application: which are accepted, who still uses them, replacing them, and importing an application
//! with existing keys.

mod api;
mod chart;
mod dialogs;
mod import;
mod problem;
mod uses;

pub(crate) use dialogs::KeyDialog;
pub(crate) use import::ImportPage;
pub(crate) use problem::{key_problem, key_refusal};
pub(crate) use uses::KeyUses;
