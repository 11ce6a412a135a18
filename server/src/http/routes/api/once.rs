//! `Idempotency-Key`: of calls with the same key, one takes effect. The others get the same answer.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use console::Actor;
use http::StatusCode;
use utoipa::IntoParams;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

use super::BASE;
use super::caller::Caller;
use super::problem::Problem;
use crate::http::Server;

const HEADER: &str = "idempotency-key";
/// Maximum length of a key, in characters.
const MAX_LENGTH: usize = 255;

/// The key of a call, if it has one, with the method and path that it is for.
pub struct IdempotencyKey {
    key: Option<String>,
    operation: String,
}

impl FromRequestParts<Arc<Server>> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Server>) -> Result<Self, Problem> {
        let operation = format!("{} {}", parts.method, parts.uri.path());
        let Some(value) = parts.headers.get(HEADER) else { return Ok(Self { key: None, operation }) };
        let key = value.to_str().unwrap_or_default();
        if key.is_empty() || key.len() > MAX_LENGTH {
            let text = "Idempotency-Key has to be 1 to 255 visible ASCII characters.";
            return Err(Problem::invalid_parameter(text));
        }
        Ok(Self { key: Some(key.to_owned()), operation })
    }
}

impl IntoParams for IdempotencyKey {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let schema = ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(1))
            .max_length(Some(MAX_LENGTH))
            .build();
        let parameter = ParameterBuilder::new()
            .name("Idempotency-Key")
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some("Of calls with the same key, one takes effect."))
            .schema(Some(schema));
        vec![parameter.build()]
    }
}

impl IdempotencyKey {
    /// Creates something by `create`, which returns its path below [`BASE`]; or returns the path of what an earlier call
    /// with this key and `body` has created.
    pub async fn create(
        &self,
        caller: &Caller,
        body: &[u8],
        create: impl AsyncFnOnce(&Caller) -> Result<String, Problem>,
    ) -> Result<String, Problem> {
        let (Some(key), Actor::Token(token)) = (&self.key, &caller.actor) else {
            return create(caller).await;
        };
        let submission = caller.console.idempotent_call(token.id, key, &self.operation, body);
        if let Some(location) = caller.acting().earlier_answer(&submission).await? {
            return path(&location);
        }
        match create(&caller.with(&submission)).await {
            Ok(created) => {
                submission.answered(&format!("{BASE}{created}"));
                if let Err(error) = caller.acting().keep_answer(&submission).await {
                    tracing::error!(%error, "saving the answer of a call failed");
                }
                Ok(created)
            }
            // It may be refused because of a concurrent call that has just made the change.
            Err(problem) => match caller.acting().earlier_answer(&submission).await? {
                Some(location) => path(&location),
                None => Err(problem),
            },
        }
    }
}

/// The path below [`BASE`]. The location of a call that never answered is a page.
fn path(location: &str) -> Result<String, Problem> {
    location.strip_prefix(BASE).map(ToOwned::to_owned).ok_or_else(|| {
        let text = format!("The change was made, but its answer is lost. Look at {BASE}{location}.");
        Problem::new(StatusCode::CONFLICT, "answer_lost", text)
    })
}
