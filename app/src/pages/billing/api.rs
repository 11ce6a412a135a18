//! The server functions of `/billing`.

use domain::billing::catalogue::Catalogue;
use domain::billing::ledger::{BillingPage, PostedEntry};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::ssr::{actor, console, into_failure, invalid, order_token, parse_or_not_found, redirect};
#[cfg(feature = "ssr")]
use crate::{i18n::done::Done, routes::PagePath};
#[cfg(feature = "ssr")]
use domain::{
    billing::ledger::{EntryKind, Note},
    billing::money::{Currency, Money, ParseMoneyError},
    field::{Checklist, Field, Problem},
};

/// The data of an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// The ledger entry.
    pub entry: PostedEntry,
    /// The catalogue, for the names of add-ons.
    pub catalogue: Catalogue,
}

/// The balance, and the latest entries: those before entry number `before`, or all.
#[server(endpoint = "read_billing", input = GetUrl)]
pub(crate) async fn read_billing(#[server(default)] before: Option<i64>) -> Result<BillingPage, Failure> {
    console().acting_as(&actor()).billing().page(before).await.map_err(into_failure)
}

/// The entry with that number.
#[server(endpoint = "read_invoice", input = GetUrl)]
pub(crate) async fn read_invoice(number: i64) -> Result<Invoice, Failure> {
    let console = console();
    let entry = console.acting_as(&actor()).billing().entry(number).await.map_err(into_failure)?;
    Ok(Invoice { entry, catalogue: console.catalogue().as_ref().clone() })
}

/// **Post**: a top-up or a correction, in the currency that the form showed.
#[server(endpoint = "post_entry")]
pub async fn post_entry(
    #[server(default)] kind: String,
    #[server(default)] amount: String,
    #[server(default)] note: String,
    #[server(default)] currency: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let billing = console.acting_as(&actor).billing();
    let nothing = || into_failure(::console::Error::NotFound);
    let kind = EntryKind::from_code(&kind).ok_or_else(nothing)?;
    let currency: Currency = parse_or_not_found(&currency)?;
    let mut checklist = Checklist::new();
    let money = checklist.check(Field::Amount, parse_amount(&amount, currency));
    let text = checklist.check(Field::Note, note.parse::<Note>());
    let (money, text) = checklist.finish(money.zip(text)).map_err(invalid)?;
    billing.post(kind, money, text, &order_token()?).await.map_err(into_failure)?;
    redirect(&Done::Posted(money).on(PagePath::Billing));
    Ok(())
}

#[cfg(feature = "ssr")]
fn parse_amount(text: &str, currency: Currency) -> Result<Money, Problem> {
    Money::parse(text, currency).map_err(|error| match error {
        ParseMoneyError::Missing => Problem::Missing,
        ParseMoneyError::NotANumber | ParseMoneyError::TooPrecise(_) | ParseMoneyError::TooLarge => {
            Problem::NotAnAmount(currency.places())
        }
    })
}

/// **Choose** a currency.
#[server(endpoint = "choose_currency")]
pub async fn choose_currency(#[server(default)] currency: String) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let currency: Currency = parse_or_not_found(&currency)?;
    console.acting_as(&actor).billing().choose_currency(currency).await.map_err(into_failure)?;
    redirect(&Done::Saved.on(PagePath::Billing));
    Ok(())
}
