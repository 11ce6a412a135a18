//! The vendors: parse their credentials, speak their protocols. No database, no rule about who may do what.

pub mod credential;
pub mod understand;
