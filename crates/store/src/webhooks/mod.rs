//! Webhook endpoints, and the messages to them.

pub(crate) mod endpoints;
pub(crate) mod messages;
pub(crate) mod sending;
