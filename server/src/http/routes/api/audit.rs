//! The audit trail.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use domain::application::sdkappid::Sdkappid;
use domain::audit::listing::{AuditCursor, AuditFilter, TrailEntry};
use domain::audit::{Action, Change as Changed};
use domain::time::Timestamp;
use http::header::LINK;
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::Object;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::BASE;
use super::caller::Caller;
use super::document::codes;
use super::input::Parameters;
use super::problem::{Problem, Problems};
use crate::http::Server;

const DAY: Duration = Duration::from_hours(24);

pub fn routes() -> OpenApiRouter<Arc<Server>> {
    OpenApiRouter::new().routes(routes!(list))
}

/// An entry of the audit trail.
#[derive(Serialize, ToSchema)]
struct AuditEntry {
    /// Its place in the hash chain.
    number: i64,
    #[schema(format = DateTime)]
    at: String,
    /// The e-mail address of the person, with the name of the token if one was used; or the part of the console.
    who: String,
    #[schema(schema_with = action)]
    action: &'static str,
    /// The application that it is about.
    #[schema(value_type = Option<i64>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    sdkappid: Option<u32>,
    changes: Vec<Change>,
}

/// The change of a value.
#[derive(Serialize, ToSchema)]
struct Change {
    field: String,
    /// Empty if there was none.
    before: String,
    /// Empty if there is none.
    after: String,
}

fn action() -> Object {
    codes(Action::ALL.map(Action::code))
}

impl From<TrailEntry> for AuditEntry {
    fn from(entry: TrailEntry) -> Self {
        let TrailEntry { number, sdkappid, entry } = entry;
        let change = |Changed { field, before, after }| Change { field, before, after };
        Self {
            number,
            at: entry.at.to_string(),
            who: entry.who,
            action: entry.action.code(),
            sdkappid: sdkappid.map(Sdkappid::number),
            changes: entry.changes.into_iter().map(change).collect(),
        }
    }
}

/// A page of the audit trail, the newest first.
#[derive(Serialize, ToSchema)]
struct AuditTrail {
    entries: Vec<AuditEntry>,
    /// The `cursor` of the next page; missing on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Contained in who acted or in a change.
    #[param(max_length = 200)]
    q: Option<String>,
    /// Exactly as an entry has it.
    #[param(max_length = 400)]
    who: Option<String>,
    #[param(schema_with = action)]
    action: Option<String>,
    /// The application that entries are about.
    #[param(value_type = Option<i64>, minimum = 1, maximum = 4_294_967_295_i64)]
    sdkappid: Option<String>,
    /// The first day (UTC).
    #[param(format = Date)]
    from: Option<String>,
    /// The last day (UTC).
    #[param(format = Date)]
    to: Option<String>,
    /// `next` of the page before.
    cursor: Option<String>,
}

impl Filter {
    fn parse(&self) -> Result<(AuditFilter, Option<AuditCursor>), Problem> {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        if [&self.q, &self.who].into_iter().flatten().any(|text| text.chars().any(char::is_control)) {
            return Err(Problem::invalid_parameter("`q` and `who` are without control characters."));
        }
        for (name, value, most) in [("q", &self.q, 200), ("who", &self.who, 400)] {
            if value.as_ref().is_some_and(|value| value.chars().count() > most) {
                let text = format!("`{name}` has {most} characters at most.");
                return Err(Problem::invalid_parameter(text));
            }
        }
        let filter = AuditFilter {
            who: text(&self.who),
            sdkappid: read("sdkappid", self.sdkappid.as_ref(), |text| text.parse().ok())?,
            action: read("action", self.action.as_ref(), Action::from_code)?,
            from: read("from", self.from.as_ref(), Timestamp::from_date)?,
            until: read("to", self.to.as_ref(), Timestamp::from_date)?.map(|day| day.plus(DAY)),
            text: text(&self.q),
        };
        Ok((filter, read("cursor", self.cursor.as_ref(), |text| text.parse().ok())?))
    }

    /// The address of the page at `cursor`.
    fn address(&self, cursor: &str) -> String {
        let parameters = [
            ("q", self.q.as_deref()),
            ("who", self.who.as_deref()),
            ("action", self.action.as_deref()),
            ("sdkappid", self.sdkappid.as_deref()),
            ("from", self.from.as_deref()),
            ("to", self.to.as_deref()),
            ("cursor", Some(cursor)),
        ];
        let given = parameters.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let query: Vec<_> = given.map(|(name, value)| format!("{name}={}", app::escape(value))).collect();
        format!("{BASE}/audit?{}", query.join("&"))
    }
}

fn read<T>(
    name: &str,
    value: Option<&String>,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Problem> {
    let Some(value) = value else { return Ok(None) };
    let parsed = parse(value);
    let wrong = || Problem::invalid_parameter(format!("`{name}` is none of the possible values."));
    parsed.map(Some).ok_or_else(wrong)
}

/// Read the audit trail
#[utoipa::path(
    get, path = "/audit", operation_id = "list_audit_entries", tag = "Audit",
    security(("token" = ["audit:read"])), params(Filter),
    responses((status = 200, description = "It was carried out.", body = AuditTrail), Problems),
)]
async fn list(caller: Caller, Parameters(filter): Parameters<Filter>) -> Result<Response, Problem> {
    let (conditions, cursor) = filter.parse()?;
    let page = caller.acting().audit_trail().list(&conditions, cursor).await?;
    let next = page.next.map(|next| next.to_string());
    let link = next.as_ref().map(|next| [(LINK, format!("<{}>; rel=\"next\"", filter.address(next)))]);
    let entries = page.entries.into_iter().map(AuditEntry::from).collect();
    Ok((link, Json(AuditTrail { entries, next })).into_response())
}
