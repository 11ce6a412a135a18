//! All visible text, in every language.

pub(crate) mod certificate;
pub(crate) mod done;
pub(crate) mod labels;
#[cfg(feature = "ssr")]
pub(crate) mod mail;
pub(crate) mod messages;
pub(crate) mod names;
#[cfg(feature = "ssr")]
pub(crate) mod personal_mail;
pub(crate) mod relative_time;
pub(crate) mod text;
