//! Downloads for other programs: `timpush-configs.json` for a client build, the calendar of expiry dates, and the file
//! that **Export** created.

mod calendar;

use std::sync::Arc;

use app::ssr::SECRET;
use axum::Router;
use axum::extract::{Path, Query, Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use console::{Actor, Error};
use domain::application::sdkappid::Sdkappid;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use serde::Deserialize;

use crate::http::Server;
use crate::http::error::HttpError;

/// Routes of the client configuration, the calendar and the export of certificates.
pub fn routes() -> Router<Arc<Server>> {
    Router::new()
        .route("/applications/{sdkappid}/push/timpush-configs.json", get(client_configuration))
        .route("/applications/{sdkappid}/push/expiries.ics", get(expiries))
        .route("/applications/{sdkappid}/push/certificates.json", get(exported))
}

async fn client_configuration(
    State(server): State<Arc<Server>>,
    Path(sdkappid): Path<String>,
    request: Request,
) -> Response {
    let Some((actor, sdkappid)) = asked(&request, &sdkappid) else {
        return HttpError::NoSuchThing.into_response();
    };
    match server.console.acting_as(&actor).certificates().client_configuration(sdkappid).await {
        Ok(configuration) => {
            let text = serde_json::to_string_pretty(&configuration).unwrap_or_default();
            file("application/json", "timpush-configs.json", text)
        }
        Err(error) => refused(&error),
    }
}

/// The calendar, for signed-in people and for subscribers that have its key.
async fn expiries(
    State(server): State<Arc<Server>>,
    Path(sdkappid): Path<String>,
    Query(CalendarSubscription { key }): Query<CalendarSubscription>,
    request: Request,
) -> Response {
    let Ok(sdkappid) = sdkappid.parse::<Sdkappid>() else { return HttpError::NoSuchThing.into_response() };
    let endings = if key.is_empty() {
        let Some((actor, _)) = asked(&request, &sdkappid.to_string()) else {
            return HttpError::NoSuchThing.into_response();
        };
        server.console.acting_as(&actor).certificates().expiries(sdkappid).await
    } else {
        server.console.calendar(sdkappid, &key).await
    };
    match endings {
        Ok(endings) => {
            let origin = server.settings.origin.as_deref();
            let host =
                origin.and_then(|origin| origin.split_once("://")).map_or("chat-console", |(_, host)| host);
            let text = calendar::calendar(&endings, sdkappid, host, server.console.now());
            file("text/calendar; charset=utf-8", "expiries.ics", text)
        }
        Err(error) => refused(&error),
    }
}

/// The file that **Export** created in this browser; available for ten minutes.
async fn exported(
    State(server): State<Arc<Server>>,
    Path(sdkappid): Path<String>,
    Query(export): Query<Export>,
    request: Request,
) -> Response {
    let Some((actor, sdkappid)) = asked(&request, &sdkappid) else {
        return HttpError::NoSuchThing.into_response();
    };
    match server.console.acting_as(&actor).certificates().exported(sdkappid, &export.answer).await {
        Ok(Some(text)) => {
            let file = file("application/json", &format!("certificates-{sdkappid}.json"), text);
            ([(CACHE_CONTROL, SECRET)], file).into_response()
        }
        Ok(None) => HttpError::NoSuchThing.into_response(),
        Err(error) => refused(&error),
    }
}

#[derive(Deserialize)]
struct CalendarSubscription {
    #[serde(default)]
    key: String,
}

#[derive(Deserialize)]
struct Export {
    #[serde(default)]
    answer: String,
}

fn asked(request: &Request, sdkappid: &str) -> Option<(Actor, Sdkappid)> {
    let actor = request.extensions().get::<Actor>().filter(|actor| matches!(actor, Actor::Person(_)))?;
    Some((actor.clone(), sdkappid.parse().ok()?))
}

fn refused(error: &Error) -> Response {
    if !matches!(error, Error::NotFound | Error::Forbidden(_) | Error::SecondFactorRequired) {
        tracing::error!(%error, "certificate download failed");
        return HttpError::Broken.into_response();
    }
    HttpError::NoSuchThing.into_response()
}

fn file(kind: &'static str, name: &str, text: String) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition)], text).into_response()
}
