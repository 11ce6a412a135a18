//! The whole console, asked as browsers and back ends ask it, on a database of its own.

mod bad_input;
mod entrance;
mod health;
mod preferences;
mod service;
mod support;
