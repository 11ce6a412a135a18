//! Every use case on both databases, with a clock that stands still until it is told otherwise.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod accepted;
mod account;
mod applications;
mod audit;
mod auth;
mod back_end;
mod certificates;
mod changes;
mod common;
mod crash;
mod delivery;
mod delivery_model;
mod drafts;
mod judges;
mod keys;
mod life;
mod members;
mod money;
mod opening;
mod operations;
mod passkeys;
mod personal_mail;
mod provider;
#[path = "../../../domain/tests/life/reference.rs"]
mod reference;
mod roles;
mod rotation;
mod second_factors;
mod service;
mod sessions;
mod software_authenticator;
mod submissions;
mod tenancy;
mod tokens;
mod vendors;
mod webhooks;
mod workbench;
#[path = "../../../domain/tests/life/world.rs"]
#[expect(dead_code, reason = "the rules alone are tried where they are")]
mod world;
