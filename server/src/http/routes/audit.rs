//! `/audit/entries.csv` and `/audit/entries.jsonl`: the audit trail, streamed, newest first, with the filters of the page.

use std::sync::Arc;

use app::AuditQuery;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use console::{Actor, Error};
use domain::account::language::Language;
use domain::application::sdkappid::Sdkappid;
use domain::audit::Change;
use domain::audit::listing::TrailEntry;
use futures::stream::{self, StreamExt as _, TryStreamExt as _};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use serde::Serialize;

use crate::http::Server;
use crate::http::csv::{BYTE_ORDER_MARK, line};
use crate::http::error::HttpError;

/// Routes of the exports.
pub fn routes() -> Router<Arc<Server>> {
    Router::new()
        .route(
            "/audit/entries.csv",
            get(|State(server): State<Arc<Server>>, request: Request| export(server, request, Format::Csv)),
        )
        .route(
            "/audit/entries.jsonl",
            get(|State(server): State<Arc<Server>>, request: Request| {
                export(server, request, Format::JsonLines)
            }),
        )
}

/// Format of an export.
#[derive(Debug, Clone, Copy)]
enum Format {
    /// A line for each changed value; words are in the reader's language.
    Csv,
    /// An object for each entry, with the codes of actions and fields.
    JsonLines,
}

/// Reads each part on demand, so memory is bounded for a trail of any length. The export itself is an entry.
async fn export(server: Arc<Server>, request: Request, format: Format) -> Response {
    let Some(actor @ Actor::Person(_)) = request.extensions().get::<Actor>().cloned() else {
        return HttpError::NoSuchThing.into_response();
    };
    let language = request.extensions().get::<Language>().copied().unwrap_or_default();
    let query = AuditQuery::read(request.uri().query().unwrap_or_default());
    let console = server.console.clone();
    let begun = console.acting_as(&actor).audit_trail().begin_export(&query.describe()).await;
    match begun {
        Ok(()) => {}
        Err(Error::Forbidden(_) | Error::SecondFactorRequired) => {
            return HttpError::NoSuchThing.into_response();
        }
        Err(error) => {
            tracing::error!(%error, "recording an export of the audit trail failed");
            return HttpError::Broken.into_response();
        }
    }
    let head = Ok(Bytes::from(format.head(language)));
    let parts = stream::try_unfold(Some(None), move |cursor| {
        let (console, actor, filter) = (console.clone(), actor.clone(), query.filter.clone());
        async move {
            let Some(cursor) = cursor else { return Ok::<_, Error>(None) };
            let entries = console.acting_as(&actor).audit_trail().export(&filter, cursor).await?;
            let text: String = entries.iter().map(|entry| format.text(language, entry)).collect();
            let next = entries.last().map(|entry| Some(entry.cursor()));
            Ok(Some((Bytes::from(text), next)))
        }
    });
    let parts = stream::iter([head]).chain(parts);
    let body = Body::from_stream(parts.inspect_err(|error| tracing::error!(%error, "audit export aborted")));
    let headers = match format {
        Format::Csv => [
            (CONTENT_TYPE, "text/csv; charset=utf-8"),
            (CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""),
        ],
        Format::JsonLines => [
            (CONTENT_TYPE, "application/jsonl; charset=utf-8"),
            (CONTENT_DISPOSITION, "attachment; filename=\"audit.jsonl\""),
        ],
    };
    (headers, body).into_response()
}

/// An entry in JSON Lines.
#[derive(Serialize)]
struct JsonEntry<'a> {
    number: i64,
    /// RFC 3339, to the second.
    time: String,
    /// Microseconds since the Unix epoch.
    unix_micros: i64,
    who: &'a str,
    action: &'static str,
    sdkappid: Option<u32>,
    changes: &'a [Change],
}

impl Format {
    fn head(self, language: Language) -> String {
        match self {
            Self::Csv => {
                format!("{BYTE_ORDER_MARK}{}", line(&app::audit_columns(language).map(str::to_owned)))
            }
            Self::JsonLines => String::new(),
        }
    }

    fn text(self, language: Language, entry: &TrailEntry) -> String {
        match self {
            Self::Csv => csv_lines(language, entry),
            Self::JsonLines => json_line(entry),
        }
    }
}

/// A line for each changed value, or one without.
fn csv_lines(language: Language, TrailEntry { number, sdkappid, entry }: &TrailEntry) -> String {
    let of = |field: &str, before: &str, after: &str| {
        line(&[
            number.to_string(),
            entry.at.to_string(),
            entry.who.clone(),
            app::action_name(language, entry.action).to_owned(),
            sdkappid.map(|sdkappid| sdkappid.to_string()).unwrap_or_default(),
            field.to_owned(),
            before.to_owned(),
            after.to_owned(),
        ])
    };
    if entry.changes.is_empty() {
        return of("", "", "");
    }
    let lines = entry
        .changes
        .iter()
        .map(|Change { field, before, after }| of(app::change_field(language, field), before, after));
    lines.collect()
}

fn json_line(TrailEntry { number, sdkappid, entry }: &TrailEntry) -> String {
    let line = JsonEntry {
        number: *number,
        time: entry.at.to_string(),
        unix_micros: entry.at.micros(),
        who: &entry.who,
        action: entry.action.code(),
        sdkappid: sdkappid.map(Sdkappid::number),
        changes: &entry.changes,
    };
    let mut text = serde_json::to_string(&line).unwrap_or_default();
    text.push('\n');
    text
}
