//! The pages, each with its components, forms and server functions.

pub(crate) mod account;
pub(crate) mod application;
pub(crate) mod applications;
pub(crate) mod audit;
pub(crate) mod auth;
pub(crate) mod billing;
pub(crate) mod deleted;
pub(crate) mod members;
pub(crate) mod site;
pub(crate) mod support;
pub(crate) mod tokens;
pub(crate) mod webhooks;
