//! The push vendors: parses their credentials and speaks their protocols. No database, and no rule about who may do
//! what.

pub mod client;
pub mod credential;
mod format;
pub mod hosts;
pub mod message;
pub mod outcome;
mod sign;
mod vendor;
