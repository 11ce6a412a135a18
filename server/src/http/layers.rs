//! Middleware: each layer is one concern of every request. Their order is in [`crate::http`].

pub mod auth;
pub mod compression;
pub mod forms;
pub mod headers;
pub mod limits;
pub mod request_id;
pub mod session;
pub mod submission;
pub mod trace;
pub mod unread_body;
