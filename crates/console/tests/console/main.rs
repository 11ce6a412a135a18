//! Every use case on both databases, with a clock that stands still until it is told otherwise.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod account;
mod applications;
mod back_end;
mod changes;
mod common;
mod entrance;
mod keys;
mod opening;
mod operations;
mod rotation;
mod service;
mod sessions;
mod tenancy;
mod workbench;
