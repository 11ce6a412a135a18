//! The card **Renewal/Upgrade** of an application, and what can be done from it. Written by the server alone.

mod actions;
mod card;
mod dialogs;
mod news;

pub(crate) use card::card;
pub(crate) use dialogs::{editions_dialog, refund_dialog};
pub(crate) use news::account_notice;
