//! Who calls: an API token, with the use cases on its behalf.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use console::{Actor, Console, Context, Submission};
use http::request::Parts;

use super::problem::Problem;
use crate::http::Server;

/// The caller of an operation.
pub struct Caller {
    pub console: Console,
    pub actor: Actor,
}

impl Caller {
    /// The use cases on behalf of the caller.
    pub fn acting(&self) -> Context<'_> {
        self.console.acting_as(&self.actor)
    }

    /// The same caller, whose change takes effect once.
    pub fn with(&self, submission: &Submission) -> Self {
        Self { console: self.console.with_submission(submission), actor: self.actor.clone() }
    }
}

impl FromRequestParts<Arc<Server>> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Arc<Server>) -> Result<Self, Problem> {
        let actor = parts.extensions.get::<Actor>().cloned();
        let actor = actor.ok_or(console::Error::SignedOut)?;
        Ok(Self { console: server.console.clone(), actor })
    }
}
