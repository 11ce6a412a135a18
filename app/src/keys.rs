//! The keys of an application: which are accepted, who still uses them, replacing them, and importing an
//! application that has some. Written by the server alone.

#[cfg(feature = "ssr")]
mod actions;
#[cfg(feature = "ssr")]
mod card;
#[cfg(feature = "ssr")]
mod chart;
#[cfg(feature = "ssr")]
mod dialogs;
#[cfg(feature = "ssr")]
mod import;
mod problem;

#[cfg(feature = "ssr")]
pub(crate) use card::card;
#[cfg(feature = "ssr")]
pub(crate) use dialogs::dialog;
#[cfg(feature = "ssr")]
pub(crate) use import::page as import_page;
pub(crate) use problem::{key_problem, key_refusal};
