//! Parsing of credentials: files made by the `openssl` command, intact, of the wrong kind and damaged.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bundle;
mod edit;
mod encodings;
mod files;
mod json;
mod p12;
mod p8;
mod workshop;
