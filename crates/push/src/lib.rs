//! The vendors: parse their credentials, speak their protocols. No database, no rule about who may do what.

pub mod client;
pub mod credential;
pub mod fingerprint;
pub mod hosts;
mod kept;
pub mod message;
pub mod outcome;
pub mod remedy;
mod sign;
pub mod understand;
mod vendor;
