//! The push vendors: parses their credentials and speaks their protocols. Has no database and no authorisation rules.

pub mod client;
pub mod credential;
mod format;
pub mod hosts;
pub mod message;
pub mod outcome;
mod sign;
mod vendor;
