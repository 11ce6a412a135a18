//! **Confirm** of an order.
#![expect(clippy::too_many_arguments, reason = "the fields of a form")]

use domain::ledger::OrderToken;
use domain::money::{Currency, Money};
use domain::order::Confirmation;
use domain::sdkappid::Sdkappid;
use leptos::prelude::*;

use super::choice;
use crate::failure::Failure;
use crate::ssr::{actor, console, fail, go};

/// **Confirm**. `total` is the price that was shown, in minor units; `token` makes the form happen once.
#[server(endpoint = "place_order")]
pub async fn place_order(
    #[server(default)] sdkappid: String,
    #[server(default)] edition: String,
    #[server(default)] months: String,
    #[server(default)] add_ons: String,
    #[server(default)] auto_renew: String,
    #[server(default)] total: String,
    #[server(default)] currency: String,
    #[server(default)] accept: String,
    #[server(default)] token: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let nothing = || fail(::console::Error::NotFound);
    let sdkappid: Sdkappid = sdkappid.parse().map_err(|_| nothing())?;
    let choice = choice::of_form(&edition, &months, &add_ons, &auto_renew).ok_or_else(nothing)?;
    let token: OrderToken = token.parse().map_err(|_| nothing())?;
    let currency: Currency = currency.parse().map_err(|_| nothing())?;
    let seen = Money::new(total.parse().map_err(|_| nothing())?, currency);
    let confirmation = Confirmation { accepted: accept == "on", seen, token };
    let ordered = console.acting_as(&actor).applications().order(sdkappid, &choice, &confirmation).await;
    ordered.map_err(fail)?;
    go(&format!("/applications/{sdkappid}?done={}", crate::done::of_order(sdkappid).await));
    Ok(())
}
