//! What a call says: its path, its query and its body, read strictly.

use std::sync::Arc;

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;

use super::problem::Problem;
use crate::http::Server;
use crate::http::error::{HttpError, header_text};

/// The parameters of the path. What is malformed names nothing.
pub struct At<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Arc<Server>> for At<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Arc<Server>) -> Result<Self, Problem> {
        let path = Path::<T>::from_request_parts(parts, server).await;
        path.map(|Path(path)| Self(path)).map_err(|_| Problem::not_found())
    }
}

/// The place at which a page begins, for lists with numbered entries.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Cursor {
    /// `next` of the page before.
    cursor: Option<String>,
}

impl Cursor {
    /// The number of the last entry of the page before; `None` for the first page.
    pub fn number(&self) -> Result<Option<i64>, Problem> {
        number_of(self.cursor.as_deref())
    }
}

/// The number of a cursor.
pub fn number_of(cursor: Option<&str>) -> Result<Option<i64>, Problem> {
    let number = cursor.map(str::parse).transpose();
    number.map_err(|_| Problem::invalid_parameter("`cursor` is not from an earlier page."))
}

/// The query; a parameter that the operation does not have is refused.
pub struct Parameters<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Arc<Server>> for Parameters<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Server>) -> Result<Self, Problem> {
        let query = Query::<T>::try_from_uri(&parts.uri);
        query.map(|Query(query)| Self(query)).map_err(|error| Problem::invalid_parameter(error.body_text()))
    }
}

/// The body, as JSON without unknown members; and as it was sent.
pub struct Input<T> {
    pub value: T,
    pub bytes: Bytes,
}

impl<T: DeserializeOwned> FromRequest<Arc<Server>> for Input<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, server: &Arc<Server>) -> Result<Self, Problem> {
        if !is_json(header_text(request.headers(), CONTENT_TYPE)) {
            let text = "The body has to be JSON, with the header Content-Type: application/json.";
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", text));
        }
        let limit = server.settings.request_body_limit;
        let bytes = to_bytes(request.into_body(), limit).await.map_err(|_| HttpError::TooLarge)?;
        // No database accepts it, and no text needs it.
        if bytes.windows(6).any(|escape| escape == br"\u0000") {
            return Err(Problem::malformed("The body contains U+0000."));
        }
        // Structs would also be read from the list of their values.
        if bytes.trim_ascii_start().first() != Some(&b'{') {
            return Err(Problem::malformed("The body has to be a JSON object."));
        }
        match serde_json::from_slice(&bytes) {
            Ok(value) => Ok(Self { value, bytes }),
            Err(error) => Err(Problem::malformed(error.to_string())),
        }
    }
}

fn is_json(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("application/json")
}
