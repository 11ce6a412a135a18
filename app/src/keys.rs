//! The keys of an application: which are accepted, who still uses them, replacing them, and importing an
//! application that has some. Written by the server alone.

mod actions;
mod card;
mod chart;
mod dialogs;
mod import;
mod problem;

pub(crate) use card::card;
pub(crate) use dialogs::dialog;
pub(crate) use import::page as import_page;
pub(crate) use problem::{key_problem, key_refusal};
