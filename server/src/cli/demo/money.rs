//! Money of the sample: ordered packages, a refunded one, and a renewal that the balance did
//! not cover.

use console::{Actor, Console};
use domain::application::sdkappid::Sdkappid;
use domain::billing::catalogue::AddOnCode;
use domain::billing::edition::Edition;
use domain::billing::ledger::{EntryKind, OrderToken};
use domain::billing::money::Money;
use domain::billing::order::{Choice, Confirmation};

use crate::cli::CommandError;

/// An order of the sample.
pub(super) struct Order {
    pub(super) edition: Edition,
    pub(super) months: u32,
    pub(super) add_on: Option<&'static str>,
    pub(super) auto_renew: bool,
}

fn wrong(what: &str) -> CommandError {
    CommandError::Refused(format!("the sample cannot be made: {what}"))
}

fn token(console: &Console) -> Result<OrderToken, CommandError> {
    console.form_token().parse().map_err(|_| wrong("a token"))
}

/// Posts money that the operator received.
pub(super) async fn top_up(
    console: &Console,
    owner: &Actor,
    amount: &str,
    note: &str,
) -> Result<(), CommandError> {
    let billing = console.acting_as(owner).billing();
    let currency = billing.page(None).await?.account_balance.balance().currency();
    let amount = Money::parse(amount, currency).map_err(|error| wrong(&error.to_string()))?;
    let note = note.parse().map_err(|_| wrong("a note"))?;
    billing.post(EntryKind::TopUp, amount, note, &token(console)?).await?;
    Ok(())
}

/// Orders a package at the price of that instant.
pub(super) async fn order(
    console: &Console,
    owner: &Actor,
    sdkappid: Sdkappid,
    order: &Order,
) -> Result<(), CommandError> {
    let applications = console.acting_as(owner).applications();
    let add_ons: Result<Vec<AddOnCode>, _> = order.add_on.iter().map(|code| code.parse()).collect();
    let add_ons = add_ons.map_err(|_| wrong("an add-on"))?;
    let choice =
        Choice { edition: order.edition, months: order.months, add_ons, auto_renew: order.auto_renew };
    let page = applications.quote(sdkappid, Some(&choice)).await?;
    let quote = page.quote.and_then(Result::ok).ok_or_else(|| wrong("a package that cannot be ordered"))?;
    let confirmation =
        Confirmation { accepted: true, priced: choice.clone(), seen: quote.total(), token: token(console)? };
    applications.order(sdkappid, &choice, &confirmation).await?;
    Ok(())
}

/// Gives a package back.
pub(super) async fn refund(console: &Console, owner: &Actor, sdkappid: Sdkappid) -> Result<(), CommandError> {
    let applications = console.acting_as(owner).applications();
    let detail = applications.detail(sdkappid, None).await?;
    let package = applications.package(&detail.application).await?;
    let amount = package.subscription.unused(package.at.now);
    applications.refund(sdkappid, &token(console)?, amount).await?;
    Ok(())
}
