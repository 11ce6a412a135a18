//! The card **Renewal/Upgrade** of an application, and what can be done from it. Written by the server alone.

#[cfg(feature = "ssr")]
mod actions;
#[cfg(feature = "ssr")]
mod card;
#[cfg(feature = "ssr")]
mod dialogs;
#[cfg(feature = "ssr")]
mod news;

#[cfg(feature = "ssr")]
pub(crate) use card::card;
#[cfg(feature = "ssr")]
pub(crate) use dialogs::{editions_dialog, refund_dialog};
#[cfg(feature = "ssr")]
pub(crate) use news::account_notice;
