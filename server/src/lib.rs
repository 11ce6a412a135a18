//! The binary: configuration, HTTP, command line. The only crate that opens sockets, reads the clock and
//! uses randomness; `console` has the use cases and `app` the pages.

// The types of views and layers are deeply nested.
#![recursion_limit = "256"]

mod audit;
pub mod catalogue;
pub mod cli;
pub mod clock;
pub mod config;
pub mod http;
pub mod installation;
mod log;
mod mail;
pub mod manifest;
pub mod oidc;
mod setup_code;
pub mod site;
mod tls;
pub mod webhooks;
