//! The console's user interface: pages, components and the server functions that they call.
//!
//! With the feature `ssr` the pages are rendered to HTML and a server function calls one use case of `console`; with
//! `hydrate` the same pages are hydrated in the browser and a server function is a request to `/rpc`. Every page and
//! every action works without the client.

// View types are deeply nested.
#![recursion_limit = "256"]
#![expect(clippy::needless_pass_by_value, reason = "a component owns its properties")]
#![expect(clippy::fn_params_excessive_bools, reason = "a property is named where it is set")]

mod address;
mod app;
mod areas;
mod browser;
mod data;
mod failure;
mod i18n;
mod pages;
mod routes;
mod shell;
#[cfg(feature = "ssr")]
pub mod ssr;
mod ui;
pub use address::{escape, local_path, with_query, without_one_time};
pub use app::App;
#[cfg(feature = "hydrate")]
pub use areas::prepare;
pub use browser::CLIENT_HEADER;
pub use failure::{ConcurrentEdit, Failure, FailureKind, KEPT_FILE, KeptFile};
#[cfg(feature = "ssr")]
pub use i18n::mail::mail_text;
#[cfg(feature = "ssr")]
pub use i18n::messages::{failure_text, problem_text};
#[cfg(feature = "ssr")]
pub use i18n::personal_mail::{invitation_mail_text, security_mail_text};
#[cfg(feature = "ssr")]
pub use pages::application::overview::action_name;
#[cfg(feature = "ssr")]
pub use pages::application::push::OPEN_CERTIFICATES;
#[cfg(feature = "ssr")]
pub use pages::audit::{AuditQuery, audit_columns, change_field};
#[cfg(feature = "ssr")]
pub use pages::billing::{cause_text, kind_text, ledger_columns};
#[cfg(feature = "ssr")]
pub use ssr::refused::{Refused, form_page, with_draft};
#[cfg(feature = "ssr")]
pub use ssr::shell::{routes, shell};
