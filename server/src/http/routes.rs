//! The routes of the console, each group beside its handlers.

pub mod api;
pub mod assets;
pub mod audit;
pub mod health;
pub mod ledger;
pub mod oidc;
pub mod pages;
pub mod preferences;
pub mod push;
pub mod signed_in;
pub mod v4;
