//! `/billing/ledger.csv`: the whole ledger, a part at a time, oldest first.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use console::{Actor, Console, Error};
use domain::language::Language;
use futures::stream::{self, TryStreamExt as _};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use super::Server;
use super::fault::Fault;

const HEAD: &str = "Number,Time,Kind,SDKAppID,What,Amount,Balance,Currency,Posted by,Key\r\n";

/// The one address.
pub fn routes() -> Router<Arc<Server>> {
    Router::new().route("/billing/ledger.csv", get(export))
}

/// Nothing is read before somebody takes it, so a ledger of any length needs little memory.
async fn export(State(server): State<Arc<Server>>, request: Request) -> Response {
    let Some(actor @ Actor::Person(_)) = request.extensions().get::<Actor>().cloned() else {
        return Fault::NoSuchThing.into_response();
    };
    let language = request.extensions().get::<Language>().copied().unwrap_or_default();
    let console = server.console.clone();
    let parts = stream::try_unfold(Some(0), move |after| {
        let (console, actor) = (console.clone(), actor.clone());
        async move {
            let Some(after) = after else { return Ok::<_, Error>(None) };
            let (text, next) = part(&console, &actor, after, language).await?;
            let text = if after == 0 { format!("{HEAD}{text}") } else { text };
            Ok(Some((Bytes::from(text), next)))
        }
    });
    let body = Body::from_stream(parts.inspect_err(|error| tracing::error!(%error, "an export broke off")));
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"ledger.csv\""),
    ];
    (headers, body).into_response()
}

/// The entries after the one of that number as lines, and where the next part begins.
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
            entry.key().to_string(),
        ];
        text.push_str(&fields.map(|field| quoted(&field)).join(","));
        text.push_str("\r\n");
    }
    Ok((text, rows.last().map(|row| row.id)))
}

/// A field as RFC 4180 has it. What a spreadsheet would take for a formula gets an apostrophe; amounts may begin
/// with a minus.
fn quoted(field: &str) -> String {
    let is_number = field.parse::<f64>().is_ok();
    let field = if field.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number {
        format!("'{field}")
    } else {
        field.to_owned()
    };
    if field.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_neither_columns_nor_formulas() {
        for (field, expected) in [
            ("plain", "plain"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("-3.50", "-3.50"),
            ("=cmd()", "'=cmd()"),
            ("-cmd,1", "\"'-cmd,1\""),
        ] {
            assert_eq!(quoted(field), expected);
        }
    }
}
