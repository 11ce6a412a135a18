//! Versions: `ETag` on what can be edited, and `If-Match` on its edit.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use console::Error;
use domain::application::lifecycle::Refusal;
use http::header::IF_MATCH;
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use utoipa::IntoParams;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

use super::problem::Problem;
use crate::http::Server;
use crate::http::error::header_text;

/// Bytes of the digest in the `ETag` of something without a version.
const DIGEST_BYTES: usize = 16;

/// The `ETag` of a version.
pub fn etag(version: i64) -> HeaderValue {
    header(&version.to_string())
}

/// The `ETag` of something without a version: a digest of what it says.
pub fn etag_of(value: &impl Serialize) -> HeaderValue {
    // Text, numbers and lists: serialization cannot fail.
    let json = serde_json::to_vec(value).unwrap_or_default();
    header(&base16ct::lower::encode_string(&Sha256::digest(json)[..DIGEST_BYTES]))
}

fn header(tag: &str) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{tag}\"")).unwrap_or_else(|_| HeaderValue::from_static("\"\""))
}

/// The `ETag` that an edit is based on.
pub struct IfMatch(String);

impl IfMatch {
    /// The version that it names. A tag that is none of ours was seen by nobody: version 0.
    pub fn version(&self) -> i64 {
        let version = self.0.strip_prefix('"').and_then(|tag| tag.strip_suffix('"'));
        version.and_then(|version| version.parse().ok()).unwrap_or(0)
    }

    /// Refuses the edit of something that `current` is not the seen `ETag` of.
    pub fn check(&self, current: &HeaderValue) -> Result<(), Problem> {
        if *current == self.0 { Ok(()) } else { Err(Error::Refused(Refusal::Meanwhile).into()) }
    }
}

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
        Ok(Self(header_text(&parts.headers, IF_MATCH).trim().to_owned()))
    }
}

impl IntoParams for IfMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let schema = ObjectBuilder::new().schema_type(Type::String).build();
        let parameter = ParameterBuilder::new()
            .name("If-Match")
            .parameter_in(ParameterIn::Header)
            .required(Required::True)
            .description(Some("The `ETag` that the edit is based on."))
            .schema(Some(schema));
        vec![parameter.build()]
    }
}
