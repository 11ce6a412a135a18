//! The whole console, asked as browsers and back ends ask it, on a database of its own.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod api;
mod audit;
mod auth;
mod bad_input;
mod commands;
mod compression;
mod cookies;
mod downloads;
mod forms;
mod health;
mod identity_provider;
mod installation;
mod manifest;
mod oidc;
mod once;
mod outlines;
mod passkeys;
mod phone;
mod preferences;
mod protocol;
mod push_devices;
mod pushes;
mod second_factors;
mod service;
#[path = "../../../crates/console/tests/console/software_authenticator.rs"]
mod software_authenticator;
mod support;
mod webhooks;
