//! The package of an application: what it has, what another one would cost, and orders.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use domain::application::sdkappid::Sdkappid;
use domain::billing::edition::Edition;
use domain::billing::money::{Currency, Money};
use domain::billing::order::{Choice, Confirmation, OrderKind, QuoteLine};
use http::StatusCode;
use http::header::LOCATION;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::BASE;
use super::applications::edition;
use super::billing::{Entry, Line};
use super::caller::Caller;
use super::document::codes;
use super::input::{At, Input};
use super::once::IdempotencyKey;
use super::problem::{Problem, Problems};
use super::version::IfMatch;
use crate::http::Server;

pub fn routes() -> OpenApiRouter<Arc<Server>> {
    OpenApiRouter::new()
        .routes(routes!(get))
        .routes(routes!(quote))
        .routes(routes!(order))
        .routes(routes!(set_auto_renew))
        .routes(routes!(extend))
}

/// The package of an application.
#[derive(Serialize, ToSchema)]
struct Package {
    #[schema(schema_with = edition)]
    edition: &'static str,
    /// When the term began.
    #[schema(format = DateTime)]
    starts_at: String,
    /// When the term ends.
    #[schema(format = DateTime)]
    ends_at: String,
    /// Whether it is renewed automatically, one month at a time.
    auto_renew: bool,
    /// Codes of its add-ons.
    add_ons: Vec<String>,
    /// What was paid for the term, in the units of `currency`.
    paid: String,
    /// The ISO 4217 code.
    currency: String,
    /// What is used of each limit in this month, as far as it is known.
    usage: BTreeMap<&'static str, u64>,
}

/// What to order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChoiceInput {
    #[schema(schema_with = edition)]
    edition: String,
    /// One of the terms of the catalogue.
    #[schema(value_type = i64, minimum = 1, maximum = 120)]
    months: u32,
    /// Codes of add-ons.
    #[serde(default)]
    add_ons: Vec<String>,
    /// Whether it is renewed automatically, one month at a time.
    #[serde(default)]
    auto_renew: bool,
}

impl ChoiceInput {
    fn parse(&self) -> Result<Choice, Problem> {
        let edition = self.edition.parse::<Edition>();
        let add_ons = self.add_ons.iter().map(|code| code.parse()).collect::<Result<_, _>>();
        Ok(Choice {
            edition: edition.map_err(|_| Problem::malformed("`edition` is none of the possible values."))?,
            months: self.months,
            add_ons: add_ons
                .map_err(|_| Problem::malformed("`add_ons` has something that is not a code."))?,
            auto_renew: self.auto_renew,
        })
    }
}

/// An order, at the price that was quoted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OrderInput {
    choice: ChoiceInput,
    /// As it was quoted; at another price nothing is ordered.
    total: String,
    /// As it was quoted.
    currency: String,
    /// Whether the agreement and the billing terms are accepted.
    accept_terms: bool,
}

/// What an order would cost.
#[derive(Serialize, ToSchema)]
struct Quote {
    #[schema(schema_with = kind)]
    kind: &'static str,
    lines: Vec<Line>,
    /// In the units of `currency`.
    total: String,
    /// The ISO 4217 code.
    currency: String,
    /// When the term would end.
    #[schema(format = DateTime)]
    ends_at: String,
    /// The current balance of the account.
    balance: String,
}

fn kind() -> utoipa::openapi::schema::Object {
    codes([OrderKind::New, OrderKind::Upgrade, OrderKind::Change, OrderKind::Renewal].map(kind_code))
}

const fn kind_code(kind: OrderKind) -> &'static str {
    match kind {
        OrderKind::New => "new",
        OrderKind::Upgrade => "upgrade",
        OrderKind::Change => "change",
        OrderKind::Renewal => "renewal",
    }
}

/// Whether a package is renewed automatically.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AutoRenewInput {
    on: bool,
}

/// See the package of an application
#[utoipa::path(
    get, path = "/applications/{sdkappid}/package", operation_id = "get_package", tag = "Packages",
    security(("token" = ["applications:read"])),
    params(("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64)),
    responses((status = 200, description = "It was carried out.", body = Package), Problems),
)]
async fn get(caller: Caller, At(sdkappid): At<Sdkappid>) -> Result<Json<Package>, Problem> {
    let applications = caller.acting().applications();
    let application = applications.detail(sdkappid, None).await?.application;
    let package = applications.package(&application).await?;
    let subscription = &package.subscription;
    Ok(Json(Package {
        edition: subscription.life.edition.code(),
        starts_at: subscription.life.term.start.to_string(),
        ends_at: subscription.life.term.end().to_string(),
        auto_renew: subscription.life.auto_renew,
        add_ons: subscription.add_ons.iter().map(ToString::to_string).collect(),
        paid: subscription.paid.plain(),
        currency: subscription.paid.currency().to_string(),
        usage: package.usage.iter().map(|(limit, used)| (limit.code(), *used)).collect(),
    }))
}

/// Quote an order
///
/// Orders nothing.
#[utoipa::path(
    post, path = "/applications/{sdkappid}/quotes", operation_id = "quote_order", tag = "Packages",
    security(("token" = ["applications:read"])),
    params(("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64)),
    request_body = ChoiceInput,
    responses((status = 200, description = "It was carried out.", body = Quote), Problems),
)]
async fn quote(
    caller: Caller,
    At(sdkappid): At<Sdkappid>,
    input: Input<ChoiceInput>,
) -> Result<Json<Quote>, Problem> {
    let choice = input.value.parse()?;
    let page = caller.acting().applications().quote(sdkappid, Some(&choice)).await?;
    let quote = page.quote.ok_or_else(Problem::not_found)?.map_err(console::Error::OrderRefused)?;
    Ok(Json(Quote {
        kind: kind_code(quote.kind()),
        lines: lines(quote.lines()),
        total: quote.total().plain(),
        currency: quote.total().currency().to_string(),
        ends_at: quote.after().life.term.end().to_string(),
        balance: page.account_balance.balance().plain(),
    }))
}

/// Order a package
///
/// Renews it, or replaces it. It is paid from the balance of the account.
#[utoipa::path(
    post, path = "/applications/{sdkappid}/orders", operation_id = "order_package", tag = "Packages",
    security(("token" = ["packages:write"])),
    params(("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64), IdempotencyKey),
    request_body = OrderInput,
    responses((status = 201, description = "It was created.", body = Entry, headers(("Location" = String))), Problems),
)]
async fn order(
    caller: Caller,
    once: IdempotencyKey,
    At(sdkappid): At<Sdkappid>,
    input: Input<OrderInput>,
) -> Result<Response, Problem> {
    let OrderInput { choice, total, currency, accept_terms } = &input.value;
    let path = once.create(&caller, &input.bytes, async |caller| {
        let choice = choice.parse()?;
        let currency = currency.parse::<Currency>();
        let currency = currency.map_err(|_| Problem::malformed("`currency` is not an ISO 4217 code."))?;
        let seen = Money::parse(total, currency);
        let confirmation = Confirmation {
            accepted: *accept_terms,
            priced: choice.clone(),
            seen: seen.map_err(|_| Problem::malformed("`total` is not an amount of that currency."))?,
            token: caller.console.order_token()?,
        };
        let entry = caller.acting().applications().order(sdkappid, &choice, &confirmation).await?;
        Ok(format!("/applications/{sdkappid}/orders/{entry}"))
    });
    let path = path.await?;
    let id: i64 = path.rsplit('/').next().and_then(|id| id.parse().ok()).ok_or_else(Problem::not_found)?;
    let entry = caller.acting().applications().order_entry(sdkappid, id).await?;
    let location = [(LOCATION, format!("{BASE}/ledger/{id}"))];
    Ok((StatusCode::CREATED, location, Json(Entry::from(&entry))).into_response())
}

/// Turn auto-renewal on or off
#[utoipa::path(
    post, path = "/applications/{sdkappid}/auto-renewal", operation_id = "set_auto_renewal", tag = "Packages",
    security(("token" = ["packages:write"])),
    params(("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64)),
    request_body = AutoRenewInput,
    responses((status = 200, description = "It was carried out.", body = Package), Problems),
)]
async fn set_auto_renew(
    caller: Caller,
    At(sdkappid): At<Sdkappid>,
    input: Input<AutoRenewInput>,
) -> Result<Json<Package>, Problem> {
    caller.acting().applications().set_auto_renew(sdkappid, input.value.on).await?;
    get(caller, At(sdkappid)).await
}

/// Extend a trial
///
/// By a calendar month. `If-Match` is the `ETag` of the application: the same call twice extends once.
#[utoipa::path(
    post, path = "/applications/{sdkappid}/extend", operation_id = "extend_trial", tag = "Packages",
    security(("token" = ["applications:write"])),
    params(("sdkappid" = i64, Path, minimum = 1, maximum = 4_294_967_295_i64), IfMatch),
    responses((status = 200, description = "It was carried out.", body = Package), Problems),
)]
async fn extend(caller: Caller, At(sdkappid): At<Sdkappid>, seen: IfMatch) -> Result<Json<Package>, Problem> {
    caller.acting().applications().extend(sdkappid, seen.version()).await?;
    get(caller, At(sdkappid)).await
}

fn lines(lines: &[QuoteLine]) -> Vec<Line> {
    lines.iter().map(Line::from).collect()
}
