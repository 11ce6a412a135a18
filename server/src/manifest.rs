//! Configuration as code: a file says what a console shall hold, and the difference becomes calls of `/api/v1`
//! ([ADR 19](../../docs/adr/0019-configuration-as-code.md)). Nothing here speaks to a console: what it holds comes in as
//! a [`State`], and a [`Plan`] says what to call. A kind of thing in the file is a module with three parts: what the file
//! says, what the API says, and the steps from one to the other.

pub mod application;
pub mod certificate;
pub mod export;
mod fault;
mod file;
mod identity;
pub mod member;
pub mod plan;
mod print;
pub mod reference;
mod secret;
pub mod webhook;

use std::path::Path;

use domain::time::Timestamp;

pub use fault::ManifestError;
pub use plan::{Plan, compare};

/// The version of the format that this program reads and writes.
pub const VERSION: u32 = 1;

/// What a file says.
#[derive(Debug, Clone, Default)]
pub struct Manifest {
    /// In the order of the file.
    pub applications: Vec<application::Desired>,
    pub members: Vec<member::Desired>,
    pub webhooks: Vec<webhook::Desired>,
}

/// What a console holds, as far as a manifest is compared with it.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// All that the token has access to.
    pub applications: Vec<application::Current>,
    /// With those who are invited. Empty if the file has none, as are the others below.
    pub members: Vec<member::Current>,
    pub webhooks: Vec<webhook::Current>,
}

impl Manifest {
    /// Reads the file at `path` with the secrets that it refers to: in files relative to it, and in the variables that
    /// `environment` looks up. Credentials are understood as they are at `now`.
    pub fn read(
        path: &Path,
        environment: &dyn Fn(&str) -> Option<String>,
        now: Timestamp,
    ) -> Result<Self, ManifestError> {
        file::read(path, environment, now)
    }

    /// Whether certificates are among what it says: if none are, no certificate of the console is looked at.
    pub fn has_certificates(&self) -> bool {
        self.applications.iter().any(|application| !application.certificates.is_empty())
    }
}

#[cfg(test)]
mod tests;
