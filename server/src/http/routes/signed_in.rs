//! `/signed-in`: where a browser goes after a right password that has sent no cookie of ours before. It has been given
//! some, so it either is somebody now, or does not keep them, and its person has to hear of it.

use std::sync::Arc;

use app::ssr::NO_COOKIE;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use console::Actor;
use http::Uri;

use crate::http::Server;
use crate::http::layers::auth::{HOME, SIGN_IN, encode, see_other};
use crate::http::text::parameter;

/// Route of `/signed-in`.
pub fn routes() -> Router<Arc<Server>> {
    Router::new().route("/signed-in", get(arrive))
}

async fn arrive(Extension(actor): Extension<Actor>, uri: Uri) -> Response {
    let next = parameter(uri.query().unwrap_or_default(), "next");
    let next = next.as_deref().filter(|next| app::local_path(next).is_some()).unwrap_or(HOME);
    match actor {
        Actor::Person(_) => see_other(next),
        Actor::Stranger(_) | Actor::Operator | Actor::System => {
            see_other(&format!("{SIGN_IN}?{NO_COOKIE}&next={}", encode(next)))
        }
    }
}
