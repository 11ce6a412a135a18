//! The card **Renewal/Upgrade** of an application, and its actions.

mod api;
mod card;
mod dialogs;
mod notices;

pub(crate) use card::PackageCard;
pub(crate) use dialogs::{EditionsDialog, RefundDialog};
#[cfg(feature = "ssr")]
pub(crate) use notices::account_notice;
