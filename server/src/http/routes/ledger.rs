//! `/billing/ledger.csv`: the whole ledger, streamed, oldest first.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use console::{Actor, Console, Error};
use domain::account::language::Language;
use futures::stream::{self, StreamExt as _, TryStreamExt as _};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use crate::http::Server;
use crate::http::csv::{BYTE_ORDER_MARK, line};
use crate::http::error::HttpError;

/// Route of the export of the ledger as CSV.
pub fn routes() -> Router<Arc<Server>> {
    Router::new().route("/billing/ledger.csv", get(export))
}

/// Reads each part on demand, so memory is bounded for a ledger of any length.
async fn export(State(server): State<Arc<Server>>, request: Request) -> Response {
    let Some(actor @ Actor::Person(_)) = request.extensions().get::<Actor>().cloned() else {
        return HttpError::NoSuchThing.into_response();
    };
    let language = request.extensions().get::<Language>().copied().unwrap_or_default();
    let console = server.console.clone();
    // The first part before the status is sent: whoever may not have it finds nothing.
    let (first, next) = match part(&console, &actor, 0, language).await {
        Ok((text, next)) => (format!("{}{text}", head(language)), next),
        Err(Error::Forbidden(_) | Error::SecondFactorRequired) => {
            return HttpError::NoSuchThing.into_response();
        }
        Err(error) => {
            tracing::error!(%error, "reading the ledger for an export failed");
            return HttpError::Broken.into_response();
        }
    };
    let parts = stream::try_unfold(next, move |after| {
        let (console, actor) = (console.clone(), actor.clone());
        async move {
            let Some(after) = after else { return Ok::<_, Error>(None) };
            let (text, next) = part(&console, &actor, after, language).await?;
            Ok(Some((Bytes::from(text), next)))
        }
    });
    let parts = parts.inspect_err(|error| tracing::error!(%error, "ledger export aborted"));
    let body = Body::from_stream(stream::iter([Ok(Bytes::from(first))]).chain(parts));
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"ledger.csv\""),
    ];
    (headers, body).into_response()
}

/// The byte order mark and the header line.
fn head(language: Language) -> String {
    format!("{BYTE_ORDER_MARK}{}", line(&app::ledger_columns(language).map(str::to_owned)))
}

/// The entries after that number as lines, and the number to continue after.
async fn part(
    console: &Console,
    actor: &Actor,
    after: i64,
    language: Language,
) -> Result<(String, Option<i64>), Error> {
    let rows = console.acting_as(actor).billing().export(after).await?;
    let mut text = String::new();
    for row in &rows {
        let entry = &row.entry;
        let fields = [
            row.id.to_string(),
            entry.at().to_string(),
            app::kind_text(language, entry.cause().kind()).to_owned(),
            entry.cause().sdkappid().map(|sdkappid| sdkappid.to_string()).unwrap_or_default(),
            app::cause_text(language, entry.cause()),
            entry.amount().plain(),
            row.balance.plain(),
            entry.amount().currency().to_string(),
            row.who.clone(),
        ];
        text.push_str(&line(&fields));
    }
    Ok((text, rows.last().map(|row| row.id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn begins_with_the_mark_and_the_names_in_the_readers_language() {
        for (language, expected) in [
            (
                Language::English,
                "\u{FEFF}Number,Time,Kind,SDKAppID,Description,Amount,Balance,Currency,Added by\r\n",
            ),
            (Language::Korean, "\u{FEFF}번호,시각,종류,SDKAppID,내용,금액,잔액,통화,추가한 사람\r\n"),
            (Language::Chinese, "\u{FEFF}编号,时间,类型,SDKAppID,内容,金额,余额,币种,添加人\r\n"),
        ] {
            assert_eq!(head(language), expected);
        }
    }
}
