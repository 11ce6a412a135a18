//! The console that a person sees: pages, components and the server functions that they call.
//!
//! With the feature `ssr` the pages are rendered to HTML and a server function is one call of a use case of
//! `console`; with `hydrate` the same pages come alive in the browser and a server function is a request to
//! `/rpc`. Every page and every action works without the browser's half.

// The types of views are deep.
#![recursion_limit = "256"]
#![expect(clippy::needless_pass_by_value, reason = "a component owns its properties")]
#![expect(clippy::fn_params_excessive_bools, reason = "a property is named where it is set")]

mod text;

mod account;
mod address;
mod administrators;
mod app;
mod applications;
mod arrival;
mod billing;
mod browser;
mod certificate;
mod data;
mod deleted;
mod done;
mod editions;
mod entrance;
mod extension;
mod failure;
mod focus;
mod frame;
mod keys;
mod labels;
#[cfg(feature = "ssr")]
mod mail;
mod order;
mod overview;
mod package;
mod preferences;
mod push;
mod routes;
mod scroll;
mod site;
#[cfg(feature = "ssr")]
pub mod ssr;
mod support;
mod ui;
mod usersig;
mod words;

pub use address::{lasting, local_path, with_query};
pub use app::App;
#[cfg(feature = "ssr")]
pub use billing::{cause_text, kind_text, ledger_columns};
pub use browser::CLIENT_HEADER;
pub use failure::{Failed, Failure, KEPT_FILE, KeptFile, Theirs};
#[cfg(feature = "ssr")]
pub use mail::mail_text;
#[cfg(feature = "ssr")]
pub use push::OPEN_CERTIFICATES;
#[cfg(feature = "ssr")]
pub use ssr::refused::{Refused, form_page, with_draft};
#[cfg(feature = "ssr")]
pub use ssr::shell::{routes, shell};
