//! Credentials as people have them: files that the `openssl` command makes, whole, wrong and damaged.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bundle;
mod edit;
mod encodings;
mod files;
mod json;
mod p12;
mod p8;
mod workshop;
