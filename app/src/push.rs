//! **Push > Access Setting**: an application's credentials at nine vendors. Written by the server alone; only what a
//! file says is asked for while it is chosen.

use leptos::server_fn::ServerFn;

mod actions;
mod calendar;
mod card;
mod dialogs;
mod facts;
mod file;
mod form;
mod look;
mod mark;
mod page;
mod test_push;
mod transfer;
mod words;

/// Where a file of exported certificates is posted to: it may be larger than other forms.
pub const OPEN_CERTIFICATES: &str = <actions::OpenCertificates as ServerFn>::PATH;

pub(crate) use page::page;
pub(crate) use words::vendor_name;
