//! Versions: `ETag` on what can be edited, and `If-Match` on its edit.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::header::IF_MATCH;
use http::request::Parts;
use http::{HeaderValue, StatusCode};

use super::problem::Problem;
use crate::http::Server;
use crate::http::error::header_text;

/// The `ETag` of a version.
pub fn etag(version: i64) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{version}\"")).unwrap_or_else(|_| HeaderValue::from_static("\"\""))
}

/// The version that an edit is based on. A tag that is none of ours was seen by nobody: version 0.
pub struct IfMatch(pub i64);

impl FromRequestParts<Arc<Server>> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Server>) -> Result<Self, Problem> {
        if !parts.headers.contains_key(IF_MATCH) {
            return Err(Problem::new(
                StatusCode::PRECONDITION_REQUIRED,
                "precondition_required",
                "Say which version you have seen: send its ETag as If-Match.",
            ));
        }
        let tag = header_text(&parts.headers, IF_MATCH).trim();
        let version = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"'));
        Ok(Self(version.and_then(|version| version.parse().ok()).unwrap_or(0)))
    }
}
