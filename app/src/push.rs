//! **Push > Access Setting**: an application's credentials at nine vendors. Written by the server alone; only what a
//! file says is asked for while it is chosen.

#[cfg(feature = "ssr")]
use leptos::server_fn::ServerFn;

#[cfg(feature = "ssr")]
mod actions;
#[cfg(feature = "ssr")]
mod calendar;
#[cfg(feature = "ssr")]
mod card;
#[cfg(feature = "ssr")]
mod dialogs;
#[cfg(feature = "ssr")]
mod facts;
#[cfg(feature = "ssr")]
mod file;
#[cfg(feature = "ssr")]
mod form;
#[cfg(feature = "ssr")]
mod look;
#[cfg(feature = "ssr")]
mod mark;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod test_push;
#[cfg(feature = "ssr")]
mod transfer;
mod words;

#[cfg(feature = "ssr")]
/// Where a file of exported certificates is posted to: it may be larger than other forms.
pub const OPEN_CERTIFICATES: &str = <actions::OpenCertificates as ServerFn>::PATH;

#[cfg(feature = "ssr")]
pub(crate) use page::page;
#[cfg(feature = "ssr")]
pub(crate) use words::vendor_name;
