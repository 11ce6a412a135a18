//! Errors of the API: RFC 9457 `application/problem+json`, with stable codes.

use std::collections::BTreeMap;

use app::ssr::RequestId;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use console::Error;
use domain::account::access::AccessRefusal;
use domain::account::language::Language;
use domain::application::lifecycle::Refusal;
use domain::field::InvalidField;
use http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use serde::Serialize;
use utoipa::openapi::{Content, Ref, RefOr, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

use super::document::DOCS;
use crate::http::error::HttpError;

/// Why a call was not carried out.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// A URI of the documentation of the code.
    #[serde(rename = "type")]
    kind: String,
    /// The reason phrase of the status.
    title: &'static str,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// Identifies the problem for programs; stable.
    code: &'static str,
    /// What went wrong and what to do about it, in English; may change.
    detail: String,
    /// Which rule the call violates, for some codes; stable.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// The members of the body that are wrong, if any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<ProblemField>,
    /// The ID of the request in the server's log.
    request_id: String,
    #[serde(skip)]
    retry_after: Option<u64>,
}

/// What is wrong with a member of the body.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProblemField {
    /// Its name.
    field: &'static str,
    /// Identifies the problem for programs; stable.
    code: String,
    /// What is wrong, in English; may change.
    detail: String,
}

/// Codes with their meaning, as documented.
pub const CODES: [(&str, &str); 23] = [
    ("malformed", "The body is not JSON of the documented form, or the address cannot be read."),
    ("invalid_parameter", "A query parameter or a header is not of the documented form."),
    ("unauthorized", "There is no valid API token; it may have ended or been revoked."),
    ("forbidden_role", "The person who made the token may not do this in their role."),
    (
        "forbidden_limited",
        "It concerns the whole account; the token or its person is limited to some applications.",
    ),
    ("insufficient_scope", "The token lacks the scope for this."),
    ("verification_needed", "This takes a person who proves who they are."),
    (
        "second_factor_required",
        "The account requires a second factor, and the person who made the token has none.",
    ),
    ("not_found", "It does not exist, or the token has no access to it."),
    ("method_not_allowed", "The path supports other methods only."),
    ("refused", "A rule forbids it in the current state; `reason` says which."),
    ("limit_reached", "There are as many as there may be."),
    ("out_of_service", "The application is disabled, suspended or deleted."),
    ("cannot_sign", "The application has a public key only."),
    ("in_progress", "Another call with the same `Idempotency-Key` is making the change."),
    (
        "answer_lost",
        "An earlier call with the same `Idempotency-Key` made the change, but its answer is lost.",
    ),
    ("changed_meanwhile", "The version of `If-Match` is not the current one."),
    ("precondition_required", "An edit needs `If-Match`."),
    ("too_large", "The body is too large."),
    ("unsupported_media_type", "The body has to be `application/json`."),
    ("invalid", "Members of the body are wrong; `fields` says which."),
    ("idempotency_key_reused", "The `Idempotency-Key` was used for a call with another body."),
    ("too_many_requests", "The rate limit is reached; `Retry-After` says for how long."),
];

/// Codes of which pages say what concerns browsers, sessions and forms alone.
const FOR_PAGES: [&str; 6] = [
    "unauthorized",
    "not_found",
    "verification_needed",
    "second_factor_required",
    "in_progress",
    "idempotency_key_reused",
];

/// What a code means, as documented.
fn meaning(code: &str) -> Option<&'static str> {
    CODES.iter().find(|(known, _)| *known == code).map(|(_, meaning)| *meaning)
}

impl Problem {
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("{DOCS}#{code}"),
            title: status.canonical_reason().unwrap_or_default(),
            status: status.as_u16(),
            code,
            detail: detail.into(),
            reason: None,
            fields: Vec::new(),
            request_id: String::new(),
            retry_after: None,
        }
    }

    /// The same as for anything that the token has no access to.
    pub fn not_found() -> Self {
        Error::NotFound.into()
    }

    pub fn malformed(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed", detail)
    }

    pub fn invalid_parameter(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_parameter", detail)
    }

    pub fn too_many_requests(seconds: u64) -> Self {
        let text = "Too many calls with this token. Wait for the time in Retry-After.";
        Self {
            retry_after: Some(seconds),
            ..Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", text)
        }
    }
}

impl From<Vec<InvalidField>> for Problem {
    fn from(invalid: Vec<InvalidField>) -> Self {
        Error::Invalid(invalid).into()
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let (status, code) = status_and_code(&error);
        let reason = match &error {
            Error::Refused(refusal) => name_of(refusal),
            Error::KeyRefused(refusal) => name_of(refusal),
            Error::OrderRefused(refusal) => name_of(refusal),
            Error::SupportRefused(refusal) => name_of(refusal),
            Error::MemberRefused(refusal) => name_of(refusal),
            Error::PasskeyRefused(refusal) => name_of(refusal),
            Error::Forbidden(AccessRefusal::Token(Some(scope))) => Some(scope.code().to_owned()),
            _ => None,
        };
        let retry_after = match &error {
            Error::TooMany { retry_after } => Some(retry_after.as_secs().max(1)),
            _ => None,
        };
        // Logs what is the console's own fault.
        let failure = app::ssr::into_failure(error);
        let fields = failure.fields.iter().map(|invalid| ProblemField {
            field: invalid.field.name(),
            code: name_of(&invalid.problem).unwrap_or_default(),
            detail: app::problem_text(Language::English, *invalid),
        });
        let fields = fields.collect();
        let is_for_pages = FOR_PAGES.contains(&code);
        let detail = meaning(code).filter(|_| is_for_pages).map(ToOwned::to_owned);
        let detail = detail.unwrap_or_else(|| app::failure_text(Language::English, &failure));
        Self { reason, fields, retry_after, ..Self::new(status, code, detail) }
    }
}

impl From<HttpError> for Problem {
    fn from(error: HttpError) -> Self {
        let code = if error == HttpError::NotText { "malformed" } else { error.code() };
        let detail = meaning(code).unwrap_or_else(|| error.text(Language::English).1);
        Self::new(error.status(), code, detail)
    }
}

const fn status_and_code(error: &Error) -> (StatusCode, &'static str) {
    match error {
        Error::SignedOut | Error::WrongCredentials | Error::SignInExpired => {
            (StatusCode::UNAUTHORIZED, "unauthorized")
        }
        Error::NotFound => (StatusCode::NOT_FOUND, "not_found"),
        Error::Forbidden(AccessRefusal::Role(_)) => (StatusCode::FORBIDDEN, "forbidden_role"),
        Error::Forbidden(AccessRefusal::Limited) => (StatusCode::FORBIDDEN, "forbidden_limited"),
        Error::Forbidden(AccessRefusal::Token(_)) => (StatusCode::FORBIDDEN, "insufficient_scope"),
        Error::VerificationNeeded => (StatusCode::FORBIDDEN, "verification_needed"),
        Error::SecondFactorRequired => (StatusCode::FORBIDDEN, "second_factor_required"),
        Error::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
        Error::KeyReused => (StatusCode::UNPROCESSABLE_ENTITY, "idempotency_key_reused"),
        Error::Changed(_) | Error::Refused(Refusal::Meanwhile) => {
            (StatusCode::PRECONDITION_FAILED, "changed_meanwhile")
        }
        Error::Refused(_)
        | Error::KeyRefused(_)
        | Error::OrderRefused(_)
        | Error::SupportRefused(_)
        | Error::MemberRefused(_)
        | Error::PasskeyRefused(_)
        | Error::SetUpAlready => (StatusCode::CONFLICT, "refused"),
        Error::OutOfService => (StatusCode::CONFLICT, "out_of_service"),
        Error::CannotSign => (StatusCode::CONFLICT, "cannot_sign"),
        Error::LimitReached { .. } => (StatusCode::CONFLICT, "limit_reached"),
        Error::DoneAlready => (StatusCode::CONFLICT, "in_progress"),
        Error::TooMany { .. } => (StatusCode::TOO_MANY_REQUESTS, "too_many_requests"),
        Error::Store(_) | Error::Vault(_) | Error::Internal(_) => {
            (StatusCode::INTERNAL_SERVER_ERROR, "internal")
        }
    }
}

/// The name of a variant, as it is serialised.
fn name_of(variant: &impl Serialize) -> Option<String> {
    match serde_json::to_value(variant).ok()? {
        serde_json::Value::String(name) => Some(name),
        serde_json::Value::Object(members) => members.into_iter().next().map(|(name, _)| name),
        _ => None,
    }
}

impl IntoResponse for Problem {
    /// Without a body: [`render`] writes it, with the ID of the request.
    fn into_response(self) -> Response {
        let mut response =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes the body of a response that a problem, or a fault of a layer, has made; others are left as they are.
pub fn render(response: Response, request: RequestId) -> Response {
    let extensions = response.extensions();
    let problem = extensions.get::<Problem>().cloned();
    let Some(problem) = problem.or_else(|| extensions.get::<HttpError>().copied().map(Into::into)) else {
        return response;
    };
    let problem = Problem { request_id: request.0, ..problem };
    let (mut parts, _) = response.into_parts();
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if let Some(seconds) = problem.retry_after {
        parts.headers.insert(RETRY_AFTER, seconds.into());
    }
    if problem.status == StatusCode::UNAUTHORIZED.as_u16() {
        let challenge = HeaderValue::from_static("Bearer realm=\"Chat Console API\"");
        parts.headers.insert(WWW_AUTHENTICATE, challenge);
    }
    // Text and numbers: serialization cannot fail.
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    Response::from_parts(parts, Body::from(body))
}

/// The problems of every operation, in the document.
pub struct Problems;

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<utoipa::openapi::Response>> {
        let content = Content::new(Some(Ref::from_schema_name("Problem")));
        let response = ResponseBuilder::new()
            .description("The call was not carried out.")
            .content("application/problem+json", content)
            .build();
        BTreeMap::from([("default".to_owned(), RefOr::T(response))])
    }
}
