//! The one binary: configuration, HTTP, command line. The only room that opens sockets, reads the clock and
//! asks for randomness; everything it does it asks of `console`, and what it shows it gets from `app`.

// The types of views, and of the layers around them, are deep.
#![recursion_limit = "256"]

pub mod catalogue;
pub mod cli;
pub mod clock;
pub mod config;
pub mod http;
pub mod installation;
mod log;
mod mail;
mod setup_code;
pub mod site;
