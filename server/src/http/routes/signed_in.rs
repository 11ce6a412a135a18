//! `/signed-in`: where a browser that had no cookie of ours is redirected after signing in. If it does not send the
//! session cookie now, it does not keep cookies, and sign-in shows a notice.

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
    Router::new().route("/signed-in", get(after_sign_in))
}

async fn after_sign_in(Extension(actor): Extension<Actor>, uri: Uri) -> Response {
    let next = parameter(uri.query().unwrap_or_default(), "next");
    let next = next.as_deref().filter(|next| app::local_path(next).is_some()).unwrap_or(HOME);
    match actor {
        Actor::Person(_) => see_other(next),
        Actor::Stranger(_) | Actor::Token(_) | Actor::Operator | Actor::System => {
            see_other(&format!("{SIGN_IN}?{NO_COOKIE}&next={}", encode(next)))
        }
    }
}
