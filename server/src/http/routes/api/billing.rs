//! The balance and the ledger of the account.

use std::sync::Arc;

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use domain::billing::ledger::PostedEntry;
use domain::billing::order::QuoteLine;
use http::header::LINK;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::BASE;
use super::caller::Caller;
use super::input::{At, Cursor, Parameters};
use super::problem::{Problem, Problems};
use crate::http::Server;

pub fn routes() -> OpenApiRouter<Arc<Server>> {
    OpenApiRouter::new().routes(routes!(balance)).routes(routes!(list)).routes(routes!(get))
}

/// The balance of the account.
#[derive(Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "a member has the name that it has in entries of the ledger")]
struct Balance {
    /// In the units of `currency`; negative if the account owes it.
    balance: String,
    /// The ISO 4217 code.
    currency: String,
    /// Since when the account is in arrears.
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    arrears_since: Option<String>,
}

/// An amount that changed the balance.
#[derive(Serialize, ToSchema)]
pub struct Entry {
    #[schema(minimum = 1)]
    id: i64,
    #[schema(format = DateTime)]
    at: String,
    /// Why: `kind`, and what depends on it.
    #[schema(value_type = Object)]
    cause: serde_json::Value,
    /// In the units of `currency`; negative if it was deducted.
    amount: String,
    /// The balance after it.
    balance: String,
    /// The ISO 4217 code.
    currency: String,
    /// The lines of an order.
    lines: Vec<Line>,
    /// Who posted it, as the audit trail names them.
    who: String,
}

/// A line of an order.
#[derive(Serialize, ToSchema)]
pub struct Line {
    /// What it is for.
    #[schema(value_type = Object)]
    what: serde_json::Value,
    /// In the units of the currency of the whole.
    amount: String,
}

impl From<&QuoteLine> for Line {
    fn from(line: &QuoteLine) -> Self {
        Self { what: serde_json::to_value(&line.what).unwrap_or_default(), amount: line.amount.plain() }
    }
}

impl From<&PostedEntry> for Entry {
    fn from(posted: &PostedEntry) -> Self {
        let entry = &posted.entry;
        Self {
            id: posted.id,
            at: entry.at().to_string(),
            cause: serde_json::to_value(entry.cause()).unwrap_or_default(),
            amount: entry.amount().plain(),
            balance: posted.balance.plain(),
            currency: posted.balance.currency().to_string(),
            lines: posted.lines.iter().map(Line::from).collect(),
            who: posted.who.clone(),
        }
    }
}

/// A page of the ledger, the latest first.
#[derive(Serialize, ToSchema)]
struct Ledger {
    entries: Vec<Entry>,
    /// The `cursor` of the next page; missing on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// See the balance of the account
#[utoipa::path(
    get, path = "/balance", operation_id = "get_balance", tag = "Billing",
    security(("token" = ["billing:read"])),
    responses((status = 200, description = "It was carried out.", body = Balance), Problems),
)]
async fn balance(caller: Caller) -> Result<Json<Balance>, Problem> {
    let balance = caller.acting().billing().page(None).await?.account_balance;
    Ok(Json(Balance {
        balance: balance.balance().plain(),
        currency: balance.balance().currency().to_string(),
        arrears_since: balance.arrears_since().map(|since| since.to_string()),
    }))
}

/// List the entries of the ledger
#[utoipa::path(
    get, path = "/ledger", operation_id = "list_ledger_entries", tag = "Billing",
    security(("token" = ["billing:read"])), params(Cursor),
    responses((status = 200, description = "It was carried out.", body = Ledger), Problems),
)]
async fn list(caller: Caller, Parameters(cursor): Parameters<Cursor>) -> Result<Response, Problem> {
    let page = caller.acting().billing().page(cursor.number()?).await?;
    let next = page.entries.last().filter(|_| page.has_older).map(|last| last.id.to_string());
    let link = next.as_ref().map(|next| [(LINK, format!("<{BASE}/ledger?cursor={next}>; rel=\"next\""))]);
    let entries = page.entries.iter().map(Entry::from).collect();
    Ok((link, Json(Ledger { entries, next })).into_response())
}

/// See an entry of the ledger
#[utoipa::path(
    get, path = "/ledger/{id}", operation_id = "get_ledger_entry", tag = "Billing",
    security(("token" = ["billing:read"])),
    params(("id" = i64, Path, minimum = 1)),
    responses((status = 200, description = "It was carried out.", body = Entry), Problems),
)]
async fn get(caller: Caller, At(id): At<i64>) -> Result<Json<Entry>, Problem> {
    Ok(Json(Entry::from(&caller.acting().billing().entry(id).await?)))
}
