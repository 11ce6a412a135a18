//! The card **Renewal/Upgrade** of an application, and its actions.

mod api;
mod card;
mod dialogs;
mod news;

pub(crate) use card::PackageCard;
pub(crate) use dialogs::{EditionsDialog, RefundDialog};
#[cfg(feature = "ssr")]
pub(crate) use news::account_notice;
