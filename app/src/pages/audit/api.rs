//! The server function of **Audit**.

use domain::audit::listing::TrailPage;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::query::AuditQuery;
use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::ssr::{actor, console, into_failure};

/// A page of the trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trail {
    /// What was asked for.
    pub query: AuditQuery,
    /// The entries.
    pub page: TrailPage,
}

/// The entries for the query of a URL of the page.
#[server(endpoint = "read_audit", input = GetUrl)]
pub(crate) async fn read_audit(#[server(default)] query: String) -> Result<Trail, Failure> {
    let (console, actor) = (console(), actor());
    let query = AuditQuery::read(&query);
    let trail = console.acting_as(&actor).audit_trail();
    let page = trail.list(&query.filter, query.before).await.map_err(into_failure)?;
    Ok(Trail { query, page })
}
