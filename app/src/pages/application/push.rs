//! **Push > Access Setting**: an application's credentials at nine vendors.

#[cfg(feature = "ssr")]
use leptos::server_fn::ServerFn;

mod api;
mod calendar;
mod calls;
mod card;
mod delete;
mod export;
mod facts;
mod fields;
mod file_field;
mod form;
mod import;
mod inspection;
mod labels;
#[cfg(feature = "ssr")]
mod multipart;
mod page;
mod query;
mod stored_text;
mod tabs;
mod test_push;
mod transfer_api;

/// The path to which files of exported certificates are posted: their limit is higher than that of other forms.
#[cfg(feature = "ssr")]
pub const OPEN_CERTIFICATES: &str = <transfer_api::OpenCertificates as ServerFn>::PATH;

pub(crate) use page::AccessPage;
